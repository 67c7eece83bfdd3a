import { statusWords } from "../../../acts/index.ts";
import { normaliseReference } from "../../../kernel/index.ts";
import type { CaseShown } from "../places.ts";
import { actOptions } from "./acts.ts";
import { again, go } from "./moves.ts";
import type { Desk, Shows } from "./view.ts";

type Kinds = "pin" | "say" | "bill" | "pay" | "track" | "mine" | "case" | "rate" | "rate-words";

/** Personal pages behind the PIN: applications, paying, rating. */
export const owning: Shows<Kinds> = {
  pin: ({ want }, state, { t, known }) =>
    known
      ? { text: t("ussd.pin"), typed: (pin) => ({ state, effect: { do: "unlock", pin, want } }) }
      : { text: t("ussd.unknown-phone") },
  say: ({ key, facts, ends }, _state, { t }) => ({
    text: t.named(key, facts),
    ends: ends === true,
  }),
  bill: (_place, state, { t }) => ({
    text: t("ussd.bill"),
    typed: (number) => ({ state, effect: { do: "bill", number } }),
  }),
  pay: ({ bill }, state, { t }) => ({
    text: t("ussd.pay", {
      what: t.words(bill.words),
      amount: t.money(bill.money),
      number: bill.number,
    }),
    options: [
      {
        label: t("ussd.pay-now"),
        choose: () => ({ state, effect: { do: "pay", number: bill.number } }),
      },
    ],
  }),
  track: (_place, state, { t }) => ({
    text: t("ussd.track"),
    typed: (input) => {
      const reference = normaliseReference(input);
      if (!reference) return again(state, t("ussd.no-reference"));
      return { state, effect: { do: "track", reference } };
    },
  }),
  mine: ({ rows }, state, desk) => ({
    text: desk.t(rows.length > 0 ? "ussd.mine" : "ussd.mine-none"),
    options: rows.map((row) => ({
      label: labelOf(row, rows, desk),
      choose: () => ({ state, effect: { do: "case", caseId: row.id ?? "" } }),
    })),
  }),
  case: ({ row }, state, desk) => ({
    text: [titleOf(row, desk), row.reference, statusIn(row, desk), ...(row.why ?? [])].join("\n"),
    options: actOptions(row, state, desk),
  }),
  rate: ({ caseId }, state, { t }) => ({
    text: t("ussd.rate"),
    options: ([1, 2, 3, 4, 5] as const).map((score) => ({
      label: t(`ussd.rate-${score}`),
      choose: () => go(state, { at: "rate-words", caseId, score }),
    })),
  }),
  "rate-words": ({ caseId, score }, state, { t }) => {
    const rate = (words: string) => ({
      state,
      effect: { do: "rate" as const, caseId, score, words },
    });
    return {
      text: t("ussd.rate-words"),
      options: [{ label: t("ussd.rate-without"), choose: () => rate("") }],
      typed: (words) => rate(words.trim().slice(0, 300)),
    };
  },
};

const titleOf = ({ service }: CaseShown, { catalogue, t }: Desk): string =>
  t.words(catalogue.current(service)?.title) || service;

/** Two of one service are told apart by the beginning of their references. */
function labelOf(row: CaseShown, rows: readonly CaseShown[], desk: Desk): string {
  const alone = rows.filter(({ service }) => service === row.service).length === 1;
  const title = titleOf(row, desk);
  return `${alone ? title : `${title} ${row.reference.slice(0, 5)}`}: ${statusIn(row, desk)}`;
}

const statusIn = ({ status }: CaseShown, { t }: Desk): string => t(`status.${statusWords[status]}`);
