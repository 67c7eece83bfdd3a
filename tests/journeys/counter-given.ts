import assert from "node:assert/strict";
import type { PersonId } from "../../src/kernel/index.ts";
import { personByNationalId } from "../../src/platform/auth/index.ts";
import type { Answer, Client } from "../client.ts";
import type { Town } from "../town.ts";
import { textOf } from "./apply-given.ts";

export const mother = {
  id: "mukamana-vestine",
  card: "0199470012345011",
  name: "Mukamana Vestine",
  born: "1994-03-11",
};

/** Where each of the staff works: whose file they open gets the code there. */
const towns = new WeakMap<Client, Town>();

/** What is read on the card of somebody who has no account. */
export const josue = {
  ...{ givenName: "Josué", familyName: "Niyonzima", nationalId: "1 1966 8 0099999 0 99" },
  ...{ "birth-day": "2", "birth-month": "5", "birth-year": "1966" },
  ...{ language: "en", card: "national-id", seen: "true", citizen: "true", otherYear: "true" },
};

/** Writes somebody down; the address of the visit. */
export async function registered(operator: Client, card: Record<string, string>): Promise<string> {
  await operator.get("/counter/register");
  const { path } = await operator.post("/counter/register", card);
  assert.match(path, /^\/counter\/visits\/[0-9a-f-]{36}$/);
  return path;
}

/** Somebody of the staff, in English. */
export async function staff(town: Town, id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/services?lang=en");
  towns.set(client, town);
  return client;
}

/** An operator who sits at a counter of a hall: that in Kigali, where no other is named. */
export async function seated(
  town: Town,
  id: string,
  counter: string,
  hall = "kigali",
): Promise<Client> {
  const operator = await staff(town, id);
  await operator.get("/counter");
  const seat = await operator.post("/counter/seat", { seat: `${hall}~${counter}` });
  assert.match(seat.body, /Call next/);
  return operator;
}

/**
 * A ticket for civil status: a walk-in's, taken at the door, or one that this person took signed
 * in.
 */
export async function ticket(town: Town, topic = "civil-status-and-identity", person?: PersonId) {
  const taken = await town.app.parts.centres.takeTicket({
    ...{ centre: "kigali", topic, lang: "en" },
    ...(person && { person }),
  });
  assert.ok(taken.ok, JSON.stringify(taken));
  return taken.value;
}

export const act = (operator: Client, name: string, more = {}): Promise<Answer> =>
  operator.post("/counter/queue", { act: name, ...more });

/**
 * Opens somebody's file, all of it, with the code to their telephone; the address of the open
 * client.
 */
export async function opened(operator: Client, card: string): Promise<string> {
  const visit = await lookedUp(operator, card);
  const town = towns.get(operator);
  const person = town && (await personByNationalId(town.app.sql, card));
  if (!person || !operator.last?.body.includes(`action="${visit}/open"`)) return visit;
  await operator.post(`${visit}/open`);
  const code = await newestCode(town, person.id);
  const file = await operator.post(`${visit}/open/code`, { code });
  assert.equal(file.path, visit, textOf(file));
  return visit;
}

/** Opens a visit by the number on the card alone: it shows what is begun in it. */
export async function lookedUp(operator: Client, card: string): Promise<string> {
  await operator.get("/counter");
  const file = await operator.post("/counter/client", { nationalId: card });
  assert.match(file.path, /^\/counter\/visits\/[0-9a-f-]{36}$/, textOf(file));
  return file.path;
}

/**
 * Fills in a birth certificate for the person's child up to the check; the address of the draft.
 */
export async function filled(
  operator: Client,
  visit: string,
  name = "Uwase Ineza",
): Promise<string> {
  await operator.get(visit);
  const who = await operator.post(`${visit}/start`, {
    ...{ service: "birth-certificate", another: "true" },
  });
  const base = /^(.*)\/(?:all|page\/who)$/.exec(who.path)?.[1];
  assert.ok(base, who.path);
  await operator.post(`${base}/page/who`, { who: "child" });
  await operator.post(`${base}/page/child`, {
    child_name: name,
    "child_birth_date-day": "14",
    "child_birth_date-month": "3",
    "child_birth_date-year": "2026",
    child_can: "CAN-2026-000123",
  });
  const use = operator.last?.path ?? "";
  await operator.post(use, { reason: "other", district: "gasabo", sector: "gasabo.remera" });
  const contact = await operator.post(use, {
    reason: "other",
    other_reason: "A gift",
    district: "gasabo",
    sector: "gasabo.remera",
  });
  const check = await operator.post(contact.path, { phone: "0788 123 456" });
  assert.equal(check.path, `${base}/check`, textOf(check));
  return base;
}

/** The code in the newest message that this person was sent. */
export async function codeOf(town: Town, id: string): Promise<string> {
  return newestCode(town, (await town.person(id)).id);
}

/** The code in the newest message to the person of this account. */
export async function newestCode(town: Town, person: PersonId): Promise<string> {
  const messages = await town.app.parts.messages.outboxOf(person);
  // Ids are made in order, while the clock of a test stands still.
  const [newest] = messages
    .filter(({ template, channel }) => channel === "sms" && template === "confirm-code")
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const code = /\b(\d{6})\b/.exec(newest?.body ?? "")?.[1];
  assert.ok(code, "no code was sent");
  return code;
}

/** Asks for the code, and sends with it; the receipt. */
export async function confirmed(
  town: Town,
  operator: Client,
  base: string,
  id: string,
): Promise<Answer> {
  await operator.get(`${base}/check`);
  await operator.post(`${base}/ask`, { kind: "code" });
  return operator.post(`${base}/confirm`, { code: await codeOf(town, id) });
}

/** An operator who asks a page at a time: the first page of a form that was just begun. */
export const byPage = async (operator: Client, start: Answer): Promise<Answer> =>
  start.path.endsWith("/all") ? operator.post(start.path, { _action: "pages" }) : start;

export const caseIn = ({ path }: Answer): string => {
  const id = /\/applications\/([0-9a-f-]{36})/.exec(path)?.[1];
  assert.ok(id, path);
  return id;
};
