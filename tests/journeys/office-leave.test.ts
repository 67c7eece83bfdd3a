import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import type { Absence } from "../../src/kernel/index.ts";
import { endAbsence, keepStaff, planAbsence } from "../../src/platform/auth/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { barriersOn } from "../axe.ts";
import { launchBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { fitsScreens } from "../fits.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";
import { decide, give, opened, sent } from "./office-given.ts";

const licence = "mineral-exploration-licence";
let town: Town;
let ids: ReadonlyMap<string, string>;
before(async () => {
  town = await startTown();
  const officers = await town.app.sql<{ id: string; name: string }[]>`
    select id, name from auth.officer`;
  ids = new Map(officers.map(({ id, name }) => [name, id]));
});
after(() => town?.close());

const idOf = (name: string): string => ids.get(name) ?? assert.fail(name);

async function desk(id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
}

const days = (from: string, until: string) =>
  Object.fromEntries(
    Object.entries({ from, until }).flatMap(([name, date]) => {
      const [year = "", month = "", day = ""] = date.split("-");
      return Object.entries({ day, month, year }).map(([part, value]) => [
        `${name}-${part}`,
        String(Number(value)),
      ]);
    }),
  );

const leaveOf = async (officer: string) =>
  (await town.app.parts.staff.member(officer as never))?.absences ?? [];

it("a supervisor enters the leave of a colleague and hands over in the same form", async () => {
  const { caseId } = await sent(town, licence);
  await decide(await desk("officer-nkurunziza"), caseId, "complete");
  await decide(await desk("officer-uwera"), caseId, "support");
  await decide(await desk("officer-hakizimana"), caseId, "support");
  await give(await desk("officer-rugamba"), caseId, "claim");
  const rugamba = idOf("Rugamba Emmanuel");
  const boss = await desk("officer-kayitesi");
  const page = `/office/load/${rugamba}`;
  await boss.get(page);
  const form = { ...days("2026-11-24", "2026-11-27"), files: idOf("Ingabire Alice") };
  const backwards = { ...form, ...days("2026-11-27", "2026-11-24") };
  const wrong = await boss.post(`${page}/leave`, backwards);
  assert.equal(wrong.status, 422);
  assert.deepEqual(await leaveOf(rugamba), []);
  await boss.get(page);
  const done = await boss.post(`${page}/leave`, form);
  says(done, "The leave is entered.", "1 file is handed over to Ingabire Alice");
  says(await boss.get(page), "24 November");
  assert.equal((await leaveOf(rugamba)).length, 1);
  await boss.get(page);
  const twice = await boss.post(`${page}/leave`, {
    ...{ ...form, ...days("2026-11-27", "2026-11-28"), files: "keep" },
  });
  says(twice, "This overlaps leave that is already entered");
  assert.match(twice.body, /id="leave-from-error"/);
  assert.equal((await leaveOf(rugamba)).length, 1);
  const { state, history } = await opened(town, caseId);
  assert.ok(state.tasks.some(({ claimedBy }) => claimedBy === idOf("Ingabire Alice")));
  assert.ok(history.some(({ type }) => type === "TaskAssigned"));
  const stack = /name="stack" value="([^"]+)"/.exec(done.body)?.[1] ?? "";
  const to = idOf("Ingabire Alice");
  const undone = await boss.post(`${page}/hand-back`, { stack, to });
  says(undone, "1 file is with Rugamba Emmanuel again");
  const after = await opened(town, caseId);
  assert.ok(after.state.tasks.some(({ claimedBy }) => claimedBy === rugamba));
});

