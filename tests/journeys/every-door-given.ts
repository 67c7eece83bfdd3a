import assert from "node:assert/strict";
import { streamOf } from "../../src/cases/index.ts";
import type { Answers } from "../../src/form/index.ts";
import type { CaseId } from "../../src/kernel/index.ts";
import { load } from "../../src/platform/events/index.ts";
import { begin, goThrough } from "../apply.ts";
import type { Client } from "../client.ts";
import { Phone } from "../phone.ts";
import type { Town } from "../town.ts";
import { nationalIdOf, saidYes } from "./api-apply-given.ts";
import { program } from "./api-given.ts";
import { idIn, inEnglish, says } from "./apply-given.ts";
import { act, byPage, caseIn, opened as fileOpened, ticket } from "./counter-given.ts";
import { opened } from "./office-given.ts";

const service = "birth-certificate";
const email = "eric.habimana@example.org";
const answers: Answers = {
  ...{ who: "child", child_name: "Uwase Ineza", child_birth_date: "2026-03-14" },
  ...{ child_can: "CAN-2026-000123", reason: "school", district: "nyagatare" },
  ...{ sector: "nyagatare.karangazi", phone: "+250700000004", email },
};
const pin = "40718";

/** The person whose application it is each time. */
export const applicant = { id: "habimana-eric", phone: "+250700000004" };

/** One way in, used as whoever stands before it would. */
export interface Door {
  /** Applies; the application's id. */
  apply(): Promise<string>;
  /** Pays the bill that this door tells of, as far as the provider. */
  pay(caseId: string): Promise<void>;
  /**
   * Gives the child's name anew, as an officer asked. Absent where the door has no such way, as is
   * `withdraw`.
   */
  readonly answer?: (caseId: string, child_name: string) => Promise<void>;
  readonly withdraw?: (caseId: string) => Promise<void>;
}

export type Doors = Readonly<Record<"web" | "counter" | "phone" | "program", Door>>;

/** All doors of one town; `operator` sits at a counter. */
export async function doorsOf(town: Town, operator: Client): Promise<Doors> {
  const browser = await inEnglish(town, applicant.id);
  await browser.get("/phone");
  await browser.post("/phone", { pin, again: pin });
  return {
    web: web(town, browser),
    counter: await counter(town, operator),
    phone: phone(town),
    program: await byProgram(town),
  };
}

