import { type TSchema, Type } from "typebox";
import { type CommandId, type Result, refuse } from "../../kernel/index.ts";
import { load } from "../../platform/events/index.ts";
import { giveInstrumentIn } from "../instruments/handle.ts";
import type {
  InstrumentCommand,
  InstrumentEvent,
  InstrumentState,
  InstrumentText,
} from "../instruments/model.ts";
import { readInstrumentState, readInstrumentStates, streamOf } from "../instruments/store.ts";
import type { SharedPart, SharingTable } from "./sharing.ts";

const strict = { additionalProperties: false };
const day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const side = Type.String({ pattern: "^[a-z]{2}$" });
const short = Type.String({ maxLength: 500 });
const words = Type.Record(side, short);
const provenance = {
  source: Type.Optional(short),
  checkedOn: Type.Optional(day),
  illustrative: Type.Optional(Type.Boolean()),
};
const years = Type.Integer({ minimum: 1, maximum: 1000 });
const days = Type.Integer({ minimum: 0, maximum: 100_000 });
const oneOf = <const Words extends readonly string[]>(...each: Words) =>
  Type.Union(each.map((word) => Type.Literal(word as Words[number])));

const entry = Type.Union([
  Type.Object({ on: Type.Literal("unknown") }, strict),
  Type.Object({ on: Type.Literal("signature") }, strict),
  Type.Object({ on: Type.Literal("date"), date: day }, strict),
  Type.Object({ on: Type.Literal("last-note"), daysAfter: days }, strict),
]);
const term = Type.Object(
  {
    years: Type.Optional(years),
    renewal: Type.Optional(Type.Object({ years, noticeDays: days }, strict)),
    terminationDays: Type.Optional(days),
  },
  strict,
);
const number = Type.String({ minLength: 1, maxLength: 500 });

const text = Type.Object(
  {
    id: Type.String({ pattern: "^[a-z][a-z0-9_]*$", maxLength: 100 }),
    kind: oneOf("agreement", "memorandum", "programme", "protocol"),
    title: words,
    parties: Type.Array(side, { minItems: 2, maxItems: 20 }),
    languages: Type.Array(side, { minItems: 1, maxItems: 20 }),
    prevailing: Type.Optional(side),
    entry,
    term,
    parent: Type.Optional(short),
    provisional: Type.Optional(Type.Literal(true)),
    depositary: Type.Optional(short),
    ...provenance,
  },
  strict,
);
const signature = Type.Object(
  {
    on: Type.String({ pattern: "^\\d{4}-\\d{2}(-\\d{2})?$" }),
    place: Type.Optional(words),
    signatories: Type.Record(side, short),
    ...provenance,
  },
  strict,
);
const step = Type.Object(
  {
    kind: oneOf("cabinet", "parliament", "ratification", "gazette", "registration"),
    on: day,
    act: Type.Optional(short),
    ...provenance,
  },
  strict,
);
const note = Type.Object({ on: day, number, ...provenance }, strict);
const amendment = Type.Object(
  {
    on: day,
    title: words,
    entry: Type.Optional(entry),
    term: Type.Optional(term),
    ...provenance,
  },
  strict,
);
const notice = Type.Object(
  { by: side, on: day, number, what: oneOf("no-renewal", "termination"), ...provenance },
  strict,
);
const object = (members: Readonly<Record<string, TSchema>>) => Type.Object(members, strict);

/**
 * Steps and notices are the word of the side that takes or gives them. The text, its signature,
 * notes (one side sends, the other receives), amendments and registration need both.
 */
