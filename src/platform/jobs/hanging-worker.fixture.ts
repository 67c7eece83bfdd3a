/** Run by jobs.test.ts: a worker that says when it has taken a job, and never ends it. */
import { startWorker } from "./index.ts";

await startWorker({
  url: process.argv[2] ?? "",
  tasks: {
    greet: async () => {
      process.send?.("taken");
      await new Promise(() => {});
    },
  },
});
