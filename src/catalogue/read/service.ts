import type { AuthorityId, ServiceId } from "../../kernel/index.ts";
import type { FeelType, Scope } from "../../rules/index.ts";
import type { Definition } from "../model.ts";
import type { RawService } from "../schema/service.ts";
import { type Path, valueAt } from "../yaml-file.ts";
import { findingsOf } from "./findings.ts";
import { answersScope, type Calculated, readDocuments, readForm } from "./form.ts";
import { readFees } from "./money.ts";
import {
  readAppeal,
  readEligibility,
  readEntitlements,
  readInterim,
  readOutput,
  readRenewal,
  readRulings,
} from "./outcome.ts";
import { readProcess } from "./process.ts";
import { duration, present, provenanceOf, type Writing } from "./writing.ts";

/**
 * The definition of a structurally sound file. Rules that do not compile and missing words are
 * reported in `w.findings`; the definition then serves only for checks.
 */
export function readDefinition(w: Writing, raw: RawService): Definition {
  const { calculated, scope } = readCalculations(w, raw);
  const definition: Definition = present({
    id: raw.service as ServiceId,
    version: raw.version,
    language: raw.language,
    title: w.words(["title"]),
    description: w.words(["description"]),
    whoMayApply: w.words(["whoMayApply"]),
    keywords: raw.keywords ?? [],
    lifeEvents: raw.lifeEvents ?? [],
    audience: raw.audience,
    authority: raw.authority as AuthorityId,
    level: raw.level,
    calls: raw.calls,
    laws: Object.entries(raw.laws ?? {}).map(([id, fact]) => ({
      id,
      title: w.words(["laws", id, "title"]),
      ...provenanceOf(fact),
    })),
    form: readForm(w, raw, calculated),
    documents: readDocuments(w, raw, scope),
    worklist: raw.worklist,
    calculate: calculated,
    eligibility: readEligibility(w, raw, scope),
    fees: readFees(w, raw, scope),
    rulings: readRulings(w, raw, scope),
    entitlements: raw.entitlements && readEntitlements(w, raw, scope),
    process: raw.process && readProcess(w, raw.process, scope),
    interim: raw.interim && readInterim(w, raw.interim, { ...scope, ...findingsOf(raw.process) }),
    output: raw.output && readOutput(w, raw.output, { ...scope, ...findingsOf(raw.process) }),
    renewal: raw.renewal && readRenewal(raw.renewal),
    appeal: raw.appeal && readAppeal(w, raw.appeal),
    retention: {
      granted: duration(raw.retention.granted),
      otherwise: duration(raw.retention.otherwise),
      ...provenanceOf(raw.retention),
    },
  });
  const treaties = (w.national.treaties ?? []).filter(({ id }) => w.treatiesRead.has(id));
  return treaties.length > 0 ? { ...definition, treaties } : definition;
}

/** Calculations in order: each sees the answers and those above it. One that fails has any type. */
function readCalculations(
  w: Writing,
  raw: RawService,
): { readonly calculated: readonly Calculated[]; readonly scope: Scope } {
  const scope: Record<string, FeelType> = { ...answersScope(w, raw) };
  const calculated: Calculated[] = [];
  for (const [name, one] of Object.entries(raw.calculate ?? {})) {
    const path: Path = ["calculate", name];
    const isShown = typeof one === "object";
    const rule = w.rule(isShown ? [...path, "rule"] : path, scope);
    scope[name] = rule?.type ?? { kind: "any" };
    const title = isShown ? w.words([...path, "title"]) : undefined;
    const unit = isShown ? w.maybeWords([...path, "unit"]) : undefined;
    if (rule) calculated.push(present({ name, rule, title, unit }));
  }
  return { calculated, scope };
}

/** Search words that translations add under `keywords`. */
export function keywordsOf(data: unknown): readonly string[] {
  const list: unknown = valueAt(data, ["keywords"] satisfies Path);
  return Array.isArray(list) ? list.filter((word) => typeof word === "string") : [];
}
