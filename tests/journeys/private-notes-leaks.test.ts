/**
 * The attack on private notes: one note that nobody could guess on every kind of subject, and then
 * everything that anybody else can fetch: each desk page of the other side, each public page, the
 * search, every export, the bundle, the interface for programs, all rows outside the notes' own
 * schema (events, jobs, mails and SMS among them), the logs of PostgreSQL, and the statements of
 * pages for people who may not see them.
 */
import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { unzipSync } from "fflate";
import pg from "pg";
import { connect } from "../../src/platform/db/index.ts";
import { Client } from "../client.ts";
import { emptyDatabase, type FreshDatabase, freshDatabase } from "../database.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says } from "./apply-given.ts";
import { sent } from "./office-given.ts";

const root = join(import.meta.dirname, "../..");

/** Where the notes are written, and who looks for them: the other side has a server of its own. */
let rwanda: Town;
let database: FreshDatabase;
let process: ChildProcess;
let azerbaijan: string;
let keeper: Client;
/** The planted words by their subject. */
const planted = new Map<string, string>();
const session = "group-trade-2026-12-03";
const guestPages = ["/", "/partnership", "/services?q=PLANTED", "/api"] as const;
const chairPages = ["/desk/sessions", "/desk/risks", "/desk/obstacles"] as const;
/** Statements of pages right before and right after notes were planted, by whose page it is. */
let without: ReadonlyMap<string, readonly string[]>;
let beside: ReadonlyMap<string, readonly string[]>;
let briefBefore: Buffer;

before(async () => {
  database = await freshDatabase();
  process = fork(join(root, "tests/town-server.ts"), [
    ...["jurisdictions/az", database.ownerUrl, database.appUrl],
  ]);
  [rwanda, azerbaijan] = await Promise.all([
    startTown("2026-11-30T06:00:00Z"),
    new Promise<string>((resolve) => process.once("message", (url) => resolve(String(url)))),
  ]);
  keeper = await inEnglish(rwanda, "officer-gahigi");
  await prepareSession();
  const all = await subjects();
  without = await statementsOfPages();
  briefBefore = await bytesOf(keeper, "/desk/brief/brief.pdf");
  await plant(all);
  beside = await statementsOfPages();
});
after(async () => {
  process.disconnect();
  await new Promise((resolve) => process.once("exit", resolve));
  await rwanda.close();
  await database.drop();
});

/** A session that is open, with an item of its own and a paragraph. */
async function prepareSession(): Promise<void> {
  const { sessions } = rwanda.app.parts.partnership;
  const give = async (command: Parameters<typeof sessions.give>[1], key: string) => {
    const given = await sessions.give(session, command, { key: key as never, actor: "system" });
    assert.ok(given.ok, JSON.stringify(given));
  };
  const title = { en: "Working group on trade", rw: "Itsinda", fr: "Groupe", az: "Qrup" };
  const plan = {
    ...{ id: session, series: "group-trade", kind: "working-group" as const, title },
    ...{ parties: ["rw", "az"], plannedOn: "2026-12-03", prevailing: "en", languages: ["en"] },
  };
  await give({ type: "plan", plan }, "plan");
  await give({ type: "add-item", item: { id: "tariffs", title: { en: "Tariffs" } } }, "item");
  const occasion = { key: "open" as never, actor: "system" };
  assert.ok((await sessions.open(session, "2026-11-30", occasion)).ok);
  const paragraph = { id: "1", kind: "text" as const, text: { en: "Noted." } };
  await give({ type: "write-paragraph", paragraph, after: 0, by: "rw" } as never, "paragraph");
}

