import type { FastifyReply, FastifyRequest } from "fastify";
import {
  approvable,
  approve,
  correctTaken,
  discard,
  isHeldFrom,
  letGoOn,
  lookAgain,
  sendBoth,
  takeIn,
  type Way,
  waysOf,
} from "../../../acts/index.ts";
import { type Among, asksDropReason, isHeld, type Synced } from "../../../counter/index.ts";
import type { PersonId, Refusal } from "../../../kernel/index.ts";
import { type Officer, personById, personByNationalId } from "../../../platform/auth/index.ts";
import {
  type Flash,
  formOf,
  redirectTo,
  refusalFlash,
  sendRefusal,
  textOf,
} from "../../../platform/http/index.ts";
import type { MessageKey } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  details,
  errorSummary,
  html,
  inset,
  linkButton,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { hallsOf } from "../card-checks.ts";
import { openFor } from "../client.ts";
import type { CounterDeps } from "../deps.ts";
import { type Desk, deskOf, servingDesk, show } from "../desk.ts";
import { awayView } from "./away.ts";
import { claimsView } from "./claims.ts";
import { discardedView } from "./discarded.ts";
import { itemOf } from "./item.ts";
import { aboutOf, countsView, hands, itemAnswers, letGoRows, twinRows } from "./item-view.ts";
import { newcomerView, refusedWith, writtenDown } from "./newcomer.ts";
import { asksProof, type NoReason, reasonErrors, reasonForm } from "./reason-form.ts";
import { requireCounter } from "./sync.ts";
import { cardRows, correctedRows, type WhoWrong, whoErrors, whoForm, whoIn } from "./who-wrong.ts";

/**
 * GET /counter/sync/conflicts: what was taken without network at this centre, or by this officer,
 * and could not be sent as it was. Names and numbers stand there: whose they are sees who looked.
 */
export const conflictsPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    requireCounter(request);
    return conflictsView(deskOf(deps, request, reply));
  };

type Wrong = NoReason | WhoWrong;

const isWho = (wrong: Wrong | undefined): wrong is WhoWrong =>
  wrong !== undefined && "problems" in wrong;

function errorsOf(wrong: Wrong | undefined) {
  if (isWho(wrong)) return whoErrors(wrong);
  return wrong ? reasonErrors(wrong) : [];
}

/** Where there are more, all but the one that is worked on are a line each. */
const mostUnfolded = 3;

/** Number, name and what is wrong. */
function lineOf(desk: Desk, row: Synced): string {
  const item = itemOf(row.held);
  const what = item?.kind === "application" ? [item.reference, item.person.name] : [item?.number];
  return [...what, whyOf(desk, row, false)].filter(Boolean).join(" · ");
}

async function conflictsView(desk: Desk, wrong?: Wrong): Promise<FastifyReply> {
  const { deps, officer, t } = desk;
  const among = await whoAsks(deps, officer);
  const rows = await stillOpen(desk, among);
  await noteLook(desk, rows);
  const list: SafeHtml[] = [];
  for (const [at, row] of rows.entries()) {
    const views = await conflictView(desk, row, wrong);
    const isOpen = rows.length <= mostUnfolded || (wrong ? wrong.item === row.item : at === 0);
    list.push(...(isOpen ? views : views.map((view) => details(lineOf(desk, row), view))));
  }
  const away = await awayView(desk, among, rows);
  const none = html`<p class="govuk-body">${t("offline.conflicts.none")}</p>`;
  const content = html`${errorSummary(errorsOf(wrong), t)}
    <h1 class="govuk-heading-l">${t("offline.conflicts.title")}</h1>
    <p class="govuk-body">${t("offline.conflicts.lead")}</p>
    ${countsView(desk, rows)}${await claimsView(desk)}
    ${away}${list.length > 0 || away ? list : none}${await discardedView(desk, among)}`;
  return show(desk, {
    ...{ title: t("offline.conflicts.title"), content, path: "/counter/sync/conflicts" },
    ...(wrong && { failed: true, status: 422 }),
  });
}

/**
 * An officer settles conflicts of the centre where they sit or whose floor they manage, so that a
 * unit with one operator has a second officer, and those of their own items.
 */
async function whoAsks(deps: CounterDeps, officer: Officer): Promise<Among> {
  return { officer: officer.id, centres: await hallsOf({ deps, officer }) };
}

/** On the first page of the counter: how many applications this officer may approve. */
export async function approvalsWaiting({ deps, officer, t }: Desk): Promise<SafeHtml | null> {
  const rows = await deps.counter.conflicts(await whoAsks(deps, officer));
  const count = await approvable(deps, rows, officer);
  if (count === 0) return null;
  return inset(html`${t("offline.conflicts.approvals", { count })} <a class="govuk-link"
    href="/counter/sync/conflicts">${t("offline.conflicts.go")}</a>`);
}

