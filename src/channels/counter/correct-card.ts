import type { FastifyReply } from "fastify";
import { askCardCheck, correctRegistered, mayCorrect } from "../../acts/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import { type FormFields, formOf, redirectTo } from "../../platform/http/index.ts";
import { button, errorSummary, html, narrow } from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { countLookup } from "./client.ts";
import { errorsOf, onCardFields, type Problems, readOnCard } from "./register.ts";
import { refusedHere, showVisit, type VisitDesk } from "./visit-desk.ts";

const notToCorrect: Refusal = { kind: "not-allowed", code: "counter.not-to-correct" };

/** GET …/correct: what the operator typed of the card, to be compared with it. */
export async function correctPage(desk: VisitDesk): Promise<FastifyReply> {
  if (!(await mayCorrect(desk.deps, desk))) return refusedHere(desk, notToCorrect);
  const { givenName, familyName, nationalId, birthDate } = desk.person;
  const [year = "", month = "", day = ""] = (birthDate ?? "").split("-");
  return correctForm(desk, {
    ...{ givenName: givenName ?? "", familyName: familyName ?? "", nationalId: nationalId ?? "" },
    ...{ "birth-day": day, "birth-month": month, "birth-year": year },
  });
}

function correctForm(desk: VisitDesk, form: FormFields, problems: Problems = {}): FastifyReply {
  const { t, base, csrf } = desk;
  const title = t("counter.correct.title");
  const errors = errorsOf(problems);
  return showVisit(desk, {
    title,
    content: narrow(html`${errorSummary(errors, t)}<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${t("counter.correct.lead")}</p>
      <form method="post" action="${base}/correct" novalidate>
      ${csrf}${onCardFields(desk, form, problems)}
      ${button({ text: t("counter.correct.save") })}</form>`),
    before: wayBack(base, t),
    path: `${base}/correct`,
    ...(errors.length > 0 && { failed: true, status: 422 }),
  });
}

/** POST …/correct: a colleague who was called to the card before is called again. */
export async function takeCorrection(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, t, visit, person, base, reply } = desk;
  const form = formOf(desk.request);
  const { seen, problems } = readOnCard(desk, form, await deps.counter.cardOf(person.id));
  if (Object.keys(problems).length > 0) return correctForm(desk, form, problems);
  const corrected = await correctRegistered(deps, { visit, person }, seen);
  if (!corrected.ok && corrected.refusal.code === "counter.number-known") {
    await countLookup(desk);
    return correctForm(desk, form, { nationalId: t.refusal(corrected.refusal) });
  }
  if (!corrected.ok) return refusedHere(desk, corrected.refusal);
  if (!(await deps.counter.cardCheckIn(visit))) return redirectTo(reply, base);
  const asked = await askCardCheck(deps, { visit, person: { ...person, ...seen } });
  return redirectTo(reply, asked.ok ? `${base}/card` : base);
}