/** One subject of every kind that the desk has. */
async function subjects(): Promise<readonly string[]> {
  const { partnership } = rwanda.app.parts;
  const [commitments, pilots, risks, indicators, posts, groups] = await Promise.all([
    partnership.commitments.list({ today: "2026-11-30" }, { limit: 1 }),
    partnership.pilots.all(),
    partnership.risks.all(),
    partnership.indicators.all(),
    partnership.posts.all(),
    partnership.groups.all(),
  ]);
  const { reference } = await sent(rwanda, "obstacle-report");
  return [
    "instrument-air_services_2025",
    `commitment-${commitments[0]?.id}`,
    ...[`session-${session}`, `paragraph-${session}:1`, `item-${session}:tariffs`],
    `pilot-${pilots[0]?.id}`,
    `risk-${risks[0]?.risk?.id}`,
    `indicator-${indicators[0]?.definition?.id}`,
    `obstacle-${reference}`,
    `post-${[...posts.keys()][0]}`,
    `group-${groups[0]?.id}`,
  ];
}

const notesPath = (subject: string): string => `/desk/notes/${encodeURIComponent(subject)}`;

async function plant(all: readonly string[]): Promise<void> {
  for (const subject of all) {
    const text = `PLANTED-${randomUUID()}`;
    await keeper.get(notesPath(subject));
    says(await keeper.post(notesPath(subject), { text }), "The note is kept.", text);
    planted.set(subject, text);
  }
}

/** Which planted words, if any, stand in this: as text, or as PostgreSQL and JSON write bytes. */
const leaksIn = (text: string): readonly string[] =>
  [...planted].flatMap(([subject, word]) => {
    const hex = Buffer.from(word).toString("hex");
    const base64 = Buffer.from(word).toString("base64url").slice(2, -4);
    return [word, hex, base64].some((form) => text.includes(form)) ? [subject] : [];
  });

/** The text of a file: parts of a zip (Word, Excel) unpacked, everything else as it is. */
const textIn = (bytes: Buffer): string =>
  bytes.subarray(0, 2).toString("latin1") === "PK"
    ? Object.values(unzipSync(bytes))
        .map((part) => Buffer.from(part).toString("utf8"))
        .join("\n")
    : bytes.toString("utf8");

async function bytesOf(client: Client, address: string): Promise<Buffer> {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${client.url}${address}`, { headers: { cookie } });
  return Buffer.from(await answer.arrayBuffer());
}

const linksIn = (page: string): readonly string[] =>
  [...page.matchAll(/(?:href|src)="(\/[^"#]*)/g)].map(([, link = ""]) =>
    link.replaceAll("&amp;", "&"),
  );

/** Everything that links reach from here within these addresses, read and searched. */
async function crawl(client: Client, from: readonly string[], within: RegExp): Promise<number> {
  const seen = new Set<string>(from);
  const waiting = [...from];
  for (let link = waiting.pop(); link !== undefined; link = waiting.pop()) {
    const text = textIn(await bytesOf(client, link));
    assert.deepEqual(leaksIn(text), [], link);
    for (const next of linksIn(text)) {
      const known = seen.has(next) || /[?&]lang=|\/sign-out|\/desk\/notes\//.test(next);
      if (known || !within.test(next) || seen.size >= 600) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen.size;
}

interface Wire {
  parse(statement: { readonly text: string; readonly name?: string }): void;
  bind(values: { readonly statement?: string }): void;
}

const wire = pg.Connection.prototype as unknown as Wire;
/** Texts of the statements that this process has prepared, by their names. */
const prepared = new Map<string, string>();
const { parse } = wire;
wire.parse = function (statement) {
  prepared.set(statement.name ?? "", statement.text);
  return Reflect.apply(parse, this, [statement]);
};

/** Text of every statement that a page asks of the database. */
async function statementsOf(client: Client, address: string): Promise<readonly string[]> {
  const statements: string[] = [];
  const { bind } = wire;
  await bytesOf(client, address);
  wire.bind = function (values) {
    statements.push(prepared.get(values.statement ?? "") ?? "");
    return Reflect.apply(bind, this, [values]);
  };
  try {
    await bytesOf(client, address);
  } finally {
    wire.bind = bind;
  }
  return statements.sort();
}

async function statementsOfPages(): Promise<ReadonlyMap<string, readonly string[]>> {
  const chair = await inEnglish(rwanda, "officer-kabatesi");
  const all = new Map<string, readonly string[]>();
  for (const page of [...chairPages, `/desk/sessions/${session}`])
    all.set(`chair ${page}`, await statementsOf(chair, page));
  for (const page of ["/partnership", "/partnership/air_services_2025"])
    all.set(`guest ${page}`, await statementsOf(rwanda.guest(), page));
  for (const page of ["/desk/monday", "/desk/pilots", `/desk/sessions/${session}`])
    all.set(`keeper ${page}`, await statementsOf(keeper, page));
  return all;
}

test("Every kind of subject has notes, and links to them from its page", async () => {
  assert.equal(planted.size, 11);
  const pages = {
    [`/desk/sessions/${session}`]: ["session", "paragraph", "item"],
    "/desk/obstacles": ["obstacle"],
    "/desk/groups/trade": ["group"],
  };
  for (const [page, kinds] of Object.entries(pages)) {
    const { body } = await keeper.get(page);
    for (const kind of kinds) assert.ok(body.includes(`href="/desk/notes/${kind}-`), kind);
  }
  for (const subject of planted.keys()) {
    const back = /govuk-back-link">|href="(\/desk[^"]*)" class="govuk-back-link"/.exec(
      (await keeper.get(notesPath(subject))).body,
    );
    assert.ok(back, subject);
  }
  for (const none of ["pilot-none", "paragraph-none:1", "obstacle-ABC", "constructor-x", "x"])
    assert.equal((await keeper.get(notesPath(none))).status, 404, none);
});

