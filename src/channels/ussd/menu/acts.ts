import type { CaseAct } from "../../../acts/index.ts";
import { readTelephone } from "../../../kernel/index.ts";
import type { MessageKey } from "../../../platform/i18n/index.ts";
import type { CaseShown, PhoneState, Turn } from "../places.ts";
import { askedRows, askNext } from "./apply.ts";
import { again, go } from "./moves.ts";
import type { Desk, Option, Shows } from "./view.ts";

type Kinds =
  | "withdraw"
  | "appeal"
  | "appeal-check"
  | "contact"
  | "contact-check"
  | "contact-code"
  | "request"
  | "given";

/** What can be done with an application of one's own: each is read once more before it is sent. */
export const acting: Shows<Kinds> = {
  withdraw: ({ caseId }, state, { t }) => ({
    text: t("withdraw.lead"),
    options: [
      {
        label: t("ussd.do-withdraw"),
        choose: () => ({ state, effect: { do: "act", caseId, wish: { act: "withdraw" } } }),
      },
    ],
  }),
  appeal: ({ caseId }, state, { t }) => ({
    text: t("ussd.appeal-why"),
    typed: (typed) => go(state, { at: "appeal-check", caseId, text: typed.trim() }),
  }),
  "appeal-check": ({ caseId, text }, state, { t }) => ({
    text,
    options: [
      {
        label: t("ussd.appeal-send"),
        choose: () => ({ state, effect: { do: "act", caseId, wish: { act: "appeal", text } } }),
      },
    ],
  }),
  contact: ({ caseId }, state, { t, catalogue }) => ({
    text: t("ussd.contact"),
    typed: (typed) => {
      const { telephone } = catalogue.jurisdiction;
      const phone = readTelephone(typed, telephone);
      if (phone) return go(state, { at: "contact-check", caseId, phone });
      return again(state, t("problems.not-a-phone", { example: telephone.example }));
    },
  }),
  "contact-check": ({ caseId, phone }, state, { t }) => ({
    text: phone,
    options: [
      {
        label: t("ussd.contact-save"),
        choose: () => ({ state, effect: { do: "contact-code", caseId, phone } }),
      },
    ],
  }),
  "contact-code": ({ caseId, phone, id }, state, { t }) => ({
    text: t("ussd.contact-code", { phone }),
    typed: (code) => ({ state, effect: { do: "contact", caseId, phone, id, code: code.trim() } }),
  }),
  request: ({ text }, state, desk) => ({
    text,
    options: [{ label: desk.t("ussd.do-answer"), choose: () => askNext(state, desk) }],
  }),
  given: (_place, state, desk) => ({
    text: askedRows(state, desk)
      .map(({ question, answer }) => `${question}: ${answer}`)
      .join("\n"),
    options: [
      { label: desk.t("ussd.send"), choose: () => ({ state, effect: { do: "give-answers" } }) },
    ],
  }),
};

/** The acts that are open, as keys to press. */
export function actOptions({ id, acts = [] }: CaseShown, state: PhoneState, { t }: Desk): Option[] {
  if (id === undefined) return [];
  const choose: Readonly<Record<CaseAct, () => Turn>> = {
    answer: () => ({ state, effect: { do: "request", caseId: id } }),
    pay: () => ({ state, effect: { do: "bill-of", caseId: id } }),
    appeal: () => go(state, { at: "appeal", caseId: id }),
    renew: () => ({ state, effect: { do: "renew", caseId: id } }),
    contact: () => go(state, { at: "contact", caseId: id }),
    withdraw: () => go(state, { at: "withdraw", caseId: id }),
    rate: () => go(state, { at: "rate", caseId: id }),
  };
  const labels = {
    answer: "ussd.do-answer",
    pay: "ussd.pay-now",
    appeal: "ussd.do-appeal",
    renew: "ussd.do-renew",
    contact: "ussd.do-contact",
    withdraw: "ussd.do-withdraw",
    rate: "ussd.rate-it",
  } as const satisfies Readonly<Record<CaseAct, MessageKey>>;
  return acts.map((act) => ({ label: t(labels[act]), choose: choose[act] }));
}
