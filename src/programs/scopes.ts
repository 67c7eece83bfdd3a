/** The rights of a program. The catalogue is public and needs none. */
export const scopes = [
  "applications:read",
  "applications:write",
  "webhooks:manage",
  "papers:read",
  "usage:read",
  "staff:manage",
  "tasks:read",
  "tasks:write",
  "tasks:decide",
] as const;

export type Scope = (typeof scopes)[number];

export const isScope = (text: string): text is Scope => scopes.some((each) => each === text);

/** Rights with which a program decides about people: two administrators give them. */
const deciding: readonly Scope[] = ["tasks:decide", "staff:manage"];

export const isDeciding = (scopes: readonly Scope[]): boolean =>
  scopes.some((scope) => deciding.includes(scope));
