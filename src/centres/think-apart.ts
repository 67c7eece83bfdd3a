import { Worker } from "node:worker_threads";
import type { WhatIf, WhatIfAnswer } from "./queue/index.ts";

type Answers = readonly WhatIfAnswer[];

const thread = new URL("./what-if-thread.ts", import.meta.url);

/** Simulations are small; one that needs more than this is a mistake. */
const resourceLimits = { maxOldGenerationSizeMb: 128 };

const askThread = (question: WhatIf): Promise<Answers> =>
  new Promise((resolve, reject) => {
    // The thread needs nothing from the environment, which holds secrets.
    const worker = new Worker(thread, { workerData: question, env: {}, resourceLimits });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the thread ended with ${code}, unanswered`)));
  });

/**
 * Simulates days in a worker thread, so that no other request waits for it. One question at a time:
 * simultaneous questions wait for one another.
 */
export function makeThinking(): (question: WhatIf) => Promise<Answers> {
  let last: Promise<unknown> = Promise.resolve();
  return (question) => {
    const answer = last.then(() => askThread(question));
    last = answer.catch(() => undefined);
    return answer;
  };
}
