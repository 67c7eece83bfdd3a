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
