import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answerUpdate, sendLinkAgain, takeBackUpdate } from "../../../acts/index.ts";
import { dateOf, type Refusal } from "../../../kernel/index.ts";
import type { OpenQuestion, SideStatus } from "../../../partnership/index.ts";
import {
  cookieOf,
  formOf,
  redirectTo,
  setCookie,
  statusOf,
  textOf,
} from "../../../platform/http/index.ts";
import {
  button,
  commitmentName,
  commitmentTitle,
  csrfField,
  dateInput,
  errorSummary,
  html,
  panel,
  radios,
  type SafeHtml,
  sideStatusTag,
  textarea,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

type Linked = { Params: { token: string }; Querystring: { lang?: string } };

const statuses: readonly SideStatus[] = ["not-started", "on-track", "late", "blocked", "done"];
const longestText = 2000;
const cookieSeconds = 40 * 86_400;

/** What was typed, with what is wrong with it by field. */
interface Typed {
  readonly status: string;
  readonly next: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly wrong: readonly ("status" | "next" | "forecast")[];
}

const nothingTyped: Typed = { status: "", next: "", day: "", month: "", year: "", wrong: [] };

/**
 * The question to an owner behind its signed link: three fields, no sign-in, no script. Opening the
 * page changes nothing, for mail servers follow links; only the first browser that begins to
 * answer may do so.
 */
export function updateRoutes(app: FastifyInstance, deps: WebDeps): void {
  const { updates } = deps.partnership;
  const cookie = (token: string) => `u-${token.slice(0, 12)}`;
  const browserOf = (request: FastifyRequest, token: string) => cookieOf(request, cookie(token));

  app.get<Linked>("/u/:token", async (request, reply) => {
    const { token } = request.params;
    const question = await updates.open(token, browserOf(request, token));
    reply.header("x-robots-tag", "noindex");
    if (!question.ok) return refused(request, reply, deps, token, question.refusal);
    const { holder, mine } = question.value;
    // The first page is in the language of the messages; afterwards in the one that was chosen.
    const { lang } = request.query;
    if (lang === undefined && cookieOf(request, "lang") === undefined)
      return reply.redirect(`/u/${token}?lang=${encodeURIComponent(holder.lang)}`, 302);
    return mine
      ? questionPage(request, reply, deps, token, question.value, nothingTyped)
      : firstPage(request, reply, deps, token, question.value);
  });

  app.post<Linked>("/u/:token/begin", async (request, reply) => {
    const { token } = request.params;
    const claimed = await updates.claim(token, browserOf(request, token));
    if (!claimed.ok) return refused(request, reply, deps, token, claimed.refusal);
    setCookie(reply, cookie(token), claimed.value, cookieSeconds);
    return redirectTo(reply, `/u/${token}`);
  });

  app.post<Linked>("/u/:token", async (request, reply) => {
    const { token } = request.params;
    const browser = browserOf(request, token);
    const question = await updates.open(token, browser);
    if (!question.ok) return refused(request, reply, deps, token, question.refusal);
    const { typed, answer } = readAnswer(request, wordsOf(request, deps).lang);
    if (!answer) return questionPage(request, reply, deps, token, question.value, typed);
    const given = await answerUpdate(deps, token, browser, answer);
    if (!given.ok) return refused(request, reply, deps, token, given.refusal);
    return thanks(request, reply, deps, given.value, typed);
  });

  takeBackRoutes(app, deps);
  app.post<Linked>("/u/:token/again", async (request, reply) => {
    const t = wordsOf(request, deps);
    await sendLinkAgain(deps, request.params.token);
    // The same text whether or not the post is held, so that nobody learns who holds it.
    const content = html`<h1 class="govuk-heading-l">${t("updates.again-title")}</h1>
      <p class="govuk-body">${t("updates.again-done")}</p>`;
    return webPage(request, reply, deps, { title: t("updates.again-title"), content });
  });
}

/**
 * The link of a receipt, for whoever was asked and did not answer: a forwarded link was used by
 * somebody else. Opening the page changes nothing.
 */
function takeBackRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get<Linked>("/u/back/:token", async (request, reply) => {
    const { token } = request.params;
    const answer = await deps.partnership.updates.answered(token);
    reply.header("x-robots-tag", "noindex");
    if (!answer.ok) return refused(request, reply, deps, token, answer.refusal);
    const t = wordsOf(request, deps);
    const { commitment, post, report } = answer.value;
    const content = html`<h1 class="govuk-heading-l">${t("updates.take-back")}</h1>
      <p class="govuk-body-l">${commitmentTitle(commitment, t)}</p>
      <p class="govuk-body">${t("updates.answered-as", { post: t.words(post.title) })}
        ${sideStatusTag(report.status, t)}</p>
      ${report.nextStep === "" ? null : html`<p class="govuk-body">${report.nextStep}</p>`}
      <p class="govuk-body">${t("updates.take-back-hint")}</p>
      <form method="post" action="/u/back/${token}">
        ${csrfField(request, reply)}
        ${button({ text: t("updates.take-back-yes"), kind: "warning" })}
      </form>`;
    return webPage(request, reply, deps, { title: t("updates.take-back"), content });
  });
  app.post<Linked>("/u/back/:token", async (request, reply) => {
    const { token } = request.params;
    const taken = await takeBackUpdate(deps, token);
    if (!taken.ok) return refused(request, reply, deps, token, taken.refusal);
    const t = wordsOf(request, deps);
    const content = html`${panel({ title: t("updates.taken-back") })}
      <p class="govuk-body">${t("updates.again-done")}</p>`;
    return webPage(request, reply, deps, { title: t("updates.taken-back"), content });
  });
}

