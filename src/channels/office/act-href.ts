import type { Desk } from "./desk.ts";

/** Where a form of a file is sent, with the list that the officer came from. */
export function actHref({ request }: Desk, id: string): string {
  const { list } = request.query as { readonly list?: unknown };
  const from = typeof list === "string" && list !== "" ? `?list=${encodeURIComponent(list)}` : "";
  return `/office/cases/${id}/act${from}`;
}
