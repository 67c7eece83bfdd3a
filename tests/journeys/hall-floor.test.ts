import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { closeFile } from "../../src/acts/index.ts";
import { must } from "../../src/kernel/index.ts";
import { launchBrowser } from "../browser.ts";
import { startTown, type Town } from "../town.ts";
import { act, seated as seatedAt } from "./counter-given.ts";
import { kioskOf, manager, seated, takenAt, textOf } from "./hall-given.ts";

let town: Town;
let browser: Browser;

before(async () => {
  [town, browser] = await Promise.all([startTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await town?.close();
});

/** Somebody is served at this counter. */
async function servedAt(counter: string, officer: string) {
  const { centres } = town.app.parts;
  const kiosk = await kioskOf(town);
  const { number } = await takenAt(kiosk, "education");
  const seat = await seated(town, counter, officer);
  assert.equal(must(await centres.callNext(seat))?.number, number);
  must(await centres.start(seat));
  return { seat, number };
}

describe("Whoever runs the floor", () => {
  it("frees a counter whose officer is gone: the file is closed, and the client waits where he was", async () => {
    const { seat, number } = await servedAt("9", "Uwase Claudine");
    const person = await town.person("mukamana-vestine");
    const { counter } = town.app.parts;
    must(
      await counter.openVisit({
        ...{ operator: seat.officer, person: person.id, lang: "rw" },
        seat: { centre: seat.centre, counter: seat.counter },
      }),
    );
    const client = await town.as(manager);
    const hall = await client.get("/hall/kigali?lang=en");
    assert.match(textOf(hall.body), new RegExp(`${number} goes back to its place`));
    const refused = await client.post("/hall/kigali/counters/9", { do: "close" });
    assert.equal(refused.status, 409);
    const ticket = /name="ticket" value="([^"]+)"/.exec(refused.body)?.[1] ?? "";
    const freed = await client.post("/hall/kigali/counters/9", { do: "free", ticket });
    assert.match(textOf(freed.body), /Open counters 0 of 10/);
    assert.match(textOf(freed.body), /1 ticket waits, and no counter is open for: D/);
    assert.equal(await counter.openVisitOf(seat.officer), undefined);
    const other = await seated(town, "10", "Mugabo Jean");
    const idle = textOf((await client.get("/hall/kigali")).body);
    assert.match(idle, /1 ticket waits for D, which this counter serves/);
    assert.equal(must(await town.app.parts.centres.callNext(other))?.number, number);
    const busy = textOf((await client.get("/hall/kigali")).body);
    assert.doesNotMatch(busy, /which this counter serves/);
    must(await town.app.parts.centres.closeCounter(other, { sentBack: ticket }));
  });

  it("is not warned of a ticket sent to an open counter for another topic", async () => {
    const { centres } = town.app.parts;
    const { number } = await takenAt(await kioskOf(town), "education");
    const seat = await seated(town, "2", "Mugabo Jean");
    const client = await town.as(manager);
    const before = textOf((await client.get("/hall/kigali?lang=en")).body);
    assert.match(before, /2 tickets wait, and no counter is open for: D/);
    const one = (await centres.hall("kigali"))?.queue.find((each) => each.number === number);
    const move = { type: "move", topic: "education", counter: "2" } as const;
    must(
      await centres.manage({
        ...{ centre: "kigali", ticket: one?.id ?? "", officer: seat.officer },
        ...{ act: move, reason: "asked" },
      }),
    );
    assert.match(
      textOf((await client.get("/hall/kigali")).body),
      /1 ticket waits, and no counter is open for: D/,
    );
    assert.equal(must(await centres.callNext(seat))?.number, number);
    must(await centres.start(seat));
    must(await centres.finish(seat));
    must(await centres.closeCounter(seat));
  });

  it("loses nothing that is chosen and not yet sent when the hall changes meanwhile", async () => {
    const client = await town.as(manager);
    await client.get("/hall/kigali?lang=en");
    const context = await browser.newContext();
    await context.addCookies(
      [...client.cookies].map(([name, value]) => ({ name, value, url: town.url })),
    );
    const floor = await context.newPage();
    await floor.goto(`${town.url}/hall/kigali`);
    const select = floor.locator("#counter-2-who");
    const second = await select.locator("option").nth(1).getAttribute("value");
    await select.selectOption(second);
    await takenAt(await kioskOf(town), "education");
    await floor.getByText("Tickets today").locator("..").getByText("2", { exact: true }).waitFor();
    assert.equal(await select.inputValue(), second);
    await context.close();
  });

  it("gives a counter other topics for the day, and sees who is on a break", async () => {
    const operator = await seatedAt(town, "mugabo-jean", "2");
    const client = await town.as(manager);
    const page = await client.get("/hall/kigali/counters/2?lang=en");
    assert.match(page.body, /value="civil-status-and-identity"\s+checked/);
    const none = await client.post("/hall/kigali/counters/2", { do: "topics" });
    assert.equal(none.status, 422);
    assert.match(textOf(none.body), /Select at least one topic/);
    const topics = { do: "topics", topics: "education" };
    const set = await client.post("/hall/kigali/counters/2", topics);
    assert.match(textOf(set.body), /Counter 2 serves other topics from the next call on/);
    assert.match(textOf(set.body), /Topics of counter 2: D \*/);
    const away = await act(operator, "break", { minutes: "30" });
    assert.match(textOf(away.body), /Break until \d\d:\d\d/);
    assert.doesNotMatch(away.body, /value="next"/);
    const hall = textOf((await client.get("/hall/kigali")).body);
    assert.match(hall, /Break until \d\d:\d\d/);
    assert.match(hall, /Open counters 0 of 10/, "a break calls nobody");
    const forged = await act(operator, "next");
    assert.match(textOf(forged.body), /This counter is on a break/);
    assert.match((await act(operator, "back")).body, /value="next"/);
    await client.get("/hall/kigali/counters/2");
    await client.post("/hall/kigali/counters/2", { do: "planned" });
    assert.match(textOf((await client.get("/hall/kigali")).body), /Topics of counter 2: A G /);
    await act(operator, "leave");
  });

  it("announces something on the boards, which also say whose turn is probably next", async () => {
    const { centres } = town.app.parts;
    const { number } = await takenAt(await kioskOf(town), "education");
    const seat = await seated(town, "9", "Uwase Claudine");
    const client = await town.as(manager);
    await client.get("/hall/kigali/announcement?lang=en");
    const long = { en: "x".repeat(161), minutes: "30", do: "show" };
    const refused = await client.post("/hall/kigali/announcement", long);
    assert.equal(refused.status, 422);
    assert.match(textOf(refused.body), /Write at most 160 characters/);
    const forever = await client.post("/hall/kigali/announcement", { en: "A text", do: "show" });
    assert.equal(forever.status, 422);
    assert.match(textOf(forever.body), /Select for how long it stands/);
    assert.match(forever.body, /href="#minutes"/);
    assert.match(forever.body, /<select[^>]*id="minutes"[^>]*aria-invalid="true"/);
    assert.match(forever.body, /A text/);
    const said = { en: "The lift is out of order.", rw: " ", minutes: "30", do: "show" };
    await client.post("/hall/kigali/announcement", said);
    const board = await centres.board("kigali");
    assert.deepEqual({ ...board?.announced }, { en: "The lift is out of order." });
    assert.ok(board?.next.includes(number), `${board?.next}`);
    const page = textOf((await client.get("/hall/kigali/board")).body);
    assert.match(page, /The lift is out of order\./);
    assert.match(page, new RegExp(`Probably next: .*${number}`));
    const again = await client.get("/hall/kigali/announcement");
    assert.match(again.body, />\s*The lift is out of order\.<\/textarea>/);
    assert.match(textOf(again.body), /It stands until 23.November 2026, \d\d:\d\d\. It has no/);
    assert.match(textOf(again.body), /It has no text in: \S+/);
    assert.doesNotMatch(again.body, /<option value="\d+"\s+selected/);
    await client.post("/hall/kigali/announcement", { do: "end" });
    assert.deepEqual({ ...(await centres.board("kigali"))?.announced }, {});
    must(await centres.closeCounter(seat));
  });

  it("sees since when a counter serves somebody without a ticket", async () => {
    const { counter, centres } = town.app.parts;
    await takenAt(await kioskOf(town), "education");
    const seat = await seated(town, "9", "Uwase Claudine");
    const client = await town.as(manager);
    await client.get("/hall/kigali?lang=en");
    const tile = async () => {
      const { body } = await client.get("/hall/kigali");
      return textOf(/f-tile--open[\s\S]*?<\/li>/.exec(body)?.[0] ?? "");
    };
    assert.match(
      await tile(),
      /No client at the counter .* for D(, F)?, which this counter serves/,
    );
    const person = await town.person("mukamana-vestine");
    const opened = { operator: seat.officer, person: person.id, lang: "rw", seat };
    const visit = must(await counter.openVisit(opened));
    assert.match(await tile(), /Uwase Claudine Serving without a ticket since 10:00 /);
    assert.doesNotMatch(await tile(), /No client|which this counter serves/);
    const refused = await client.post("/hall/kigali/counters/9", { do: "close" });
    assert.equal(refused.status, 409, "the file is open");
    await client.post("/hall/kigali/counters/9", { do: "after" });
    assert.match(await tile(), /Closes when this client is done/);
    await closeFile(town.app.parts, visit, "done");
    assert.equal(await centres.seatOf(seat.officer), undefined);
  });

  it("reads the figures of past days, and takes them along as a table", async () => {
    const client = await town.as(manager);
    await client.get("/hall/kigali?lang=en");
    const yesterday = await client.get("/hall/kigali/days");
    assert.match(textOf(yesterday.body), /Nobody took a ticket on these days/);
    const span = "from=2026-11-23&to=2026-11-17";
    const week = textOf((await client.get(`/hall/kigali/days?${span}`)).body);
    assert.match(week, /Tickets \d/);
    assert.match(week, /D · Education \d/);
    assert.match(week, /Within the target \(30 min\)/);
    assert.match(week, /Sunday 22 November 2026 \(closed\) – –/);
    assert.match(week, /Monday 23 November 2026 \d/);
    const csv = await client.get(`/hall/kigali/days.csv?${span}`);
    assert.match(csv.body, /2026-11-23,D · Education,\d\d:00,\d+/);
    const guest = await town.guest().get("/hall/kigali/days.csv");
    assert.equal(guest.path.startsWith("/hall"), false);
  });

  it("sees who signed out at a counter, and is offered nobody who has", async () => {
    const { centres } = town.app.parts;
    await town.database.ownerSql`
      delete from auth.session using auth.officer as o
      where officer = o.id and o.name = 'Mugabo Jean'`;
    const operator = await seatedAt(town, "mugabo-jean", "2");
    const [seat] = [...(await centres.seats("kigali"))].flatMap(([counter, officer]) =>
      counter === "2" ? { centre: "kigali", counter, officer } : [],
    );
    assert.ok(seat);
    const { number } = await takenAt(await kioskOf(town));
    assert.equal(must(await centres.callNext(seat))?.number, number);
    const client = await town.as(manager);
    const floor = async () => (await client.get("/hall/kigali?lang=en")).body;
    assert.doesNotMatch(textOf(await floor()), /Signed out at/);
    await operator.get("/counter");
    await operator.post("/sign-out");
    assert.equal(operator.last?.path, "/counter/leave", "a client is there");
    await town.database.ownerSql`
      with gone as (delete from auth.session using auth.officer as o
        where officer = o.id and o.name = 'Mugabo Jean' returning officer)
      insert into auth.signed_out select distinct officer, ${town.now()}::timestamptz from gone
      on conflict do nothing`;
    const gone = await floor();
    assert.match(textOf(gone), /Mugabo Jean Signed out at \d\d:\d\d/);
    const ticket = /name="ticket" value="([^"]+)"/.exec(gone)?.[1] ?? "";
    const freed = await client.post("/hall/kigali/counters/2", { do: "free", ticket });
    const offered = (body: string) => [...body.matchAll(/<option value="[^"]+"[^>]*>([^<]+)/g)];
    const names = offered(freed.body).map(([, name]) => name);
    assert.ok(names.includes("Uwase Claudine"));
    assert.ok(!names.includes("Mugabo Jean"), "whoever signed out is offered");
    const stale = { do: "open", officer: seat.officer };
    const refused = await client.post("/hall/kigali/counters/2", stale);
    assert.match(textOf(refused.body), /Whoever you chose for counter 2 has signed out/);
    const again = await seatedAt(town, "mugabo-jean", "2");
    assert.doesNotMatch(textOf(await floor()), /Signed out at/);
    const called = await act(again, "next");
    assert.match(textOf(called.body), new RegExp(number));
    await act(again, "start");
    await act(again, "finish");
    must(await centres.closeCounter(seat));
  });

  it("is told who waits where no counter is open, and who waits is told when the hall closes before his turn", async () => {
    const { centres } = town.app.parts;
    await takenAt(await kioskOf(town), "visas-and-travel");
    const client = await town.as(manager);
    const page = await client.get("/hall/kigali?lang=en");
    const lost = /no counter is open for: (?:(?!Waiting now).)*Visas and travel/;
    assert.match(textOf(page.body), lost);
    const line = /<li>F · Visas and travel[\s\S]*?<\/li>/.exec(page.body)?.[0] ?? "";
    const [, counter = "", officer = ""] =
      /counters\/(\d+)"[\s\S]*?<option value="([^"]+)">/.exec(line) ?? [];
    assert.match(textOf(line), new RegExp(`Open counter ${counter} for it`));
    const path = `/hall/kigali/counters/${counter}`;
    const opened = await client.post(path, { do: "open", officer });
    assert.match(textOf(opened.body), new RegExp(`Counter ${counter} is open`));
    assert.doesNotMatch(textOf(opened.body), lost);
    await client.post(path, { do: "close" });
    town.setClock("2026-11-23T15:50:00Z");
    const kiosk = await kioskOf(town);
    await takenAt(kiosk, "mining-and-environment");
    const late = await takenAt(kiosk, "mining-and-environment");
    assert.match(late.text, /The hall closes at 18:00\. It may not be your turn before then/);
    const [row] = await town.app.sql<{ token: string }[]>`
      select token from centres.ticket where number = ${late.number}`;
    town.setClock("2026-11-24T06:00:00Z");
    await town.settle();
    assert.equal((await centres.ticketOf(row?.token ?? ""))?.ticket.status, "left");
    const phone = textOf((await town.guest().get(`/t/${row?.token}?lang=en`)).body);
    assert.match(phone, /The hall has closed\. Please take a new ticket/);
  });
});