it("with a deputy it waits for an administrator, as in the administration", async () => {
  const alice = idOf("Ingabire Alice");
  const boss = await desk("officer-kayitesi");
  await boss.get(`/office/load/${alice}`);
  const form = { ...days("2026-12-01", "2026-12-04"), deputy: idOf("Rugamba Emmanuel") };
  const asked = await boss.post(`/office/load/${alice}/leave`, { ...form, files: "keep" });
  says(asked, "waits for an administrator");
  assert.equal((await leaveOf(alice)).at(-1)?.status, "asked");
  const said = [
    "4 December 2026 · Deputy: Rugamba Emmanuel",
    "waits since 23 November 2026 for an administrator",
  ];
  says(await boss.get(`/office/load/${alice}`), ...said);
  says(await boss.get("/office/load"), "Leave that waits for an administrator", ...said);
  const colleague = await desk("officer-rugamba");
  assert.doesNotMatch((await colleague.get("/office/load")).body, /for an administrator/);
  assert.doesNotMatch((await colleague.get(`/office/load/${alice}`)).body, /for an administrator/);
});

it("is cancelled or ended by a supervisor of the authority, and by nobody else", async () => {
  const [alice, rugamba] = [idOf("Ingabire Alice"), idOf("Rugamba Emmanuel")];
  const boss = await desk("officer-kayitesi");
  await boss.get(`/office/load/${alice}`);
  const waiting = (await leaveOf(alice)).at(-1)?.id ?? "";
  const [planned] = await leaveOf(rugamba);
  const end = (client: Client, officer: string, absence = "") =>
    client.post(`/office/load/${officer}/leave-end`, { absence });
  const colleague = await desk("officer-ingabire");
  assert.equal((await end(colleague, rugamba, planned?.id)).status, 403);
  await end(await desk("officer-murekatete"), rugamba, planned?.id);
  assert.equal((await leaveOf(rugamba)).length, 1);
  says(await boss.get(`/office/load/${rugamba}`), "Cancel this leave 24 November");
  says(await end(boss, rugamba, planned?.id), "The leave is ended");
  assert.deepEqual(await leaveOf(rugamba), []);
  const last = (await town.app.parts.staff.history(rugamba)).at(-1);
  assert.deepEqual([last?.type, last?.actor], ["LeaveEnded", `officer:${idOf("Kayitesi Grace")}`]);
  says(await end(boss, rugamba, planned?.id), "There is no such leave");
  says(await end(boss, alice, waiting), "The leave is ended");
  assert.deepEqual(await leaveOf(alice), []);
});

it("gets another last day in one step, sooner and later, by whoever may end it", async () => {
  const rugamba = idOf("Rugamba Emmanuel");
  const boss = await desk("officer-kayitesi");
  const page = `/office/load/${rugamba}`;
  for (const [from, until] of [
    ["2026-11-24", "2026-11-27"],
    ["2026-12-07", "2026-12-09"],
  ] as const) {
    await boss.get(page);
    await boss.post(`${page}/leave`, { ...days(from, until), files: "keep" });
  }
  const [first] = await leaveOf(rugamba);
  const absence = first?.id ?? assert.fail("no leave");
  const change = async (client: Client, day: string) => {
    await client.get(page);
    const typed = Object.entries(days(day, day)).filter(([name]) => name.startsWith("until"));
    return client.post(`${page}/leave-change`, { absence, ...Object.fromEntries(typed) });
  };
  const untilOf = async () => {
    const { untilAt = "" } = (await leaveOf(rugamba)).find(({ id }) => id === absence) ?? {};
    return new Date(untilAt).toISOString();
  };
  says(await change(boss, "2026-12-02"), "The last day of the leave is changed", "2 December");
  assert.equal(await untilOf(), "2026-12-02T22:00:00.000Z");
  const overlapping = await change(boss, "2026-12-08");
  assert.equal(overlapping.status, 422);
  says(overlapping, "This overlaps leave that is already entered");
  says(await change(boss, "2026-11-22"), "The last day is before the first, or has passed");
  assert.equal(await untilOf(), "2026-12-02T22:00:00.000Z");
  says(await change(boss, "2026-11-25"), "The last day of the leave is changed", "25 November");
  assert.equal(await untilOf(), "2026-11-25T22:00:00.000Z");
  assert.equal((await change(await desk("officer-ingabire"), "2026-11-30")).status, 403);
  assert.equal((await change(await desk("officer-murekatete"), "2026-11-30")).status, 404);
  const last = (await town.app.parts.staff.history(rugamba)).at(-1);
  assert.deepEqual(
    [last?.type, last?.actor],
    ["LeaveChanged", `officer:${idOf("Kayitesi Grace")}`],
  );
  await fitsScreens(town.url, boss, page, "leave-change");
  for (const { id } of await leaveOf(rugamba))
    await boss.post(`${page}/leave-end`, { absence: id });
});

