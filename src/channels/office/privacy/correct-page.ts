import type { FastifyReply, FastifyRequest } from "fastify";
import {
  askToCorrect,
  caseToCorrect,
  confirmDataCorrection,
  correctable,
} from "../../../acts/index.ts";
import type { Application } from "../../../cases/index.ts";
import type { Field } from "../../../catalogue/index.ts";
import { type AnswerValue, answersInWords, rawOfFields, readField } from "../../../form/index.ts";
import { isUuid, type Problem } from "../../../kernel/index.ts";
import { requireRecentProof } from "../../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import type { DataCorrection, DataRequest } from "../../../privacy/index.ts";
import {
  button,
  errorSummary,
  html,
  narrow,
  type SafeHtml,
  summaryList,
  table,
} from "../../components/index.ts";
import { errorOf, fieldView } from "../../questions/index.ts";
import { type Desk, type Office, refused } from "../desk.ts";
import { privacyDesk, sections, showPrivacy, zoneOf } from "./frame.ts";

/** The page on which an answer of one application is corrected. */
export const correctPath = (request: string, caseId: string): string =>
  `${sections.requests}/requests/${request}/correct/${caseId}`;
const requestPath = (id: string) => `${sections.requests}/requests/${id}`;

const paramsOf = ({ params }: FastifyRequest) => {
  const { id = "", case: caseId = "", correction = "" } = params as Record<string, string>;
  return { request: id, caseId, correction };
};

interface Typed {
  readonly raw: Readonly<Record<string, string | readonly string[]>>;
  readonly problems: readonly Problem[];
}

/** GET …/correct/:case: the answers, or the one that is to be corrected. */
export const showCorrect = async (
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const { field = "" } = request.query as { field?: string };
  return showOne(privacyDesk(deps, request, reply), field);
};

async function showOne(desk: Desk, name: string, typed?: Typed): Promise<FastifyReply> {
  const { deps, t } = desk;
  const opened = await caseToCorrect(deps, paramsOf(desk.request));
  if (!opened.ok) return refused(desk, opened.refusal);
  const { app } = opened.value;
  await deps.cases.recordAccess(app.id, desk.officer, "case");
  const fields = correctable(deps, app);
  const field = fields.find((each) => each.name === name);
  const errors = (typed?.problems ?? []).map((problem) => ({
    id: problem.field,
    text: errorOf([problem], problem.field, t, field) ?? "",
  }));
  return showPrivacy(desk, {
    section: "requests",
    title: t("privacy-desk.correct.title"),
    lead: t("privacy-desk.correct.lead"),
    content: html`${errorSummary(errors, t)}
      ${field ? correctForm(desk, app, field, typed) : choices(desk, app, fields)}`,
    ...(typed && { status: 422 }),
  });
}

/** A question and an answer to it in words: the present one, or another. */
function inWords(
  { deps, t }: Desk,
  { definition, answers }: Application,
  name: string,
  value: unknown = answers[name],
): { readonly question: string; readonly answer: string } {
  const given = { [name]: value as AnswerValue };
  const words = deps.askedWords(t.lang);
  const lists = deps.catalogue.codeList;
  const [row] = answersInWords(definition, [name], given, t.lang, words, lists);
  return { question: row?.question ?? name, answer: row?.answer || t("form.not-answered") };
}

function choices(desk: Desk, app: Application, fields: readonly Field[]): SafeHtml {
  const { t, request } = desk;
  const { request: id } = paramsOf(request);
  if (fields.length === 0) return html`<p class="govuk-body">${t("privacy-desk.correct.none")}</p>`;
  const rows = fields.map(({ name }) => {
    const { question, answer } = inWords(desk, app, name);
    const href = `${correctPath(id, app.id)}?field=${name}`;
    return [html`<a class="govuk-link" href="${href}">${question}</a>`, answer];
  });
  return table({
    caption: t("privacy-desk.correct.choose"),
    columns: [
      { text: t("privacy-desk.correct.question") },
      { text: t("privacy-desk.correct.now") },
    ],
    rows,
  });
}

function correctForm(desk: Desk, app: Application, field: Field, typed?: Typed): SafeHtml {
  const { deps, t, csrf, request } = desk;
  const raw = typed?.raw ?? rawOfFields([field], app.answers);
  const error = errorOf(typed?.problems ?? [], field.name, t, field);
  const view = { field, raw, error, office: true };
  return narrow(html`
    ${summaryList({
      rows: [{ key: t("privacy-desk.correct.now"), value: inWords(desk, app, field.name).answer }],
    })}
    <form method="post" action="${correctPath(paramsOf(request).request, app.id)}" novalidate>
      ${csrf}<input type="hidden" name="_field" value="${field.name}">
      ${fieldView(view, deps.catalogue, t)}
      ${button({ text: t("privacy-desk.correct.save") })}
    </form>`);
}

