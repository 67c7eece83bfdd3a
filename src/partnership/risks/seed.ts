import { type Static, Type } from "typebox";
import type { DatedCommand } from "../keeping.ts";
import { bySide, oneOf, readSeedFile, seedDay, strict } from "../seed-file.ts";
import { type RiskCommand, riskCategories, treatments } from "./model.ts";

const optional = Type.Optional;
const grade = Type.Integer({ minimum: 1, maximum: 5 });
const rating = Type.Object({ likelihood: grade, impact: grade }, strict);

/** partnership/risks.yaml: id of the risk → its fields in the order of ISO 31000. */
const riskSeed = Type.Object(
  {
    on: seedDay,
    cause: Type.String(),
    event: Type.String(),
    effect: Type.String(),
    category: oneOf(riskCategories),
    about: optional(Type.String()),
    owners: bySide(Type.String()),
    inherent: rating,
    residual: rating,
    target: optional(rating),
    appetite: optional(Type.Integer({ minimum: 1, maximum: 25 })),
    treatment: oneOf(treatments),
    action: optional(Type.String()),
    actionBy: optional(seedDay),
    trigger: optional(Type.String()),
    nextLook: seedDay,
    illustrative: optional(Type.Boolean()),
    joint: optional(Type.Literal(true)),
    signals: optional(
      Type.Array(
        Type.Object(
          { on: seedDay, text: Type.String(), source: Type.String(), by: Type.String() },
          strict,
        ),
      ),
    ),
  },
  strict,
);

/** The risks of a folder's `partnership/risks.yaml` with their signals. */
export const readRisks = (folder: string) =>
  readSeedFile(folder, "risks", riskSeed).map(([id, seed]) => ({ id, past: pastOf(id, seed) }));

const pastOf = (
  id: string,
  { on, signals = [], ...risk }: Static<typeof riskSeed>,
): readonly DatedCommand<RiskCommand>[] => [
  { on, command: { type: "identify", risk: { id, ...risk } } },
  ...signals.map(
    (signal): DatedCommand<RiskCommand> => ({
      on: signal.on,
      command: { type: "note-signal", signal },
    }),
  ),
];
