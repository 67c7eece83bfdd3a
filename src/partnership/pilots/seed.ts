import { type Static, Type } from "typebox";
import { fold } from "../../kernel/index.ts";
import type { DatedCommand } from "../keeping.ts";
import { bySide, inLanguages, oneOf, readSeedFile, seedDay, strict } from "../seed-file.ts";
import { pilotDecider } from "./decide.ts";
import { gateDecisions, type PilotCommand, type PilotState } from "./model.ts";
import { sheetDigest } from "./sheet.ts";

const optional = Type.Optional;
const money = Type.Object({ minor: Type.Integer(), currency: Type.String() }, strict);

/** What happened to a pilot on a day: a reading, money spent, or a gate that both sides signed. */
const happening = Type.Union([
  Type.Object(
    {
      on: seedDay,
      metric: Type.String(),
      value: Type.Number(),
      source: Type.String(),
      side: Type.String(),
    },
    strict,
  ),
  Type.Object({ on: seedDay, spent: money, for: Type.String(), side: Type.String() }, strict),
  Type.Object(
    {
      on: seedDay,
      decision: oneOf(gateDecisions),
      reason: optional(Type.String()),
      /** Who disagreed, and why, by the side of their chair. */
      dissent: optional(bySide(Type.String())),
      override: optional(Type.Literal(true)),
      /** Chairs by side; one alone leaves the gate waiting for the other. */
      chairs: bySide(Type.String()),
    },
    strict,
  ),
]);

/** partnership/pilots.yaml: id of the pilot → its charter and what happened since. */
const pilotSeed = Type.Object(
  {
    on: seedDay,
    parties: Type.Array(Type.String(), { minItems: 2 }),
    title: inLanguages,
    sponsors: bySide(Type.String()),
    cap: money,
    metrics: Type.Array(
      Type.Object(
        { id: Type.String(), title: inLanguages, unit: Type.String(), target: Type.Number() },
        strict,
      ),
    ),
    killCriteria: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          title: inLanguages,
          metric: Type.String(),
          when: oneOf(["below", "above"] as const),
          bound: Type.Number(),
        },
        strict,
      ),
    ),
    runBy: Type.Array(Type.String()),
    application: optional(Type.String()),
    staging: optional(
      Type.Object(
        {
          pilot: Type.Number(),
          scale: Type.Number(),
          rate: Type.Number(),
          scenarios: Type.Array(
            Type.Object({ probability: Type.Number(), value: Type.Number() }, strict),
          ),
        },
        strict,
      ),
    ),
    illustrative: optional(Type.Literal(true)),
    since: optional(Type.Array(happening)),
  },
  strict,
);

/** The pilots of a folder's `partnership/pilots.yaml` with their past. */
export const readPilots = (folder: string) =>
  readSeedFile(folder, "pilots", pilotSeed).map(([id, seed]) => ({ id, past: pastOf(id, seed) }));

/** Signatures are bound to the sheet of their day, so the past is decided while it is read. */
function pastOf(
  id: string,
  { on, parties, since = [], ...charter }: Static<typeof pilotSeed>,
): readonly DatedCommand<PilotCommand>[] {
  const past: DatedCommand<PilotCommand>[] = [];
  let state: PilotState = fold(pilotDecider, []);
  const give = (day: string, command: PilotCommand) => {
    past.push({ on: day, command });
    const facts = { today: day, sheet: sheetDigest(state) };
    const decided = pilotDecider.decide(state, command, facts);
    if (!decided.ok) throw new Error(`pilots.yaml: ${id} on ${day}: ${decided.refusal.code}`);
    state = decided.value.reduce(pilotDecider.evolve, state);
  };
  give(on, { type: "propose", id, parties, charter });
  for (const each of since) {
    if ("metric" in each) give(each.on, { type: "read-metric", reading: each });
    else if ("spent" in each)
      give(each.on, {
        type: "spend",
        spending: { side: each.side, money: each.spent, on: each.on, for: each.for },
      });
    else {
      const { chairs, reason = "", dissent = {}, ...rest } = each;
      for (const [side, chair] of Object.entries(chairs)) {
        const sheet = sheetDigest(state);
        const gate = state.gate ?? "g0";
        give(each.on, {
          type: "sign-gate",
          signature: {
            ...{ ...rest, side, gate, chair, reason, sheet },
            ...(dissent[side] && { dissent: dissent[side] }),
          },
        });
      }
    }
  }
  return past;
}
