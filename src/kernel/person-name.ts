/** Which part of a name a country writes first. */
export type NameOrder = "family-first" | "given-first";

/** The full name of a person in the order of their country; an unknown part is left out. */
export function fullName(
  {
    givenName,
    familyName,
  }: { readonly givenName: string | null; readonly familyName: string | null },
  order: NameOrder,
): string {
  const parts = order === "family-first" ? [familyName, givenName] : [givenName, familyName];
  return parts.filter((part) => part !== null && part !== "").join(" ");
}
