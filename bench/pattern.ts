import { randomBytes } from "node:crypto";
import { makeReference } from "../src/kernel/index.ts";
import { newId } from "../src/platform/db/index.ts";
import type { Recording } from "./recording.ts";

/** A recording as text with holes: what is new in each act, and what the request names. */
export interface Pattern {
  readonly pieces: readonly string[];
  readonly holes: readonly string[];
}

const digits = () => `88${String(Math.floor(Math.random() * 1e10)).padStart(10, "0")}`;

let places = 0;

/** A place in a status list that no other paper of the floor has, scattered as random ones are. */
function nextPlace(): string {
  places += 1;
  return String((places * 7919) % 2 ** 17);
}

/** What fills a hole that the request does not name. */
const makers: Readonly<Record<string, () => string>> = {
  id: newId,
  reference: () => makeReference(randomBytes(18)),
  billNumber: digits,
  place: nextPlace,
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Finds the holes. `named`: values of the recorded act that each request brings for itself, by
 * name. Ids of rows that it made, references and numbers are drawn anew each time, as they must be
 * unique.
 */
export function patternOf(recording: Recording, named: Readonly<Record<string, string>>): Pattern {
  const kinds = new Map(Object.entries(named).map(([name, value]) => [value, `named.${name}`]));
  const add = (value: unknown, kind: string) => {
    if (typeof value === "string" && !kinds.has(value)) kinds.set(value, `${kind}.${kinds.size}`);
  };
  for (const [place, rows] of Object.entries(recording.inserted))
    for (const row of rows) {
      if (/^[\da-f-]{36}$/.test(String(row.id))) add(row.id, "id");
      add(row.reference, "reference");
      add(row.number, place === "payments.bill" ? "billNumber" : "reference");
    }
  // The floor's papers stand in a list of their own: a random place may be taken, and it never
  // asks.
  const text = JSON.stringify(restingOf(recording)).replace(/(?<="status_list":)\d+/g, "999");
  const finder = new RegExp(
    `(?<="status_index":)\\d+|${[...kinds.keys()].map(escaped).join("|")}`,
    "g",
  );
  const found = text.match(finder) ?? [];
  return {
    pieces: text.split(finder),
    holes: found.map((value) => kinds.get(value) ?? "place.0"),
  };
}

/** The column that says when a row of the floor would fall due. */
const dueBy: Readonly<Record<string, string>> = {
  "jobs.job": "run_at",
  "messages.outbox": "next_at",
  "credentials.credential": "sign_at",
};

/**
 * Jobs, messages and papers of the floor never fall due: what follows is done for the product
 * alone.
 */
function restingOf(recording: Recording): Recording {
  const resting = Object.entries(recording.inserted).map(([place, rows]) => {
    const column = dueBy[place];
    const never = column ? { [column]: "2100-01-01T00:00:00Z" } : {};
    return [place, rows.map((row) => ({ ...row, ...never }))];
  });
  return { ...recording, inserted: Object.fromEntries(resting) };
}

/** The text of one more act. The same hole gets the same value throughout. */
export function fill(pattern: Pattern, named: Readonly<Record<string, string>>): string {
  const values = new Map<string, string>();
  let text = pattern.pieces[0] ?? "";
  pattern.holes.forEach((hole, index) => {
    const [kind = "", name = ""] = hole.split(".");
    const value =
      values.get(hole) ?? (kind === "named" ? named[name] : makers[kind]?.()) ?? "missing";
    values.set(hole, value);
    text += value + (pattern.pieces[index + 1] ?? "");
  });
  return text;
}
