import { type Static, Type } from "typebox";
import { type CommandId, currencyDecimals, instantOf, must } from "../../kernel/index.ts";
import { transaction } from "../../platform/db/index.ts";
import type { Day } from "../instruments/model.ts";
import {
  bySide,
  inLanguages,
  oneOf,
  readSeedFile,
  seedDay,
  seedProvenance,
  strict,
} from "../seed-file.ts";
import type { OpenDecision } from "../sessions/model.ts";
import { notYetBegun, type PartnershipDeps } from "../shell.ts";
import { commitmentDecider } from "./decide.ts";
import { giveCommitment, silenceDays } from "./handle.ts";
import type { CommitmentCommand, CommitmentState } from "./model.ts";
import { decisionOf } from "./open-decisions.ts";
import { commitmentStream } from "./store.ts";

const side = Type.String({ pattern: "^[a-z]{2}$" });
const evidence = Type.Object({ title: Type.String(), where: Type.String() }, strict);

const reported = Type.Object(
  {
    ...{ on: seedDay, side },
    status: oneOf(["not-started", "on-track", "late", "blocked", "done"]),
    next: Type.String(),
    forecast: Type.Optional(seedDay),
    difficulty: Type.Optional(Type.String()),
    evidence: Type.Optional(evidence),
  },
  strict,
);
const paid = Type.Object(
  {
    ...{ on: seedDay, side },
    money: Type.Object(
      {
        kind: oneOf(["cash", "in-kind"]),
        stage: oneOf(["pledged", "committed", "spent"]),
        amount: Type.Integer({ minimum: 1, description: "In whole units of the currency." }),
        currency: Type.String({ pattern: "^[A-Z]{3}$" }),
        rateOn: Type.Optional(seedDay),
      },
      strict,
    ),
  },
  strict,
);
const proposed = Type.Object(
  {
    ...{ on: seedDay, by: side },
    propose: oneOf(["closing", "change"]),
    evidence: Type.Optional(evidence),
    joint: Type.Optional(Type.Object({ deadline: seedDay }, strict)),
  },
  strict,
);
const accepted = Type.Object(
  { on: seedDay, by: side, accept: Type.Literal(true), evidence: Type.Optional(evidence) },
  strict,
);
const asked = Type.Object({ on: seedDay, ask: side, due: seedDay }, strict);

const commitment = Type.Object(
  {
    by: side,
    on: seedDay,
    proposed: Type.Optional(Type.Literal(true)),
    text: inLanguages,
    prevailing: Type.Optional(side),
    source: Type.Object(
      { instrument: Type.String(), at: Type.Optional(Type.String()), ...seedProvenance },
      strict,
    ),
    deadline: seedDay,
    measure: Type.String(),
    verification: Type.String(),
    group: Type.Optional(Type.String()),
    visibility: Type.Optional(oneOf(["public", "both", "one-side"])),
    embargoUntil: Type.Optional(seedDay),
    owners: bySide(Type.String()),
    history: Type.Array(Type.Union([reported, paid, proposed, accepted, asked])),
  },
  strict,
);

/** One act of the past with its day. */
interface Dated {
  readonly on: Day;
  readonly command: CommitmentCommand;
}

export interface CommitmentSeed {
  readonly id: string;
  readonly acts: readonly Dated[];
}

/**
 * The commitments of a folder (`partnership/commitments.yaml`) with their past; none where it has
 * no such file. Parties are those of the instrument. Throws with all that is wrong.
 */
export const readCommitmentSeeds = (
  folder: string,
  partiesOf: (instrument: string) => readonly string[],
): readonly CommitmentSeed[] =>
  readSeedFile(folder, "commitments", commitment).map(([id, written]) => {
    const parties = partiesOf(written.source.instrument);
    if (parties.length === 0)
      throw new Error(`${folder}: ${id}: ${written.source.instrument} is not in the register`);
    return { id, acts: actsOf(id, written, parties) };
  });

function actsOf(
  id: string,
  { by, on, proposed: waits, owners, history, ...joint }: Static<typeof commitment>,
  parties: readonly string[],
): readonly Dated[] {
  const { prevailing = "en", visibility = "public", ...facts } = joint;
  const record: CommitmentCommand = {
    ...{ type: "record", id, by, parties, joint: { ...facts, prevailing, visibility } },
    ...(!waits && { agreed: true }),
  };
  const named = Object.entries(owners).map(([of, owner]) => ({
    on,
    command: { type: "name-owner" as const, side: of, owner },
  }));
  const past = history
    .map((entry) => ({ on: entry.on, command: actOf(id, entry, owners) }))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
  return [{ on, command: record }, ...named, ...past];
}

type Entry = Static<typeof commitment>["history"][number];

function actOf(
  id: string,
  entry: Entry,
  owners: Readonly<Record<string, string>>,
): CommitmentCommand {
  const { on } = entry;
  const proof = "evidence" in entry && entry.evidence && { evidence: { on, ...entry.evidence } };
  if ("ask" in entry)
    return { type: "ask", ask: `${id}:${entry.ask}:${on}`, side: entry.ask, due: entry.due };
  if ("accept" in entry) return { type: "accept", proposal: `${id}:1`, by: entry.by, ...proof };
  if ("propose" in entry)
    return {
      ...{ type: "propose", proposal: `${id}:1`, by: entry.by, what: entry.propose },
      ...(entry.joint && { joint: entry.joint }),
      ...proof,
    };
  if ("money" in entry) {
    const { amount, currency, ...money } = entry.money;
    const minor = amount * 10 ** currencyDecimals(currency);
    const contribution = { ...money, money: { minor, currency }, on };
    return { type: "contribute", side: entry.side, contribution };
  }
  const { side: of, status, next: nextStep, forecast, difficulty } = entry;
  return {
    ...{ type: "report", side: of },
    report: {
      ...{ on, status, nextStep, by: owners[of] ?? of, way: "desk" },
      ...(forecast && { forecast }),
      ...(difficulty && { difficulty }),
      ...proof,
    },
  };
}

/** Item 1 of a session on a day in the past, as these seeds tell it, due first. */
export const openOnDay = (
  seeds: readonly CommitmentSeed[],
  day: Day,
  group: string | undefined,
): readonly OpenDecision[] =>
  seeds
    .flatMap(({ acts }) => {
      const state = acts.reduce<CommitmentState>((before, { on, command }) => {
        if (on > day) return before;
        const events = must(commitmentDecider.decide(before, command, { today: on, silenceDays }));
        return events.reduce(commitmentDecider.evolve, before);
      }, commitmentDecider.initial);
      const other = group !== undefined && state.joint?.group !== group;
      return (other ? undefined : decisionOf(state, day)) ?? [];
    })
    .sort((a, b) => (a.deadline < b.deadline ? -1 : 1));

const morning = 9 * 60;

/**
 * Puts the commitments into the register, each once with the past that it has by today: what was
 * recorded since stays as it is. Every act is told as of its own day. Throws where one is refused.
 */
export async function seedCommitments(
  deps: PartnershipDeps,
  seeds: readonly CommitmentSeed[],
  today: Day,
): Promise<void> {
  const { sql, timeZone } = deps;
  await transaction(sql, async (tx) => {
    for (const { id, acts } of await notYetBegun(tx, seeds, commitmentStream)) {
      for (const [index, { on, command }] of acts.entries()) {
        if (on > today) continue;
        const clock = () => instantOf(on, morning, timeZone);
        const occasion = { key: `seed:${id}:${index}` as CommandId, actor: "system" };
        must(await giveCommitment({ ...deps, sql: tx, clock }, id, command, occasion));
      }
    }
  });
}
