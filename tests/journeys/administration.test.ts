import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { opened, sent } from "./office-given.ts";

const [beatha, jean] = ["mugisha-beatha", "habarurema-jean"] as const;
let town: Town;
let first: Client;
let second: Client;
before(async () => {
  town = await startTown();
  [first, second] = [await town.as(beatha), await town.as(jean)];
  await first.get("/admin?lang=en");
  await second.get("/admin?lang=en");
});
after(() => town?.close());

const textOf = (body: string) =>
  body
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");

/** Invites somebody. @returns the page of the member and the link */
async function invited(admin: Client, name: string, authority = "minaloc", email = "") {
  await admin.get("/admin/staff/invite");
  const { body, status } = await admin.post("/admin/staff/invite", { name, email, authority });
  assert.equal(status, 200, textOf(body));
  const [, link = ""] = /value="(http[^"]*\/invitation\/[\w-]{43})"/.exec(body) ?? [];
  const [page = ""] = /\/admin\/staff\/[0-9a-f-]{36}/.exec(body) ?? [];
  return { page, token: link.split("/").at(-1) ?? "", path: new URL(link).pathname };
}

/** Joins with an account of the identity provider, which is no part of this test. */
async function joined(token: string, sub: string): Promise<string> {
  const account = { iss: "urn:hamwe:demo-issuer", sub, by: "issuer" } as const;
  const done = await town.app.parts.staff.join(token, account);
  assert.ok(done.ok, JSON.stringify(done));
  return done.value;
}

const pressed = (body: string, what: string) =>
  new RegExp(`/admin/staff/[0-9a-f-]{36}/(?:roles|leave)/[0-9a-f-]{36}/${what}`).exec(body)?.[0];

