import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { CommandId, OfficerId } from "../../src/kernel/index.ts";
import { must } from "../../src/kernel/index.ts";
import { officersWith } from "../../src/platform/auth/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { withBrowser } from "../browser.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { manager, seated, textOf } from "./hall-given.ts";

let town: Town;
let client: Client;
let idOf: (name: string) => OfficerId;

/** Another moment, at which the session of before is over. */
async function at(instant: string) {
  town.setClock(instant);
  client = await town.as(manager);
  await client.get("/hall/kigali?lang=en");
}

async function onLeave(name: string, fromAt: string, untilAt: string) {
  const absence = { id: newId(), deputy: null, fromAt, untilAt };
  const [{ id } = { id: "" }] = await town.app.sql<{ id: string }[]>`
    select officer as id from auth.held_role where role = 'administrator' limit 1`;
  const occasion = { key: newId<CommandId>(), actor: `officer:${id}` };
  must(await town.app.parts.staff.give(idOf(name), { type: "plan-leave", absence }, occasion));
}

// Monday, 10:00 in Kigali; the hall opens at 8:00.
before(async () => {
  town = await startTown();
  client = await town.as(manager);
  await client.get("/hall/kigali?lang=en");
  const all = await officersWith(town.app.sql, "service-centres", "operator", town.now());
  idOf = (name) => {
    const officer = all.find((each) => each.name === name);
    assert.ok(officer, `no operator is called ${name}`);
    return officer.id;
  };
});
after(async () => {
  await town?.close();
});

const roster = "/hall/kigali/roster";

/** The fields of some rows: counter, who, from, until, break. */
const rows = (all: readonly (readonly string[])[]) =>
  Object.fromEntries(
    all.flatMap(([counter = "", name = "", from = "", until = "", pause = ""], index) => [
      [`counter-${index}`, counter],
      [`who-${index}`, name && idOf(name)],
      [`from-${index}`, from],
      [`until-${index}`, until],
      [`pause-${index}`, pause],
      [`minutes-${index}`, "30"],
    ]),
  );

async function plan(day: string, all: readonly (readonly string[])[], also: string[] = []) {
  await client.get(`${roster}/${day}`);
  return client.post(`${roster}/${day}`, { ...rows(all), also });
}

