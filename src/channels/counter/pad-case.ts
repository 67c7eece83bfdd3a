import type { FastifyReply, FastifyRequest } from "fastify";
import { sayYes } from "../../acts/index.ts";
import type { Application } from "../../cases/index.ts";
import type { Consent, Visit } from "../../counter/index.ts";
import type { CommandId, Refusal } from "../../kernel/index.ts";
import type { Person } from "../../platform/auth/index.ts";
import { redirectTo, sendHtml } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  bareLayout,
  csrfField,
  errorSummary,
  html,
  type SafeHtml,
  summaryList,
} from "../components/index.ts";
import { type CaseAct, caseActs } from "./case-acts.ts";
import type { CounterDeps } from "./deps.ts";

import { padKeys } from "./pad-view.ts";
import { styleLink } from "./style.ts";
import { langIn } from "./visit-desk.ts";

/** What the person at the second screen is asked about an application that is sent already. */
export interface FacingCase {
  readonly visit: Visit;
  readonly consent: Consent;
  readonly person: Person;
  readonly found: Application;
  readonly act: CaseAct;
}

/** Undefined if the consent is about a draft, or about somebody else's application. */
export async function facingCase(
  deps: CounterDeps,
  { visit, consent, person }: Pick<FacingCase, "visit" | "consent" | "person">,
): Promise<FacingCase | undefined> {
  const act = caseActs.find((each) => each === consent.act);
  const application = act && (await deps.cases.open(consent.subject));
  if (!act || application?.state.submitted?.person !== person.id) return undefined;
  return { visit, consent, person, found: application, act };
}

/** One request of the second screen: its own address, and what was typed so far. */
export interface PadNow {
  readonly own: string;
  readonly typed: string;
  readonly refusal?: Refusal;
}

/** What the person consents to in their language, with the keys; then thanks, until it is sent. */
export function showCasePad(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  at: FacingCase,
  { own, typed, refusal }: PadNow,
): FastifyReply {
  const t = deps.i18n.for(langIn(deps, at.visit.lang));
  const { consent, found } = at;
  const given = consent.givenAt !== null || found.state.commands.has(consent.id as CommandId);
  if (given || typed === "") reply.header("refresh", `3;url=${own}`);
  reply.header("cache-control", "no-store");
  const error = refusal && t.refusal(refusal);
  const keys = padKeys({ consent, typed, own, csrf: csrfField(request, reply) }, t);
  const content = given
    ? html`<h1 class="govuk-heading-xl">${t("counter.act.pad-thanks")}</h1>`
    : question(at, keys, error, t);
  const page = { title: t("counter.pad.title"), path: own, content: html`${styleLink}${content}` };
  return sendHtml(reply, bareLayout(page, t), refusal ? 422 : 200);
}

function question(
  { person, found, act }: FacingCase,
  keys: SafeHtml,
  error: string | undefined,
  t: Translate,
): SafeHtml {
  const rows = [
    { key: t("counter.receipt.name"), value: person.name },
    { key: t("counter.receipt.service"), value: t.words(found.definition.title) },
    { key: t("application.number"), value: found.state.submitted?.reference ?? "" },
  ];
  const errors = error === undefined ? [] : [{ text: error }];
  return html`${errorSummary(errors, t)}<h1 class="govuk-heading-l">
    ${t("counter.pad.question")} ${t(`counter.act.${act}`)}</h1><div class="ct-pad">
    <div>${summaryList({ rows })}</div>${keys}</div>`;
}

/** The whole code, or yes: kept as given here; what was read aloud is then sent by the operator. */
export async function pressCase(
  deps: CounterDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  at: FacingCase,
  { own, typed }: PadNow,
): Promise<FastifyReply> {
  const { visit, consent, person, found } = at;
  const on = { visit, person, level: found.definition.level };
  const confirmation = await sayYes(deps, on, consent, { code: typed, on: "pad" });
  if (!confirmation.ok)
    return showCasePad(deps, request, reply, at, { own, typed: "", refusal: confirmation.refusal });
  return redirectTo(reply, own);
}