describe("The administration", () => {
  it("is for administrators alone", async () => {
    const other = await town.as("officer-mutesi");
    const pages = [
      "staff",
      "staff/invite",
      "waiting",
      "rights",
      "rights.csv",
      "import",
      "changes",
      "calendar",
    ];
    for (const path of pages) assert.equal((await other.get(`/admin/${path}`)).status, 403, path);
    const turnedAway = await other.get("/admin");
    assert.equal(turnedAway.status, 403);
    assert.match(turnedAway.body, /<a[^>]*href="\/staff"/, "they go on among their own desks");
    const person = await town.as("mukamana-vestine");
    assert.equal((await person.get("/admin/staff")).status, 403);
    assert.match((await town.guest().get("/admin/staff")).path, /choose/);
  });

  it("invites by a link that works once and within 72 hours", async () => {
    const { page, token, path } = await invited(
      first,
      "Uwera Josée",
      "minaloc",
      "josee@example.rw",
    );
    assert.match(
      (await town.guest().get(`${path}?lang=en`)).body,
      /Uwera Josée, your authority is/,
    );
    const [mail] = (await town.app.parts.messages.latest(5)).filter(
      ({ template }) => template === "staff-invited",
    );
    assert.equal(mail?.recipient, "josee@example.rw");
    assert.ok(mail?.body.includes(path));
    const [kept] = await town.app.sql`select token_hash from auth.invitation`;
    assert.ok(!JSON.stringify(kept).includes(token), "only a hash of it");
    const again = await invited(first, "Somebody Else");
    await first.get(again.page);
    await first.post(`${again.page}/invitation`);
    assert.equal((await town.guest().get(again.path)).status, 409, "the older link opens nothing");
    await joined(token, "josee");
    const once = await town.app.parts.staff.join(token, { iss: "x", sub: "y", by: "issuer" });
    assert.equal(once.ok || once.refusal.code, "staff.invitation-over");
    assert.equal((await town.guest().get(path)).status, 409);
    assert.match((await first.get(page)).body, /Works here/);
    const late = await invited(first, "Late Comer");
    const start = town.now();
    town.setClock(new Date(start.getTime() + 73 * 3_600_000).toISOString());
    assert.equal((await town.guest().get(late.path)).status, 409);
    town.setClock(start.toISOString());
  });

  it("gives a role that decides by two administrators, and is in force at once", async () => {
    const { page, token } = await invited(first, "Ishimwe Kevin");
    const id = await joined(token, "kevin");
    await first.get(page);
    const asked = await first.post(`${page}/roles`, { role: "executive-secretary" });
    assert.match(textOf(asked.body), /Waits for a second administrator/);
    const confirm = pressed((await second.get("/admin/waiting")).body, "confirm") ?? "";
    const own = await first.get(page);
    assert.equal(pressed(own.body, "confirm"), undefined, "nobody is offered their own");
    const refused = await first.post(confirm);
    assert.equal(refused.status, 403);
    assert.match(refused.body, /Another administrator confirms it/);
    await second.get("/admin/waiting");
    assert.match(
      textOf((await second.post(confirm)).body),
      /Mugisha Beatha, confirmed by Habarurema/,
    );
    const { rows } = await rolesOf(id);
    assert.deepEqual(rows, ["executive-secretary"]);
    const log = textOf((await first.get("/admin/changes")).body);
    assert.match(log, /Habarurema Jean Ishimwe Kevin Role confirmed/);
    const file = await first.get("/admin/rights.csv");
    assert.match(file.body, /Ishimwe Kevin,.*,Mugisha Beatha,Habarurema Jean/);
    const byRole = textOf((await first.get("/admin/rights?authority=minaloc")).body);
    assert.match(byRole, /Ishimwe Kevin/);
    const events = await town.app.parts.staff.history(id);
    assert.doesNotMatch(JSON.stringify(events), /Ishimwe|Kevin/, "nothing personal in events");
  });

  it("lets nobody give themselves a role, in the database too", async () => {
    const [me] = await town.app.sql<{ id: string }[]>`
      select id from auth.officer where name = 'Mugisha Beatha'`;
    const page = `/admin/staff/${me?.id}`;
    const own = await first.get(page);
    assert.match(own.body, /Another administrator changes your roles/);
    assert.equal((await first.post(`${page}/roles`, { role: "supervisor" })).status, 422);
    const member = await town.app.parts.staff.member(me?.id ?? "");
    const forged = (by: string) =>
      town.app.sql`select auth.keep_staff(${by}, now(), ${JSON.stringify(member)}::text::jsonb)`;
    town.database.expectInLog("42501");
    await assert.rejects(forged(`officer:${me?.id}`), { code: "42501" });
    await assert.rejects(forged("officer:00000000-0000-0000-0000-000000000000"), { code: "42501" });
    await assert.rejects(forged("command"), { code: "42501" });
  });

  it("signs a leaver out at once, in the middle of work, which is free again", async () => {
    const clerk = await town.as("officer-nsengimana");
    assert.equal((await clerk.get("/office")).status, 200);
    const { caseId } = await sent(town, "birth-certificate");
    const [task] = (await opened(town, caseId)).state.tasks;
    const [claimer] = await town.app.sql<{ id: string }[]>`
      select id from auth.officer where sub = 'officer-nsengimana'`;
    const actor = {
      ...{ kind: "officer", id: claimer?.id ?? "", authority: task?.authority },
      roles: [task?.role],
    } as never;
    const command = { type: "claim", task: task?.key ?? "" } as const;
    assert.ok((await town.app.parts.cases.give({ caseId, command, actor })).ok);
    const [row] = await town.app.sql<{ id: string }[]>`
      select id from auth.officer where sub = 'officer-nsengimana'`;
    const page = `/admin/staff/${row?.id}/left`;
    assert.match((await first.get(page)).body, /signed out everywhere at once/);
    await first.post(page);
    assert.match((await clerk.get("/office")).path, /choose/);
    assert.deepEqual((await rolesOf(row?.id ?? "")).rows, []);
    assert.equal((await opened(town, caseId)).state.tasks[0]?.claimedBy, undefined);
  });

  it("is in force on a second server with its next request", async () => {
    const other = await startTown("2026-11-23T08:00:00Z", "jurisdictions/rw", town);
    try {
      const officer = await other.as("officer-murekatete");
      const free = async () =>
        Number(/show=unclaimed">(\d+)/.exec((await officer.get("/staff")).body)?.[1]);
      assert.ok((await free()) > 0, "a supervisor sees all work of the authority");
      const [row] = await town.app.sql<{ id: string; role: string }[]>`
        select officer as id, id as role from auth.held_role where role = 'supervisor'
          and officer = (select id from auth.officer where sub = 'officer-murekatete')`;
      const page = `/admin/staff/${row?.id}`;
      await first.get(page);
      await first.post(`${page}/roles/${row?.role}/end`);
      assert.match((await officer.get("/staff?lang=en")).body, /You have no role/);
      assert.ok(Number.isNaN(await free()), "no work is counted any more");
      await first.get(`${page}/left`);
      await first.post(`${page}/left`);
      assert.match((await officer.get("/office")).path, /choose/, "signed out there too");
    } finally {
      await other.close();
    }
  });

  it("gives a deputy the roles during the leave, and no longer", async () => {
    const [absent, deputy] = await Promise.all(
      ["officer-mutesi", "officer-niyomugabo"].map(async (sub) => {
        const [row] = await town.app.sql<{ id: string }[]>`
          select id from auth.officer where sub = ${sub}`;
        return row?.id ?? "";
      }),
    );
    const page = `/admin/staff/${absent}`;
    await first.get(page);
    const days = {
      ...{ "from-day": "24", "from-month": "11", "from-year": "2026" },
      ...{ "until-day": "25", "until-month": "11", "until-year": "2026" },
    };
    const planned = await first.post(`${page}/leave`, { ...days, deputy });
    assert.equal(planned.status, 200, textOf(planned.body));
    const held = () => rolesOf(deputy ?? "").then(({ deputised }) => deputised);
    assert.deepEqual(await held(), [], "today she is here");
    const confirm = pressed((await second.get("/admin/waiting")).body, "confirm");
    if (confirm) await second.post(confirm);
    town.setClock("2026-11-24T08:00:00Z");
    assert.deepEqual(await held(), [absent]);
    town.setClock("2026-11-26T08:00:00Z");
    assert.deepEqual(await held(), []);
    town.setClock("2026-11-23T08:00:00Z");
  });

  it("imports a file: first everything that is wrong, then all of it, twice as once", async () => {
    await first.get("/admin/import");
    const heading = "name;email;authority;role;offices;from;until";
    const wrong = [
      heading,
      "Keza Ange;keza.example;minaloc;civil-registrar;;;",
      "Keza Ange;keza@example.rw;nowhere;civil-registrar;;;",
      ";third@example.rw;minaloc;astronaut;atlantis;31-12-2026;",
    ].join("\n");
    const bad = await first.upload("/admin/import", { text: wrong }, {});
    assert.equal(bad.status, 422);
    const told = textOf(bad.body);
    for (const words of [
      /Problems: 6/,
      /keza.example/,
      /nowhere/,
      /astronaut/,
      /atlantis/,
      /31-12/,
    ])
      assert.match(told, words);
    const right = [
      heading,
      "Keza Ange;keza@example.rw;minaloc;civil-registrar;huye|gasabo;2026-11-23;2026-12-31",
      "Keza Ange;keza@example.rw;minaloc;supervisor;;;",
      "Manzi Luc;manzi@example.rw;rdb;registration-officer;;;",
    ].join("\n");
    const file = new File([right], "staff.csv", { type: "text/csv" });
    const checked = await first.upload("/admin/import", {}, { file });
    assert.match(textOf(checked.body), /Nothing is wrong. People in the file: 2/);
    assert.equal((await town.app.parts.staff.members({ text: "keza@" })).length, 0, "not yet");
    const applied = await first.post("/admin/import/apply", { text: right });
    assert.match(
      textOf(applied.body),
      /Invited: 2. Roles given: \d. Roles that wait for a second administrator: 3/,
    );
    const [keza] = await town.app.parts.staff.members({ text: "keza@" });
    assert.deepEqual(
      keza?.roles.map(({ role, status, offices }) => [role, status, offices.length]),
      [
        ["civil-registrar", keza?.roles[0]?.status, 2],
        ["supervisor", "asked", 0],
      ],
    );
    await first.get("/admin/import");
    await first.upload("/admin/import", { text: right }, {});
    const again = await first.post("/admin/import/apply", { text: right });
    assert.match(
      textOf(again.body),
      /Invited: 0. Roles given: 0. Roles that wait for a second administrator: 0. Refused: 0/,
    );
  });
});

describe("The check of a file of staff", () => {
  const heading = "name;email;authority;role;offices;services;from;until;national_id";
  const checked = async (...lines: readonly string[]) => {
    await first.get("/admin/import");
    const { status, body } = await first.upload(
      "/admin/import",
      { text: [heading, ...lines].join("\n") },
      {},
    );
    return { status, told: textOf(body) };
  };

  it("refuses what applying would refuse, and says who and why", async () => {
    const { status, told } = await checked(
      "Good One;good@example.rw;minaloc;civil-registrar;;;;;",
      "Late One;late@example.rw;minaloc;civil-registrar;;;2026-12-31;2026-12-01;",
    );
    assert.equal(status, 422);
    assert.match(told, /3 late@example.rw: The last day is before the first/);
    const elsewhere = await checked("Beatha;keza@example.rw;rdb;registration-officer;;;;;");
    assert.match(elsewhere.told, /keza@example.rw works for another authority/);
  });

  it("takes names in any language, and shows where and when", async () => {
    const { status, told } = await checked(
      "Named One;named@example.rw;Ministry of Local Government;Civil registrar;HUYE|Gasabo;;" +
        "2026-11-23;2026-12-31;",
      "Named One;named@example.rw;minaloc;Superviseur;;;;;",
    );
    assert.equal(status, 200, told);
    assert.match(told, /Huye and Gasabo/);
    assert.match(told, /31 December 2026/);
  });

  it("says which of role, office and service is unknown, and offers the codes", async () => {
    const { told } = await checked("A B;ab@example.rw;minaloc;astronaut;atlantis;moon;;;12345");
    assert.match(told, /has no role “astronaut”/);
    assert.match(told, /has no office “atlantis”/);
    assert.match(told, /has no service “moon”/);
    assert.match(told, /“12345” is no national ID number/);
    const codes = await first.get("/admin/import/codes.csv");
    assert.match(codes.body, /Role,minaloc,civil-registrar,/);
    assert.match(codes.body, /Office,minaloc,huye,Huye/);
    const template = await first.get("/admin/import/template.csv");
    assert.match(template.body, /name,email,authority,role,offices/);
  });

  it("refuses a national ID number that is none in an invitation too", async () => {
    await first.get("/admin/staff/invite");
    const asked = { name: "Wrong Number", authority: "minaloc", nationalId: "12345" };
    const { status, body } = await first.post("/admin/staff/invite", asked);
    assert.equal(status, 422);
    assert.match(textOf(body), /Enter the number as it is on the card/);
  });
});

describe("Somebody who lost what they sign in with", () => {
  it("is signed out everywhere once a second administrator confirmed", async () => {
    const clerk = await town.as("officer-mutesi");
    assert.equal((await clerk.get("/office")).status, 200);
    const [row] = await town.app.sql<{ id: string }[]>`
      select id from auth.officer where sub = 'officer-mutesi'`;
    const page = `/admin/staff/${row?.id}`;
    await first.get(page);
    assert.match((await first.get(`${page}/recoveries`)).body, /signed out everywhere at once/);
    const asked = await first.post(`${page}/recoveries`);
    assert.match(textOf(asked.body), /It waits for a second administrator/);
    assert.equal((await clerk.get("/office")).path, "/office", "one alone signs nobody out");
    const { body } = await second.get(page);
    const confirm = /\/admin\/staff\/[\w-]+\/recoveries\/[\w-]+\/confirm/.exec(body)?.[0] ?? "";
    assert.equal((await second.post(confirm)).status, 200);
    assert.match((await clerk.get("/office")).path, /choose/);
  });
});

describe("A member of staff", () => {
  it("is in the list as soon as they are invited, and is found after they have left", async () => {
    const { page } = await invited(first, "Abayo New");
    const list = () => first.get("/admin/staff").then(({ body }) => textOf(body));
    assert.match(await list(), /Abayo New/);
    await first.get(`${page}/left`);
    await first.post(`${page}/left`);
    assert.doesNotMatch(await list(), /Abayo New/);
    assert.match(textOf((await first.get("/admin/staff?text=abayo")).body), /Abayo New/);
  });

  it("without a role reads to whom to turn; a role ends after a question", async () => {
    const clerk = await town.as("officer-niyomugabo");
    const [row] = await town.app.sql<{ id: string }[]>`
      select id from auth.officer where sub = 'officer-niyomugabo'`;
    const page = `/admin/staff/${row?.id}`;
    await clerk.get("/staff?lang=en");
    const ends = () =>
      first.get(page).then(({ body }) => /href="([^"]+\/roles\/[^"]+\/end)"/.exec(body)?.[1]);
    for (let end = await ends(); end; end = await ends()) {
      const question = await first.get(end);
      assert.match(textOf(question.body), /cannot do this work any more/);
      const done = await first.post(end);
      assert.match(textOf(done.body), /The change is recorded and in force/);
    }
    assert.match(textOf((await clerk.get("/staff")).body), /You have no role. Ask your admin/);
  });
});

async function rolesOf(id: string) {
  const held = await town.app.sql<{ role: string; deputy_for: string | null }[]>`
    select role, deputy_for from auth.roles_at(${id}, ${town.now()})`;
  return {
    rows: held.filter((each) => !each.deputy_for).map(({ role }) => role),
    deputised: held.flatMap(({ deputy_for }) => (deputy_for ? [deputy_for] : [])),
  };
}
