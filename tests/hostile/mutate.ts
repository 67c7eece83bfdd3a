import type { Chance } from "../crash/chance.ts";
import { ids, texts } from "./payloads.ts";

/** Text that nobody types: an attack, noise, or too much of it. */
export function hostileText(chance: Chance): string {
  const kind = chance.next();
  if (kind < 0.5) return chance.one(texts);
  if (kind < 0.7) return chance.one(ids);
  if (kind < 0.8) return noise(chance, 60);
  if (kind < 0.9) return String(hostileNumber(chance));
  return chance
    .one(["\u202e", "ﷺ", "\uffff", "e\u0301"])
    .repeat(Math.floor(chance.between(1, 2000)));
}

const noise = (chance: Chance, longest: number): string =>
  Array.from({ length: Math.floor(chance.between(0, longest)) }, () =>
    String.fromCodePoint(Math.floor(chance.between(0, chance.next() < 0.7 ? 0x7f : 0xffff))),
  ).join("");

const hostileNumber = (chance: Chance): number =>
  chance.one([0, -0, -1, 0.1, 1e21, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324]);

/** JSON that no program of anybody's sends. */
export function hostileJson(chance: Chance, depth = 0): unknown {
  const kind = Math.floor(chance.between(0, depth > 4 ? 5 : 8));
  if (kind === 0) return null;
  if (kind === 1) return chance.next() < 0.5;
  if (kind === 2) return hostileNumber(chance);
  if (kind < 5) return hostileText(chance);
  const size = Math.floor(chance.between(0, 6));
  if (kind === 5) return Array.from({ length: size }, () => hostileJson(chance, depth + 1));
  if (kind === 6) return nested(chance, Math.floor(chance.between(10, 2000)));
  return Object.fromEntries(
    Array.from({ length: size }, () => [hostileText(chance), hostileJson(chance, depth + 1)]),
  );
}

const nested = (chance: Chance, depth: number): unknown => {
  let value: unknown = hostileText(chance);
  for (let at = 0; at < depth; at++) value = chance.next() < 0.5 ? [value] : { a: value };
  return value;
};

/** What stands in a schema of JSON Schema, as far as ours use it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly examples?: readonly unknown[];
  readonly example?: unknown;
  readonly default?: unknown;
}

/** Something that fits a schema about as well as a careless program makes it. */
export function like(schema: Schema, at: { readonly chance: Chance; readonly own: Own }): unknown {
  const { chance } = at;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum?.length) return chance.one(schema.enum);
  if (schema.examples?.length) return chance.one(schema.examples);
  if (schema.example !== undefined) return schema.example;
  const other = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (other?.length) return like(chance.one(other), at);
  const type = typeof schema.type === "string" ? schema.type : (schema.type?.[0] ?? "object");
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, each]) => [name, like(each, at)]),
      );
    case "array":
      return schema.items ? [like(schema.items, at)] : [];
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return schema.format === "date" ? "2026-11-23" : chance.one(at.own);
  }
}

/** Ids and codes that there really are: what only looks right goes no further than the door. */
export type Own = readonly string[];

/** One place of a value made hostile, or left out, or doubled; sometimes none. */
export function spoiled(value: unknown, chance: Chance): unknown {
  if (chance.next() < 0.15) return hostileJson(chance);
  if (Array.isArray(value)) {
    if (chance.next() < 0.2) return Array.from({ length: 300 }, () => value[0] ?? null);
    return value.map((each) => (chance.next() < 0.5 ? spoiled(each, chance) : each));
  }
  if (typeof value !== "object" || value === null) return hostileJson(chance);
  const names = Object.keys(value);
  if (names.length === 0) return value;
  const entries = Object.entries(value);
  const chosen = chance.one(names);
  const out = entries.flatMap(([name, each]): [string, unknown][] => {
    if (name !== chosen) return [[name, each]];
    if (chance.next() < 0.2) return [];
    return [[name, spoiled(each, chance)]];
  });
  if (chance.next() < 0.1) out.push([chance.one(["__proto__", "constructor", ""]), {}]);
  return Object.fromEntries(out);
}

/** JSON as text, sometimes broken or with a part of it twice. */
export function jsonText(value: unknown, chance: Chance): string {
  const text = JSON.stringify(value) ?? "null";
  const kind = chance.next();
  if (kind < 0.04) return text.slice(0, Math.floor(text.length * chance.next()));
  if (kind < 0.06) return text.replace("{", '{"__proto__":{"x":1},');
  if (kind < 0.07) return `\uFEFF${text}`;
  if (kind < 0.08) return `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  return text;
}

/** Headers with which nothing of ours comes. */
export function hostileHeaders(chance: Chance): Record<string, string> {
  if (chance.next() < 0.8) return {};
  const plain = (text: string) => text.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 4000);
  const name = chance.one([
    ...["accept", "accept-language", "accept-encoding", "authorization", "cookie", "range"],
    ...["content-type", "idempotency-key", "if-none-match", "if-match", "origin", "referer"],
    ...["sec-fetch-site", "x-forwarded-for", "x-forwarded-proto", "forwarded", "x-csrf-token"],
    ...["information-mediator-client", "last-event-id", "x-http-method-override", "dpop"],
  ]);
  return { [name]: plain(hostileText(chance)) };
}