it("an administrator ends leave with a deputy, which a supervisor may not", async () => {
  const [alice, deputy] = [idOf("Ingabire Alice"), idOf("Nkurunziza Alphonse")];
  const boss = await desk("officer-kayitesi");
  await boss.get(`/office/load/${alice}`);
  const form = { ...days("2026-11-23", "2026-11-30"), deputy, files: "keep" };
  await boss.post(`/office/load/${alice}/leave`, form);
  const absence = (await leaveOf(alice)).at(-1)?.id ?? assert.fail("no leave");
  const admin = await desk("mugisha-beatha");
  await admin.get(`/admin/staff/${alice}`);
  await admin.post(`/admin/staff/${alice}/leave/${absence}/confirm`, {});
  const roles = async () => {
    const held = await town.app.sql<{ role: string }[]>`
      select role from auth.roles_at(${deputy}, ${town.now()}) where deputy_for is not null`;
    return held.map(({ role }) => role);
  };
  assert.deepEqual(await roles(), ["director"]);
  await boss.get(`/office/load/${alice}`);
  const refused = await boss.post(`/office/load/${alice}/leave-end`, { absence });
  says(refused, "An administrator ends leave with a deputy");
  const confirm = await admin.get(`/admin/staff/${alice}/leave/${absence}/end`);
  says(confirm, "End: Leave", "Ingabire Alice is back from this moment, and a deputy loses");
  const lastDay = (day: string) =>
    Object.fromEntries(Object.entries(days(day, day)).filter(([name]) => name.startsWith("until")));
  const change = async (day: string) => {
    await admin.get(`/admin/staff/${alice}/leave/${absence}/end`);
    return admin.post(`/admin/staff/${alice}/leave/${absence}/change`, lastDay(day));
  };
  const longer = await change("2026-12-02");
  says(longer, "An administrator confirms a deputy for certain days only", "End: Leave");
  for (const wrong of [longer, await change("2026-11-01"), await change("2026-11-31")]) {
    assert.equal(wrong.status, 422);
    assert.ok(wrong.body.includes(`href="#leave-${absence}-until-day"`));
    assert.ok(wrong.body.includes(`id="leave-${absence}-until-error"`));
  }
  assert.match(longer.body, /name="until-day"[^>]*value="2"/, "what was typed");
  says(await change("2026-11-26"), "The last day of the leave is changed");
  assert.match((await leaveOf(alice)).at(-1)?.untilAt ?? "", /^2026-11-26T22/);
  await admin.get(`/admin/staff/${alice}/leave/${absence}/end`);
  const done = await admin.post(`/admin/staff/${alice}/leave/${absence}/end`, {});
  says(done, "Done");
  assert.deepEqual(await leaveOf(alice), []);
  assert.deepEqual(await roles(), []);
  await fitsScreens(town.url, admin, `/admin/staff/${alice}`, "admin-leave");
});

it("names role, office and steps where nobody else has the work", async () => {
  const boss = await desk("officer-kayitesi");
  const warning = "Nobody else of your authority does this work";
  const lone = await boss.get(`/office/load/${idOf("Nkurunziza Alphonse")}`);
  says(lone, warning, "Intake officer: Mineral exploration licence – ");
  const { body } = await boss.get(`/office/load/${idOf("Rugamba Emmanuel")}`);
  assert.ok(!body.includes(warning));
});