const web = (town: Town, browser: Client): Door => ({
  async apply() {
    const def = town.app.catalogue.current(service);
    assert.ok(def);
    const brought = { def, answers, files: new Map() };
    return idIn(await goThrough(browser, await begin(browser, service), brought));
  },
  async pay(caseId) {
    const bill = await browser.get(`/applications/${caseId}/pay`);
    const sandbox = await browser.post(bill.path, { method: "card" });
    assert.match(sandbox.path, /^\/sandbox-pay\//);
  },
  async answer(caseId, child_name) {
    const page = await browser.get(`/applications/${caseId}/answer`);
    says(await browser.post(page.path, { child_name }), "Your answer has been sent");
  },
  async withdraw(caseId) {
    const sure = await browser.get(`/applications/${caseId}/withdraw`);
    says(await browser.post(sure.path), "Your application is withdrawn");
  },
});

/** The code that the person is sent when this is done. */
async function codeFrom(town: Town, ask: () => Promise<unknown>): Promise<string> {
  const { id } = await town.person(applicant.id);
  const before = new Set((await town.app.parts.messages.outboxOf(id)).map((each) => each.id));
  await ask();
  const told = (await town.app.parts.messages.outboxOf(id)).filter((each) => !before.has(each.id));
  const code = /\b\d{6}\b/.exec(told.find(({ channel }) => channel === "sms")?.body ?? "")?.[0];
  assert.ok(code, "no code was sent");
  return code;
}

async function counter(town: Town, operator: Client): Promise<Door> {
  await ticket(town);
  await act(operator, "next");
  const visit = await fileOpened(operator, await nationalIdOf(town, applicant.id));
  const post = (fields: Record<string, string>) => operator.post(operator.last?.path ?? "", fields);
  return {
    async apply() {
      await operator.get(visit);
      const first = await byPage(operator, await operator.post(`${visit}/start`, { service }));
      const base = first.path.replace(/\/page\/who$/, "");
      await post({ who: "child" });
      await post({
        ...{ child_name: "Uwase Ineza", child_can: "CAN-2026-000123" },
        ...{ "child_birth_date-day": "14", "child_birth_date-month": "3" },
        "child_birth_date-year": "2026",
      });
      await post({ reason: "school", district: "nyagatare", sector: "nyagatare.karangazi" });
      const check = await post({ phone: "0700 000 004", email });
      assert.equal(check.path, `${base}/check`);
      const code = await codeFrom(town, () => operator.post(`${base}/ask`, { kind: "code" }));
      return caseIn(await operator.post(`${base}/confirm`, { code }));
    },
    async pay(caseId) {
      const file = await operator.get(`${visit}/applications/${caseId}`);
      const [number = ""] = /88\d{2}\s\d{4}\s\d{4}/.exec(file.body.replaceAll("\u00a0", " ")) ?? [];
      await payByNumber(town, number.replaceAll(" ", ""));
    },
    async answer(caseId, child_name) {
      const page = `${visit}/applications/${caseId}/act/answer`;
      await operator.get(page);
      const code = await codeFrom(town, () => operator.post(page, { child_name }));
      const done = await operator.post(`${page}/confirm`, { code });
      assert.match(done.body, /The answer was sent/);
    },
    async withdraw(caseId) {
      const page = `${visit}/applications/${caseId}/act/withdraw`;
      await operator.get(page);
      const code = await codeFrom(town, () => operator.post(page));
      const done = await operator.post(`${page}/confirm`, { code });
      assert.match(done.body, /The application is withdrawn/);
    },
  };
}

/** His telephone, at the first menu. */
export async function dialled(town: Town): Promise<Phone> {
  const phone = new Phone(town, applicant.phone);
  await phone.dial();
  if (/Kinyarwanda/.test(phone.last)) await phone.choose("English");
  while (!/Find a service/.test(phone.last)) await phone.type("00");
  return phone;
}

/** Whoever was told a billing number pays it with his telephone. */
async function payByNumber(town: Town, number: string): Promise<void> {
  assert.match(number, /^88\d{10}$/, "no billing number was told");
  const phone = await dialled(town);
  await phone.choose("Pay a bill");
  await phone.type(number);
  assert.match(await phone.choose("Pay now"), /^END A payment request was sent/);
}

const phone = (town: Town): Door => ({
  async apply() {
    const phone = await dialled(town);
    await phone.choose("Find a service");
    await phone.choose("Those for this phone");
    await phone.choose("Birth certificate");
    await phone.choose("Apply now");
    await phone.choose("For my child");
    await phone.type("Uwase Ineza", "14032026", "CAN-2026-000123");
    await phone.choose("School or university");
    await phone.type("nyaga");
    await phone.choose("Nyagatare");
    await phone.choose("Karangazi");
    await phone.choose("Send");
    const sent = await phone.type(pin);
    const reference = /[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(sent)?.[0];
    const person = await town.person(applicant.id);
    const all = await town.app.parts.cases.applicationsOf(person.id);
    const found = all.find((each) => each.reference === reference);
    assert.ok(found, sent);
    return found.id;
  },
  async pay() {
    const phone = await dialled(town);
    await phone.choose("My applications");
    await phone.type(pin);
    await phone.choose(/^Birth certificate.*: Fee to be paid/);
    await phone.choose("Pay now");
    assert.match(await phone.choose("Pay now"), /^END A payment request was sent/);
  },
});

async function byProgram(town: Town): Promise<Door> {
  const bank = await program(town);
  return {
    async apply() {
      const person = { nationalId: await nationalIdOf(town, applicant.id) };
      const draft = await bank.post("/api/v1/drafts", { service, person, answers, lang: "en" });
      assert.equal(draft.status, 201, JSON.stringify(draft.body));
      const confirmation = await saidYes(town, bank, applicant.id, { draft: draft.body.id });
      const sent = await bank.post("/api/v1/applications", { draft: draft.body.id, confirmation });
      assert.equal(sent.status, 201, JSON.stringify(sent.body));
      return sent.body.id;
    },
    async pay(caseId) {
      const bills = await bank.get(`/api/v1/applications/${caseId}/bills`);
      await payByNumber(town, bills.body.items[0].number);
    },
    async answer(caseId, child_name) {
      const now = { ...answers, child_name };
      const draft = await bank.post("/api/v1/drafts", { application: caseId, answers: now });
      assert.equal(draft.status, 201, JSON.stringify(draft.body));
      const confirmation = await saidYes(town, bank, applicant.id, { draft: draft.body.id });
      const body = { draft: draft.body.id, confirmation };
      const given = await bank.post(`/api/v1/applications/${caseId}/answers`, body);
      assert.equal(given.status, 200, JSON.stringify(given.body));
    },
    async withdraw(caseId) {
      const confirmation = await saidYes(town, bank, applicant.id, { withdraw: caseId });
      const gone = await bank.post(`/api/v1/applications/${caseId}/withdrawal`, { confirmation });
      assert.equal(gone.status, 200, JSON.stringify(gone.body));
    },
  };
}

/** The person says yes on the provider's page, which tells us; then all that follows is done. */
export async function provided(town: Town, caseId: string): Promise<void> {
  const { payments } = town.app.parts;
  const [bill] = await payments.billsOfCase(caseId as CaseId);
  assert.ok(bill);
  const [attempt, second] = await payments.attemptsOf(bill.billId);
  assert.ok(attempt?.redirectTo && !second, "one try to pay");
  const browser = await town.as(applicant.id);
  await browser.get(attempt.redirectTo);
  await browser.post(attempt.redirectTo, { act: "pay" });
  assert.deepEqual(await payments.readStatus(attempt.id), { ok: true, value: "paid" });
  await town.settle();
}

/**
 * What may differ between doors, and nothing else: the page to which a provider leads back. Who
 * stood at the door is in `actor` and `command`, which are compared apart.
 */
const differs = new Set(["returnUrl"]);

/** Names that each application has for itself become 1, 2, 3 in the order in which they come up. */
function named(known: readonly string[]) {
  const names = new Map<string, string>();
  const ownName =
    /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-Z]{5}-[0-9A-Z]{5}|\b88\d{10}\b|(?<![\w-])(?:[\w-]{43}|[\w-]{22})(?![\w-])/g;
  return (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, part) => {
      if (differs.has(key)) return "…";
      if (typeof part !== "string") return part;
      return part.replaceAll(ownName, (name) => {
        if (known.includes(name)) return name;
        if (!names.has(name)) names.set(name, `own ${names.size + 1}`);
        return names.get(name) ?? "";
      });
    });
}

