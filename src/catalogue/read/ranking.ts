import type { FeelType, Scope } from "../../rules/index.ts";
import type { Criterion, OutputClaim, Ranking } from "../model.ts";
import type { RawRanking } from "../schema/process.ts";
import { caseScope } from "../scope.ts";
import type { Path } from "../yaml-file.ts";
import { present, provenanceOf, type Writing } from "./writing.ts";

const NUMBER: FeelType = { kind: "number" };

/** How a stage ranks, by answers and findings; undefined where a rule does not compile. */
export function readRanking(
  w: Writing,
  path: Path,
  raw: RawRanking,
  scope: Scope,
): Ranking | undefined {
  const by = criterion(w, [...path, "by"], scope);
  if (!by) return undefined;
  return present({
    by,
    ties: (raw.ties ?? []).flatMap((_, i) => criterion(w, [...path, "ties", i], scope) ?? []),
    places: raw.places,
    beyond: raw.beyond || undefined,
    decide: raw.decide,
    list: Object.keys(raw.list ?? {}).flatMap((name) =>
      listed(w, [...path, "list", name], name, { ...scope, ...caseScope }),
    ),
    ...provenanceOf(raw),
  });
}

function criterion(w: Writing, path: Path, scope: Scope): Criterion | undefined {
  const title = w.words([...path, "title"]);
  const value = w.rule([...path, "value"], scope, NUMBER);
  return value && { title, value };
}

function listed(w: Writing, path: Path, name: string, scope: Scope): OutputClaim[] {
  const title = w.words([...path, "title"]);
  const value = w.rule([...path, "value"], scope);
  return value ? [{ name, title, value }] : [];
}