it("tells at leave what nobody else does on those days, as all others are away", async () => {
  const alice = idOf("Ingabire Alice");
  const rugamba = idOf("Rugamba Emmanuel");
  const warning = "everybody else who does this work is on leave too";
  const boss = await desk("officer-kayitesi");
  const enter = async (officer: string, from: string, until: string) => {
    await boss.get(`/office/load/${officer}`);
    const form = { ...days(from, until), files: "keep" };
    return boss.post(`/office/load/${officer}/leave`, form);
  };
  const alone = await enter(alice, "2027-01-11", "2027-01-15");
  assert.ok(!alone.body.includes(warning));
  const last = await enter(rugamba, "2027-01-15", "2027-01-18");
  says(last, warning, "Director: ");
  says(await boss.get(`/office/load/${alice}`), warning);
  await fitsScreens(town.url, boss, `/office/load/${alice}`, "leave-nobody");
  for (const officer of [alice, rugamba]) {
    await boss.get(`/office/load/${officer}`);
    for (const { id } of await leaveOf(officer))
      await boss.post(`/office/load/${officer}/leave-end`, { absence: id });
  }
  assert.deepEqual([await leaveOf(alice), await leaveOf(rugamba)], [[], []]);
});

it("nobody else may, nor for another authority, and it fits a phone", async () => {
  const alice = idOf("Ingabire Alice");
  const form = { ...days("2026-12-08", "2026-12-09"), files: "keep" };
  const before = (await leaveOf(alice)).length;
  const colleague = await desk("officer-rugamba");
  assert.equal((await colleague.post(`/office/load/${alice}/leave`, form)).status, 403);
  const elsewhere = await desk("officer-murekatete");
  await elsewhere.post(`/office/load/${alice}/leave`, form);
  assert.equal((await leaveOf(alice)).length, before);
  const boss = await desk("officer-kayitesi");
  await boss.get("/office");
  await fitsScreens(town.url, boss, `/office/load/${alice}`, "leave");
  await fitsScreens(town.url, boss, "/office/load", "leave-waits");
});

it("the form, what is wrong in it, its result and the undoing have no barriers", async () => {
  const { caseId } = await sent(town, licence);
  const alphonse = idOf("Nkurunziza Alphonse");
  await give(await desk("officer-nkurunziza"), caseId, "claim");
  const boss = await desk("officer-kayitesi");
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    const cookies = [...boss.cookies].map(([name, value]) => ({ name, value, url: town.url }));
    await context.addCookies(cookies);
    const shown = await context.newPage();
    const press = async (name: string) => {
      await Promise.all([
        shown.waitForEvent("load"),
        shown.getByRole("button", { name, exact: false }).click(),
      ]);
      assert.deepEqual(await barriersOn(shown), [], name);
      const wide = await shown.evaluate("document.documentElement.scrollWidth");
      assert.ok(Number(wide) <= 360, `${name}: ${wide} wide`);
    };
    await shown.goto(`${town.url}/office/load/${alphonse}`);
    assert.deepEqual(await barriersOn(shown), []);
    await press("Plan leave");
    assert.match(await shown.title(), /^Error/);
    const typed = days("2026-12-21", "2026-12-23");
    for (const [name, value] of Object.entries(typed)) await shown.fill(`[name=${name}]`, value);
    await shown.selectOption("[name=files]", "all");
    await press("Plan leave");
    assert.match(
      await shown.innerText("main"),
      /1 file is put back for all\s+The leave is entered/,
    );
    await press("Undo");
    assert.match(await shown.innerText("main"), /1 file is with Nkurunziza Alphonse again/);
  } finally {
    await browser.close();
  }
  const { state } = await opened(town, caseId);
  assert.ok(state.tasks.some(({ claimedBy }) => claimedBy === alphonse));
});

