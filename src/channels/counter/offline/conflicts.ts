import type { FastifyReply, FastifyRequest } from "fastify";
import {
  approvable,
  approve,
  correctTaken,
  discard,
  type Item,
  isHeldFrom,
  isMistyped,
  lookAgain,
  sendBoth,
  takeIn,
  type Way,
  type WrittenDown,
  waysOf,
  writeDown,
  writesDown,
} from "../../../acts/index.ts";
import { type Among, asksDropReason, type Synced } from "../../../counter/index.ts";
import {
  isIdentityNumber,
  type PersonId,
  type Refusal,
  readTelephone,
} from "../../../kernel/index.ts";
import { type Officer, personById, personByNationalId } from "../../../platform/auth/index.ts";
import {
  type Flash,
  type FormFields,
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
  checkbox,
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
import { aboutOf, countsView, hands, itemAnswers, twinRows } from "./item-view.ts";
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
function lineOf({ t }: Desk, { held, reason }: Synced): string {
  const item = itemOf(held);
  const what = item?.kind === "application" ? [item.reference, item.person.name] : [item?.number];
  return [...what, reason ? t.refusal({ code: reason }) : ""].filter(Boolean).join(" · ");
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

/** What was finished at another door in the meantime is settled by that. */
async function stillOpen({ deps, officer }: Desk, among: Among): Promise<readonly Synced[]> {
  const open: Synced[] = [];
  for (const row of await deps.counter.conflicts(among)) {
    const now = await lookAgain(deps, row, officer.id);
    if (now.state === "conflict") open.push(now);
  }
  return open;
}

/** Why it waits; whoever can be the second officer reads that they can. */
function whyOf({ t }: Desk, { reason }: Synced, isToApprove: boolean): string {
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
  for (const act of ["approve", "anyway", "drop"] as const)
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

/**
 * Whoever has no account yet: the officer who took it saw the card, and writes the account down
 * from what the device holds; where they have left, another does with the receipt. Then it waits as
 * anybody's does: for their code, or for another
 * officer.
 */
async function newcomerView(
  { deps, t, csrf, officer }: Desk,
  row: Synced,
  ways: readonly Way[],
): Promise<SafeHtml | null> {
  if (isHeldFrom(row, officer)) return inset(t("offline.conflicts.held"));
  if (ways.includes("claim")) return inset(t("offline.conflicts.claim-first"));
  if (!ways.includes("write-down")) return null;
  const { item: id } = row;
  const isReceipt = (await writesDown(deps, row, officer)) === "receipt";
  const country = t.words(deps.catalogue.jurisdiction.name);
  const tick = (name: "citizen" | "seen", label: string) =>
    checkbox({ id: `${name}-${id}`, name, label }, t);
  return html`<form method="post" action="/counter/sync/conflicts/${id}" novalidate>${csrf}
    <h2 class="govuk-heading-s">${t("offline.conflicts.new-title")}</h2>
    <p class="govuk-body">
      ${t(isReceipt ? "offline.conflicts.receipt-lead" : "offline.conflicts.new-lead")}</p>
    ${tick("citizen", t("counter.register.citizen", { country }))}
    ${tick("seen", t(isReceipt ? "offline.conflicts.receipt-seen" : "counter.register.seen"))}
    ${button({ text: t("offline.conflicts.new-do"), name: "act", value: "write-down" })}</form>`;
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
    if (act === "drop") {
      const typed = textOf(form, "reason");
      const done = await discard(deps, waiting, typed);
      if (!done.ok) return again({ act, typed, refusal: done.refusal });
      return redirectTo(reply, "/counter/sync/conflicts", success("offline.conflicts.dropped"));
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

/**
 * Makes the account of somebody who had none, from the card that this officer saw, or from the
 * receipt where whoever saw it has left. A number that is
 * somebody's counts as a look-up. @returns what stood in the way
 */
async function writtenDown(
  deps: CounterDeps,
  row: Synced,
  item: Item,
  { officer, form }: { readonly officer: Officer; readonly form: FormFields },
): Promise<Flash | undefined> {
  const by = officer.id;
  const way = isMistyped(row) ? await writesDown(deps, row, officer) : undefined;
  if (way === undefined || way === "claim" || item.kind !== "application") return refusedWith(row);
  const isReceipt = way === "receipt";
  if (textOf(form, "seen") !== "true")
    return {
      kind: "notice",
      code: isReceipt ? "offline.conflicts.receipt-missing" : "counter.register.seen-missing",
    };
  const { identityNumber } = deps.catalogue.jurisdiction;
  if (!isIdentityNumber(item.person.nationalId, identityNumber))
    return {
      ...{ kind: "notice", code: "counter.register.nationalId-wrong" },
      facts: { example: identityNumber.example },
    };
  const may = await deps.counter.mayLookUp(by);
  if (!may.ok) return refusalFlash(may.refusal);
  const { code, telephone } = deps.catalogue.jurisdiction;
  const nationality = textOf(form, "citizen") === "true" ? code.toUpperCase() : null;
  const phone = readTelephone(item.person.phone ?? "", telephone) ?? null;
  const seen: WrittenDown = { ...item.person, lang: item.lang, phone, nationality };
  const made = await writeDown(deps, seen, {
    operator: (isReceipt && row.takenBy) || by,
    ...(isReceipt && { settledBy: by }),
  });
  if (made.ok) return undefined;
  const device = await deps.counter.deviceOf(row.device);
  await deps.counter.countLookup({ operator: by, centre: device?.centre ?? null });
  return refusalFlash(made.refusal);
}

function outcome(row: Synced): Flash {
  if (row.state !== "done") return refusedWith(row);
  const { reference } = row;
  if (reference === null) return success("offline.conflicts.sent");
  return { ...success("offline.conflicts.sent-with"), facts: { reference } };
}

const success = (code: MessageKey) => ({ kind: "success", code }) as const;

const refusedWith = ({ reason }: Pick<Synced, "reason">) =>
  refusalFlash({ code: reason ?? "case.conflict" });