/**
 * Whoever is known by the number that stands there is told of the look, also where the name is
 * another.
 */
async function noteLook({ deps, officer }: Desk, rows: readonly Synced[]): Promise<void> {
  const places = new Map<string, PersonId[]>();
  for (const row of rows) {
    const item = itemOf(row.held);
    if (item?.kind !== "application") continue;
    const person = row.person ?? (await personByNationalId(deps.sql, item.person.nationalId))?.id;
    const centre = (await deps.counter.deviceOf(row.device))?.centre;
    if (person && centre) places.set(centre, [...(places.get(centre) ?? []), person]);
  }
  for (const [centre, people] of places)
    await deps.counter.recordLook({ officer: officer.id, people, centre, what: "taken-offline" });
}

/**
 * What was finished at another door in the meantime is settled by that. First stands what waits for
 * this floor manager alone.
 */
async function stillOpen({ deps, officer }: Desk, among: Among): Promise<readonly Synced[]> {
  const open: Synced[] = [];
  for (const row of await deps.counter.conflicts(among)) {
    const now = await lookAgain(deps, row, officer.id);
    if (now.state === "conflict") open.push(now);
  }
  const isMine = (row: Synced) => isHeld(row) && !isHeldFrom(row, officer);
  return open.toSorted((one, other) => Number(isMine(other)) - Number(isMine(one)));
}

/** Why it waits; whoever can be the second officer reads that they can. */
function whyOf({ t }: Desk, row: Synced, isToApprove: boolean): string {
  const reason = isHeld(row) ? "offline.held" : row.reason;
  if (isToApprove)
    return t(`offline.conflicts.approve-${reason === "offline.waits-for-yes" ? "yes" : "officer"}`);
  return reason ? t.refusal({ code: reason }) : "";
}

async function conflictView(desk: Desk, row: Synced, wrong?: Wrong): Promise<SafeHtml[]> {
  const { deps, t, csrf, officer } = desk;
  const item = itemOf(row.held);
  if (!item) return [];
  const zone = deps.catalogue.jurisdiction.timeZone;
  const ways = await waysOf(deps, { row, item, officer });
  const isDropReason = asksDropReason(row);
  const isToApprove = ways.includes("approve");
  const facts = [
    { key: t("offline.conflicts.why"), value: whyOf(desk, row, isToApprove) },
    ...aboutOf(desk, item),
    ...(await correctedRows(desk, row)),
    ...(await cardRows(desk, row)),
    ...(await twinRows(desk, row, item)),
    { key: t("offline.conflicts.taken"), value: t.dateTime(item.takenAt, zone) },
    ...(await hands(desk, row)),
    ...(await letGoRows(desk, row)),
  ];
  const pressed = (["open", "again", "drop"] as const).filter(
    (way) => ways.includes(way) && !(way === "drop" && isDropReason),
  );
  const register = linkButton({
    text: t("counter.register.title"),
    href: "/counter/register",
    kind: "secondary",
  });
  const acts = buttonGroup(
    ...pressed.map((act, at) =>
      button({
        ...{ text: t(`offline.conflicts.${act}`), name: "act", value: act },
        ...((at > 0 || isToApprove) && { kind: "secondary" as const }),
      }),
    ),
    ...(ways.includes("register") ? [register] : []),
  );
  const action = `/counter/sync/conflicts/${row.item}`;
  const answers = item.kind === "application" ? await itemAnswers(desk, item, isToApprove) : null;
  const noReason = isWho(wrong) ? undefined : wrong;
  const forms: SafeHtml[] = [];
  for (const act of ["let-go", "approve", "anyway", "drop"] as const)
    if (ways.includes(act) && !pressed.some((each) => each === act))
      forms.push(await reasonForm(desk, row, act, noReason));
  const isAsked = pressed.length > 0 || ways.includes("register");
  return [
    html`
    <section class="hw-box" id="item-${row.item}">
      ${summaryList({ rows: facts })}${answers}
      ${
        isAsked
          ? html`<form method="post" action="${action}" novalidate>
        ${csrf}${whoForm(desk, row, item, isWho(wrong) ? wrong : undefined)}${acts}
      </form>`
          : null
      }
      ${await newcomerView(desk, row, ways)}
      ${forms}
    </section>`,
  ];
}

/** What asks nothing else whether it may be done; the others refuse by themselves. */
const unguarded: ReadonlySet<string> = new Set<Way>(["open", "again", "anyway"]);

