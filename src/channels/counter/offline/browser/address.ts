// `#/draft/<id>/page/<page>/<item>?change=1`: an address names a page and never a person.
import type { FormPosition } from "../../../../form/index.ts";

export interface Address {
  readonly first: string;
  readonly id: string;
  readonly kind: string;
  readonly page: string;
  readonly item: string | undefined;
}

export function addressOf(hash: string): Address {
  const [path = ""] = hash.slice(2).split("?");
  const [first = "", id = "", kind = "", page = "", item] = path.split("/").filter(Boolean);
  return { first, id, kind, page, item };
}

export const placeOf = ({ page, item }: Address): FormPosition => ({
  page,
  item: item === undefined ? undefined : Number(item) - 1,
  change: location.hash.endsWith("?change=1"),
});