it("what nobody could have chosen is refused, and changes nothing", async () => {
  const boss = await desk("officer-kayitesi");
  const alphonse = idOf("Nkurunziza Alphonse");
  const count = (await leaveOf(alphonse)).length;
  const form = { ...days("2026-12-28", "2026-12-29"), files: "keep" };
  for (const officer of [newId(), "nobody", idOf("Mutesi Jeannette")])
    for (const act of ["leave", "hand-back", "hand-over"]) {
      await boss.get("/office");
      const post = { ...form, to: "all", stack: `${newId()}~1.intake` };
      const { status } = await boss.post(`/office/load/${officer}/${act}`, post);
      assert.ok([200, 404].includes(status), `${act} of ${officer}: ${status}`);
      if (act === "leave") assert.equal(status, 404, officer);
    }
  for (const wrong of [{ files: "nobody" }, { deputy: newId() }, { "from-day": "99" }]) {
    await boss.get(`/office/load/${alphonse}`);
    const refused = await boss.post(`/office/load/${alphonse}/leave`, { ...form, ...wrong });
    assert.equal(refused.status, 422, JSON.stringify(wrong));
  }
  assert.equal((await leaveOf(alphonse)).length, count);
  for (const stack of ["", "~", `${newId()}~`, "<b>~x"]) {
    await boss.get(`/office/load/${alphonse}`);
    const back = await boss.post(`/office/load/${alphonse}/hand-back`, { to: "all", stack });
    says(back, "0 files are with Nkurunziza Alphonse again");
  }
});

it("the database lets a supervisor plan leave, and change nothing else of anybody", async () => {
  const at = town.now();
  const [alice, boss] = [idOf("Ingabire Alice"), idOf("Kayitesi Grace")];
  const plan = (by: string, officer: string, more: object = {}) => {
    const absence = {
      ...{ id: newId(), deputy: null, status: "held", askedBy: by, askedAt: at.toISOString() },
      ...{ fromAt: "2026-12-14T00:00:00Z", untilAt: "2026-12-15T00:00:00Z", ...more },
    } as Absence;
    return planAbsence(town.app.sql, by, at, { officer, absence });
  };
  const refused = { code: "42501" };
  const byBoss = `officer:${boss}`;
  const count = (await leaveOf(alice)).length;
  await assert.rejects(plan(`officer:${idOf("Rugamba Emmanuel")}`, alice), refused);
  await assert.rejects(plan(`officer:${idOf("Murekatete Solange")}`, alice), refused);
  await assert.rejects(plan(byBoss, boss), refused);
  await assert.rejects(plan(byBoss, idOf("Mutesi Jeannette")), refused);
  const deputy = idOf("Rugamba Emmanuel");
  await assert.rejects(plan(byBoss, alice, { deputy }), refused);
  const member = (await town.app.parts.staff.member(alice as never)) ?? assert.fail();
  await assert.rejects(keepStaff(town.app.sql, byBoss, at, member), refused);
  assert.equal((await leaveOf(alice)).length, count);
  await plan(byBoss, alice);
  await plan(byBoss, alice, { deputy, status: "asked" });
  assert.deepEqual(
    (await leaveOf(alice))
      .slice(count)
      .map(({ status }) => status)
      .toSorted(),
    ["asked", "held"],
  );
});

it("the database lets a supervisor end leave without a deputy, and no other", async () => {
  const [alice, at] = [idOf("Ingabire Alice"), town.now()];
  const byBoss = `officer:${idOf("Kayitesi Grace")}`;
  const leave = async (status: string, deputy: string | null, asker: string) => {
    const id = newId();
    await town.database.ownerSql`
      insert into auth.absence (id, officer, deputy, from_at, until_at, status, asked_by, asked_at,
        given_by, given_at)
      values (${id}, ${alice}, ${deputy}, ${at}, ${at}::timestamptz + interval '1 day', ${status},
        ${asker}, ${at}, 'command', ${at})`;
    return id;
  };
  const end = (by: string, absence: string, officer = alice) =>
    endAbsence(town.app.sql, by, at, { officer, absence });
  const refused = { code: "42501" };
  const deputy = idOf("Rugamba Emmanuel");
  const free = await leave("held", null, "command");
  await assert.rejects(end(`officer:${deputy}`, free), refused);
  await assert.rejects(end(`officer:${idOf("Murekatete Solange")}`, free), refused);
  await assert.rejects(end(byBoss, await leave("held", deputy, byBoss)), refused);
  await assert.rejects(end(byBoss, await leave("asked", deputy, "command")), refused);
  const own = await leave("asked", deputy, byBoss);
  await end(byBoss, own);
  await end(byBoss, free);
  const left = await leaveOf(alice);
  assert.ok(!left.some(({ id }) => id === own || id === free));
});