/**
 * POST /counter/sync/conflicts/:item: open the file with the draft, retry, send anyway, approve,
 * drop.
 */
export const settle =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = requireCounter(request);
    const { item: id } = request.params as { readonly item: string };
    const row = await deps.counter.syncedOf(id);
    const item = row && itemOf(row.held);
    // Somebody else's conflict answers 404, like one that never existed.
    const allowed = row && (await deps.counter.isAmong(row, await whoAsks(deps, officer)));
    if (!item || !allowed) return sendRefusal(reply, { kind: "not-found", code: "http.not-found" });
    const form = formOf(request);
    const act = textOf(form, "act");
    if (act === "open" && row.person) {
      const person = await personById(deps.sql, row.person);
      if (person) {
        const draft = row.draft ?? undefined;
        return openFor(await servingDesk(deps, request, reply), person, { draft });
      }
    }
    const again = ({
      refusal,
      ...wrong
    }: Pick<NoReason, "act" | "typed"> & { refusal: Refusal }) => {
      const desk = deskOf(deps, request, reply);
      const { t } = desk;
      const isPin = refusal.code.startsWith("offline.pin-");
      const noPin = wrong.act === "approve" && asksProof(desk) && textOf(form, "own-pin") === "";
      const errors = {
        ...(!isPin && { reason: t.refusal(refusal) }),
        ...((isPin || noPin) && {
          pin: t.refusal(isPin ? refusal : { code: "offline.pin-missing" }),
        }),
      };
      return conflictsView(desk, { ...wrong, item: row.item, errors });
    };
    const waiting = { row, item, officer };
    const ways: readonly string[] = await waysOf(deps, waiting);
    if (unguarded.has(act) && !ways.includes(act))
      return redirectTo(reply, "/counter/sync/conflicts", refusedWith(row));
    if (act === "drop" || act === "let-go") {
      const typed = textOf(form, "reason");
      const done = await (act === "drop" ? discard : letGoOn)(deps, waiting, typed);
      if (!done.ok && done.refusal.code === "counter.reason-missing")
        return again({ act, typed, refusal: done.refusal });
      const news = done.ok ? success(`offline.conflicts.${did[act]}`) : refusalFlash(done.refusal);
      return redirectTo(reply, "/counter/sync/conflicts", news);
    }
    const device = await deps.counter.deviceOf(row.device);
    if (!device) throw new Error(`item ${id} came from no device`);
    if (act === "approve") {
      const reason = textOf(form, "reason");
      const isAsked = asksProof(deskOf(deps, request, reply));
      const pin = isAsked ? textOf(form, "own-pin") : undefined;
      const sent = await approve(deps, { item, device }, row, {
        officer,
        yes: { reason, pin },
      });
      if (!sent.ok && /^(?:counter\.reason-missing|offline\.pin-)/.test(sent.refusal.code))
        return again({ act, typed: reason, refusal: sent.refusal });
      const news = sent.ok ? outcome(sent.value) : refusedWith({ reason: sent.refusal.code });
      return redirectTo(reply, "/counter/sync/conflicts", news);
    }
    if (act === "anyway") {
      const typed = textOf(form, "reason");
      const both = await sendBoth(deps, { item, device, by: officer.id }, typed);
      if (!both.ok) return again({ act, typed, refusal: both.refusal });
      return redirectTo(reply, "/counter/sync/conflicts", outcome(both.value));
    }
    if (act === "write-down") {
      const stop = await writtenDown(deps, row, item, { officer, form });
      if (stop) return redirectTo(reply, "/counter/sync/conflicts", stop);
    }
    const desk = deskOf(deps, request, reply);
    const typed = act === "again" ? whoIn(desk, item, form) : undefined;
    const whoAgain = (problems: WhoWrong["problems"]) =>
      conflictsView(desk, { item: row.item, typed: form, problems });
    if (typed && "problems" in typed) return whoAgain(typed.problems);
    const right = await correctTaken(deps, waiting, { device, person: typed?.person });
    if (!right.ok) return whoAgain({ "national-id": desk.t.refusal(right.refusal) });
    const became = await takeIn(deps, {
      ...right.value,
      ...{ device, by: officer.id, isSettled: true },
    });
    return redirectTo(reply, "/counter/sync/conflicts", outcome(became));
  };

function outcome(row: Synced): Flash {
  if (row.state !== "done") return refusedWith(row);
  const { reference } = row;
  if (reference === null) return success("offline.conflicts.sent");
  return { ...success("offline.conflicts.sent-with"), facts: { reference } };
}

const did = { drop: "dropped", "let-go": "went-on" } as const;

const success = (code: MessageKey) => ({ kind: "success", code }) as const;
