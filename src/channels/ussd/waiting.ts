import { ticketStatus } from "../../acts/index.ts";
import type { Wait } from "../../centres/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { PhoneDeps } from "./deps.ts";
import type { Said } from "./places.ts";

type Centres = PhoneDeps["centres"];

/** `a 12` as the board would write it: A012; `af 7`: AF07. */
export function ticketNumber(typed: string): string | undefined {
  const [, letter = "", digits = ""] = /^\s*([a-z]{1,2})\s*0*(\d{1,4})\s*$/i.exec(typed) ?? [];
  if (letter === "") return undefined;
  return `${letter.toUpperCase()}${digits.padStart(4 - letter.length, "0")}`;
}

/**
 * As on the page of the ticket: how long it still waits, the counter where it is called, as the
 * board shows it to everybody, or how it ended. Undefined where nobody has this number today.
 */
export async function ticketSaid(
  deps: Pick<PhoneDeps, "centres" | "counter">,
  centre: string,
  typed: string,
  t: Translate,
): Promise<Said | undefined> {
  const number = ticketNumber(typed);
  const held = number && (await deps.centres.ticketNumbered(centre, number));
  if (!held) return undefined;
  const { ticket, wait } = held;
  const { status, counter } = ticket;
  if (status === "called") return { key: "ussd.called", facts: { number, counter: counter ?? "" } };
  if (status !== "waiting") {
    const state = t(await ticketStatus(deps, ticket), { counter: counter ?? "" });
    return { key: "ussd.state", facts: { number, state } };
  }
  if (!wait || wait.isUnserved) return { key: "ussd.unserved", facts: { number } };
  return { key: "ussd.wait", facts: factsOf(number, wait) };
}

/**
 * How long whoever came now would wait for a topic; also how long families wait, where they wait
 * longer.
 */
export async function topicSaid(
  centres: Centres,
  centre: string,
  topic: string,
): Promise<Said | undefined> {
  const letter = centres.find(centre)?.topics.find(({ id }) => id === topic)?.letter;
  if (letter === undefined) return undefined;
  const wait = (await centres.waits(centre)).get(topic);
  if (!wait) return { key: "ussd.unserved", facts: { number: letter } };
  const facts = factsOf(letter, wait);
  const { family } = wait;
  if (!family || family.toMinutes <= wait.toMinutes) return { key: "ussd.wait", facts };
  const { fromMinutes: familyFrom, toMinutes: familyTo } = family;
  return { key: "ussd.wait-both", facts: { ...facts, familyFrom, familyTo } };
}

const factsOf = (number: string, { ahead, fromMinutes: from, toMinutes: to }: Wait) => ({
  ...{ number, ahead, from, to },
});
