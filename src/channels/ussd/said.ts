import type { CommandId, Refusal } from "../../kernel/index.ts";
import type { MessageKey } from "../../platform/i18n/index.ts";
import type { Line } from "./line.ts";
import type { Fact, PhoneState } from "./places.ts";

export const said = (key: MessageKey, facts?: Refusal["facts"]): Fact => ({
  know: "said",
  key,
  ...(facts && { facts }),
});

/** A refusal as it is said: the first thing wrong with the answers, or why not. */
export function refusedAs({ code, facts, problems }: Refusal): Fact {
  const [problem] = problems ?? [];
  return problem ? { know: "problem", problem } : said(`refusals.${code}`, facts);
}

/** The name of an act in this session: the same press again is the same act. */
export const keyOf = ({ session }: Line, { presses }: PhoneState): CommandId =>
  `ussd:${session}:${presses}` as CommandId;
