/**
 * What is started: the server (`serve.ts`), with what Node compiled of it kept for the next start.
 * Without that a third of a start is spent on taking the types out of a thousand files, and after a
 * crash everybody waits for it. The folder is ours alone: what lies in it is run.
 */
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { dataDirOf } from "./data-dir.ts";

enableCompileCache(join(dataDirOf(process.env), "compile-cache"));
await import("./serve.ts");
// Written now, as a server that is killed has no time for it.
flushCompileCache();
