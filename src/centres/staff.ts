/**
 * Whether an officer of the service centres works in this hall. One without halls works in all of
 * them.
 */
export const worksIn = (
  { offices }: { readonly offices: readonly string[] },
  centre: string,
): boolean => offices.length === 0 || offices.includes(centre);
