import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { nextTicket, type WhatIf, whatIf } from "./queue/index.ts";

/** The thread beside the server's own: one question comes with it, one answer goes back. */
if (!isMainThread) parentPort?.postMessage(whatIf(workerData as WhatIf, nextTicket));
