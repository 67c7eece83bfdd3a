import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Static, type TSchema, Type } from "typebox";
import { Check, Errors } from "typebox/schema";
import type { Treaty } from "../../catalogue/index.ts";
import { yamlIn } from "../../platform/yaml/index.ts";
import type { InstrumentCommand } from "./model.ts";

const provenance = {
  source: Type.Optional(Type.String({ pattern: "^https?://\\S+$" })),
  checkedOn: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" })),
  illustrative: Type.Optional(Type.Boolean()),
};
const strict = { additionalProperties: false };
const day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const bySide = <Value extends TSchema>(value: Value) =>
  Type.Record(Type.String({ pattern: "^[a-z]{2}$" }), value);
const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  Type.Union(words.map((word) => Type.Literal(word as Words[number])));

const instrument = Type.Object(
  {
    kind: oneOf("agreement", "memorandum", "programme", "protocol"),
    parent: Type.Optional(Type.String()),
    languages: Type.Array(Type.String({ pattern: "^[a-z]{2}$" }), { minItems: 1 }),
    prevailing: Type.Optional(Type.String()),
    entry: Type.Union([
      Type.Object({ on: Type.Literal("unknown") }, strict),
      Type.Object({ on: Type.Literal("signature") }, strict),
      Type.Object({ on: Type.Literal("date"), date: day }, strict),
      Type.Object(
        { on: Type.Literal("last-note"), daysAfter: Type.Integer({ minimum: 0 }) },
        strict,
      ),
    ]),
    term: Type.Object(
      {
        years: Type.Optional(Type.Integer({ minimum: 1 })),
        renewal: Type.Optional(
          Type.Object(
            {
              years: Type.Integer({ minimum: 1 }),
              noticeDays: Type.Integer({ minimum: 0 }),
            },
            strict,
          ),
        ),
        terminationDays: Type.Optional(Type.Integer({ minimum: 0 })),
      },
      strict,
    ),
    provisional: Type.Optional(Type.Literal(true)),
    depositary: Type.Optional(Type.String({ minLength: 1 })),
    signature: Type.Optional(
      Type.Object(
        {
          on: Type.String({
            pattern: "^\\d{4}-\\d{2}(-\\d{2})?$",
            description: "The day, or the month where no source gives the day.",
          }),
          place: Type.Optional(Type.Record(Type.String({ pattern: "^[a-z]{2}$" }), Type.String())),
          signatories: bySide(Type.String()),
          ...provenance,
        },
        strict,
      ),
    ),
    steps: Type.Optional(
      bySide(
        Type.Array(
          Type.Object(
            {
              kind: oneOf("cabinet", "parliament", "ratification", "gazette", "registration"),
              on: day,
              act: Type.Optional(Type.String()),
              ...provenance,
            },
            strict,
          ),
        ),
      ),
    ),
    notes: Type.Optional(
      bySide(Type.Object({ on: day, number: Type.String(), ...provenance }, strict)),
    ),
    ...provenance,
  },
  strict,
);

/** jurisdictions/<code>/partnership/instruments.yaml: id of the treaty → what its text says. */
export const instrumentsSchema = Type.Record(
  Type.String({ pattern: "^[a-z][a-z0-9_]*$" }),
  instrument,
);

export interface InstrumentSeed {
  readonly id: string;
  readonly commands: readonly InstrumentCommand[];
}

/**
 * The instruments with which the register of a government begins; none where its folder has no
 * such file. Titles and parties are those of its treaties. Throws with all that is wrong.
 *
 * @param folder the government's, such as `jurisdictions/rw`
 */
export function readInstruments(
  folder: string,
  treaties: readonly Treaty[],
): readonly InstrumentSeed[] {
  const file = join(folder, "partnership/instruments.yaml");
  if (!existsSync(file)) return [];
  const data: unknown = yamlIn(file);
  if (!Check(instrumentsSchema, data)) {
    const [, errors] = Errors(instrumentsSchema, data);
    const problems = errors.map(
      ({ instancePath, message }) => `${file}: ${instancePath} ${message}`,
    );
    throw new Error(problems.join("\n"));
  }
  return Object.entries(data).map(([id, written]) => ({
    id,
    commands: commandsOf(id, written, treaties, file),
  }));
}

function commandsOf(
  id: string,
  { signature, steps = {}, notes = {}, ...text }: Static<typeof instrument>,
  treaties: readonly Treaty[],
  file: string,
): readonly InstrumentCommand[] {
  const treaty = treaties.find((each) => each.id === id);
  if (!treaty) throw new Error(`${file}: ${id} is not in treaties.yaml`);
  const parties = treaty.parties.map(({ code }) => code);
  return [
    { type: "register", text: { id, title: treaty.title, parties, ...text } },
    ...(signature ? [{ type: "sign" as const, signature }] : []),
    ...Object.entries(steps).flatMap(([side, taken]) =>
      taken.map((step) => ({ type: "take-step" as const, side, step })),
    ),
    ...Object.entries(notes).map(([side, note]) => ({
      type: "receive-note" as const,
      side,
      note,
    })),
  ] as readonly InstrumentCommand[];
}