/** POST …/correct/:case: what is right. */
export async function correct(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { request: id, caseId } = paramsOf(request);
  const opened = await caseToCorrect(deps, { request: id, caseId });
  if (!opened.ok) return refused(desk, opened.refusal);
  const raw = formOf(request);
  const name = textOf(raw, "_field");
  const field = correctable(deps, opened.value.app).find((each) => each.name === name);
  if (!field) return showOne(desk, "");
  const { value, code, facts } = readField(field, raw, desk.t.lang);
  if (value === undefined || code !== undefined) {
    const problem = { field: name, code: code ?? "required", ...(facts && { facts }) };
    return showOne(desk, name, { raw, problems: [problem] });
  }
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const by = desk.officer.id;
  const asked = await askToCorrect(deps, { request: id, caseId, field: name, value, by });
  if (!asked.ok) {
    const { problems, code: refusal } = asked.refusal;
    if (problems) return showOne(desk, name, { raw, problems });
    if (refusal !== "case.nothing-changed") return refused(desk, asked.refusal);
    const words = { [desk.t.lang]: desk.t("refusals.case.nothing-changed") };
    return showOne(desk, name, { raw, problems: [{ field: name, code: refusal, words }] });
  }
  const alone = asked.value?.confirmedBy;
  return redirectTo(reply, requestPath(id), {
    kind: "success",
    code: alone ? "privacy-desk.correct.sent" : "privacy-desk.correct.asked",
  });
}

/** POST …/corrections/:correction: the second officer confirms it, or it is dropped. */
export async function decideCorrection(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { request: id, correction } = paramsOf(request);
  const asked = isUuid(correction) ? await deps.privacy.findCorrection(correction) : undefined;
  if (asked?.request !== id)
    return refused(desk, { kind: "not-found", code: "privacy.correction-not-found" });
  if (textOf(formOf(request), "act") === "drop") {
    await deps.privacy.dropCorrection(correction);
    return redirectTo(reply, requestPath(id), {
      kind: "success",
      code: "privacy-desk.correct.dropped",
    });
  }
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const confirmed = await confirmDataCorrection(deps, { id: correction, by: desk.officer.id });
  if (!confirmed.ok) return refused(desk, confirmed.refusal);
  return redirectTo(reply, requestPath(id), { kind: "success", code: "privacy-desk.correct.sent" });
}

/** What is corrected on a request: done, under way, or waiting for the second officer. */
export async function correctionsPart(desk: Desk, { id }: DataRequest): Promise<SafeHtml | null> {
  const { deps, t } = desk;
  const corrections = await deps.privacy.correctionsOf(id);
  const rows = [];
  for (const each of corrections) {
    const app = await deps.cases.open(each.caseId);
    if (app) rows.push(correctionRow(desk, app, each));
  }
  if (rows.length === 0) return null;
  return html`<h2 class="govuk-heading-m">${t("privacy-desk.correct.list")}</h2>
    ${summaryList({ rows })}`;
}

function correctionRow(desk: Desk, app: Application, correction: DataCorrection) {
  const { t } = desk;
  const { field, appliedAt, confirmedAt, value } = correction;
  const { question: key, answer: now } = inWords(desk, app, field);
  if (appliedAt) {
    const date = t.day(appliedAt, zoneOf(desk));
    return { key, value: html`${now}<br>${t("privacy-desk.correct.done", { date })}` };
  }
  const right = inWords(desk, app, field, value).answer;
  const state = confirmedAt ? t("privacy-desk.correct.running") : waiting(desk, correction);
  return { key, value: html`${now} → ${right}<br>${state}` };
}

function waiting({ t, csrf, officer }: Desk, correction: DataCorrection): SafeHtml {
  const { id, request, papers, proposedBy } = correction;
  const act = (value: "confirm" | "drop", kind: "warning" | "secondary") =>
    button({ text: t(`privacy-desk.correct.${value}`), kind, name: "act", value });
  return html`${t("privacy-desk.correct.waits", { numbers: papers.join(", ") })}
    <form method="post" action="${requestPath(request)}/corrections/${id}">${csrf}
      ${proposedBy === officer.id ? null : act("confirm", "warning")}${act("drop", "secondary")}
    </form>`;
}
