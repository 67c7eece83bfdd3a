import type { FastifyReply, FastifyRequest } from "fastify";
import { colleaguesForAny, votesIn } from "../../acts/index.ts";
import { cursorOf, mayRead, sorts, type WorkRow, type WorkWanted } from "../../cases/index.ts";
import { addDays, instantOf, normaliseReference, type Reference } from "../../kernel/index.ts";
import { Begun, type Officer } from "../../platform/auth/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import { redirectTo, takeFlash } from "../../platform/http/index.ts";
import { worksAtDesk } from "../staff/index.ts";
import { nobodyPart } from "./assignees.ts";
import { withNames } from "./banner.ts";
import { columnsOf } from "./columns.ts";
import { actorAt, type Desk, deskOf, type Office, show } from "./desk.ts";
import { listHref, mayAssignIn, shown, type WorklistFilter } from "./lists.ts";
import { isAssignable } from "./work-row.ts";
import { worklistPage } from "./worklist-page.ts";
import { claimable } from "./worklist-rows.ts";

const size = 50;

type Query = Readonly<Partial<Record<string, unknown>>>;

type OfficerAt = Pick<Desk, "deps" | "officer">;

/** What the address asks for; anything unknown is left out. */
export function wantedOf(query: Query, { deps }: Pick<Desk, "deps">): WorklistFilter {
  const text = (name: string) => {
    const value = query[name];
    return typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;
  };
  const id = (name: string) => text(name)?.match(/^[\w.-]{1,80}$/)?.[0];
  const service = text("service");
  const definition = service ? deps.catalogue.current(service) : undefined;
  const [stage, office, holder] = [id("stage"), id("office"), id("holder")];
  const day = (name: string) => text(name)?.match(/^\d{4}-\d\d-\d\d$/)?.[0];
  const [from, to] = ["from", "to"].map((name) => {
    const date = day(name);
    return date && !Number.isNaN(Date.parse(date)) ? date : undefined;
  });
  const q = normaliseReference(text("q") ?? "");
  const after = text("after");
  const sort = sorts.find((each) => each === query.sort);
  return {
    show: shown.find((each) => each === query.show) ?? "all",
    ...(definition && { service: definition.id }),
    ...(stage && definition?.process?.stages.some((each) => each.id === stage) && { stage }),
    ...(office && { office }),
    ...(holder && { holder }),
    ...(from && { from }),
    ...(to && { to }),
    ...(q && { q }),
    ...(sort && sort !== "promise" && { sort }),
    ...(after && { after }),
  };
}

/** The list that a file was opened from, as its address says. */
export const listOf = (text: unknown, desk: Pick<Desk, "deps">): string =>
  listHref(
    wantedOf(Object.fromEntries(new URLSearchParams(typeof text === "string" ? text : "")), desk),
  );

const filters: Readonly<
  Record<WorklistFilter["show"], Partial<Pick<WorkWanted, "mine" | "filter">>>
> = {
  all: {},
  mine: { mine: true },
  unclaimed: { filter: "unclaimed" },
  "in-hand": { filter: "in-hand" },
  overdue: { filter: "overdue" },
  "step-overdue": { filter: "step-overdue" },
  escalated: { filter: "escalated" },
  "escalated-to-me": { filter: "escalated-to-me" },
  "second-signature": { filter: "second-signature" },
  "to-vote": { filter: "to-vote" },
  waiting: { filter: "waiting" },
};

/** The lists that are counted for an officer: of votes only where they are in a committee. */
const countedFor = ({ deps, officer }: OfficerAt) =>
  shown.filter((show) => show !== "to-vote" || votesIn(deps.catalogue, officer));

/** For whom lists are read: of whoever votes also the files on which they do as a substitute. */
const readFor = ({ deps, officer }: OfficerAt) => ({
  officer,
  ...(votesIn(deps.catalogue, officer) && { asSubstitute: true }),
});

/** A list as the cases are asked for it. */
export const workWanted = (
  desk: OfficerAt,
  { show, q, ...filter }: WorklistFilter,
): Omit<WorkWanted, "now"> =>
  q
    ? { ...readFor(desk), reference: q }
    : { ...readFor(desk), ...narrowedBy(desk, filter), ...filters[show] };

/** The filters beside the list itself; days are those of the government's time zone. */
function narrowedBy(
  { deps }: OfficerAt,
  { from, to, ...filter }: Omit<WorklistFilter, "show" | "q">,
): Partial<WorkWanted> {
  const { timeZone } = deps.catalogue.jurisdiction;
  return {
    ...filter,
    ...(from && { sentFrom: instantOf(from, 0, timeZone) }),
    ...(to && { sentBefore: instantOf(addDays(to, 1), 0, timeZone) }),
  };
}

