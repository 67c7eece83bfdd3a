/** What fills the places in a message. `count` also chooses between the plural forms. */
export type Facts = Readonly<Record<string, string | number>>;

/** A message made ready once: literal pieces at even places, names of facts at odd ones. */
export type Message = readonly string[];

/** `"Pay {amount} today"` → `["Pay ", "amount", " today"]`. */
export const readMessage = (text: string): Message => text.split(/\{([\w-]+)\}/);

export const placesOf = (message: Message): string[] =>
  [...new Set(message.filter((_, index) => index % 2 === 1))].sort();

/** The text of a message; undefined where there is no fact for one of its places. */
export const fillWhole = (
  message: Message,
  facts: Facts | undefined,
  number: (value: number) => string,
): string | undefined =>
  placesOf(message).every((place) => facts?.[place] !== undefined)
    ? fill(message, facts, number)
    : undefined;

/**
 * The text of a message; a place without a fact stays visible as `{name}`, so that it is noticed.
 */
export function fill(
  message: Message,
  facts: Facts | undefined,
  number: (value: number) => string,
): string {
  if (message.length === 1) return message[0] ?? "";
  return message
    .map((piece, index) => {
      if (index % 2 === 0) return piece;
      const fact = facts?.[piece];
      if (fact === undefined) return `{${piece}}`;
      return typeof fact === "number" ? number(fact) : fact;
    })
    .join("");
}
