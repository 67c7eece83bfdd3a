import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { nextTicket, type WhatIf, whatIf } from "./queue/index.ts";

/** The worker thread: one question in, one answer out. */
if (!isMainThread) parentPort?.postMessage(whatIf(workerData as WhatIf, nextTicket));
