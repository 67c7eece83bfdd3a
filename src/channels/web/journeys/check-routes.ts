import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  applicantOf,
  journeyFees,
  planAgreed,
  type StepLeft,
  summaryOf,
  unmetIn,
} from "../../../form/index.ts";
import { type PlainRefusal, type Refusal, refuse } from "../../../kernel/index.ts";
import {
  formOf,
  langOf,
  limited,
  redirectTo,
  TurnedAway,
  textOf,
} from "../../../platform/http/index.ts";
import { csrfField, narrow } from "../../components/index.ts";
import { listsOf, wayBack } from "../../questions/index.ts";
import { toldInOn } from "../apply/told-in.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { notOnline } from "../ways-to-pay.ts";
import { copiesOf, visitedOf } from "./agreement.ts";
import { type CheckedStep, checkView } from "./check-view.ts";
import {
  beforeStep,
  draftOf,
  journeyPath,
  nextPath,
  type OpenJourney,
  openJourney,
  openStep,
  stepBase,
} from "./open.ts";
import { sumOf } from "./sum-view.ts";

interface OfJourney {
  readonly journey: string;
}

/** `/journeys/:journey/check`: every answer once more, all fees, and one agreement for all. */
export function checkRoutes(app: FastifyInstance, deps: WebDeps): void {
  const path = "/journeys/:journey/check";
  app.get<{ Params: OfJourney }>(path, async (request, reply) =>
    show(request, reply, deps, await checkAt(request, deps, request.params.journey)),
  );
  app.post<{ Params: OfJourney }>(path, { config: limited("submit") }, async (request, reply) =>
    send(request, reply, deps, request.params.journey),
  );
}

/** Requires all questions that can be answered now; redirects to the first open page otherwise. */
async function checkAt(request: FastifyRequest, deps: WebDeps, id: string): Promise<OpenJourney> {
  const opened = await openJourney(request, deps, id);
  const { record, left } = opened;
  if (record.stoppedAt || openStep(opened) || left.every(({ sent }) => sent))
    throw new TurnedAway({ path: nextPath(opened) });
  return opened;
}

const unsent = ({ left }: OpenJourney): readonly StepLeft[] => left.filter(({ sent }) => !sent);

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  opened: OpenJourney,
  refusal?: Refusal,
): Promise<FastifyReply> {
  const { record, journey, given, person } = opened;
  const t = wordsOf(request, deps);
  const open = unsent(opened);
  const view = {
    title: t.words(journey.title),
    path: journeyPath(record.id),
    steps: open.map((left) => checkedOf(left, opened, deps, langOf(request))),
    fees: journeyFees(open, given.facts),
    sum: sumOf(opened, deps),
    refusal,
    csrf: csrfField(request, reply),
    applicant: person,
    account: { phone: person.phone, email: person.email },
    told: toldInOn(request, deps, person),
    noWay: await notOnline(deps, t, "paying.waits"),
  };
  return webPage(request, reply, deps, {
    title: `${t("journey.check-heading")} – ${view.title}`,
    current: "applications",
    content: narrow(checkView(view, t)),
    before: wayBack(beforeStep(opened), t),
    failed: refusal !== undefined,
    ...(refusal && { status: 422 }),
  });
}

/** One service with the answers that were asked in it; the others stand where they were asked. */
function checkedOf(
  left: StepLeft,
  opened: OpenJourney,
  deps: WebDeps,
  lang: ReturnType<typeof langOf>,
): CheckedStep {
  const { knownAnswers, knownDocuments } = left;
  const telling = { lang, words: deps.askedWords(lang), codes: listsOf(deps) };
  const summary = summaryOf(left, opened.given.facts, telling);
  const isOwn = (field: string) =>
    field.startsWith("documents.")
      ? !knownDocuments.has(field.slice("documents.".length))
      : !knownAnswers.has(field);
  const pages = summary.asked.pages
    .map((page) => ({ ...page, rows: page.rows.filter(({ field }) => isOwn(field)) }))
    .filter(({ rows }) => rows.length > 0);
  const base = stepBase(opened.record.id, draftOf(opened, left.service).id);
  return { summary: { ...summary, asked: { ...summary.asked, pages } }, base };
}

/**
 * The agreement is recorded first; what waits for nothing is sent at once, the rest as papers come.
 */
async function send(request: FastifyRequest, reply: FastifyReply, deps: WebDeps, id: string) {
  const opened = await checkAt(request, deps, id);
  const { record, journey, left, person } = opened;
  const refused = (code: PlainRefusal<"invalid">) =>
    show(request, reply, deps, opened, refuse("invalid", code).refusal);
  if (textOf(formOf(request), "declaration") !== "true") return refused("case.declaration-missing");
  if (unsent(opened).some((step) => unmetIn(step, opened.given.facts).length > 0))
    return refused("journey.not-eligible");
  const plan = planAgreed(journey, left);
  const lang = langOf(request);
  const agreed = await deps.cases.agreeJourney({
    journey: record,
    lang,
    toldIn: toldInOn(request, deps, person).other,
    plan,
    visited: visitedOf(opened),
    copies: copiesOf(opened),
  });
  if (!agreed) return refused("journey.changed");
  for (const { service } of plan.filter(({ after }) => after.length === 0)) {
    const draftId = draftOf(opened, service).id;
    const applicant = applicantOf(person);
    const sent = await deps.cases.submit({ draftId, person: person.id, applicant, lang });
    if (!sent.ok) return redirectTo(reply, journeyPath(record.id));
  }
  return redirectTo(reply, `${journeyPath(record.id)}${record.agreedAt ? "" : "/sent"}`);
}
