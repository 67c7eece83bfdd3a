import { familySeries, type Wait } from "../../centres/index.ts";
import type { PhoneDeps } from "./deps.ts";
import type { Said } from "./places.ts";

/** `a 12` as the board would write it: A012; `af 7`: AF07. */
export function ticketNumber(typed: string): string | undefined {
  const [, letter = "", digits = ""] = /^\s*([a-z]{1,2})\s*0*(\d{1,4})\s*$/i.exec(typed) ?? [];
  if (letter === "") return undefined;
  return `${letter.toUpperCase()}${digits.padStart(4 - letter.length, "0")}`;
}

/**
 * What can be told of a ticket to whoever says its number: the counter where it was called, as the
 * board shows it to everybody, or how long people wait for what its letters stand for. A number for
 * one person also says how long families wait, where they wait longer.
 */
export async function waitOf(
  centres: PhoneDeps["centres"],
  centre: string,
  typed: string,
): Promise<Said | undefined> {
  const number = ticketNumber(typed);
  if (!number) return undefined;
  const [waits, board] = await Promise.all([centres.waits(centre), centres.board(centre)]);
  const call = board?.calls.find((each) => each.number === number);
  if (call) return { key: "ussd.called", facts: { number, counter: call.counter } };
  const letter = number.slice(0, 1);
  const topic = centres.find(centre)?.topics.find((each) => each.letter === letter);
  if (!topic) return undefined;
  const wait = waits.get(topic.id);
  if (!wait) return { key: "ussd.unserved", facts: { number } };
  const { family } = wait;
  const series = number.replace(/\d+$/, "").slice(1);
  if (family && series === familySeries)
    return { key: "ussd.wait", facts: factsOf(number, family) };
  const facts = factsOf(number, wait);
  if (!family || series !== "" || family.toMinutes <= wait.toMinutes)
    return { key: "ussd.wait", facts };
  const { fromMinutes: familyFrom, toMinutes: familyTo } = family;
  return { key: "ussd.wait-both", facts: { ...facts, familyFrom, familyTo } };
}

const factsOf = (
  number: string,
  { ahead, fromMinutes: from, toMinutes: to }: Pick<Wait, "ahead" | "fromMinutes" | "toMinutes">,
) => ({ number, ahead, from, to });
