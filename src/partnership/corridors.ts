import { Type } from "typebox";
import type { Day, Words } from "./instruments/model.ts";
import { inLanguages, oneOf, readSeedFile, seedProvenance, strict } from "./seed-file.ts";

interface Published {
  readonly year: number;
  readonly source?: string;
  readonly checkedOn?: Day;
  readonly illustrative?: boolean;
}

/** A way by which goods travel, with what was published of it. */
export interface Corridor {
  readonly id: string;
  readonly title: Words;
  readonly cost?: Published & { readonly amount: number; readonly per: "container" | "kilogram" };
  /** From order or port to the door; `before`: before the single customs territory. */
  readonly days?: Published & {
    readonly from: number;
    readonly to?: number;
    readonly before?: number;
  };
}

const published = { year: Type.Integer({ minimum: 1990, maximum: 2100 }), ...seedProvenance };
const count = Type.Integer({ minimum: 0 });
const corridor = Type.Object(
  {
    title: inLanguages,
    cost: Type.Optional(
      Type.Object(
        {
          amount: Type.Number({ minimum: 0 }),
          per: oneOf(["container", "kilogram"] as const),
          ...published,
        },
        strict,
      ),
    ),
    days: Type.Optional(
      Type.Object(
        { from: count, to: Type.Optional(count), before: Type.Optional(count), ...published },
        strict,
      ),
    ),
  },
  strict,
);

/** The corridors of a government's folder; none where it has no such file. Throws what is wrong. */
export const readCorridors = (folder: string): readonly Corridor[] =>
  readSeedFile(folder, "corridors", corridor).map(([id, one]) => ({ id, ...one })) as Corridor[];
