import type { FastifyReply, FastifyRequest } from "fastify";
import { cursorOf, mayRead, type WorkWanted } from "../../cases/index.ts";
import { isUuid, normaliseReference, type Reference } from "../../kernel/index.ts";
import { formOf, redirectTo, refusalFlash, takeFlash, textOf } from "../../platform/http/index.ts";
import { worksAtDesk } from "../staff/index.ts";
import { actorAt, type Desk, deskOf, type Office, show } from "./desk.ts";
import { shown, type WorklistFilter, worklistPage } from "./worklist-page.ts";

const size = 50;

interface Query {
  readonly show?: string;
  readonly service?: string;
  readonly q?: string;
  readonly after?: string;
}

/** What the address asks for; anything unknown is left out. */
function wantedOf(query: Query, { deps }: Desk): WorklistFilter {
  const text = (value: unknown) => (typeof value === "string" ? value.slice(0, 200) : undefined);
  const [service, q] = [text(query.service), normaliseReference(text(query.q) ?? "")];
  const after = text(query.after);
  return {
    show: shown.find((each) => each === query.show) ?? "all",
    ...(service && deps.catalogue.current(service) && { service }),
    ...(q && { q }),
    ...(after && { after }),
  };
}

const filters: Readonly<
  Record<WorklistFilter["show"], Partial<Pick<WorkWanted, "mine" | "filter">>>
> = {
  all: {},
  mine: { mine: true },
  unclaimed: { filter: "unclaimed" },
  overdue: { filter: "overdue" },
  "second-signature": { filter: "second-signature" },
  waiting: { filter: "waiting" },
};

/** GET /office: one query for the list; recently used names come from a cache. */
export async function worklist(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  if (worksAtDesk(desk.officer)) return redirectTo(reply, "/desk");
  const filter = wantedOf(request.query as Query, desk);
  const { q: reference } = filter;
  const page = await deps.cases.worklist({
    officer: desk.officer,
    size,
    ...(reference ? { reference } : filters[filter.show]),
    ...(filter.service && !reference && { service: filter.service }),
    ...(filter.after && { after: filter.after }),
  });
  if (reference && page.length === 0) {
    const elsewhere = await closedFile(desk, reference);
    if (elsewhere) return redirectTo(reply, elsewhere);
  }
  const rows = page.slice(0, size);
  const last = rows.at(-1);
  const content = worklistPage(desk, {
    ...{ wanted: filter, rows, flash: takeFlash(request, reply) },
    next: page.length > size && last ? cursorOf(last) : undefined,
    nameOf: await deps.names(rows.map(({ claimedBy }) => claimedBy)),
  });
  const title = desk.t("office.worklist");
  return show(desk, { title, content, current: "worklist" });
}

/** A file without open work for this officer that they may still read. */
async function closedFile(desk: Desk, reference: Reference): Promise<string | undefined> {
  const row = await desk.deps.cases.track(reference);
  const file = row && (await desk.deps.cases.open(row.id));
  const isTheirs = file && mayRead(actorAt(desk), file.state, file.definition);
  return isTheirs ? `/office/cases/${file.id}` : undefined;
}

/**
 * POST /office/claim: takes the task of a row in hand and opens its file. Claiming twice is
 * claiming once.
 */
export async function claimRow(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const [caseId = "", task = ""] = textOf(formOf(request), "row").split("~", 2);
  if (!isUuid(caseId)) return redirectTo(reply, "/office");
  const command = { type: "claim", task } as const;
  const given = await deps.cases.give({ caseId, command, actor: actorAt(desk) });
  if (given.ok) {
    return redirectTo(reply, `/office/cases/${caseId}`, {
      kind: "success",
      code: "office.claimed",
    });
  }
  return redirectTo(reply, "/office", refusalFlash(given.refusal));
}
