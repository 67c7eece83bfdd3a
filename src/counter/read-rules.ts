import { existsSync } from "node:fs";
import { join } from "node:path";
import { yamlIn } from "../platform/yaml/index.ts";
import type { CounterRules } from "./model.ts";

/** Defaults. */
const usual = { idleMinutes: 10 };

/**
 * Reads `counter.yaml` of a government's folder; without it the defaults apply. Throws for invalid
 * content.
 */
export function readCounterRules(folder: string): CounterRules {
  const file = join(folder, "counter.yaml");
  const content = existsSync(file)
    ? (yamlIn(file) as { readonly idleMinutes?: unknown } | null)
    : null;
  const { idleMinutes = usual.idleMinutes } = content ?? {};
  if (typeof idleMinutes !== "number" || !(idleMinutes >= 1 && idleMinutes <= 60))
    throw new Error(`${file}: idleMinutes is a number from 1 to 60`);
  return { idleMinutes };
}
