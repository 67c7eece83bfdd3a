import type { PersonId } from "../kernel/index.ts";
import type { Actor, Through } from "./model.ts";

/** Who gave a command, as history keeps it: without the roles that an officer had at the time. */
export type RecordedActor =
  | Extract<Actor, { readonly kind: "person" | "system" }>
  | { readonly kind: "officer"; readonly id: string };

/**
 * The text in an event: `system`, `officer:<id>`, `person:<id>`; of a person who came by another door
 * than their own browser also the door and who stood there, `person:<id> counter:<operator>`, with
 * ` signed` where a signature stood for a code. `readActor` reads it again.
 */
export function actorText(actor: RecordedActor): string {
  if (actor.kind === "system") return "system";
  if (actor.kind === "officer" || !actor.through) return `${actor.kind}:${actor.id}`;
  const { through } = actor;
  const who = "operator" in through ? `:${through.operator}` : "";
  const client = "client" in through ? `:${through.client}` : "";
  const signed = "signed" in through && through.signed ? " signed" : "";
  return `person:${actor.id} ${through.door}${who}${client}${signed}`;
}

/** What `actorText` wrote. Any other text is a fault: it stands in a history that only we write. */
export function readActor(text: string): RecordedActor {
  if (text === "system") return { kind: "system" };
  const [, kind, id = "", rest = ""] = /^(officer|person):(\S+)(?: (.+))?$/.exec(text) ?? [];
  if (kind === "officer" && rest === "") return { kind, id };
  const through = rest === "" ? undefined : throughIn(rest);
  if (kind !== "person" || (rest !== "" && !through)) throw new Error(`no actor: ${text}`);
  return { kind, id: id as PersonId, ...(through && { through }) };
}

function throughIn(text: string): Through | undefined {
  const [, door, who, signed] = /^([a-z]+)(?::(.+?))?( signed)?$/.exec(text) ?? [];
  if (door === "ussd" || door === "sms") return { door };
  if (who === undefined) return undefined;
  if (door === "api") return { door, client: who };
  if (door !== "counter" && door !== "agent") return undefined;
  return { door, operator: who, ...(signed && { signed: true as const }) };
}
