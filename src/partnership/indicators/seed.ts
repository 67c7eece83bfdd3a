import { type Static, Type } from "typebox";
import { addMonths } from "../../kernel/index.ts";
import type { DatedCommand } from "../keeping.ts";
import { inLanguages, oneOf, readSeedFile, seedDay, seedProvenance, strict } from "../seed-file.ts";
import { type IndicatorCommand, type IndicatorValue, themes } from "./model.ts";

const optional = Type.Optional;

const counting = Type.Object(
  {
    service: Type.String(),
    at: Type.Union([
      Type.Literal("submitted"),
      Type.Literal("granted"),
      Type.Object({ task: Type.String() }, strict),
    ]),
    field: optional(Type.Union([Type.String(), Type.Array(Type.String())])),
    equals: optional(Type.String()),
    firstOnly: optional(Type.Literal(true)),
    what: oneOf(["count", "days", "spread"] as const),
  },
  strict,
);

const scoring = Type.Union([
  Type.Object({ kind: Type.Literal("proportional") }, strict),
  Type.Object({ kind: Type.Literal("all-or-nothing") }, strict),
  Type.Object({ kind: Type.Literal("threshold"), from: Type.Number() }, strict),
]);

/** partnership/indicators.yaml: id of the series → what it is, its values and its targets. */
const indicatorSeed = Type.Object(
  {
    title: inLanguages,
    theme: oneOf(themes),
    unit: Type.String(),
    adding: oneOf(["cumulative", "snapshot"] as const),
    owner: Type.String(),
    evaluator: Type.String(),
    side: Type.String(),
    mirrorOf: optional(Type.String()),
    hs: optional(Type.String()),
    stage: optional(Type.Integer({ minimum: 1 })),
    askedOf: optional(Type.String()),
    smallestCell: optional(Type.Integer({ minimum: 1 })),
    counting: optional(counting),
    values: optional(
      Type.Array(
        Type.Object(
          {
            /** `2024`, `2023/24` (July to June), `2023-Q3` of the calendar, or `2023-04`. */
            period: Type.String({ pattern: "^\\d{4}(/\\d{2}|-Q[1-4]|-\\d{2})?$" }),
            value: Type.Number(),
            vintage: seedDay,
            press: optional(Type.Literal(true)),
            note: optional(Type.String()),
            ...seedProvenance,
            /** A page, or where else it was said. */
            source: optional(Type.String()),
          },
          strict,
        ),
      ),
    ),
    targets: optional(
      Type.Array(
        Type.Object(
          { year: Type.String(), value: Type.Number(), weight: Type.Number(), scoring },
          strict,
        ),
      ),
    ),
  },
  strict,
);

/** The series of a folder's `partnership/indicators.yaml`. */
export const readIndicators = (folder: string) =>
  readSeedFile(folder, "indicators", indicatorSeed).map(([id, seed]) => ({
    id,
    past: pastOf(id, seed),
  }));

/** Whether `boundsOf` reads it: the second year of a fiscal year follows the first. */
export function isPeriod(text: string): boolean {
  const [, year = "", next] = /^(\d{4})(?:\/(\d{2}))?(?:-Q[1-4])?$/.exec(text) ?? [];
  if (year) return next === undefined || (Number(year) + 1) % 100 === Number(next);
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/**
 * First day of a period and the day after its last: `2026`, `2025/26`, `2026-Q3`, `2026-08`, and a
 * quarter of a fiscal year from July, `2025/26-Q1`.
 */
export function boundsOf(period: string): { readonly from: string; readonly until: string } {
  const year = period.slice(0, 4);
  const months = (from: string, count: number) => ({ from, until: addMonths(from, count) });
  const first = period.includes("/") ? `${year}-07-01` : `${year}-01-01`;
  const quarter = /-Q([1-4])$/.exec(period)?.[1];
  if (quarter) return months(addMonths(first, (Number(quarter) - 1) * 3), 3);
  if (period.includes("/")) return months(first, 12);
  return period.length === 7 ? months(`${period}-01`, 1) : months(`${year}-01-01`, 12);
}

function pastOf(
  id: string,
  { values = [], targets = [], side, ...definition }: Static<typeof indicatorSeed>,
): readonly DatedCommand<IndicatorCommand>[] {
  const on = values.map(({ vintage }) => vintage).sort()[0] ?? "2025-10-01";
  return [
    { on, command: { type: "define", definition: { id, ...definition } } },
    ...targets.map(
      (target): DatedCommand<IndicatorCommand> => ({
        on,
        command: { type: "set-target", target: { side, ...target } },
      }),
    ),
    ...values
      .toSorted((a, b) => (a.vintage < b.vintage ? -1 : 1))
      .map(({ period, ...rest }): DatedCommand<IndicatorCommand> => {
        const value: IndicatorValue = { side, ...boundsOf(period), ...rest };
        return { on: rest.vintage, command: { type: "report", value } };
      }),
  ];
}