test("No page, search, export or interface shows one to the public", async () => {
  const guest = rwanda.guest();
  const within = /^\/(partnership|services\?|api|\.well-known)/;
  const pages = await crawl(guest, guestPages, within);
  assert.ok(pages > 40, `${pages} pages`);
  for (const address of [
    ...["/partnership/register.csv", "/partnership/register.xlsx", "/partnership/commitments.csv"],
    ...["/partnership/commitments.xlsx", "/partnership/data", "/metrics", "/catalogue.jsonld"],
    ...["/.well-known/hamwe-partnership", "/api/openapi.json", notesPath("pilot-x")],
    ...[...planted.values()].map((word) => `/services?q=${word.slice(8)}`),
  ]) {
    const text = textIn(await bytesOf(guest, address));
    const echo = address.includes("?q=");
    assert.ok(!text.includes("PLANTED-") && (echo || leaksIn(text).length === 0), address);
  }
});

test("Other officers of our side read none, and the keeper none on another page", async () => {
  for (const id of ["officer-kabatesi", "officer-nshuti", "officer-munezero"]) {
    const officer = await inEnglish(rwanda, id);
    await crawl(
      officer,
      ["/desk", "/desk/sessions", "/desk/pilots", "/office"],
      /^\/(desk|office)/,
    );
    for (const subject of planted.keys()) {
      const page = await officer.get(notesPath(subject));
      assert.deepEqual([page.status, leaksIn(page.body)], [403, []], subject);
    }
  }
  const pages = await crawl(keeper, ["/desk", "/desk/brief/brief.docx"], /^\/desk/);
  assert.ok(pages > 150, `${pages} pages`);
});

test("The brief as PDF is as long with notes as without", async () => {
  const pdf = await bytesOf(keeper, "/desk/brief/brief.pdf");
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  assert.equal(pdf.length, briefBefore.length);
});

test("The other side finds none: in its bundle, and on every page of its desk", async () => {
  const az = new Client(azerbaijan);
  await az.signIn("officer-mammadov");
  await az.get("/desk?lang=en");
  await keeper.get("/desk/instruments/air_services_2025");
  await keeper.post("/desk/instruments/air_services_2025", {
    ...{ what: "note", side: "rw", number: "NV-1", source: "archive 117" },
    ...{ "on-day": "28", "on-month": "11", "on-year": "2026" },
  });
  const introduction = await trust(keeper, az);
  await trust(az, keeper);
  await keeper.get("/desk/two-sides");
  says(await keeper.post("/desk/two-sides/make"), "Bundle 1 is made");
  const bundle = (await keeper.get("/desk/two-sides/bundles/az/1")).body;
  for (const file of [introduction, bundle]) {
    const parts = file.split(".").map((part) => Buffer.from(part, "base64url").toString());
    assert.match(parts[1] ?? "", /"rw"/, "the payload was read");
    assert.deepEqual(leaksIn(`${file} ${parts.join(" ")}`), []);
  }
  await az.get("/desk/two-sides");
  const file = new File([bundle], "bundle.jws");
  says(await az.upload("/desk/two-sides/receive", {}, { bundle: file }), "Bundle 1 is taken in");
  const pages = await crawl(az, ["/desk", "/partnership"], /^\/(desk|partnership)/);
  assert.ok(pages > 150, `${pages} pages`);
  assert.deepEqual(await holding(database), [], "no row of the other side's database");
});

