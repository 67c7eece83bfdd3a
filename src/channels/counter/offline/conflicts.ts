import type { FastifyReply, FastifyRequest } from "fastify";
import {
  approvable,
  approve,
  type Item,
  lookAgain,
  takeIn,
  type WrittenDown,
  writeDown,
} from "../../../acts/index.ts";
import type { Among, Synced } from "../../../counter/index.ts";
import {
  isIdentityNumber,
  type PersonId,
  plainIdentityNumber,
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
  errorSummary,
  html,
  input,
  inset,
  linkButton,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import { hallsOf } from "../card-checks.ts";
import { openFor } from "../client.ts";
import type { CounterDeps } from "../deps.ts";
import { type Desk, deskOf, servingDesk, show } from "../desk.ts";
import { itemOf } from "./item.ts";
import { requireCounter } from "./sync.ts";

/**
 * GET /counter/sync/conflicts: what was taken without network at this centre, or by this officer,
 * and could not be sent as it was. Names and numbers stand there: whose they are sees who looked.
 */
export const conflictsPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    requireCounter(request);
    return conflictsView(deskOf(deps, request, reply));
  };

/** A reason that was not accepted: it comes back at its field. */
interface NoReason {
  readonly item: string;
  readonly typed: string;
  readonly error: string;
}

