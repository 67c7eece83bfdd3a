import type { FastifyReply } from "fastify";
import {
  askInPerson,
  type CodesSent,
  caseNow,
  sendAddressCodes,
  throughServing,
  verifyInPerson,
  type Wish,
} from "../../acts/index.ts";
import type { Application } from "../../cases/index.ts";
import { ok, type Refusal, type Result } from "../../kernel/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../platform/http/index.ts";
import { button, errorSummary, html, type SafeHtml, warningText } from "../components/index.ts";
import {
  type AddressCodes,
  addressCodeErrors,
  addressCodeFields,
  addressCodesIn,
  contactSummary,
} from "../questions/index.ts";
import { answerChanges } from "./answer-changes.ts";
import { actIn, pathOfCase, plain, showAct } from "./case-act-frame.ts";
import { actsOffered, type CaseAct, isDone, performFor, type Wanted, wishIn } from "./case-acts.ts";
import { phoneEnd } from "./check.ts";
import { codeField, digitsOf } from "./code-field.ts";
import { firstHeading } from "./first-heading.ts";
import { sheetIn, sheetSteps, sheetView } from "./sheet.ts";
import { refusedHere, type VisitDesk } from "./visit-desk.ts";

/** Asks the person for consent, and shows the page that waits for it. */
export async function askYes(desk: VisitDesk, wanted: Wanted): Promise<FastifyReply> {
  if (!actsOffered(await caseNow(desk.deps, wanted.caseOpen)).includes(wanted.act))
    return redirectTo(desk.reply, pathOfCase(desk, wanted.caseOpen));
  const wish = wishIn(wanted);
  if (!wish.ok) return refusedHere(desk, wish.refusal);
  const { deps, own } = desk;
  const { caseOpen, act } = wanted;
  const subject = { kind: "case", app: caseOpen, wish: wish.value } as const;
  // The message says what the code is for: nobody withdraws with a code that was meant to answer.
  const words = `${own(`counter.act.${act}`)}: ${own.words(caseOpen.definition.title)}`;
  const asked = await askInPerson(deps, inPerson(desk, caseOpen), subject, {
    lang: own.lang,
    words,
  });
  if (!asked.ok) return refusedHere(desk, asked.refusal);
  const sent = await addressCodes(desk, caseOpen, wish.value);
  if (!sent.ok) return refusedHere(desk, sent.refusal);
  const { id: consent, way } = asked.value;
  return waitForYes(desk, { ...wanted, wish: wish.value }, { consent, way, sent: sent.value });
}

/** A contact goes with a code to each address that nothing vouches for; other acts with none. */
async function addressCodes(
  { deps, own, visit, person }: VisitDesk,
  app: Application,
  wish: Wish,
): Promise<Result<CodesSent>> {
  if (wish.act !== "contact") return ok({});
  const { contact } = wish;
  const through = throughServing(visit, person, false);
  return sendAddressCodes(deps, { app, person: person.id, contact, through }, own.lang);
}

/** Who says yes to something about this application. */
const inPerson = ({ visit, person }: VisitDesk, { definition: { level } }: Application) => ({
  ...{ visit, person, level },
});

interface Waiting extends AddressCodes {
  readonly consent: string;
  readonly way: string;
  readonly refusal?: Refusal;
  /** The code of the person's own yes, as it was typed, where that was right. */
  readonly code?: string;
}

/**
 * What the person consents to, in their language, to be read aloud before it is sent; what the
 * operator reads and presses is in the operator's.
 */
