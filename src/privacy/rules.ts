import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Duration, parseDuration } from "../kernel/index.ts";
import { yamlIn } from "../platform/yaml/index.ts";

/** The role that answers for personal data (law 058/2021, article 40). */
export const privacyRole = "data-protection-officer";

/** What a government has laid down about personal data, beside the terms of its services. */
export interface PrivacyRules {
  /** How long an application that was begun and not sent is kept after its last change. */
  readonly unsent: Duration;
  /** By when a person who asks about their data is answered. */
  readonly answer: Duration;
  /** Hours within which the supervisory authority is told of a breach. */
  readonly breachHours: number;
  /** Hours within which it has the whole report. */
  readonly reportHours: number;
}

const usual = { unsent: "P90D", answer: "P30D", breachHours: 48, reportHours: 72 };

/**
 * Reads `privacy.yaml` of a government's folder; what it leaves out is as usual. Throws for what is
 * no term, so that a typing error cannot erase anything.
 */
export function readPrivacyRules(folder: string): PrivacyRules {
  const file = join(folder, "privacy.yaml");
  const written = existsSync(file) ? (yamlIn(file) as object | null) : null;
  const rules = { ...usual, ...written };
  const term = (name: "unsent" | "answer"): Duration => {
    const duration = parseDuration(String(rules[name]));
    if (duration?.unit !== "calendar" || duration.months * 30 + duration.days < 1)
      throw new Error(`${file}: ${name} is a term of at least a day, such as P90D`);
    return duration;
  };
  const hours = (name: "breachHours" | "reportHours"): number => {
    const count = rules[name];
    if (typeof count !== "number" || !(count >= 1 && count <= 720))
      throw new Error(`${file}: ${name} is a number from 1 to 720`);
    return count;
  };
  return {
    unsent: term("unsent"),
    answer: term("answer"),
    breachHours: hours("breachHours"),
    reportHours: hours("reportHours"),
  };
}