/** The register of `to` trusts that of `from`. @returns the introduction that it was given */
async function trust(from: Client, to: Client): Promise<string> {
  const introduction = (await from.get("/desk/two-sides/introduction")).body;
  await to.get("/desk/two-sides");
  const file = new File([introduction], "introduction.jws");
  await to.upload("/desk/two-sides/introduction", {}, { introduction: file });
  says(await to.post("/desk/two-sides/trust"), "is trusted.");
  return introduction;
}

/** Tables with one of the planted words, whatever the type of their columns. */
async function holding({ ownerSql }: FreshDatabase): Promise<readonly string[]> {
  const tables = await ownerSql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  assert.ok(tables.length > 40);
  const forms = [...planted.values()].flatMap((word) => [
    word,
    Buffer.from(word).toString("hex"),
    Buffer.from(word).toString("base64url").slice(2, -4),
  ]);
  const names: string[] = [];
  for (const { name } of tables) {
    const rows = await ownerSql.unsafe<{ n: number }[]>(
      `select count(*)::int as n from ${name} as t
       where t::text like any(array[${forms.map((form) => `'%${form}%'`).join()}])`,
    );
    if (rows[0]?.n) names.push(name);
  }
  return names;
}

test("Mails, SMS, events, jobs: no row outside the notes' own schema holds one", async () => {
  await rwanda.app.tasks["commitments.daily"]({});
  await rwanda.settle();
  const messages = await rwanda.app.parts.messages.latest(1000);
  assert.ok(messages.some(({ channel }) => channel === "sms"));
  assert.ok(messages.some(({ template }) => template === "monday"));
  assert.deepEqual(leaksIn(JSON.stringify(messages)), []);
  assert.deepEqual(await holding(rwanda.database), ["notes.note"]);
});

test("With and without notes a page asks the same of the database", () => {
  for (const [page, statements] of without) {
    assert.ok(statements.length > 0 && !statements.includes(""), page);
    assert.deepEqual(beside.get(page), statements, page);
    assert.ok(!statements.some((text) => text.includes("notes.")), page);
  }
});

test("Neither an error page nor the log of PostgreSQL tells one", async () => {
  const { ownerSql } = rwanda.database;
  const subject = `session-${session}`;
  const word = planted.get(subject) ?? "";
  await ownerSql`alter table notes.note
    add constraint fault check (text not like '%fail%') not valid`;
  rwanda.database.expectInLog("23514", "P0001");
  await keeper.get(notesPath(subject));
  const failed = await keeper.post(notesPath(subject), { text: `fail ${word}` });
  assert.equal(failed.status, 500);
  assert.deepEqual(leaksIn(failed.body), []);
  await ownerSql`alter table notes.note drop constraint fault`;
  const forged = await rwanda.guest().send(notesPath(subject), new URLSearchParams({ text: word }));
  assert.ok(forged.status >= 400 && leaksIn(forged.body).length === 0);
  const other = await emptyDatabase();
  const superuser = connect(other.superuserUrl, 1);
  const [log] = await superuser<{ text: string }[]>`select pg_read_file('server.log') as text`;
  await superuser.end();
  await other.drop();
  assert.match(log?.text ?? "", /23514|P0001/, "the fault is in the log");
  assert.deepEqual(leaksIn(log?.text ?? ""), []);
});
