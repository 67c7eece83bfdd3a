import type { CommandId, Refusal } from "../../kernel/index.ts";
import { messageOf } from "../../platform/http/index.ts";
import type { MessageKey } from "../../platform/i18n/index.ts";
import type { Line } from "./line.ts";
import type { Fact, PhoneState } from "./places.ts";

export const fact = (key: MessageKey, facts?: Refusal["facts"]): Fact => ({
  know: "said",
  key,
  ...(facts && { facts }),
});

/** A refusal as it is said: the first thing wrong with the answers, or why not. */
export function refusedAs(refusal: Refusal): Fact {
  const [problem] = refusal.problems ?? [];
  if (problem) return { know: "problem", problem };
  const { code, facts } = messageOf(refusal);
  return fact(code, facts);
}

/** The name of an act in this session: the same press again is the same act. */
export const keyOf = ({ session }: Line, { presses }: PhoneState): CommandId =>
  `ussd:${session}:${presses}` as CommandId;
