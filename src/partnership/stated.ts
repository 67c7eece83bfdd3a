import type { CommitmentState } from "./commitments/model.ts";
import type { IndicatorState } from "./indicators/model.ts";
import type { Side } from "./instruments/model.ts";
import type { PilotState } from "./pilots/model.ts";

/**
 * A fact about one side as the desk of another typed it. It is the word of nobody but who typed it:
 * neither public nor in public sums until the side's own register states the fact itself.
 */
export interface Stated {
  /** The side whose desk typed it; absent where it is the word of the side that it is about. */
  readonly statedBy?: Side;
}

/** The mark of a fact about `side` that the desk of `own` types. */
export const statedAt = (own: Side, side: Side): Stated => (side === own ? {} : { statedBy: own });

/** Whether it is the word of the side that it is about. */
export const isOwnWord = ({ statedBy }: Stated): boolean => statedBy === undefined;

/** The fact without its mark: the side that it is about takes it over as its own word. */
export const asOwnWord = <Fact extends Stated>({ statedBy: _by, ...fact }: Fact) => fact;

/** The series as everybody may read it. */
export const publicIndicator = (state: IndicatorState): IndicatorState => ({
  ...state,
  values: state.values.filter(isOwnWord),
});

/** The pilot as everybody may read it. */
export const publicPilot = ({ promises, ...state }: PilotState): PilotState => ({
  ...state,
  spendings: state.spendings.filter(isOwnWord),
  ...(promises && { promises: promises.filter(isOwnWord) }),
});

/** The commitment as everybody may read it. */
export const publicCommitment = (state: CommitmentState): CommitmentState => ({
  ...state,
  sides: Object.fromEntries(
    Object.entries(state.sides).map(([side, part]) => [
      side,
      { ...part, contributions: part.contributions.filter(isOwnWord) },
    ]),
  ),
});