/** All that was typed, with the answer that it means or every problem at once. */
function readAnswer(request: FastifyRequest, lang: string) {
  const form = formOf(request);
  const field = (name: string) => textOf(form, name).trim().slice(0, longestText);
  const next = field("next");
  const [day, month, year] = [
    field("forecast-day"),
    field("forecast-month"),
    field("forecast-year"),
  ];
  const status = statuses.find((each) => each === field("status"));
  const forecast = dateOf(day, month, year);
  const wrong: Typed["wrong"] = [
    ...(status ? [] : ["status" as const]),
    ...(next === "" && status !== "done" ? ["next" as const] : []),
    ...(!forecast && `${day}${month}${year}` !== "" ? ["forecast" as const] : []),
  ];
  const typed: Typed = { status: field("status"), next, day, month, year, wrong };
  if (!status || wrong.length > 0) return { typed };
  return { typed, answer: { status, nextStep: next, lang, ...(forecast && { forecast }) } };
}

/** What is asked, by when, and what was answered last. */
function about({ commitment, side, due, post }: OpenQuestion, t: ReturnType<typeof wordsOf>) {
  const last = commitment.sides[side]?.reports.at(-1);
  return html`<p class="govuk-body-l">${commitmentTitle(commitment, t)}</p>
    <p class="govuk-body">
      ${t("updates.for", { post: t.words(post.title) })}
      ${" "}${t("updates.answer-by", { date: t.date(due) })}
    </p>
    ${
      last
        ? html`<p class="govuk-body">${t("updates.last", { date: t.date(last.on) })}
          ${" "}${sideStatusTag(last.status, t)}</p>`
        : null
    }`;
}

function firstPage(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  token: string,
  question: OpenQuestion,
): FastifyReply {
  const t = wordsOf(request, deps);
  const content = html`<h1 class="govuk-heading-l">${t("updates.title")}</h1>
    ${about(question, t)}
    <p class="govuk-body">${t("updates.three-fields")}</p>
    <form method="post" action="/u/${token}/begin">
      ${csrfField(request, reply)}
      ${button({ text: t("updates.begin") })}
    </form>
    <p class="govuk-body">${t("updates.once")}</p>`;
  return webPage(request, reply, deps, { title: t("updates.title"), content });
}

