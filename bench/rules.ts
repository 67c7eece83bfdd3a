import { evaluate } from "feelin";
import { compile, type Scope } from "../src/rules/index.ts";

/** A measurement; `floorRatio` is how many times faster we are than the other implementation. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly floorRatio?: number;
}

const scope: Scope = {
  applicant: { kind: "context", fields: { age: { kind: "number" } } },
  purpose: { kind: "enum", values: ["work", "study", "travel"] },
  areas: { kind: "list", of: { kind: "context", fields: { hectares: { kind: "number" } } } },
};
const values = {
  applicant: { age: 31 },
  purpose: "work",
  areas: [{ hectares: 120.5 }, { hectares: 79.5 }, { hectares: 12 }],
};
const RULES = [
  { name: "rules.guard", source: 'applicant.age >= 16 and purpose != "travel"', turns: 200_000 },
  { name: "rules.fee", source: "sum(areas.hectares) * 1500", turns: 50_000 },
];
const FEELIN_TURNS = 300;

/** Microseconds for one turn: the median of five runs after one to warm up. */
function microseconds(turns: number, act: () => unknown): number {
  const runs = Array.from({ length: 6 }, () => {
    const start = performance.now();
    for (let i = 0; i < turns; i += 1) act();
    return ((performance.now() - start) * 1000) / turns;
  });
  return runs.slice(1).sort((a, b) => a - b)[2] ?? Number.NaN;
}

/** What one evaluation of a compiled rule costs, and checking and compiling it once. */
export async function benchRules(): Promise<Measure[]> {
  const context = { today: "2026-11-23" };
  const measures = RULES.map(({ name, source, turns }): Measure => {
    const compiled = compile(source, scope, undefined);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    const value = microseconds(turns, () => compiled.rule.evaluate(values, context));
    const other = microseconds(FEELIN_TURNS, () => evaluate(source, values));
    return { name, value, unit: "us", floorRatio: other / value };
  });
  const guard = RULES[0]?.source ?? "";
  const value = microseconds(FEELIN_TURNS, () => compile(guard, scope));
  return [...measures, { name: "rules.compile", value, unit: "us" }];
}

if (import.meta.main)
  for (const { name, value, unit, floorRatio } of await benchRules())
    console.log(
      `${name}: ${value.toFixed(2)} ${unit}` +
        (floorRatio === undefined ? "" : ` (feelin: ${Math.round(floorRatio)} times that)`),
    );
