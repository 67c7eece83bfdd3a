import type { FastifyReply } from "fastify";
import { askInPerson, caseNow, verifyInPerson, type Wish } from "../../acts/index.ts";
import type { Application } from "../../cases/index.ts";
import type { Refusal } from "../../kernel/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../platform/http/index.ts";
import {
  button,
  errorSummary,
  html,
  input,
  type SafeHtml,
  warningText,
} from "../components/index.ts";
import { contactSummary } from "../questions/index.ts";
import { answerChanges } from "./answer-changes.ts";
import { actIn, pathOfCase, plain, showAct } from "./case-act-frame.ts";
import { actsOffered, isDone, performFor, type Wanted, wishIn } from "./case-acts.ts";
import { phoneEnd } from "./check.ts";
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
  return asked.ok
    ? waitForYes(
        desk,
        { ...wanted, wish: wish.value },
        { consent: asked.value.id, way: asked.value.way },
      )
    : refusedHere(desk, asked.refusal);
}

/** Who says yes to something about this application. */
const inPerson = ({ visit, person }: VisitDesk, { definition: { level } }: Application) => ({
  ...{ visit, person, level },
});

interface Waiting {
  readonly consent: string;
  readonly way: string;
  readonly refusal?: Refusal;
}

/** What the person consents to, in their language, to be read aloud before it is sent. */
function waitForYes(
  desk: VisitDesk,
  wanted: Pick<Wanted, "caseOpen" | "text"> & { readonly wish: Wish },
  { consent, way, refusal }: Waiting,
): FastifyReply {
  const { own: t, csrf, person } = desk;
  const { caseOpen, wish, text } = wanted;
  const { act } = wish;
  const error = refusal && t.refusal(refusal);
  const code = input(
    {
      ...{ id: "code", name: "code", label: t("counter.confirm.code"), error },
      hint: t("counter.confirm.sent-to", { phone: phoneEnd(person.phone ?? "") }),
      ...{ inputmode: "numeric" as const, autocomplete: "off", maxlength: 12, width: 10 as const },
    },
    t,
  );
  const how =
    way === "code"
      ? html`${code}${button({ text: t(`counter.act.do-${act}`) })}`
      : html`
          <p class="govuk-body">${t("counter.confirm.sign-lead")}</p>
          ${button({ text: t("counter.confirm.says-yes") })}`;
  const errors = error === undefined ? [] : [{ id: "code", text: error }];
  const action = `${pathOfCase(desk, caseOpen)}/act/${act}/confirm`;
  const content = html`
    ${errorSummary(errors, t)}
    <p class="govuk-caption-l">${t.words(caseOpen.definition.title)}</p>
    <h1 class="govuk-heading-l">${t(`counter.act.${act}`)}</h1>
    <p class="govuk-body-l">${t("counter.check.lead")}</p>
    ${whatIsDone(desk, caseOpen, wish)}
    <form method="post" action="${action}" novalidate>
      ${csrf}
      <input type="hidden" name="consent" value="${consent}">
      <input type="hidden" name="way" value="${way}">
      <input type="hidden" name="text" value="${text}">
      ${how}
    </form>
    <p class="govuk-body">${t("counter.act.or-pad")}</p>`;
  const status = refusal && statusOf(refusal.kind);
  return showAct(desk, caseOpen, { content, own: true, ...(status !== undefined && { status }) });
}

/** What the yes is to, as the person hears it. */
function whatIsDone(desk: VisitDesk, found: Application, wish: Wish): SafeHtml {
  const { own: t } = desk;
  if (wish.act === "answer") return answerChanges(desk, found, wish.answers);
  if (wish.act === "contact") return contactSummary(wish.contact, t);
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
  const code = textOf(form, "code").replaceAll(/\D/g, "").slice(0, 12);
  const wish = wishIn(request);
  if (!wish.ok) return refusedHere(desk, wish.refusal);
  const subject = { kind: "case", app: caseOpen, wish: wish.value } as const;
  const consentGiven = { consent, code, on: "operator" } as const;
  const yes = await verifyInPerson(desk.deps, inPerson(desk, caseOpen), subject, consentGiven);
  if (!yes.ok) {
    const { refusal } = yes;
    return refusal.code === "auth.code-wrong"
      ? waitForYes(desk, { ...request, wish: wish.value }, { consent, way: "code", refusal })
      : refusedHere(desk, refusal);
  }
  const given = await performFor(desk, caseOpen, wish.value, yes.value);
  return given.ok
    ? redirectTo(desk.reply, path, { kind: "success", code: `counter.act.done-${act}` })
    : refusedHere(desk, given.refusal);
}
