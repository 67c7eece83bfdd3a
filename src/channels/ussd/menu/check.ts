import { rulingOf } from "../../../form/index.ts";
import type { PhoneState, Turn } from "../places.ts";
import { askedRows, summaryIn } from "./apply.ts";
import { again, go } from "./moves.ts";
import { applied, type Desk, levelOf, type Shows } from "./view.ts";

/** All answered: read once more, change, send; or what rules say at once. */
export const checking: Shows<"check" | "answers" | "change" | "unmet" | "ruling" | "sent"> = {
  check: (_place, state, desk) => {
    const { t } = desk;
    const { def, fees } = summaryIn(state, desk);
    const fee =
      fees.length > 0 ? fees.map(({ money }) => t.money(money)).join(" + ") : t("service.free");
    return {
      text: `${t.words(def.title)}\n${t("ussd.about-fee", { fee })}\n${t("ussd.declare")}`,
      options: [
        { label: t("ussd.send"), choose: () => send(state, desk) },
        { label: t("ussd.read-answers"), choose: () => go(state, { at: "answers" }) },
        { label: t("ussd.change"), choose: () => go(state, { at: "change" }) },
      ],
    };
  },
  answers: (_place, state, desk) => ({
    text: askedRows(state, desk)
      .map(({ question, answer }) => `${question}: ${answer}`)
      .join("\n"),
  }),
  change: (_place, state, desk) => ({
    text: desk.t("ussd.change"),
    options: askedRows(state, desk).map(({ field, question }) => ({
      label: question,
      choose: () => go(state, { at: "ask", field }),
    })),
  }),
  unmet: (_place, state, desk) => ({
    text: summaryIn(state, desk)
      .unmet.map((each) => desk.t.words(each.else))
      .join(". "),
  }),
  ruling: (_place, state, desk) => {
    const ruling = rulingOf(applied(state, desk), state.applying?.answers ?? {}, desk.facts);
    const { t } = desk;
    return {
      text: ruling ? `${t.words(ruling.title)}. ${t.words(ruling.text)}` : t("ussd.no-ruling"),
    };
  },
  sent: ({ reference, caseId, fee }, state, { t }) => ({
    text: t(fee ? "ussd.sent-fee" : "ussd.sent", { reference }),
    ...(fee && {
      options: [
        {
          label: t("ussd.pay-now"),
          choose: () => ({ state, effect: { do: "bill-of" as const, caseId } }),
        },
      ],
    }),
    ends: !fee,
  }),
};

/** Sends, or asks for the PIN first where the service needs more than a known telephone. */
function send(state: PhoneState, desk: Desk): Turn {
  const { level } = applied(state, desk);
  if (!desk.known) return again(state, desk.t("ussd.unknown-phone"));
  return levelOf(state, desk) >= level
    ? { state, effect: { do: "send" } }
    : go(state, { at: "pin", want: "send" });
}
