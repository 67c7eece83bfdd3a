import { startWorker, type Worker, type WorkerOptions } from "./worker.ts";

/** Jobs that have workers of their own: the beginning of their names, and how many run at once. */
export type Lanes = Readonly<Record<string, number>>;

/**
 * Like `startWorker`, with workers apart for the jobs of each lane: whoever is slow outside of the
 * house (a carrier, a program's server) holds up only those who wait for him too.
 */
export async function startLanes({ lanes, ...options }: WorkerOptions & { readonly lanes: Lanes }) {
  const entries = Object.entries(options.tasks);
  const { nightly = [], ...each } = options;
  const laneOf = (name: string) => Object.keys(lanes).find((prefix) => name.startsWith(prefix));
  const among = (lane: string | undefined) =>
    Object.fromEntries(entries.filter(([name]) => laneOf(name) === lane));
  const workers = await Promise.all([
    startWorker({ ...each, tasks: among(undefined), nightly }),
    ...Object.entries(lanes).map(([lane, concurrency]) =>
      startWorker({ ...each, tasks: among(lane), concurrency }),
    ),
  ]);
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
    },
  } satisfies Worker;
}
