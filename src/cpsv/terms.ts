import type { Definition, Fee } from "../catalogue/index.ts";
import { tariffOn } from "../catalogue/index.ts";
import { currencyDecimals, type Duration, durationText } from "../kernel/index.ts";
import { currency } from "./government.ts";
import { inWords, literal, type Node, to } from "./node.ts";
import { type Setting, saidIn } from "./setting.ts";

/**
 * What a service costs (cv:Cost). A number stands there only where it depends on no answer, and
 * never where it is but an example: that must not become a fact elsewhere.
 */
export function costs(setting: Setting, service: string, fees: readonly Fee[]): readonly Node[] {
  return fees.map((fee) => {
    const value = fixedValue(fee, setting.today);
    return {
      iri: `${service}#cost-${fee.id}`,
      types: ["cv:Cost"],
      says: {
        "dct:identifier": literal(fee.id),
        "dct:description": inWords(fee.title),
        "cv:currency": to(currency(fee.currency)),
        ...(value !== undefined && { "cv:hasValue": literal(value, "xsd:double") }),
      },
    };
  });
}

/** In major units, in the canonical form of xsd:double that Turtle and JSON-LD share as text. */
function fixedValue(fee: Fee, today: string): string | undefined {
  const tariff = tariffOn(fee, today);
  if (!tariff || tariff.illustrative || tariff.amount.names.size > 0) return undefined;
  const major = tariff.amount.evaluate({}, { today });
  return typeof major === "number" ? major.toFixed(currencyDecimals(fee.currency)) : undefined;
}

/**
 * ISO 8601, for calendar time; working days have no such form (a week of them is not seven days).
 */
function isoDuration(duration: Duration): string | undefined {
  return duration.unit === "calendar" ? durationText(duration) : undefined;
}

/** The promise as one duration; nothing where a choice decides, or where it is but an example. */
export function processingTime({ process }: Definition): string | undefined {
  if (!process || process.clock.illustrative || process.clock.limits?.length) return undefined;
  return isoDuration(process.clock.limit);
}

/** The promise in words, working days included, as a rule that the service follows (cpsv:Rule). */
export function timeRule(setting: Setting, service: string, def: Definition): readonly Node[] {
  const clock = def.process?.clock;
  if (!clock || clock.illustrative) return [];
  const times = [...(clock.limits ?? []).map(({ limit }) => limit), clock.limit].map(durationText);
  const literals = saidIn(setting, (t) =>
    [...new Set(times)].map((one) => t.duration(one)).join(" / "),
  );
  return [
    {
      iri: `${service}#decision-time`,
      types: ["cpsv:Rule"],
      says: {
        "dct:identifier": literal("decision-time"),
        "dct:title": inWords(saidIn(setting, (t) => t("service.time"))),
        "dct:description": inWords(literals),
      },
    },
  ];
}
