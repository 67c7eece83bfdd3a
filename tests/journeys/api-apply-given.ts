import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readExamples } from "../../src/catalogue/index.ts";
import { exampleAnswers } from "../../src/form/index.ts";
import type { Town } from "../town.ts";
import type { Program, Said } from "./api-given.ts";

const services = join(import.meta.dirname, "../../jurisdictions/rw/services");

/** Answers of the first example of a service. */
export function answersOf(service: string): Record<string, unknown> {
  const file = join(services, service, "examples.yaml");
  const [first] = readExamples(file, readFileSync(file, "utf8")).examples;
  assert.ok(first, service);
  return { ...exampleAnswers(first) };
}

/** The code that a person was sent for this confirmation. */
export async function codeOf(town: Town, who: string, confirmation: string): Promise<string> {
  const person = await town.person(who);
  const entries = await town.app.parts.messages.outboxOf(person.id);
  const message = entries.find(({ id }) => id === `confirm:${confirmation}`);
  const code = /\b\d{6}\b/.exec(message?.body ?? "")?.[0];
  assert.ok(code, `${who} was sent no code`);
  return code;
}

export async function nationalIdOf(town: Town, who: string): Promise<string> {
  const { nationalId } = await town.person(who);
  assert.ok(nationalId);
  return nationalId;
}

export interface Prepared {
  readonly draft: string;
  readonly confirmation: { readonly id: string; readonly code: string };
}

/** A draft of a service without papers, and the person's yes to it. */
export async function prepared(
  town: Town,
  program: Program,
  who = "mukamana-vestine",
  service = "birth-certificate",
  more: Record<string, unknown> = {},
): Promise<Prepared> {
  const person = { nationalId: await nationalIdOf(town, who) };
  const answers = { ...answersOf(service), ...more };
  const draft = await program.post("/api/v1/drafts", { service, person, answers, lang: "en" });
  assert.equal(draft.status, 201, JSON.stringify(draft.body));
  return {
    draft: draft.body.id,
    confirmation: await saidYes(town, program, who, { draft: draft.body.id }),
  };
}

export async function saidYes(town: Town, program: Program, who: string, about: object) {
  const asked = await program.post("/api/v1/confirmations", about);
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  return { id: asked.body.id as string, code: await codeOf(town, who, asked.body.id) };
}

/** A whole application by a program. */
export async function applied(
  town: Town,
  program: Program,
  who?: string,
  service?: string,
): Promise<Said> {
  const sent = await program.post(
    "/api/v1/applications",
    await prepared(town, program, who, service),
  );
  assert.equal(sent.status, 201, JSON.stringify(sent.body));
  return sent;
}
