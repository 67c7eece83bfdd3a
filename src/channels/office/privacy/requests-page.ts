import type { FastifyReply, FastifyRequest } from "fastify";
import { answerAboutData, type FileConcerned, filesConcerned } from "../../../acts/index.ts";
import { isUuid } from "../../../kernel/index.ts";
import { personById, requireRecentProof } from "../../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import type { DataRequest } from "../../../privacy/index.ts";
import {
  button,
  errorSummary,
  html,
  narrow,
  type PageError,
  radios,
  type SafeHtml,
  summaryList,
  table,
  tag,
  textarea,
} from "../../components/index.ts";
import { type Desk, type Office, refused } from "../desk.ts";
import { correctionsPart, correctPath } from "./correct-page.ts";
import { privacyDesk, sections, serviceTitle, showPrivacy, zoneOf } from "./frame.ts";

/** GET /office/privacy: what people ask, the most urgent first. */
export async function showRequests(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { t, now } = desk;
  const [open, answered] = await Promise.all([
    deps.privacy.openRequests(),
    deps.privacy.answeredRequests(),
  ]);
  const zone = zoneOf(desk);
  const linkTo = ({ id, kind }: DataRequest) => html`<a class="govuk-link"
    href="${sections.requests}/requests/${id}">${t(`privacy-kind.${kind}`)}</a>`;
  const waiting = table({
    caption: t("privacy-desk.requests.tab"),
    captionHidden: true,
    columns: [
      { text: t("privacy-desk.requests.what") },
      { text: t("privacy-desk.requests.about") },
      { text: t("privacy-desk.requests.asked") },
      { text: t("privacy-desk.requests.due") },
    ],
    rows: open.map((each) => [
      linkTo(each),
      each.reference ?? t("privacy-desk.requests.everything"),
      t.day(each.askedAt, zone),
      html`${t.until(each.dueAt, zone)}
        ${each.dueAt < now ? tag(t("privacy-desk.requests.late"), "bad") : null}`,
    ]),
    empty: t("privacy-desk.requests.none"),
  });
  const past = table({
    caption: t("privacy-desk.requests.answered"),
    columns: [
      { text: t("privacy-desk.requests.what") },
      { text: t("privacy-desk.requests.about") },
      { text: t("privacy-desk.requests.answer") },
    ],
    rows: answered.map((each) => [
      linkTo(each),
      each.reference ?? t("privacy-desk.requests.everything"),
      t(`privacy-outcome.${each.outcome ?? "open"}`),
    ]),
  });
  return showPrivacy(desk, {
    section: "requests",
    lead: t("privacy-desk.requests.lead"),
    content: html`${waiting}${answered.length > 0 ? past : null}`,
  });
}

interface Typed {
  readonly outcome: string;
  readonly reason: string;
  readonly errors: readonly PageError[];
  readonly status?: number;
}

/** GET /office/privacy/requests/:id: one request, the files that it is about, and the answer. */
export async function showRequest(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return showOne(privacyDesk(deps, request, reply));
}

async function showOne(desk: Desk, typed?: Typed): Promise<FastifyReply> {
  const { deps, t } = desk;
  const { id = "" } = desk.request.params as { id?: string };
  const asked = isUuid(id) ? await deps.privacy.findRequest(id) : undefined;
  if (!asked) return refused(desk, { kind: "not-found", code: "privacy.request-not-found" });
  const [person, files] = await Promise.all([
    personById(deps.sql, asked.person),
    filesConcerned(deps, asked),
  ]);
  // The person sees who has looked at their files, whatever for.
  for (const { id: caseId } of files) await deps.cases.recordAccess(caseId, desk.officer, "case");
  const zone = zoneOf(desk);
  const corrections = await correctionsPart(desk, asked);
  const who = person
    ? [person.name, person.nationalId].filter(Boolean).join(", ")
    : t("privacy-desk.requests.gone");
  const facts = summaryList({
    rows: [
      { key: t("privacy-desk.requests.person"), value: who },
      {
        key: t("privacy-desk.requests.about"),
        value: asked.reference ?? t("privacy-desk.requests.everything"),
      },
      { key: t("privacy-desk.requests.asked"), value: t.day(asked.askedAt, zone) },
      { key: t("privacy-desk.requests.due"), value: t.until(asked.dueAt, zone) },
      { key: t("privacy-desk.requests.words"), value: asked.words || "–" },
    ],
  });
  return showPrivacy(desk, {
    section: "requests",
    title: t(`privacy-kind.${asked.kind}`),
    content: html`${errorSummary(typed?.errors ?? [], t)}${facts}
      ${fileTable(desk, files, asked)}${corrections}
      ${asked.outcome ? answerGiven(desk, asked) : answerForm(desk, asked, typed)}`,
    ...(typed && { status: typed.status ?? 422 }),
  });
}

