/** A place in a list, opaque to programs so that nobody builds one. */
export const cursorOf = (place: string): string => Buffer.from(`v1 ${place}`).toString("base64url");

/** The place, or undefined for what is no cursor of ours. */
export function placeOf(cursor: string): string | undefined {
  const text = Buffer.from(cursor, "base64url").toString("utf8");
  return text.startsWith("v1 ") ? text.slice(3) : undefined;
}

export interface Paged<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/**
 * A page of what was read with one more than asked for: the one too many says that there is more.
 */
export function pageOf<T>(
  read: readonly T[],
  limit: number,
  placeIn: (item: T) => string,
): Paged<T> {
  const items = read.slice(0, limit);
  const last = items.at(-1);
  return read.length > limit && last !== undefined
    ? { items, next: cursorOf(placeIn(last)) }
    : { items };
}
