import type { JSONWebKeySet, JWK } from "jose";
import { readStage } from "./agencies.ts";
import { type Client, idForm } from "./clients.ts";
import { isDeciding, isScope } from "./scopes.ts";

/** A program as somebody writes it down to register it. */
export interface ClientForm {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  /** A JWK set (RFC 7517) as text; "" where it proves itself with a secret. */
  readonly keys: string;
  readonly bindsTokens: boolean;
  /** The authority whose own system it is; "" where it is none's. */
  readonly authority: string;
  /** `service/stage`, the stages whose tasks it takes. */
  readonly stages: readonly string[];
}

/** What is wrong with it, and where. */
export interface ClientProblem {
  readonly field: "id" | "name" | "scopes" | "keys" | "authority" | "stages";
  readonly code:
    | "id"
    | "missing"
    | "no-key-set"
    | "private-key"
    | "needs-key"
    | "needs-authority"
    | "no-stage";
  /** The text that is wrong. */
  readonly text?: string;
}

/** The public keys of a JWK set; a private one is turned away before it reaches the database. */
export function readKeySet(text: string): JSONWebKeySet | "no-key-set" | "private-key" {
  let set: unknown;
  try {
    set = JSON.parse(text);
  } catch {
    return "no-key-set";
  }
  const { keys } = (set ?? {}) as { readonly keys?: unknown };
  const isKey = (key: unknown): key is JWK =>
    typeof key === "object" && key !== null && "kty" in key;
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isKey)) return "no-key-set";
  return keys.some((key) => "d" in key || "k" in key) ? "private-key" : { keys };
}

/** The program that it is, without a secret; or all that is wrong with it. */
export function clientFrom(
  form: ClientForm,
): { readonly client: Omit<Client, "secretHash"> } | { readonly problems: ClientProblem[] } {
  const { id, name, bindsTokens, authority, stages } = form;
  const scopes = form.scopes.filter(isScope);
  const keys = form.keys === "" ? null : readKeySet(form.keys);
  const problems: ClientProblem[] = [];
  const report = (field: ClientProblem["field"], code: ClientProblem["code"], text?: string) =>
    problems.push({ field, code, ...(text !== undefined && { text }) });
  if (!idForm.test(id)) report("id", "id");
  if (name === "") report("name", "missing");
  if (scopes.length === 0) report("scopes", "missing");
  if (typeof keys === "string") report("keys", keys);
  const isAgency = authority !== "" || stages.length > 0;
  if (keys === null && (isAgency || isDeciding(scopes))) report("keys", "needs-key");
  if (authority === "" && (stages.length > 0 || scopes.some((each) => each.startsWith("tasks:"))))
    report("authority", "needs-authority");
  const wrong = stages.find((stage) => !readStage(stage));
  if (wrong !== undefined || (authority !== "" && stages.length === 0))
    report("stages", "no-stage", wrong);
  if (problems.length > 0 || typeof keys === "string") return { problems };
  return {
    client: {
      ...{ id, name, scopes, jwks: keys, bindsTokens },
      ...{ authority: authority === "" ? null : authority, stages },
    },
  };
}
