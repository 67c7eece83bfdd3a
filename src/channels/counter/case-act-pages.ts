import type { FastifyReply } from "fastify";
import {
  type ContactRead,
  caseNow,
  contactOf,
  groundsWrong,
  otherLang,
  readContact,
  toldInOf,
} from "../../acts/index.ts";
import type { Application } from "../../cases/index.ts";
import { formOf, notFound, redirectTo, textOf } from "../../platform/http/index.ts";
import type { Lang } from "../../platform/i18n/index.ts";
import { button, errorSummary, html, textarea, warningText } from "../components/index.ts";
import { contactErrors, contactFields, problemText } from "../questions/index.ts";
import { actIn, pathOfCase, plain, showAct } from "./case-act-frame.ts";
import { actsOffered, type CaseAct } from "./case-acts.ts";
import { showAnswer } from "./case-answer.ts";
import { askYes } from "./case-confirm.ts";
import { firstHeading } from "./first-heading.ts";
import type { VisitDesk } from "./visit-desk.ts";

/** GET …/act/:act: what it means, and what is to be said or answered. */
export async function actPage(desk: VisitDesk): Promise<FastifyReply> {
  const { caseOpen, act } = await actIn(desk);
  if (!actsOffered(await caseNow(desk.deps, caseOpen)).includes(act))
    return redirectTo(desk.reply, pathOfCase(desk, caseOpen));
  if (act === "answer") return showAnswer(desk, caseOpen);
  return act === "contact" ? showContact(desk, caseOpen) : showReason(desk, caseOpen, act);
}

function showContact(desk: VisitDesk, found: Application, back?: ContactRead): FastifyReply {
  const { t, csrf, person, deps } = desk;
  const { contact, problems } = back ?? { contact: contactOf(found, person), problems: [] };
  const toldNow = { languages: deps.i18n.languages, toldIn: toldInTyped(desk, found) };
  const content = html`${contactErrors(problems, t)}
    <p class="govuk-caption-l">${t.words(found.definition.title)}</p>
    ${firstHeading(t("counter.act.contact"), !back)}
    <p class="govuk-body-l">${t("contact.lead")}</p>
    <form method="post" action="${pathOfCase(desk, found)}/act/contact" novalidate>
      ${csrf}${contactFields({ ...contact, ...toldNow }, problems, t)}
      ${button({ text: t("counter.act.ask") })}
    </form>`;
  return showAct(desk, found, { content, ...(back && { status: 422 }) });
}

/** The language as it was chosen in the form; on its first page the one in which they are told. */
const toldInTyped = ({ deps: { i18n }, person, request }: VisitDesk, app: Application): Lang => {
  const usual = toldInOf(i18n, app, person);
  return otherLang(i18n, textOf(formOf(request), "told-in"), usual) ?? usual;
};

function showReason(
  desk: VisitDesk,
  found: Application,
  act: CaseAct,
  back?: { readonly text: string; readonly error: string },
): FastifyReply {
  const { t, own, csrf } = desk;
  const grounds = textarea(
    {
      ...{ id: "text", name: "text", label: t("appeal.grounds"), size: "m" as const, rows: 8 },
      ...{ value: back?.text, error: back?.error },
    },
    t,
  );
  const lead =
    act === "withdraw"
      ? html`<div lang="${own.lang}">${warningText(own("withdraw.lead"), own)}</div>`
      : html`<p class="govuk-body-l" lang="${own.lang}">${own("appeal.lead")}</p>${grounds}`;
  const errors = back ? [{ id: "text", text: back.error }] : [];
  const content = html`${errorSummary(errors, t)}<p class="govuk-caption-l">
    ${t.words(found.definition.title)}</p>${firstHeading(t(`counter.act.${act}`), !back)}
    <form method="post" action="${pathOfCase(desk, found)}/act/${act}" novalidate>${csrf}${lead}
    ${button({ text: t("counter.act.ask") })}</form>`;
  return showAct(desk, found, { content, ...(back && { status: 422 }) });
}

/** POST …/act/withdraw, appeal and contact: asks for the person's consent to exactly this. */
export async function askAct(desk: VisitDesk): Promise<FastifyReply> {
  const { caseOpen, act } = await actIn(desk);
  const { t } = desk;
  if (act === "answer") throw notFound();
  if (act === "contact") {
    const form = formOf(desk.request);
    const typed = { phone: textOf(form, "phone"), email: textOf(form, "email") };
    const read = readContact(typed, desk.deps.catalogue.jurisdiction.telephone);
    if (read.problems.length > 0) return showContact(desk, caseOpen, read);
    const text = JSON.stringify({ ...read.contact, toldIn: toldInTyped(desk, caseOpen) });
    return askYes(desk, { caseOpen, act, text });
  }
  const text = act === "appeal" ? plain(textOf(formOf(desk.request), "text")).trim() : "";
  const wrong = act === "appeal" ? groundsWrong(text) : undefined;
  if (wrong) return showReason(desk, caseOpen, act, { text, error: problemText(wrong, t) });
  return askYes(desk, { caseOpen, act, text });
}