describe("The roster of a hall", () => {
  it("is planned for several days at once, and says what nobody is planned for", async () => {
    const page = await plan(
      "2026-11-24",
      [
        ["2", "Mugabo Jean", "", "", "12:00"],
        ["3", "Uwase Claudine", "08:00", "13:00"],
        ["3", "Uwera Josiane", "13:00", ""],
      ],
      ["2026-11-25", "2026-11-27"],
    );
    assert.equal(page.path, `${roster}?week=2026-11-24`);
    const text = textOf(page.body);
    assert.match(text, /The roster has been saved/);
    assert.match(text, /Tuesday 24 November 2026 .*Sunday 29 November 2026 \(closed\)/);
    assert.match(text, /Mugabo Jean 08:00–18:00 break 12:00–12:30/);
    assert.match(page.body, /18:00\s+<br>break/, "apart where a telephone breaks no line");
    assert.equal(text.match(/Uwase Claudine 08:00–13:00/g)?.length, 3);
    assert.match(text, /Nobody is planned for these while the hall is open/);
  });

  it("is filled in as a day before, to be checked and saved", async () => {
    const page = await client.get(`${roster}/2026-11-26`);
    assert.match(textOf(page.body), /Fill in as on Wednesday 25 November 2026/);
    const filled = await client.get(`${roster}/2026-11-26?like=2026-11-25`);
    assert.match(textOf(filled.body), /Filled in as on Wednesday 25 November 2026/);
    const chosen = /<option value="([^"]+)" selected>\s*Mugabo Jean/.exec(filled.body)?.[1];
    assert.equal(chosen, idOf("Mugabo Jean"));
    assert.match(filled.body, /name="until-\d+" value="13:00"/);
    const week = await client.get(`${roster}?week=2026-11-26`);
    assert.equal(textOf(week.body).match(/Mugabo Jean 08:00/g)?.length, 3, "nothing is saved yet");
    const after = await client.get(`${roster}/2026-12-01`);
    assert.match(textOf(after.body), /Fill in as on Tuesday 24 November 2026/, "a week before");
  });

  it("shows the week of one operator, found by a part of their name", async () => {
    const { body } = await client.get(`${roster}?week=2026-11-24&find=jean`);
    assert.match(textOf(body), /3 shifts, 30 hours/);
    assert.match(textOf(body), /Mugabo Jean 08:00–18:00/);
    assert.doesNotMatch(textOf(body), /Uwase Claudine|Uwera Josiane/);
  });

  it("names the field of what cannot be, and the conflict", async () => {
    const page = await plan("2026-12-10", [
      ["2", "Mugabo Jean", "08:00", "12:00"],
      ["3", "Uwase Claudine"],
      ["5", "Mugabo Jean", "11:00", "13:00"],
    ]);
    assert.equal(page.status, 422);
    const text = /same operator is planned at counters 5 and 2 at the same time/;
    assert.match(textOf(page.body), text);
    assert.match(page.body, /<a href="#who-2"/);
    assert.match(page.body, /id="who-2"\s+name="who-2" aria-invalid="true"/);
    assert.equal(page.body.match(/aria-invalid/g)?.length, 1);
  });

  it("takes the hours of each day where no time is written", async () => {
    const page = await plan("2026-12-11", [["5", "Uwera Josiane"]], ["2026-12-12"]);
    const text = textOf(page.body);
    assert.equal(text.match(/Uwera Josiane 08:00–18:00/g)?.length, 1, "Friday");
    assert.equal(text.match(/Uwera Josiane 09:00–13:00/g)?.length, 1, "Saturday");
  });

  it("has nobody at two halls at once, however close they are saved", async () => {
    const { roster: rosters } = town.app.parts.centres;
    const shift = { officer: idOf("Uwera Josiane"), from: 540, until: 660, pause: null };
    const outcomes = await Promise.all(
      ["kigali", "musanze"].map((centre) =>
        rosters.plan({
          ...{ centre, day: "2026-12-14", also: [], version: "", officer: idOf("Mugabo Jean") },
          shifts: [{ ...shift, counter: "1" }],
        }),
      ),
    );
    assert.deepEqual(outcomes.map(({ ok }) => ok).sort(), [false, true]);
    const twice = town.database.ownerSql`
      insert into centres.shift (centre, day, counter, from_minute, until_minute, officer, set_by,
        set_at)
      select 'elsewhere', day, '9', until_minute - 1, until_minute + 60, officer, set_by, set_at
      from centres.shift where day = '2026-12-14'`;
    await assert.rejects(twice, /shift_once/);
  });

  it("tells each operator their own week, and where to sit", async () => {
    const operator = await town.as("mugabo-jean");
    const day = textOf((await operator.get("/staff?lang=en")).body);
    assert.match(day, /My shifts this week/);
    assert.match(day, /24 November 2026 [^–]+ 2 08:00–18:00, break 12:00–12:30/);
    await plan("2026-11-23", [
      ["2", "Mugabo Jean"],
      ["4", "Uwimana Thierry"],
    ]);
    const seats = textOf((await operator.get("/counter?lang=en")).body);
    assert.match(seats, /you are at counter 2 until 18:00/);
  });

  it("tells whoever runs the floor who is missing, on the page and by the bell, once", async () => {
    await seated(town, "5", "Uwimana Thierry");
    const floor = await client.get("/hall/kigali?lang=en");
    // Who sits at another counter than planned is there.
    const text = textOf(floor.body);
    assert.match(text, /1 operator of the roster is missing : counter 2 since 08:00: Mugabo Jean/);
    await plan("2026-11-24", [["2", "Mugabo Jean", "08:00"]]);
    await at("2026-11-24T06:05:00Z");
    await town.settle();
    const bell = async () =>
      textOf((await client.get("/staff/notifications?lang=en")).body).match(
        /An operator of the roster has not come/g,
      )?.length ?? 0;
    assert.equal(await bell(), 0, "not within ten minutes");
    await at("2026-11-24T06:11:00Z");
    await town.settle();
    assert.equal(await bell(), 1);
    await town.settle();
    assert.equal(await bell(), 1);
    const link = /href="(\/staff\/notifications\/operator-missing[^"]+)"/.exec(
      client.last?.body ?? "",
    )?.[1];
    assert.equal((await client.get(link ?? "")).path, "/hall/kigali");
    await seated(town, "2", "Mugabo Jean");
    assert.doesNotMatch(textOf((await client.get("/hall/kigali")).body), /is missing/);
  });

  it("offers first whom the roster has at a counter, and nobody on leave", async () => {
    await at("2026-11-26T07:00:00Z");
    await plan("2026-11-26", [["7", "Uwera Josiane", "", "", "11:00"]]);
    await onLeave("Mukeshimana Aline", "2026-11-25T22:00:00Z", "2026-11-28T22:00:00Z");
    const { body } = await client.get("/hall/kigali");
    const shift = "counter 7: Uwera Josiane, 08:00–18:00 \\(break 11:00–11:30\\)";
    const soon = new RegExp(`Planned now and in the next 3 hours\\s*: ${shift}`);
    assert.match(textOf(body), soon);
    assert.match(textOf((await client.get("/hall/kigali/what-if")).body), soon);
    const choices = /id="counter-7-who"[\s\S]*?<\/select>/.exec(body)?.[0] ?? "";
    assert.match(choices, new RegExp(`value="${idOf("Uwera Josiane")}" selected`));
    assert.doesNotMatch(choices, /Mukeshimana/);
  });

  it("is an answer to what-if, and opens whom it has there now", async () => {
    // Who sits at counter 2 is signed in.
    await town.as("mugabo-jean");
    const topics = town.app.parts.centres.find("kigali")?.topics ?? [];
    const query = topics.map(({ letter }) => `${letter}=${letter === "E" ? 4 : 0}`);
    const { body } = await client.get(`/hall/kigali/what-if?${query.join("&")}`);
    const row = body.match(/<tr[\s\S]*?<\/tr>/g)?.find((each) => each.includes("as planned")) ?? "";
    assert.match(textOf(row), /7 as planned open 7; close 2, 5 /, textOf(body));
    const open = /name="open" value="([^"]*)"/.exec(row)?.[1];
    const close = /name="close" value="([^"]*)"/.exec(row)?.[1];
    assert.deepEqual([open, close], ["7", "2 5"]);
    await client.post("/hall/kigali/what-if", { open: "7", close: "2 5" });
    const seats = await town.app.sql<{ counter: string }[]>`
      select counter from centres.seat where centre = 'kigali'`;
    assert.deepEqual(
      seats.map(({ counter }) => counter),
      ["7"],
    );
  });

  it("refuses who is on leave or at two counters, and keeps what was typed", async () => {
    const leave = await plan("2026-11-27", [["1", "Mukeshimana Aline"]]);
    assert.equal(leave.status, 409);
    assert.match(textOf(leave.body), /Counter 1: the operator is on leave/);
    const twice = await plan("2026-11-27", [
      ["1", "Uwera Josiane", "08:00", "12:00"],
      ["9", "Uwera Josiane", "11:00", "15:00"],
    ]);
    assert.equal(twice.status, 422);
    assert.match(textOf(twice.body), /planned at counters 9 and 1 at the same time/);
    assert.match(twice.body, /value="15:00"/);
    const wrong = await plan("2026-11-27", [["1", "Uwera Josiane", "12:00", "08:00"]]);
    assert.match(textOf(wrong.body), /the end of a shift must be after its beginning/);
    const none = await plan("2026-11-27", [["1", "Uwera Josiane", "25:99", "12:00"]]);
    assert.equal(none.status, 422);
    assert.match(none.body, /href="#from-0">\s*Counter 1: write a time such as 08:30/);
    assert.match(none.body, /id="from-0"[^>]*value="25:99"[^>]*aria-invalid="true"/);
    const past = await plan("2026-11-23", [["1", "Uwera Josiane"]]);
    assert.match(textOf(past.body), /A day that is over/);
    const week = textOf((await client.get(`${roster}?week=2026-11-27`)).body);
    assert.doesNotMatch(week, /Uwera Josiane 08:00–12:00/);
  });

  it("loses nothing that somebody else planned meanwhile", async () => {
    const other = await town.as(manager);
    await other.get(`${roster}/2026-11-28?lang=en`);
    await plan("2026-11-28", [["1", "Uwera Josiane"]]);
    const late = await other.post(`${roster}/2026-11-28`, rows([["1", "Uwase Claudine"]]));
    assert.equal(late.status, 409);
    assert.match(textOf(late.body), /Somebody else changed this day meanwhile/);
    assert.match(late.body, new RegExp(`value="${idOf("Uwera Josiane")}" selected`));
  });

  it("is copied into the next week, without those who are on leave then", async () => {
    await onLeave("Mugabo Jean", "2026-12-01T22:00:00Z", "2026-12-02T22:00:00Z");
    await client.get(`${roster}?week=2026-12-02`);
    const copied = await client.post(`${roster}?week=2026-11-30`);
    assert.match(textOf(copied.body), /Shifts copied: \d+\. Left out[^:]+: 1\./);
    const planned = must(await town.app.parts.centres.roster.week("kigali", "2026-12-02"));
    assert.deepEqual(
      planned[2]?.shifts.map(({ counter, from }) => [counter, from]),
      [
        ["3", 480],
        ["3", 780],
      ],
    );
    const again = await client.post(`${roster}?week=2026-11-30`);
    assert.match(textOf(again.body), /There is nothing to copy/);
  });

  it("belongs to whoever runs this hall", async () => {
    const operator = await town.as("mugabo-jean");
    assert.equal((await operator.get(roster)).status, 403);
  });

  it("can be read on a phone without scrolling sideways", async () => {
    await withBrowser(async (browser) => {
      for (const width of [1280, 360]) {
        const context = await browser.newContext({ viewport: { width, height: 800 } });
        await context.addCookies(
          [...client.cookies].map(([name, value]) => ({ name, value, url: town.url })),
        );
        const page = await context.newPage();
        for (const path of [`${roster}?week=2026-11-24`, `${roster}/2026-11-27`]) {
          await page.goto(`${town.url}${path}`);
          const wide = await page.evaluate("document.documentElement.scrollWidth");
          assert.ok(Number(wide) <= width, `${path} is ${wide} px wide at ${width}`);
          const name = path.includes("?") ? "week" : "day";
          if (name === "week") {
            const first = page.locator(".f-warning li").first();
            assert.equal(await first.isVisible(), false, "what is missing is folded");
            const { y = 0 } = (await page.locator(".f-week").boundingBox()) ?? {};
            assert.ok(y < 800, `the week begins at ${y} px of a screen of 800`);
          }
          if (process.env.SHOTS)
            await page.screenshot({
              path: `${process.env.SHOTS}/${name}-${width}.png`,
              fullPage: true,
            });
        }
        await context.close();
      }
    });
  });
});
