import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { personByNationalId, personByPhone } from "../../src/platform/auth/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { josue, registered, seated, staff } from "./counter-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const number = "1196680099999099";
const phone = "+250788999121";
/** The same person with another number typed; or somebody of the same name, born that day. */
const namesake = { ...josue, nationalId: "1 1966 8 0088888 0 88" };

async function closed(operator: Client, visit: string): Promise<void> {
  await operator.get(visit);
  await operator.post(`${visit}/close`);
}

/** What the hidden and shown fields of a page hold, by name. */
const field = (body: string, name: string): string =>
  new RegExp(`name="${name}"\\s+value="([^"]*)"`).exec(body)?.[1] ?? "";

const counted = async () => (await town.database.ownerSql`select from counter.lookup`).length;

const accounts = async () =>
  (await town.database.ownerSql`select from auth.person where birth_date = '1966-05-02'`).length;

test("An account of the same name and birth date is shown before another is made", async () => {
  const operator = await seated(town, "uwase-claudine", "1");
  await closed(operator, await registered(operator, josue));
  const before = await counted();
  await operator.get("/counter/register");
  const page = await operator.post("/counter/register", namesake);
  assert.equal(page.status, 422, textOf(page));
  says(page, "An account with this name and date of birth exists already", "119668009999••••");
  assert.doesNotMatch(page.body, new RegExp(number), "no more of it than may be seen");
  assert.equal(await counted(), before + 1, "it is a look-up");
  const [look] = await town.database.ownerSql<{ what: string }[]>`
    select what from counter.look join auth.person on person.id = look.person
    where national_id = ${number}`;
  assert.equal(look?.what, "registering");

  const shown = field(page.body, "beside");
  const silent = await operator.post("/counter/register", { ...namesake, beside: shown });
  assert.equal(silent.status, 422, "another person needs a reason");
  assert.equal(await accounts(), 1);
  const same = await operator.post("/counter/register", { ...namesake, same: shown });
  assert.match(same.path, /^\/counter\/visits\/[0-9a-f-]{36}$/, textOf(same));
  assert.match(same.body, /banner__heading">This account existed already/);
  assert.equal(await accounts(), 1, "no second one was made");
  await closed(operator, same.path);
});

test("Another person of that name gets an account with the reason, which is reviewed", async () => {
  const operator = await staff(town, "uwase-claudine");
  const colleague = await seated(town, "mugabo-jean", "2");
  await operator.get("/counter/register");
  const page = await operator.post("/counter/register", namesake);
  const another = "Cousin of that name, their card has another number";
  const other = await operator.post("/counter/register", { ...namesake, another, beside: number });
  assert.equal(other.status, 422, "a reason is for the account that was shown");
  const form = { ...namesake, another, beside: field(page.body, "beside") };
  const made = await operator.post("/counter/register", form);
  assert.match(made.path, /^\/counter\/visits\/[0-9a-f-]{36}$/, textOf(made));
  assert.equal(await accounts(), 2);
  await operator.post(`${made.path}/card`);
  says(await colleague.get("/counter/cards"), "same name and date of birth", another);
  await closed(operator, made.path);

  const manager = await staff(town, "ingabire-solange");
  const reviews = await manager.get("/counter/reviews");
  says(reviews, another, "Account created although one of the same name and birth date exists");
  const path = /\/counter\/reviews\/[0-9a-f-]{36}/.exec(reviews.body.split(another)[1] ?? "")?.[0];
  await manager.post(path ?? "", { act: "in-order" });
  assert.doesNotMatch((await manager.get("/counter/reviews")).body, new RegExp(another));
});

test("A telephone of another account is said at the field, and taken with a reason", async () => {
  const operator = await staff(town, "uwase-claudine");
  const first = { ...josue, givenName: "Eugène", nationalId: "1196680077777077", phone };
  await closed(operator, await registered(operator, first));
  const second = { ...josue, givenName: "Agnès", nationalId: "1196680066666066", phone };
  await operator.get("/counter/register");
  const page = await operator.post("/counter/register", second);
  assert.equal(page.status, 422, textOf(page));
  assert.match(page.body, /id="phone-error"[\s\S]{0,120}belongs to another account/);
  assert.doesNotMatch(page.body, /Eugène/, "whose it is, is not told");
  const reason = "They share the telephone of the family";
  const shared = { "shared-phone": reason, "shared-number": field(page.body, "shared-number") };
  const made = await operator.post("/counter/register", { ...second, ...shared });
  assert.match(made.path, /^\/counter\/visits\/[0-9a-f-]{36}$/, textOf(made));
  const agnes = await personByNationalId(town.app.sql, second.nationalId);
  assert.equal(agnes?.phone, phone);
  await closed(operator, made.path);
  assert.match((await personByPhone(town.app.sql, phone))?.name ?? "", /Eugène/, "still theirs");
  const manager = await staff(town, "ingabire-solange");
  says(await manager.get("/counter/reviews"), reason, "Telephone number of another account");
});

test("A telephone of several opens no file and tells nobody until one is chosen", async () => {
  const { ownerSql: sql } = town.database;
  const operator = await staff(town, "uwase-claudine");
  const messages = async () =>
    (await sql`select from messages.outbox where recipient = ${phone}`).length;
  const visits = async () => (await sql`select from counter.visit`).length;
  const before = [await messages(), await visits(), await counted()] as const;
  await operator.get("/counter");
  const page = await operator.post("/counter/client", { nationalId: "0788 999 121" });
  assert.equal(page.path, "/counter/client", textOf(page));
  says(page, "Several people have this telephone number", "Niyonzima A•••", "Niyonzima E•••");
  assert.doesNotMatch(page.body, /Eugène|Agnès|1966-|119668/, "no more than is needed to choose");
  assert.deepEqual(
    [await messages(), await visits(), await counted()],
    [before[0], before[1], before[2] + 1],
    "a look-up, and nothing else",
  );
  const listed = await sql`select person from counter.look where what = 'listed'`;
  assert.equal(listed.length, 2, "each of them sees that they were listed");
  const typed = { nationalId: field(page.body, "nationalId") };
  const stranger = await personByNationalId(town.app.sql, number);
  const other = await operator.post("/counter/client", { ...typed, chosen: stranger?.id ?? "" });
  says(other, "Several people have this telephone number");
  assert.equal(await visits(), before[1], "only who has the number can be chosen");
  const agnes = await personByNationalId(town.app.sql, "1196680066666066");
  const file = await operator.post("/counter/client", { ...typed, chosen: agnes?.id ?? "" });
  assert.match(file.path, /^\/counter\/visits\/[0-9a-f-]{36}$/, textOf(file));
  const [opened] = await sql<{ person: string }[]>`
    select person from counter.visit where id = ${file.path.split("/").at(-1) ?? ""}`;
  assert.equal(opened?.person, agnes?.id);
  await closed(operator, file.path);
});

test("Added later, a telephone of another account needs the reason too", async () => {
  const operator = await staff(town, "uwase-claudine");
  const colleague = await staff(town, "mugabo-jean");
  const card = { ...josue, givenName: "Clotilde", nationalId: "1196680055555055" };
  const visit = await registered(operator, card);
  await operator.get(visit);
  const page = await operator.post(`${visit}/phone`, { phone });
  assert.equal(page.status, 422);
  assert.match(page.body, /id="new-phone-error"[\s\S]{0,120}belongs to another account/);
  const reason = "Clotilde is the wife of the holder";
  const number = field(page.body, "shared-number");
  const asked = await operator.post(`${visit}/phone`, {
    ...{ phone, "shared-phone": reason, "shared-number": number },
  });
  const [row] = await town.database.ownerSql<{ body: string }[]>`
    select body from messages.outbox where recipient = ${phone} and template = 'confirm-address'
    order by id desc limit 1`;
  const code = /\b\d{6}\b/.exec(row?.body ?? "")?.[0] ?? "";
  const typed = { phone, code, id: field(asked.body, "id"), "shared-phone": "" };
  const unsaid = await operator.post(`${visit}/phone/code`, typed);
  assert.equal(unsaid.status, 409, "no way around the reason");
  await operator.get(visit);
  const again = await operator.post(`${visit}/phone`, {
    ...{ phone, "shared-phone": reason, "shared-number": number },
  });
  const [newer] = await town.database.ownerSql<{ body: string }[]>`
    select body from messages.outbox where recipient = ${phone} and template = 'confirm-address'
    order by id desc limit 1`;
  await operator.post(`${visit}/phone/code`, {
    ...{ phone, id: field(again.body, "id"), "shared-phone": field(again.body, "shared-phone") },
    code: /\b\d{6}\b/.exec(newer?.body ?? "")?.[0] ?? "",
  });
  const cards = await colleague.get("/counter/cards");
  says(cards, "belongs to another account too", reason);
  const path = /\/counter\/cards\/[0-9a-f-]{36}/.exec(
    cards.body.split("Niyonzima Clotilde")[1] ?? "",
  )?.[0];
  const read = { "birth-day": "2", "birth-month": "5", "birth-year": "1966" };
  await colleague.post(path ?? "", { ...read, number: card.nationalId });
  assert.equal((await personByNationalId(town.app.sql, card.nationalId))?.phone, phone);
  await closed(operator, visit);
});

/** Runs this while nobody can write down a person, until both requests wait for that. */
async function atOnce<T>(requests: () => Promise<T>): Promise<T> {
  const holder = await town.database.ownerSql.reserve();
  await holder`begin`;
  await holder`lock table auth.person in exclusive mode`;
  const both = requests();
  for (let waiting = 0; waiting < 2; )
    [{ waiting } = { waiting: 0 }] = await town.app.sql<{ waiting: number }[]>`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
        and query like '%insert into auth.person%'`;
  await holder`rollback`;
  holder.release();
  return both;
}

test("Of two who write down one person at once, the second is told of their spelling", async () => {
  const operators = [
    await seated(town, "uwase-claudine", "1"),
    await seated(town, "mugabo-jean", "2"),
  ];
  const nationalId = "1199580012345034";
  const card = { ...josue, familyName: "Mukandori", nationalId };
  for (const operator of operators) await operator.get("/counter/register");
  const pages = await atOnce(() =>
    Promise.all(
      ["Uwera", "Uwera Aimée"].map((givenName, at) =>
        (operators[at] as Client).post("/counter/register", { ...card, givenName }),
      ),
    ),
  );
  const stored = (await personByNationalId(town.app.sql, nationalId))?.name ?? "";
  const spellings = ["Mukandori Uwera", "Mukandori Uwera Aimée"];
  assert.ok(spellings.includes(stored), stored);
  const dropped = spellings.find((each) => each !== stored) ?? "";
  for (const [at, page] of pages.entries()) {
    assert.match(page.path, /^\/counter\/visits\/[0-9a-f-]{36}$/, textOf(page));
    if (spellings[at] === stored) {
      assert.doesNotMatch(page.body, /in another name/);
      continue;
    }
    says(page, "The card is in another name than the account");
    says(page, `as you typed it ${dropped}`, `On the account ${stored}`);
  }
  for (const [at, page] of pages.entries()) await closed(operators[at] as Client, page.path);
});
