import type { FeelType, Scope } from "../../rules/index.ts";
import type { Fee, Provenance, Tariff, Words } from "../model.ts";
import type { RawTariff } from "../schema/form.ts";
import type { ById } from "../schema/parts.ts";
import type { RawFee, RawService } from "../schema/service.ts";
import type { Path } from "../yaml-file.ts";
import { findingsOf } from "./findings.ts";
import { conditionOf, present, provenanceOf, type Writing } from "./writing.ts";

const NUMBER: FeelType = { kind: "number" };

/** The fees, each with one tariff (`amount`) or several by date (`tariffs`). */
export function readFees(w: Writing, raw: RawService, answers: Scope): Fee[] {
  return Object.entries(raw.fees ?? {}).map(([id, fee]) => {
    const path: Path = ["fees", id];
    // At submission there are no findings yet.
    const scope = fee.due === "submit" ? answers : { ...answers, ...findingsOf(raw.process) };
    return present({
      id,
      title: w.words([...path, "title"]),
      currency: fee.currency,
      due: fee.due,
      kind: fee.kind,
      unit: w.maybeWords([...path, "unit"]),
      ...conditionOf(w, path, fee, scope),
      tariffs: tariffsOf(fee, path).flatMap(
        ([at, tariff]) => readTariff(w, at, tariff, scope) ?? [],
      ),
      contradictedBy: readContradictions(w, path, fee.contradictedBy),
    });
  });
}

/** Each tariff with its position in the file: the shorthand is in the fee itself. */
export function tariffsOf(fee: RawFee, path: Path): (readonly [Path, RawTariff])[] {
  const listed = (fee.tariffs ?? []).map((tariff, i) => [[...path, "tariffs", i], tariff] as const);
  if (fee.amount === undefined) return listed;
  return [[path, present({ amount: fee.amount, upTo: fee.upTo, ...provenanceOf(fee) })], ...listed];
}

function readTariff(w: Writing, path: Path, raw: RawTariff, scope: Scope): Tariff | undefined {
  const amount = w.rule([...path, "amount"], scope, NUMBER);
  return amount && present({ from: raw.from, amount, upTo: raw.upTo, ...provenanceOf(raw) });
}

/** Amounts on other official pages, in order. */
export function readContradictions(
  w: Writing,
  path: Path,
  raw: ById<Provenance> | undefined,
): ({ readonly says: Words } & Provenance)[] {
  return Object.entries(raw ?? {}).map(([id, fact]) => ({
    says: w.words([...path, "contradictedBy", id, "says"]),
    ...provenanceOf(fact),
  }));
}