function waitForYes(
  desk: VisitDesk,
  wanted: Pick<Wanted, "caseOpen" | "text"> & { readonly wish: Wish },
  { consent, way, refusal, code: ownCode, ...codes }: Waiting,
): FastifyReply {
  const { t, csrf, person } = desk;
  const { caseOpen, wish, text } = wanted;
  const { act } = wish;
  const { problems = [] } = codes;
  const error = refusal && t.refusal(refusal);
  const field = way === "code" ? "code" : "sheet";
  const isFresh = !refusal && problems.length === 0;
  const phone = phoneEnd(person.phone ?? "");
  const code = codeField({ phone, error, value: ownCode, autofocus: isFresh }, t);
  const how =
    way === "code"
      ? html`${code}${button({ text: t(`counter.act.do-${act}`) })}`
      : html`
          ${sheetSteps(t, consent, error)}
          ${button({ text: t("counter.confirm.says-yes") })}`;
  const errors = [
    ...(error === undefined ? [] : [{ id: field, text: error }]),
    ...addressCodeErrors(problems, t),
  ];
  const action = `${pathOfCase(desk, caseOpen)}/act/${act}/confirm`;
  const wording = whatIsDone(desk, caseOpen, wish);
  const asking = html`
    ${errorSummary(errors, t)}
    <p class="govuk-caption-l">${t.words(caseOpen.definition.title)}</p>
    ${firstHeading(t(`counter.act.${act}`), isFresh && way !== "code")}
    <p class="govuk-body-l">${t("counter.check.lead")}</p>
    ${way === "code" ? html`<div lang="${desk.own.lang}">${wording}</div>` : null}
    <form method="post" action="${action}" novalidate>
      ${csrf}
      <input type="hidden" name="consent" value="${consent}">
      <input type="hidden" name="way" value="${way}">
      <input type="hidden" name="text" value="${text}">
      ${wish.act === "contact" ? addressCodeFields(wish.contact, codes, t) : null}${how}
    </form>
    <p class="govuk-body">${t("counter.act.or-pad")}</p>`;
  const content =
    way === "code"
      ? asking
      : html`<div class="ct-print">${asking}</div>${actSheet(desk, caseOpen, {
          ...{ consent, act, wording },
        })}`;
  const status = refusal ? statusOf(refusal.kind) : problems.length > 0 ? 422 : undefined;
  return showAct(desk, caseOpen, { content, ...(status !== undefined && { status }) });
}

/** What is signed: which application, what is done with it, and in which words. */
function actSheet(
  desk: VisitDesk,
  { definition, state }: Application,
  {
    consent,
    act,
    wording,
  }: { readonly consent: string; readonly act: CaseAct; readonly wording: SafeHtml },
): SafeHtml {
  const { own: t } = desk;
  const rows = [
    { key: t("application.number"), value: state.submitted?.reference ?? "" },
    { key: t("counter.sheet.act"), value: t(`counter.act.${act}`) },
  ];
  return sheetView(desk, { consent, service: t.words(definition.title), rows, said: wording });
}

const doneBy = (act: CaseAct) => `counter.act.done-${act}` as const;

/** What the yes is to, as the person hears it. */
function whatIsDone(desk: VisitDesk, found: Application, wish: Wish): SafeHtml {
  const { own: t } = desk;
  if (wish.act === "answer") return answerChanges(desk, found, wish.answers);
  if (wish.act === "contact") return contactSummary({ ...wish.contact, ...wish }, t);
  return wish.act === "appeal"
    ? html`<div class="govuk-inset-text">${wish.text}</div>`
    : warningText(t("withdraw.lead"), t);
}

/** POST …/act/:act/confirm: the code as the person told it, or their spoken consent. */
export async function confirmAct(desk: VisitDesk): Promise<FastifyReply> {
  const { caseOpen, act } = await actIn(desk);
  const form = formOf(desk.request);
  const request = { caseOpen, act, text: plain(textOf(form, "text")) };
  const consent = textOf(form, "consent");
  const path = pathOfCase(desk, caseOpen);
  const done = isDone(caseOpen, consent);
  if (!done.ok) return refusedHere(desk, done.refusal);
  if (done.value) return redirectTo(desk.reply, path);
  const code = digitsOf(textOf(form, "code"));
  const wish = wishIn(request);
  if (!wish.ok) return refusedHere(desk, wish.refusal);
  const subject = { kind: "case", app: caseOpen, wish: wish.value } as const;
  const consentGiven = { consent, code, on: "operator", sheet: sheetIn(form) } as const;
  const yes = await verifyInPerson(desk.deps, inPerson(desk, caseOpen), subject, consentGiven);
  const { typed, sent } = addressCodesIn(form);
  const again = (more: Pick<Waiting, "refusal" | "problems" | "code">) => {
    const waiting = { consent, way: textOf(form, "way"), sent, typed, ...more };
    return waitForYes(desk, { ...request, wish: wish.value }, waiting);
  };
  if (!yes.ok) {
    const { refusal } = yes;
    return ["auth.code-wrong", "counter.sheet-missing"].includes(refusal.code)
      ? again({ refusal })
      : refusedHere(desk, refusal);
  }
  const given = await performFor(desk, caseOpen, wish.value, { ...yes.value, codes: typed });
  if (given.ok) return redirectTo(desk.reply, path, { kind: "success", code: doneBy(act) });
  const { code: why, problems = [] } = given.refusal;
  return why === "case.contact-unconfirmed"
    ? again({ problems, code })
    : refusedHere(desk, given.refusal);
}
