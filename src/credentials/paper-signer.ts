import type { JobLogger } from "../platform/jobs/index.ts";
import type { Parts } from "./parts.ts";
import { signLot } from "./sign-recorded.ts";
import { someUnsigned } from "./store.ts";

/** Milliseconds. */
export interface SigningLimits {
  /** Between two polls where nothing nudged, as while there is no worker. */
  readonly poll: number;
  /** After a nudge, so that what is recorded at about the same time is signed together. */
  readonly gather: number;
}

const usual: SigningLimits = { poll: 10_000, gather: 100 };

export interface PaperSigner {
  /** Something may wait for its signature. */
  nudge(): void;
  /** Waits for the lot that is being signed. */
  stop(): Promise<void>;
}

/**
 * Has papers signed that were recorded, in lots. Every server does: rows that one has locked are
 * passed over by the others, and PostgreSQL frees those of a process that was killed.
 */
export function startSigning(
  parts: Parts,
  { logger, limits }: { logger?: JobLogger; limits?: Partial<SigningLimits> } = {},
): PaperSigner {
  const { poll, gather } = { ...usual, ...limits };
  let stopping = false;
  let nudged = false;
  let wake = Promise.withResolvers<void>();
  const rest = async (milliseconds: number) => {
    const timer = setTimeout(wake.resolve, milliseconds);
    await wake.promise;
    clearTimeout(timer);
    wake = Promise.withResolvers();
  };
  const isDue = async () => {
    const [row] = await parts.sql<{ due: boolean }[]>`select ${someUnsigned(parts.sql)} as due`;
    return row?.due;
  };
  const look = async () => {
    if (!nudged && !(await isDue())) return;
    nudged = false;
    while (!stopping && (await signLot(parts)));
  };
  const run = async () => {
    while (!stopping) {
      await look().catch((err: unknown) => logger?.warn({ err }, "papers could not be signed"));
      if (!nudged && !stopping) await rest(poll);
      if (nudged && !stopping) await rest(gather);
    }
  };
  const ended = run();
  return {
    nudge() {
      if (nudged) return;
      nudged = true;
      wake.resolve();
    },
    async stop() {
      stopping = true;
      wake.resolve();
      await ended;
    },
  };
}
