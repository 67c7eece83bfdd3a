import type { ApiDeps } from "../deps.ts";
import { sha256 } from "../seal.ts";
import { scopes } from "./scopes.ts";
import { keepClient } from "./store-clients.ts";

/** A program that everybody may be, in a demonstration only. */
export const demoClient = {
  id: "demo-bank",
  name: "Demo Bank",
  secret: "open-to-everybody-in-the-demonstration",
};

export const keepDemoClient = ({ sql, clock }: Pick<ApiDeps, "sql" | "clock">): Promise<void> => {
  const { id, name, secret } = demoClient;
  return keepClient(sql, { id, name, scopes, secretHash: sha256(secret), jwks: null }, clock());
};
