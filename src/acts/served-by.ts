import type { ServedThere, ServedVisit } from "../counter/index.ts";
import {
  addDays,
  dateIn,
  instantOf,
  type Money,
  type OfficerId,
  sumByCurrency,
} from "../kernel/index.ts";
import { personById } from "../platform/auth/index.ts";
import { chargedBy } from "./agent-charge.ts";
import type { ActDeps } from "./deps.ts";
import { maskedName } from "./slips.ts";

type Deps = Pick<ActDeps, "sql" | "clock" | "calendar" | "catalogue" | "counter" | "cases">;

/** An application that was sent in a visit. */
export interface SentInVisit {
  readonly reference: string;
  readonly service: string;
  /** What the agent may charge for their own work; undefined for nothing. */
  readonly charge: Money | undefined;
}

/** One person who was served; the name is cut, because the list stays on a screen. */
export interface ServedClient {
  readonly at: Date;
  readonly name: string;
  readonly sent: readonly SentInVisit[];
  readonly papers: number;
}

/** One day of the cash book of an agent: what the tariff allows for what was sent. */
export interface CashDay {
  readonly day: string;
  readonly sent: number;
  readonly charges: readonly Money[];
}

export interface Served {
  readonly today: readonly ServedClient[];
  /** The last seven days with something sent, newest first; empty at a counter. */
  readonly cashBook: readonly CashDay[];
}

const daysBack = 6;

/** Whom this officer served today, and the cash book of an agent's last seven days. */
export async function servedBy(deps: Deps, operator: OfficerId): Promise<Served> {
  const { timeZone } = deps.calendar();
  const now = deps.clock();
  const today = dateIn(now, timeZone);
  const from = instantOf(addDays(today, -daysBack), 0, timeZone);
  const visits = await deps.counter.visitsBy(operator, { from, to: new Date(now.getTime() + 1) });
  const sent = new Map(
    await Promise.all(visits.map(async (visit) => [visit.id, await sentIn(deps, visit)] as const)),
  );
  const dayOf = ({ openedAt }: ServedVisit) => dateIn(openedAt, timeZone);
  const days = Map.groupBy(
    visits.filter(({ door }) => door === "agent"),
    dayOf,
  );
  // The wrong person's file was open and nothing came of it: they were not there.
  const isMistake = ({ id, closedWhy, papers }: ServedVisit) =>
    closedWhy === "wrong-file" && papers === 0 && !sent.get(id)?.length;
  const clients = visits.filter((visit) => dayOf(visit) === today && !isMistake(visit));
  const here = clients.map(async ({ id, person, openedAt, papers }) => ({
    ...{ at: openedAt, papers, sent: sent.get(id) ?? [] },
    name: maskedName((await personById(deps.sql, person))?.name ?? "–"),
  }));
  const begins = instantOf(today, 0, timeZone);
  const span = { from: begins, to: new Date(now.getTime() + 1) };
  const there = (await deps.counter.servedThere(operator, span)).map((each) =>
    clientThere(deps, each),
  );
  const all = await Promise.all([...here, ...there]);
  return {
    today: all.toSorted((one, other) => other.at.getTime() - one.at.getTime()),
    cashBook: [...days].flatMap(([day, ofDay]) => {
      const all = ofDay.flatMap(({ id }) => sent.get(id) ?? []);
      const charges = sumByCurrency(all.flatMap(({ charge }) => charge ?? []));
      return all.length === 0 ? [] : { day, sent: all.length, charges };
    }),
  };
}

/** Whom they served on a device without network; of a ticket only its number is known. */
async function clientThere(
  deps: Deps,
  { at, number, person, name, draft }: ServedThere,
): Promise<ServedClient> {
  const owner = person ? await personById(deps.sql, person) : undefined;
  const begun = draft && owner ? await deps.cases.findDraft(draft, owner.id) : undefined;
  const app = begun?.caseId ? await deps.cases.open(begun.caseId) : undefined;
  const reference = app?.state.submitted?.reference;
  return {
    ...{ at, papers: 0, name: number ?? maskedName(owner?.name ?? name ?? "–") },
    sent: begun && reference ? [{ reference, service: begun.service, charge: undefined }] : [],
  };
}

/** What came of the drafts of a visit; one that was not sent after all is no application. */
async function sentIn(deps: Deps, visit: ServedVisit): Promise<SentInVisit[]> {
  const { cases } = deps;
  const each = await Promise.all(
    visit.drafts.map(async (id): Promise<SentInVisit[]> => {
      const draft = await cases.findDraft(id, visit.person);
      const app = draft?.caseId ? await cases.open(draft.caseId) : undefined;
      if (!draft || !app) return [];
      const charge = await chargedBy(deps, visit.door, draft);
      const reference = app.state.submitted?.reference ?? "";
      return [{ reference, service: draft.service, charge }];
    }),
  );
  return each.flat();
}
