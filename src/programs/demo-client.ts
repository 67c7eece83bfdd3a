import type { Sql } from "../platform/db/index.ts";
import { keepClient } from "./clients.ts";
import { sha256 } from "./digest.ts";
import { scopes } from "./scopes.ts";

/** A public client, in a demonstration only. */
export const demoClient = {
  id: "demo-bank",
  name: "Demo Bank",
  secret: "open-to-everybody-in-the-demonstration",
};

export const keepDemoClient = (sql: Sql, now: Date): Promise<void> => {
  const { id, name, secret } = demoClient;
  return keepClient(sql, { id, name, scopes, secretHash: sha256(secret), jwks: null }, now);
};