const fileTable = (
  desk: Desk,
  files: readonly FileConcerned[],
  { id, kind, outcome }: DataRequest,
): SafeHtml => {
  const { t } = desk;
  const stateOf = ({ open, held, keptUntil }: FileConcerned): string => {
    if (open) return t("privacy-desk.requests.open");
    if (held) return t("privacy-desk.requests.held");
    const date = keptUntil ? t.until(keptUntil, zoneOf(desk)) : "";
    return t("privacy-desk.requests.until", { date });
  };
  return table({
    caption: t("privacy-desk.requests.files"),
    columns: [
      { text: t("privacy-desk.holds.reference") },
      { text: t("privacy-desk.nights.service") },
      { text: t("privacy-desk.requests.state") },
    ],
    rows: files.map((file) => [
      kind === "rectification" && !outcome
        ? html`<a class="govuk-link" href="${correctPath(id, file.id)}">
          ${t("privacy-desk.correct.link", { reference: file.reference })}</a>`
        : file.reference,
      serviceTitle(desk, file.service, file.definition),
      stateOf(file),
    ]),
    empty: t("privacy-desk.requests.no-files"),
  });
};

function answerGiven({ t }: Desk, { outcome, reason, done }: DataRequest): SafeHtml {
  const figures = done && {
    ...{ erased: t.number(done.erased), open: t.number(done.open), held: t.number(done.held) },
  };
  return summaryList({
    rows: [
      {
        key: t("privacy-desk.requests.answer"),
        value: html`${t(`privacy-outcome.${outcome ?? "open"}`)}<br>${reason}
          ${figures ? html`<br>${t("privacy-desk.requests.done", figures)}` : null}`,
      },
    ],
  });
}

function answerForm({ t, csrf }: Desk, { id, kind }: DataRequest, typed?: Typed): SafeHtml {
  const errorOf = (field: string) => typed?.errors.find((error) => error.id === field)?.text;
  const grant = kind === "erasure" ? "privacy-desk.requests.grant-erasure" : undefined;
  return narrow(html`<form method="post" action="${sections.requests}/requests/${id}" novalidate>
    ${csrf}
    ${radios(
      {
        ...{ id: "outcome", name: "outcome", legend: t("privacy-desk.requests.answer") },
        items: [
          { value: "granted", text: t(grant ?? "privacy-desk.requests.grant") },
          { value: "refused", text: t("privacy-desk.requests.refuse") },
        ],
        value: typed?.outcome,
        error: errorOf("outcome"),
      },
      t,
    )}
    ${textarea(
      {
        ...{ id: "reason", name: "reason", label: t("privacy-desk.requests.reason") },
        hint: t("privacy-desk.requests.reason-hint"),
        ...{ value: typed?.reason, maxlength: 2000, error: errorOf("reason") },
      },
      t,
    )}
    ${button({ text: t("privacy-desk.requests.send") })}
  </form>`);
}

/** POST /office/privacy/requests/:id: the answer; what is wrong comes back as it was typed. */
export async function answer(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { t } = desk;
  const { id = "" } = request.params as { id?: string };
  const form = formOf(request);
  const [outcome, reason] = [textOf(form, "outcome"), textOf(form, "reason").trim()];
  const errors: PageError[] = [];
  const isOutcome = outcome === "granted" || outcome === "refused";
  if (!isOutcome) errors.push({ id: "outcome", text: t("privacy-desk.requests.choose") });
  if (reason === "") errors.push({ id: "reason", text: t("privacy-desk.holds.give-reason") });
  if (!isOutcome || errors.length > 0) return showOne(desk, { outcome, reason, errors });
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const given = await answerAboutData(deps, {
    ...{ id, outcome },
    ...{ reason: reason.slice(0, 2000), by: desk.officer.id },
  });
  if (!given.ok && given.refusal.kind === "not-found") return refused(desk, given.refusal);
  if (!given.ok) {
    const { kind } = given.refusal;
    const error = { id: "outcome", text: t.refusal(given.refusal) };
    const status = kind === "conflict" ? 409 : 422;
    return showOne(desk, { outcome, reason, errors: [error], status });
  }
  return redirectTo(reply, `${sections.requests}/requests/${id}`, {
    kind: "success",
    code: "privacy-desk.requests.sent",
  });
}
