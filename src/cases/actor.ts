import type { PersonId } from "../kernel/index.ts";
import type { Actor, ProgramId, Through } from "./model.ts";

/**
 * Who gave a command, as the history records it: without the roles that an officer had at the time.
 */
export type RecordedActor =
  | Extract<Actor, { readonly kind: "person" | "system" }>
  | { readonly kind: "program"; readonly id: ProgramId }
  | {
      readonly kind: "officer";
      readonly id: string;
      /** The colleague on leave as whose deputy they acted. */
      readonly deputyFor?: string;
    };

/** The id of an authority's system as an actor, as tasks, signatures and looks name it. */
export const programId = (client: string): ProgramId => `program:${client}`;

export const isProgramId = (id: string): id is ProgramId => /^program:[a-z0-9-]+$/.test(id);

/**
 * The actor as text in an event: `system`, `officer:<id>`, `program:<id>`, `person:<id>`. For a
 * deputy it also names the colleague on leave, `officer:<id> for:<id>`. For a person who used
 * another channel than their own browser, it also names the channel and the operator, `person:<id>
 * counter:<operator>`, with ` card` where their identity is a card that officers checked, and
 * ` signed` where a signature replaced a code. `readActor` parses it.
 */
export function actorText(actor: RecordedActor): string {
  if (actor.kind === "system") return "system";
  if (actor.kind === "program") return actor.id;
  if (actor.kind === "officer" && actor.deputyFor)
    return `officer:${actor.id} for:${actor.deputyFor}`;
  if (actor.kind === "officer" || !actor.through) return `${actor.kind}:${actor.id}`;
  const { through } = actor;
  const who = "operator" in through ? `:${through.operator}` : "";
  const client = "client" in through ? `:${through.client}` : "";
  const signed = "signed" in through && through.signed ? " signed" : "";
  const card = "card" in through && through.card ? " card" : "";
  return `person:${actor.id} ${through.door}${who}${client}${card}${signed}`;
}

/** Parses the text of `actorText`. Any other text is a fault, since only this module writes it. */
export function readActor(text: string): RecordedActor {
  if (text === "system") return { kind: "system" };
  if (isProgramId(text)) return { kind: "program", id: text };
  const [, kind, id = "", rest = ""] = /^(officer|person):(\S+)(?: (.+))?$/.exec(text) ?? [];
  const [, deputyFor] = /^for:(\S+)$/.exec(rest) ?? [];
  if (kind === "officer" && (rest === "" || deputyFor))
    return { kind, id, ...(deputyFor && { deputyFor }) };
  const through = rest === "" ? undefined : throughIn(rest);
  if (kind !== "person" || (rest !== "" && !through)) throw new Error(`no actor: ${text}`);
  return { kind, id: id as PersonId, ...(through && { through }) };
}

function throughIn(text: string): Through | undefined {
  const [, door, who, card, signed] = /^([a-z]+)(?::(.+?))?( card)?( signed)?$/.exec(text) ?? [];
  if (door === "ussd" || door === "sms") return { door };
  if (who === undefined) return undefined;
  if (door === "api") return { door, client: who };
  if (door !== "counter" && door !== "agent") return undefined;
  const marks = { ...(card && { card: true as const }), ...(signed && { signed: true as const }) };
  return { door, operator: who, ...marks };
}
