/** How far a run is. What goes wrong in it goes by this and not by the clock. */
export interface Progress {
  /** One more has come to pay. @returns how many have */
  step(): number;
  /** Once so many more have come; false where no more will. */
  come(more: number): Promise<boolean>;
  /** Something else went on, so it does not stand still. */
  moved(): void;
  readonly ended: boolean;
  /** Nobody comes any more. */
  end(): void;
  /** Is not watched any more. */
  stop(): void;
}

/** Longer than any machine needs for one step, with all the pauses that the server makes. */
const standstillMs = 10 * 60_000;

/**
 * @param many how many will come
 * @param standsStill told when nothing moved for ten minutes
 */
export function progressOf(many: number, standsStill: () => void): Progress {
  const watch = setTimeout(standsStill, standstillMs);
  let count = 0;
  let ended = false;
  const waiting = new Set<() => void>();
  const changed = () => {
    for (const look of waiting) look();
  };
  return {
    get ended() {
      return ended;
    },
    step() {
      count += 1;
      watch.refresh();
      changed();
      return count;
    },
    async come(more) {
      const goal = count + more;
      if (goal > many) return false;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const look = () => {
        if (count >= goal || ended) resolve(count >= goal);
      };
      waiting.add(look);
      look();
      return promise.finally(() => waiting.delete(look));
    },
    moved: () => void watch.refresh(),
    end() {
      ended = true;
      changed();
    },
    stop: () => clearTimeout(watch),
  };
}
