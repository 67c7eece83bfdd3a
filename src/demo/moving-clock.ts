export interface MovingClock {
  readonly now: () => Date;
  /** Stands still at this instant until it is set again or released. */
  set(at: Date): void;
  /** Goes on as the wall clock. */
  release(): void;
}

/**
 * The wall clock, which can be held at a moment of the past while the demonstration's past is told.
 */
export function movingClock(): MovingClock {
  let frozenAt: Date | undefined;
  return {
    now: () => frozenAt ?? new Date(),
    set: (at) => {
      frozenAt = at;
    },
    release: () => {
      frozenAt = undefined;
    },
  };
}
