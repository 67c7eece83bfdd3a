import type { Result } from "../../kernel/index.ts";
import { load, type Recorded } from "../../platform/events/index.ts";
import type { Scope } from "../calendar/feeds.ts";
import { importMatrix, type MatrixImport, type MatrixResult } from "../matrix/import.ts";
import type { MatrixRow } from "../matrix/read.ts";
import type { Occasion, PartnershipDeps } from "../shell.ts";
import { type MondayPart, readMonday } from "./attention.ts";
import type { CommitmentFilter } from "./filter.ts";
import { giveCommitment } from "./handle.ts";
import type { CommitmentCommand, CommitmentState } from "./model.ts";
import {
  type CommitmentPage,
  commitmentStream,
  countCommitments,
  pageOfCommitments,
  readCommitmentState,
  readLastReports,
  readSilentlyAccepted,
} from "./store.ts";
import { type GroupTally, type MoneySum, readMoney, readTallies } from "./summary.ts";

/** The commitments of the register. */
export interface Commitments {
  /** Gives a command to a commitment. Refuses partnership.*. */
  give(
    id: string,
    command: CommitmentCommand,
    occasion: Occasion,
  ): Promise<Result<CommitmentState>>;
  one(id: string): Promise<CommitmentState | undefined>;
  /** Those that match, due first on top. */
  list(
    filter: CommitmentFilter,
    page: { readonly limit: number; readonly offset?: number },
  ): Promise<readonly CommitmentState[]>;
  /** The same with how many there are; a page beyond the last is empty, with a count of 0. */
  page(
    filter: CommitmentFilter,
    page: { readonly limit: number; readonly offset?: number },
  ): Promise<CommitmentPage>;
  count(filter: CommitmentFilter): Promise<number>;
  /** How far those that everybody may read have come, for each working group. */
  tallies(today: string): Promise<readonly GroupTally[]>;
  /** What the sides pledged, committed and spent for those that everybody may read. */
  money(today: string): Promise<readonly MoneySum[]>;
  /** All lists of a Monday, each with so many of its commitments and how many there are. */
  monday(
    today: string,
    scope: Scope,
    limit: number,
  ): Promise<ReadonlyMap<MondayPart, CommitmentPage>>;
  /** Everything that was recorded of a commitment, oldest first. */
  history(id: string): Promise<readonly Recorded[]>;
  /** Ids of those whose minor change silence has accepted by this day, and nobody has noted it. */
  silentlyAccepted(today: string): Promise<readonly string[]>;
  /** The last day on which a side reported on a commitment of each instrument. */
  lastReports(): Promise<ReadonlyMap<string, string>>;
  /** Records the rows of a table, with a result for each. Refuses partnership.matrix-columns. */
  importMatrix(
    rows: readonly MatrixRow[],
    matrix: MatrixImport,
    occasion: Occasion,
  ): Promise<Result<readonly MatrixResult[]>>;
}

export const makeCommitments = (deps: PartnershipDeps): Commitments => ({
  give: (id, command, occasion) => giveCommitment(deps, id, command, occasion),
  one: (id) => readCommitmentState(deps.sql, id),
  list: async (filter, page) => (await pageOfCommitments(deps.sql, filter, page)).states,
  page: (filter, page) => pageOfCommitments(deps.sql, filter, page),
  count: (filter) => countCommitments(deps.sql, filter),
  tallies: (today) => readTallies(deps.sql, today),
  money: (today) => readMoney(deps.sql, today),
  monday: (today, scope, limit) => readMonday(deps.sql, today, scope, limit),
  history: (id) => load(deps.sql, commitmentStream(id)),
  silentlyAccepted: (today) => readSilentlyAccepted(deps.sql, today),
  lastReports: () => readLastReports(deps.sql),
  importMatrix: (rows, matrix, occasion) => importMatrix(deps, rows, matrix, occasion),
});