async function conflictsView(desk: Desk, wrong?: NoReason): Promise<FastifyReply> {
  const { deps, officer, t } = desk;
  const rows = await stillOpen(desk, await whoAsks(deps, officer));
  await noteLook(desk, rows);
  const list = rows.flatMap((row) => conflictView(desk, row, wrong) ?? []);
  const none = html`<p class="govuk-body">${t("offline.conflicts.none")}</p>`;
  const errors = wrong ? [{ id: `reason-${wrong.item}`, text: wrong.error }] : [];
  const content = html`${errorSummary(errors, t)}
    <h1 class="govuk-heading-l">${t("offline.conflicts.title")}</h1>
    <p class="govuk-body">${t("offline.conflicts.lead")}</p>
    ${list.length > 0 ? list : none}`;
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
  const count = await approvable(deps, rows, officer.id);
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

function conflictView(desk: Desk, row: Synced, wrong?: NoReason): SafeHtml | undefined {
  const { deps, t, csrf } = desk;
  const item = itemOf(row.held);
  if (!item) return undefined;
  const zone = deps.catalogue.jurisdiction.timeZone;
  const facts = [
    { key: t("offline.conflicts.why"), value: row.reason ? t.refusal({ code: row.reason }) : "" },
    ...aboutOf(desk, item),
    { key: t("offline.conflicts.taken"), value: t.dateTime(item.takenAt, zone) },
  ];
  const twice = row.reason === "offline.applied-twice";
  const press = (act: "open" | "anyway" | "again" | "drop", kind?: "secondary") =>
    button({ text: t(`offline.conflicts.${act}`), name: "act", value: act, ...(kind && { kind }) });
  const register = linkButton({
    text: t("counter.register.title"),
    href: "/counter/register",
    kind: "secondary",
  });
  const acts = buttonGroup(
    ...(row.person ? [press("open")] : []),
    ...(row.reason === "offline.waits-for-yes"
      ? []
      : [press(twice ? "anyway" : "again", "secondary")]),
    ...(mayDrop(row, item) ? [press("drop", "secondary")] : []),
    ...(row.reason === "offline.name-differs" ? [register] : []),
  );
  const action = `/counter/sync/conflicts/${row.item}`;
  return html`
    <section class="hw-box" id="item-${row.item}">
      ${summaryList({ rows: facts })}
      <form method="post" action="${action}" novalidate>
        ${csrf}${whoForm(desk, row, item)}${acts}
      </form>
      ${approvalForm(desk, row, action, wrong)}${cardForm(desk, row, item, action)}
    </section>`;
}

/** In place of a code: another officer than who brought it sends it, for a reason that is told. */
function approvalForm(
  { t, csrf, officer }: Desk,
  { item, reason, deliveredBy }: Synced,
  action: string,
  wrong: NoReason | undefined,
): SafeHtml | null {
  if (reason !== "offline.waits-for-officer" || deliveredBy === officer.id) return null;
  const why = input(
    {
      ...{ id: `reason-${item}`, name: "reason", label: t("offline.conflicts.reason") },
      ...{ hint: t("offline.conflicts.reason-hint"), maxlength: 300 },
      ...(wrong?.item === item && { value: wrong.typed, error: wrong.error }),
    },
    t,
  );
  const send = button({ text: t("offline.conflicts.approve"), name: "act", value: "approve" });
  return html`<form method="post" action="${action}" novalidate>${csrf}${why}${send}</form>`;
}

/**
 * Whoever has no account yet: the officer who took it saw the card, and writes the account down
 * from what the device holds. Then it waits as anybody's does: for their code, or for another
 * officer.
 */
function cardForm(
  { deps, t, csrf, officer }: Desk,
  { item: id, reason, deliveredBy }: Synced,
  item: Item,
  action: string,
): SafeHtml | null {
  if (reason !== "offline.name-differs" || deliveredBy !== officer.id) return null;
  if (item.kind !== "application" || item.person.birthDate === "") return null;
  const country = t.words(deps.catalogue.jurisdiction.name);
  const tick = (name: "citizen" | "seen", label: string) =>
    checkbox({ id: `${name}-${id}`, name, label }, t);
  return html`<form method="post" action="${action}" novalidate>${csrf}
    <h2 class="govuk-heading-s">${t("offline.conflicts.new-title")}</h2>
    <p class="govuk-body">${t("offline.conflicts.new-lead")}</p>
    ${tick("citizen", t("counter.register.citizen", { country }))}
    ${tick("seen", t("counter.register.seen"))}
    ${button({ text: t("offline.conflicts.new-do"), name: "act", value: "write-down" })}</form>`;
}

/** An item with a reference may be dropped only if the person has already applied for the same. */
const mayDrop = ({ reason }: Synced, { kind }: Item): boolean =>
  kind === "ticket" || reason === "offline.applied-twice";

const whoWasWrong = new Set(["offline.name-differs"]);

type Line = "name" | "national-id" | "birth";

/** A slip of the pen in the number or the name is put right here, from the receipt or the card. */
function whoForm(desk: Desk, { item: id, reason }: Synced, item: Item): SafeHtml | null {
  const { t } = desk;
  if (item.kind !== "application" || !whoWasWrong.has(reason ?? "")) return null;
  const line = (name: Line, value: string) =>
    input(
      {
        ...{ id: `${name}-${id}`, name, label: personLabel(desk, name), value },
        ...{ autocomplete: "off", spellcheck: false, width: 20, maxlength: 80 },
        ...(name === "birth" && { hint: t("offline.conflicts.birth-hint") }),
      },
      t,
    );
  const { name, nationalId, birthDate } = item.person;
  return html`${line("name", name)}${line("national-id", nationalId)}${line("birth", birthDate)}`;
}

/** The name is asked for in the order in which the country writes it. */
const personLabel = ({ deps, t }: Desk, line: Line): string =>
  line === "name"
    ? t(`offline.person.name-${deps.catalogue.jurisdiction.nameOrder}`)
    : t(`offline.person.${line}`);

/** The item with the person's identity corrected, where it was wrong. */
function corrected(item: Item, { reason }: Synced, form: FormFields): Item {
  if (!whoWasWrong.has(reason ?? "")) return item;
  const name = textOf(form, "name").trim().slice(0, 200);
  const nationalId = plainIdentityNumber(textOf(form, "national-id")).slice(0, 40);
  if (item.kind !== "application" || name === "" || nationalId === "") return item;
  const birthDate = textOf(form, "birth").trim().slice(0, 10);
  return { ...item, person: { ...item.person, name, nationalId, birthDate } };
}

function aboutOf(desk: Desk, item: Item) {
  const { deps, t } = desk;
  if (item.kind === "ticket") return [{ key: t("offline.ticket.number"), value: item.number }];
  const def = deps.catalogue.version(item.service, item.definition);
  return [
    { key: personLabel(desk, "name"), value: item.person.name },
    { key: personLabel(desk, "national-id"), value: item.person.nationalId },
    ...(item.person.birthDate
      ? [{ key: personLabel(desk, "birth"), value: item.person.birthDate }]
      : []),
    ...(item.person.phone ? [{ key: t("offline.person.phone"), value: item.person.phone }] : []),
    { key: t("offline.service"), value: t.words(def?.title) || item.service },
    {
      key: t("submitted.reference"),
      value: html`<strong class="hw-reference">${item.reference}</strong>`,
    },
  ];
}

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
    const act = textOf(formOf(request), "act");
    if (act === "open" && row.person) {
      const person = await personById(deps.sql, row.person);
      if (person) {
        const draft = row.draft ?? undefined;
        return openFor(await servingDesk(deps, request, reply), person, { draft });
      }
    }
    if (act === "drop" && !mayDrop(row, item))
      return redirectTo(reply, "/counter/sync/conflicts", refusedWith(row));
    if (act === "drop") {
      const dropped = { ...row, state: "dropped" as const, held: null };
      await deps.counter.settleSynced(dropped, officer.id);
      if (row.draft && row.person) await deps.cases.discardDraft(row.draft, row.person);
      return redirectTo(reply, "/counter/sync/conflicts", success("offline.conflicts.dropped"));
    }
    const device = await deps.counter.deviceOf(row.device);
    if (!device) throw new Error(`item ${id} came from no device`);
    if (act === "approve") {
      const reason = textOf(formOf(request), "reason");
      const sent = await approve(deps, { item, device, by: officer.id }, row, reason);
      if (!sent.ok && sent.refusal.code === "counter.reason-missing") {
        const desk = deskOf(deps, request, reply);
        const error = desk.t.refusal(sent.refusal);
        return conflictsView(desk, { item: row.item, typed: reason, error });
      }
      const news = sent.ok ? outcome(sent.value) : refusedWith({ reason: sent.refusal.code });
      return redirectTo(reply, "/counter/sync/conflicts", news);
    }
    if (act === "write-down") {
      const stop = await writtenDown(deps, row, item, { by: officer.id, form: formOf(request) });
      if (stop) return redirectTo(reply, "/counter/sync/conflicts", stop);
    }
    const became = await takeIn(deps, {
      ...{ item: corrected(item, row, formOf(request)), device, by: officer.id },
      anyway: act === "anyway",
    });
    return redirectTo(reply, "/counter/sync/conflicts", outcome(became));
  };

/**
 * Makes the account of somebody who had none, from the card that this officer saw. A number that is
 * somebody's counts as a look-up. @returns what stood in the way
 */
async function writtenDown(
  deps: CounterDeps,
  row: Synced,
  item: Item,
  { by, form }: { readonly by: Officer["id"]; readonly form: FormFields },
): Promise<Flash | undefined> {
  const isTheirs = row.reason === "offline.name-differs" && row.deliveredBy === by;
  if (!isTheirs || item.kind !== "application") return refusedWith(row);
  if (textOf(form, "seen") !== "true")
    return { kind: "notice", code: "counter.register.seen-missing" };
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
  const made = await writeDown(deps, seen, by);
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