const sharing: SharingTable<InstrumentEvent> = {
  InstrumentRegistered: { share: "joint", slot: () => "text", schema: text },
  InstrumentSigned: { share: "joint", slot: () => "signature", schema: signature },
  ClausesRecorded: {
    share: "joint",
    slot: () => "clauses",
    schema: object({
      ...{ entry, term, provisional: Type.Optional(Type.Literal(true)), ...provenance },
      depositary: Type.Optional(short),
    }),
  },
  StepTaken: {
    share: "own",
    side: (data) => data.side,
    slot: (data) => `step:${data.side}:${data.step.kind}`,
    schema: object({ side, step }),
  },
  NoteReceived: {
    share: "joint",
    slot: (data) => `note:${data.side}`,
    schema: object({ side, note }),
  },
  NoteWithdrawn: {
    ...{ share: "joint", takesBack: true },
    slot: (data) => `note:${data.side}`,
    schema: object({ side, reason: short }),
  },
  InstrumentAmended: {
    share: "joint",
    slot: (data) => `amendment:${data.on}`,
    schema: amendment,
  },
  NoticeGiven: {
    share: "own",
    side: (data) => data.by,
    slot: (data) => `notice:${data.by}`,
    schema: notice,
  },
  NoticeWithdrawn: {
    ...{ share: "own", takesBack: true },
    side: (data) => data.by,
    slot: (data) => `notice:${data.by}`,
    schema: object({ by: side, on: day }),
  },
  RegisteredWithUN: {
    share: "joint",
    slot: () => "un",
    schema: object({ on: day, number, ...provenance }),
  },
  EntryIntoForceStated: {
    share: "joint",
    slot: () => "stated",
    schema: object({ inForceOn: day, ...provenance }),
  },
};

/** The command by which our register takes over what an event of the other side says. */
function commandOf({ type, data }: InstrumentEvent): InstrumentCommand {
  switch (type) {
    case "InstrumentRegistered":
      return { type: "register", text: data };
    case "InstrumentSigned":
      return { type: "sign", signature: data };
    case "ClausesRecorded":
      return { type: "record-clauses", clauses: data };
    case "StepTaken":
      return { type: "take-step", ...data };
    case "NoteReceived":
      return { type: "receive-note", ...data };
    case "NoteWithdrawn":
      return { type: "withdraw-note", ...data };
    case "InstrumentAmended":
      return { type: "amend", amendment: data };
    case "NoticeGiven":
      return { type: "give-notice", notice: data };
    case "NoticeWithdrawn":
      return { type: "withdraw-notice", ...data };
    case "RegisteredWithUN":
      return { type: "register-with-un", registration: data };
    case "EntryIntoForceStated":
      return { type: "state-entry", stated: data };
  }
}

/** A note that we recorded otherwise is first taken back, so that both stand in the history. */
function commandsOf(
  event: InstrumentEvent,
  state: InstrumentState | undefined,
): readonly InstrumentCommand[] {
  const command = commandOf(event);
  if (command.type !== "receive-note" || !state?.notes[command.side]) return [command];
  const reason = `${command.note.number}, ${command.note.on}`;
  return [{ type: "withdraw-note", side: command.side, reason }, command];
}

/** What the exchange shares of the register of instruments. */
export const sharedInstruments: SharedPart = {
  prefix: "instrument",
  sharing: sharing as SharedPart["sharing"],
  async histories(sql, but) {
    const ids = (await readInstrumentStates(sql)).flatMap(({ text }) => (text ? [text.id] : []));
    return Promise.all(
      ids
        .map(streamOf)
        .filter((subject) => !but.has(subject))
        .map(async (subject) => ({ subject, events: await load(sql, subject) })),
    );
  },
  partiesOf: async (sql, id) => (await readInstrumentState(sql, id))?.text?.parties,
  partiesSaid: async (_sql, { type, data }) =>
    type === "InstrumentRegistered" ? (data as InstrumentText).parties : undefined,
  titleOf: async (sql, id) => (await readInstrumentState(sql, id))?.text?.title,
  async apply(deps, id, { type, data }, occasion) {
    const event = { type, data } as InstrumentEvent;
    if (event.type === "InstrumentRegistered" && event.data.id !== id)
      return refuse("not-found", "partnership.instrument-unknown");
    const state = await readInstrumentState(deps.sql, id);
    let done: Result<unknown> = { ok: true, value: undefined };
    for (const [index, command] of commandsOf(event, state).entries()) {
      const key = `${occasion.key}:${index}` as CommandId;
      done = await giveInstrumentIn(deps.sql, deps, id, command, { ...occasion, key });
      if (!done.ok) return done;
    }
    return done;
  },
};