/**
 * All that was written down of an application: its events, its bills', its papers', what was told
 * of it.
 */
export async function recordOf(town: Town, caseId: string) {
  const { app } = town;
  const { state, answers: kept, asked, definition } = await opened(town, caseId);
  const person = await town.person(applicant.id);
  const officers = await app.sql<{ id: string }[]>`select id from auth.officer`;
  const without = named([person.id, ...officers.map(({ id }) => id)]);
  const eventsOf = async (stream: string) =>
    (await load(app.sql, stream)).map(({ type, data, at, version }) =>
      without({ type, data, at, version }),
    );
  const bills = await app.parts.payments.billsOfCase(caseId as CaseId);
  const papers = await app.parts.credentials.forCase(caseId as CaseId);
  const told = (await app.parts.messages.outboxOf(person.id))
    .filter((message) => message.caseId === caseId)
    .sort((a, b) => (`${a.template}${a.channel}` < `${b.template}${b.channel}` ? -1 : 1));
  return {
    case: await eventsOf(streamOf(caseId as CaseId)),
    bills: await Promise.all(bills.map(({ billId }) => eventsOf(`bill-${billId}`))),
    papers: await Promise.all(papers.map(({ id }) => eventsOf(`credential-${id}`))),
    told: told.map(({ template, channel, lang, recipient, subject, body }) =>
      without({ template, channel, lang, recipient, subject, body }),
    ),
    ...{ kept, asked, definition: definition.version, status: state.status },
  };
}
