import type { FastifyRequest } from "fastify";
import type { FormFields } from "./posted.ts";
import { stateOf } from "./request.ts";

export const formLimits = {
  fields: 500,
  nameLength: 200,
  valueLength: 64 * 1024,
  body: 512 * 1024,
};

/** Fields go in here one by one; says `false` when the form is larger than any of ours. */
export class FieldCollector {
  readonly fields: Record<string, string | string[]> = Object.create(null);
  private count = 0;

  add(name: string, value: string): boolean {
    this.count += 1;
    if (this.count > formLimits.fields || name.length > formLimits.nameLength) return false;
    if (value.length > formLimits.valueLength) return false;
    // PostgreSQL cannot store U+0000; browsers send CRLF for a line's end (HTML, 4.10.21.4).
    const clean = value.replaceAll("\0", "").replaceAll("\r\n", "\n");
    const before = this.fields[name];
    if (before === undefined) this.fields[name] = clean;
    else if (Array.isArray(before)) before.push(clean);
    else this.fields[name] = [before, clean];
    return true;
  }
}

/**
 * `application/x-www-form-urlencoded` → fields, or undefined when it is larger than any form of
 * ours.
 */
export function parseForm(body: string): FormFields | undefined {
  const collector = new FieldCollector();
  for (const [name, value] of new URLSearchParams(body)) {
    if (!collector.add(name, value)) return undefined;
  }
  return collector.fields;
}

/** The fields of the posted form, files apart; empty when nothing of that kind was posted. */
export const formOf = (request: FastifyRequest): FormFields =>
  stateOf(request).form ?? stateOf(request).multipart?.fields ?? {};

/** One field as text: the first where it came more than once, `""` where it did not come. */
export function textOf(form: FormFields, name: string): string {
  const value = form[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}
