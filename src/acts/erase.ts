import { eraseRatingWords } from "../assessment/index.ts";
import { closedAt, eraseCase, eraseLeftNotes, meaningOf } from "../cases/index.ts";
import type { Definition } from "../catalogue/index.ts";
import { eraseOver, markCaseErased } from "../credentials/index.ts";
import {
  addDays,
  addDuration,
  addMonths,
  type Calendar,
  type CaseId,
  type Duration,
  dateIn,
  instantOf,
} from "../kernel/index.ts";
import { eraseMessages, eraseOldMessages } from "../messages/index.ts";
import { transaction } from "../platform/db/index.ts";
import {
  eraseCorrections,
  isHeld,
  lockCase,
  type NightCounts,
  recordErasure,
} from "../privacy/index.ts";
import type { ActDeps } from "./deps.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "calendar" | "cases" | "catalogue" | "privacy">;

/** Why a file is erased: its term is over, or a request of the person was granted. */
export type ErasureCause =
  | { readonly cause: "retention"; readonly night: string }
  | { readonly cause: "request" };

/** Until when a closed file is kept: what its service page promises, from the day of its end. */
export function keptUntil(
  { retention }: Pick<Definition, "retention">,
  closed: { readonly at: Date; readonly granted: boolean },
  calendar: Calendar,
): Date {
  const term = closed.granted ? retention.granted : retention.otherwise;
  return addDuration(closed.at, term, calendar);
}

/**
 * Erases one closed file in one transaction: what the person answered and attached, what was
 * written and said about it, and its certificates once they are over. Events and money stay.
 * `early` where the term is not over, `held` where an officer holds it, `open` where it is not
 * closed, `gone` where it is not there.
 */
export async function eraseFile(
  deps: Deps,
  caseId: CaseId,
  why: ErasureCause,
): Promise<"erased" | "early" | "held" | "open" | "gone"> {
  const now = deps.clock();
  const app = await deps.cases.open(caseId);
  if (!app) return "gone";
  const closed = closedAt(app);
  if (!closed || meaningOf(app.state.status).turn !== "nobody") return "open";
  const { definition } = app;
  const calendar = deps.calendar();
  const dueAt = keptUntil(
    definition,
    { at: closed, granted: app.state.status === "granted" },
    calendar,
  );
  if (why.cause === "retention" && dueAt > now) return "early";
  const today = dateIn(now, calendar.timeZone);
  return transaction(deps.sql, async (tx) => {
    await lockCase(tx, caseId);
    if (await isHeld(tx, caseId, today)) return "held";
    const counts = await eraseCase(tx, now, caseId);
    if (!counts) return "gone";
    const messages = await eraseMessages(tx, caseId);
    await eraseRatingWords(tx, caseId);
    await markCaseErased(tx, caseId);
    await eraseCorrections(tx, caseId);
    await recordErasure(tx, {
      ...{ caseId, service: definition.id, definition: definition.version },
      ...{ cause: why.cause, night: why.cause === "retention" ? why.night : null },
      ...{ closedAt: closed, dueAt, at: now, counts: { ...counts, messages } },
    });
    return "erased";
  });
}

const dayMs = 86_400_000;

/** The last midnight before which a term must have begun to be over by `now`. */
export function begunBefore(now: Date, term: Duration, calendar: Calendar): Date {
  const isOver = (midnight: Date) =>
    addDuration(new Date(midnight.getTime() - 1), term, calendar) <= now;
  const { timeZone } = calendar;
  const months = term.unit === "calendar" ? term.months : 0;
  const days = term.unit === "calendar" ? term.days : term.count;
  const lax = addDays(addMonths(dateIn(now, timeZone), -months), 1 - days);
  let midnight = instantOf(lax, 0, timeZone);
  while (!isOver(midnight)) midnight = dayBefore(midnight, timeZone);
  return midnight;
}

const dayBefore = (midnight: Date, timeZone: string): Date =>
  instantOf(dateIn(new Date(midnight.getTime() - dayMs / 2), timeZone), 0, timeZone);

/**
 * Nightly job: erases the files whose term is over, what was left of others,
 * applications that were begun and never sent,
 * messages of no case, and certificates that are over and whose file is gone; and writes down what
 * it did. A file that cannot be erased holds up no other, is counted, and is tried again the next
 * night.
 */
export async function eraseAtNight(deps: Deps): Promise<void> {
  const { cases, privacy, clock } = deps;
  const night = await privacy.beginNight();
  const counts: Counting = { files: 0, held: 0, failed: 0 };
  for (const version of await cases.versionsLeft())
    for (const granted of [true, false]) await eraseVersion(deps, night, version, granted, counts);
  const unsent = begunBefore(clock(), privacy.rules.unsent, deps.calendar());
  await eraseLeftNotes(deps.sql);
  const drafts = await cases.eraseUnsent(unsent);
  const messages = await eraseOldMessages(deps.sql, unsent);
  const today = dateIn(clock(), deps.calendar().timeZone);
  const certificates = await eraseOver(deps.sql, clock(), today);
  const { fault, ...figures } = counts;
  await privacy.endNight(night, { ...figures, drafts, certificates, messages });
  if (fault) throw fault;
}

/** What a night counts as it goes, and the last fault, which the job ends with. */
type Counting = { -readonly [Name in "files" | "held" | "failed"]: NightCounts[Name] } & {
  fault?: unknown;
};

async function eraseVersion(
  deps: Deps,
  night: string,
  version: { readonly service: string; readonly definition: number },
  granted: boolean,
  counts: Counting,
): Promise<void> {
  const definition = await deps.catalogue.findVersion(version.service, version.definition);
  if (!definition) return;
  const { retention } = definition;
  const term = granted ? retention.granted : retention.otherwise;
  const before = begunBefore(deps.clock(), term, deps.calendar());
  let after: string | undefined;
  do {
    const batch = await deps.cases.closedFiles({ ...version, granted, before, after });
    for (const caseId of batch) {
      const result = await eraseFile(deps, caseId, { cause: "retention", night }).catch(
        (fault: unknown) => {
          counts.fault = fault;
          return "failed" as const;
        },
      );
      if (result === "erased") counts.files += 1;
      else if (result === "held" || result === "failed") counts[result] += 1;
    }
    after = batch.at(-1);
  } while (after);
}