/** What is read of a list: itself, its counts and the officer's views. */
const readList = (at: OfficerAt, filter: WorklistFilter, sql?: Sql) => {
  const { after: _after, q: _q, show: _show, sort: _sort, ...narrowed } = filter;
  return at.deps.cases.officersList(
    {
      work: { ...workWanted(at, filter), size },
      within: { ...readFor(at), ...narrowedBy(at, narrowed) },
      counted: countedFor(at).map((each) => filters[each]),
      namesOf: (service) => columnsOf(at, service),
    },
    sql,
  );
};

/** Lists that are read with the session, for the officer whose session it was last time. */
const begun = new Begun<{
  readonly officer: Officer;
  readonly list: ReturnType<typeof readList>;
}>();

export const listAhead =
  (deps: Office) =>
  (request: FastifyRequest, sql: Sql, officer: Officer | undefined): void => {
    if (!officer || worksAtDesk(officer)) return;
    const at = { deps, officer };
    const list = readList(at, wantedOf(request.query as Query, at), sql);
    // Where the session is over, nobody waits for it.
    list.catch(() => undefined);
    begun.set(request, { officer, list });
  };

/** GET /office: the list, its counts and what it says of its files; names come from a cache. */
export async function worklist(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  if (worksAtDesk(desk.officer)) return redirectTo(reply, "/desk");
  const filter = wantedOf(request.query as Query, desk);
  const { q: reference } = filter;
  const ahead = begun.take(request);
  const [{ rows: page, details, counts, views }, colleagues] = await Promise.all([
    ahead?.officer === desk.officer ? ahead.list : readList(desk, filter),
    deps.colleagues(desk.officer.authority),
  ]);
  if (reference && page.length === 0) {
    const elsewhere = await closedFile(desk, reference);
    if (elsewhere) return redirectTo(reply, elsewhere);
  }
  const rows = page.slice(0, size);
  const assigning = await assigneesOf(desk, filter, rows);
  const last = rows.at(-1);
  const content = worklistPage(desk, {
    ...{
      wanted: filter,
      rows,
      details,
      counts: new Map(countedFor(desk).map((each, at) => [each, counts[at] ?? 0])),
      colleagues,
      ...assigning,
      views,
      flash: await withNames(desk, takeFlash(request, reply)),
    },
    next: page.length > size && last ? cursorOf(last, filter.sort) : undefined,
    nameOf: await deps.names([
      filter.holder,
      ...rows.flatMap((row) => [row.claimedBy, row.assignedBy]),
    ]),
  });
  const title = desk.t("office.worklist");
  return show(desk, { title, content, current: "worklist" });
}

/** Whom at least one of these rows can be given; why nobody, where that is so. */
async function assigneesOf(desk: Desk, filter: WorklistFilter, rows: readonly WorkRow[]) {
  if (!mayAssignIn(desk, filter)) return { assignees: [], nobody: null };
  const { deps, officer } = desk;
  const assignable = rows.filter((row) => isAssignable(desk, row));
  const all = await deps.staffOf(officer.authority);
  const assignees = await colleaguesForAny(deps, all, assignable);
  const isNobody = assignable.length > 0 && assignees.every(({ away }) => away);
  return { assignees, nobody: isNobody ? await nobodyPart(desk, assignable) : null };
}

/** A file with the way back to its list. */
export function caseHref(caseId: string, list: string): string {
  const [, query] = list.split("?", 2);
  return `/office/cases/${caseId}${query ? `?list=${encodeURIComponent(query)}` : ""}`;
}

/**
 * The next file of a list to work on: one that is in their hand, else the next that is free and
 * theirs, which they take; and says where it is. Undefined where there is none. One that a
 * colleague takes at the same moment is passed over.
 */
export async function takeNext(
  desk: Desk,
  list: string,
  notThis: string,
): Promise<string | undefined> {
  const [, query = ""] = list.split("?", 2);
  const { after: _after, ...filter } = wantedOf(
    Object.fromEntries(new URLSearchParams(query)),
    desk,
  );
  const ofList = { ...workWanted(desk, filter), size };
  const mine = await desk.deps.cases.worklist({ ...ofList, mine: true });
  const inHand = mine.find(
    ({ caseId, waiting, signed }) => caseId !== notThis && !waiting && !signed,
  );
  if (inHand) return caseHref(inHand.caseId, list);
  const rows = await desk.deps.cases.worklist(ofList);
  for (const row of rows) {
    if (row.caseId === notThis || !claimable(desk, row)) continue;
    const command = { type: "claim", task: row.key } as const;
    const { caseId } = row;
    const given = await desk.deps.cases.give({ caseId, command, actor: actorAt(desk) });
    if (given.ok) return caseHref(caseId, list);
  }
  return undefined;
}

/** A file without open work for this officer that they may still read. */
async function closedFile(desk: Desk, reference: Reference): Promise<string | undefined> {
  const row = await desk.deps.cases.track(reference);
  const file = row && (await desk.deps.cases.open(row.id));
  const isTheirs = file && mayRead(actorAt(desk), file.state, file.definition);
  return isTheirs ? `/office/cases/${file.id}` : undefined;
}