function questionPage(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  token: string,
  question: OpenQuestion,
  typed: Typed,
): FastifyReply {
  const t = wordsOf(request, deps);
  const wrong = {
    status: t("commitments.choose-status"),
    next: t("commitments.enter-next"),
    forecast: t("partnership.desk.enter-day"),
  };
  const error = (field: keyof typeof wrong) =>
    typed.wrong.includes(field) ? wrong[field] : undefined;
  const errors = typed.wrong.map((field) => ({
    text: wrong[field],
    id: field === "forecast" ? "forecast-day" : field,
  }));
  const { day, month, year } = typed;
  const content = html`${errorSummary(errors, t)}
    <h1 class="govuk-heading-l">${t("updates.title")}</h1>
    ${about(question, t)}
    <form method="post" action="/u/${token}" novalidate>
      ${csrfField(request, reply)}
      ${radios(
        {
          ...{ id: "status", name: "status", legend: t("commitments.which-status") },
          ...{ value: typed.status, error: error("status") },
          items: statuses.map((value) => ({ value, text: t(`commitments.status.${value}`) })),
        },
        t,
      )}
      ${textarea(
        {
          ...{ id: "next", name: "next", label: t("commitments.next-step"), value: typed.next },
          ...{ rows: 3, error: error("next"), hint: t("updates.next-hint") },
        },
        t,
      )}
      ${dateInput(
        {
          ...{ id: "forecast", name: "forecast", legend: t("commitments.forecast-question") },
          ...{ hint: t("commitments.forecast-hint"), optional: true, error: error("forecast") },
          ...{ day, month, year },
        },
        t,
      )}
      ${button({ text: t("updates.send") })}
    </form>`;
  const title = `${t("updates.title")}: ${commitmentName(question.commitment, t)}`;
  return webPage(request, reply, deps, {
    ...{ title, content, failed: errors.length > 0 },
    status: errors.length > 0 ? statusOf("invalid") : 200,
  });
}

/** What was recorded, as it was said. */
function thanks(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  { commitment, side }: OpenQuestion,
  typed: Typed,
): FastifyReply {
  const t = wordsOf(request, deps);
  const report = commitment.sides[side]?.reports.at(-1);
  const content: SafeHtml = html`${panel({ title: t("updates.thanks") })}
    <p class="govuk-body-l">${commitmentTitle(commitment, t)}</p>
    <p class="govuk-body">${sideStatusTag(report?.status, t)}</p>
    ${typed.next === "" ? null : html`<p class="govuk-body">${typed.next}</p>`}
    <p class="govuk-body">${t("updates.kept")}</p>`;
  return webPage(request, reply, deps, { title: t("updates.thanks"), content });
}

/** Refusals after which the address on record may get a new link. */
const renewable: readonly string[] = [
  "partnership.link-expired",
  "partnership.link-replaced",
  "partnership.link-elsewhere",
];

/** Why the link does not work, and what to do next. */
function refused(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  token: string,
  refusal: Refusal,
): FastifyReply {
  const t = wordsOf(request, deps);
  const again = renewable.includes(refusal.code)
    ? html`<form method="post" action="/u/${token}/again">
        ${csrfField(request, reply)}
        ${button({ text: t("updates.again"), kind: "secondary" })}
      </form>
      <p class="govuk-body">${t("updates.again-hint")}</p>`
    : null;
  const content = html`<h1 class="govuk-heading-l">${t("updates.refused")}</h1>
    <p class="govuk-body-l">${t.refusal(refusal)}</p>
    ${again}`;
  return webPage(request, reply, deps, {
    ...{ title: t("updates.refused"), content, status: statusOf(refusal.kind) },
  });
}
