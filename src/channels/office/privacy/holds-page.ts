import type { FastifyReply, FastifyRequest } from "fastify";
import { dateIn, dateOf, isUuid, normaliseReference } from "../../../kernel/index.ts";
import { requireRecentProof } from "../../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import type { Hold } from "../../../privacy/index.ts";
import {
  button,
  dateInput,
  errorSummary,
  html,
  input,
  narrow,
  type PageError,
  type SafeHtml,
  table,
  tag,
  textarea,
} from "../../components/index.ts";
import { type Desk, type Office, refused } from "../desk.ts";
import type { NameOf } from "../names.ts";
import { privacyDesk, sections, showPrivacy, zoneOf } from "./frame.ts";

interface Typed {
  readonly reference: string;
  readonly reason: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly errors: readonly PageError[];
}

/** GET /office/privacy/holds: files that are kept beyond their term. */
export async function showHolds(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return showAll(privacyDesk(deps, request, reply));
}

async function showAll(desk: Desk, typed?: Typed): Promise<FastifyReply> {
  const { deps, t } = desk;
  const holds = await deps.privacy.holds();
  const nameOf = await deps.names(holds.flatMap(({ placedBy, liftBy }) => [placedBy, liftBy]));
  const today = dateIn(desk.now, zoneOf(desk));
  const list = table({
    caption: t("privacy-desk.holds.tab"),
    captionHidden: true,
    columns: [
      { text: t("privacy-desk.holds.reference") },
      { text: t("privacy-desk.holds.reason") },
      { text: t("privacy-desk.holds.by") },
      { text: t("privacy-desk.holds.until") },
      { text: t("privacy-desk.holds.state") },
    ],
    rows: holds.map((hold) => [
      hold.reference,
      hold.reason,
      nameOf(hold.placedBy),
      t.date(hold.until),
      stateOf(desk, hold, today, nameOf),
    ]),
    empty: t("privacy-desk.holds.none"),
  });
  return showPrivacy(desk, {
    section: "holds",
    lead: t("privacy-desk.holds.lead"),
    content: html`${errorSummary(typed?.errors ?? [], t)}${list}${placeForm(desk, typed)}`,
    ...(typed && { status: 422 }),
  });
}

function stateOf(desk: Desk, hold: Hold, today: string, nameOf: NameOf): SafeHtml {
  const { t, csrf, officer } = desk;
  if (hold.liftedAt) return html`${t("privacy-desk.holds.lifted")}`;
  if (hold.until < today) return html`${t("privacy-desk.holds.over")}`;
  const path = `${sections.holds}/${hold.id}`;
  if (!hold.liftBy)
    return html`${tag(t("privacy-desk.holds.active"), "working")}
      <form method="post" action="${path}/lift">${csrf}
      ${input(
        {
          ...{ id: `why-${hold.id}`, name: "reason", label: t("privacy-desk.holds.lift-reason") },
          hint: t("privacy-desk.holds.second"),
        },
        t,
      )}
      ${button({ text: t("privacy-desk.holds.propose"), kind: "secondary" })}</form>`;
  const facts = { name: nameOf(hold.liftBy), reason: hold.liftReason ?? "" };
  const confirm =
    hold.liftBy === officer.id
      ? html`<br>${t("privacy-desk.holds.second")}`
      : html`<form method="post" action="${path}/confirm">${csrf}
        ${button({ text: t("privacy-desk.holds.confirm"), kind: "warning" })}</form>`;
  return html`${tag(t("privacy-desk.holds.active"), "working")}
    <p class="govuk-body">${t("privacy-desk.holds.proposed", facts)}${confirm}</p>`;
}

function placeForm({ t, csrf }: Desk, typed: Typed | undefined): SafeHtml {
  const errorOf = (field: string) => typed?.errors.find((error) => error.id === field)?.text;
  return narrow(html`<h2 class="govuk-heading-m">${t("privacy-desk.holds.place")}</h2>
    <form method="post" action="${sections.holds}" novalidate>${csrf}
    ${input(
      {
        ...{ id: "reference", name: "reference", label: t("privacy-desk.holds.reference") },
        ...{ value: typed?.reference, error: errorOf("reference") },
      },
      t,
    )}
    ${textarea(
      {
        ...{ id: "reason", name: "reason", label: t("privacy-desk.holds.reason"), rows: 3 },
        ...{ value: typed?.reason, maxlength: 2000, error: errorOf("reason") },
      },
      t,
    )}
    ${dateInput(
      {
        ...{ id: "until", name: "until", legend: t("privacy-desk.holds.until") },
        ...{ day: typed?.day, month: typed?.month, year: typed?.year },
        error: errorOf("until-day"),
      },
      t,
    )}
    ${button({ text: t("privacy-desk.holds.place") })}</form>`);
}

/** POST /office/privacy/holds: holds a file; what is wrong comes back as it was typed. */
export async function placeHold(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { t } = desk;
  const form = formOf(request);
  const typed = {
    ...{ reference: textOf(form, "reference").trim(), reason: textOf(form, "reason").trim() },
    ...{ day: textOf(form, "until-day"), month: textOf(form, "until-month") },
    year: textOf(form, "until-year"),
  };
  const normal = normaliseReference(typed.reference);
  const row = normal ? await deps.cases.track(normal) : undefined;
  const until = dateOf(typed.day, typed.month, typed.year);
  const errors: PageError[] = [];
  if (!row) errors.push({ id: "reference", text: t("privacy-desk.holds.no-file") });
  if (typed.reason === "") errors.push({ id: "reason", text: t("privacy-desk.holds.give-reason") });
  if (!until || until < dateIn(desk.now, zoneOf(desk)))
    errors.push({ id: "until-day", text: t("privacy-desk.holds.give-date") });
  if (!row || !until || errors.length > 0) return showAll(desk, { ...typed, errors });
  const placed = await deps.privacy.placeHold({
    ...{ caseId: row.id, reference: row.reference, until, by: desk.officer.id },
    reason: typed.reason.slice(0, 2000),
  });
  if (!placed.ok) return refused(desk, placed.refusal);
  return redirectTo(reply, sections.holds, {
    kind: "success",
    code: "privacy-desk.holds.placed",
  });
}

/** POST /office/privacy/holds/:id/lift: the first of two officers. */
export async function proposeLift(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { id = "" } = request.params as { id?: string };
  const reason = textOf(formOf(request), "reason").trim().slice(0, 2000);
  if (!isUuid(id)) return refused(desk, { kind: "not-found", code: "privacy.hold-not-found" });
  if (reason === "") {
    const errors = [{ id: `why-${id}`, text: desk.t("privacy-desk.holds.give-reason") }];
    return showAll(desk, { reference: "", reason: "", day: "", month: "", year: "", errors });
  }
  const asked = await deps.privacy.askToLift({ id, by: desk.officer.id, reason });
  return asked.ok ? done(reply) : refused(desk, asked.refusal);
}

/** POST /office/privacy/holds/:id/confirm: the second of two officers. */
export async function confirmLift(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { id = "" } = request.params as { id?: string };
  if (!isUuid(id)) return refused(desk, { kind: "not-found", code: "privacy.hold-not-found" });
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const lifted = await deps.privacy.confirmLift({ id, by: desk.officer.id });
  return lifted.ok ? done(reply) : refused(desk, lifted.refusal);
}

const done = (reply: FastifyReply) =>
  redirectTo(reply, sections.holds, { kind: "success", code: "privacy-desk.holds.done" });
