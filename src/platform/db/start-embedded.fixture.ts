/**
 * Run by embedded.test.ts: a server that says its PostgreSQL's process id and waits to be killed.
 */
import { startEmbedded } from "./embedded.ts";

const { postmasterPid } = await startEmbedded({ dataDir: process.argv[2] ?? "" });
process.send?.({ pid: postmasterPid });
