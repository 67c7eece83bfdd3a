import type { FastifyReply } from "fastify";
import { askCardCheck, correctRegistered, mayCorrect, otherNameOn } from "../../acts/index.ts";
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
  const may = await mayCorrect(desk.deps, desk);
  if (!may) return refusedHere(desk, notToCorrect);
  const { givenName, familyName, nationalId, birthDate } = desk.person;
  const [year = "", month = "", day = ""] = (birthDate ?? "").split("-");
  return correctForm(desk, may, {
    card: (await desk.deps.counter.cardOf(desk.person.id)) ?? "",
    ...{ givenName: givenName ?? "", familyName: familyName ?? "", nationalId: nationalId ?? "" },
    ...{ "birth-day": day, "birth-month": month, "birth-year": year },
  });
}

/** All that stands on the card; or its name alone, which two officers have read. */
async function correctForm(
  desk: VisitDesk,
  what: "card" | "name",
  form: FormFields,
  problems: Problems = {},
): Promise<FastifyReply> {
  const { deps, t, base, csrf, person } = desk;
  const check = what === "name" ? await otherNameOn(deps, person) : undefined;
  const lead = check
    ? t("counter.correct.name-lead", { name: check.cardName })
    : t("counter.correct.lead");
  const [first, second, ...others] = onCardFields(desk, form, problems);
  const title = t("counter.correct.title");
  const errors = errorsOf(problems);
  return showVisit(desk, {
    title,
    content: narrow(html`${errorSummary(errors, t)}<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body">${lead}</p>
      <form method="post" action="${base}/correct" novalidate>
      ${csrf}${first}${second}${check ? null : others}
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
  const what = await mayCorrect(deps, desk);
  if (!what) return refusedHere(desk, notToCorrect);
  const { seen, problems: all } = readOnCard(desk, form, await deps.counter.cardOf(person.id));
  const { birth: _, nationalId: __, otherYear: ___, ...ofName } = all;
  const problems: Problems = what === "name" ? ofName : all;
  if (Object.keys(problems).length > 0) return correctForm(desk, what, form, problems);
  const corrected = await correctRegistered(deps, { visit, person }, seen);
  if (!corrected.ok && corrected.refusal.code === "counter.number-known") {
    await countLookup(desk);
    return correctForm(desk, what, form, { nationalId: t.refusal(corrected.refusal) });
  }
  if (!corrected.ok && corrected.refusal.code === "counter.not-the-card-name")
    return correctForm(desk, what, form, { givenName: t.refusal(corrected.refusal) });
  if (!corrected.ok) return refusedHere(desk, corrected.refusal);
  const saved = { kind: "success", code: "counter.correct.saved" } as const;
  if (what === "name" || !(await deps.counter.cardCheckIn(visit)))
    return redirectTo(reply, base, saved);
  const asked = await askCardCheck(deps, { visit, person: { ...person, ...seen } });
  return redirectTo(reply, asked.ok ? `${base}/card` : base, saved);
}
