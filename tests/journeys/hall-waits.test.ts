import assert from "node:assert/strict";
import { after, test } from "node:test";
import { must } from "../../src/kernel/index.ts";
import { startTown } from "../town.ts";
import { says } from "./apply-given.ts";
import { civil, kioskOf, seated, takenAt, textOf } from "./hall-given.ts";

const town = await startTown();
after(() => town.close());
const { centres } = town.app.parts;

test("How long one waits now is told before a ticket is taken, at home and at the kiosk, as it is told on the ticket", async () => {
  const kiosk = await kioskOf(town);
  const guest = town.guest();
  const page = async () => textOf((await guest.get("/centres/kigali?lang=en")).body);
  assert.match(await page(), /Civil status and identity [^.]*No counter is open for this now/);
  await seated(town, "1", "Uwase Claudine");
  for (let n = 0; n < 4; n++) await takenAt(kiosk);
  const [, told] =
    /Civil status and identity .*?Wait now: (\d+ to \d+ minutes)/.exec(await page()) ?? [];
  assert.ok(told, await page());
  const topics = textOf((await kiosk.get("/hall/kigali/kiosk/topics?lang=en")).body);
  const both = new RegExp(`Civil status and identity .*?Wait now: ${told}; families: (.*?) B `);
  const [, families = ""] = both.exec(topics) ?? [];
  assert.match(families, /^\d+ to \d+ minutes$/, topics);
  assert.ok((await page()).includes(`${told}; families: ${families}`), "at home as at the kiosk");
  assert.match(topics, /Education .*?No counter is open for this now E /);
  const { text } = await takenAt(kiosk);
  assert.ok(text.includes(told), `${told} was promised, the ticket says: ${text}`);
});

test("The kiosk tells how long a family waits before its ticket, and why", async () => {
  const kiosk = await kioskOf(town);
  for (let n = 0; n < 6; n++) await takenAt(kiosk);
  const page = textOf((await kiosk.get(`/hall/kigali/kiosk/take/${civil}?lang=en`)).body);
  const [, alone, three] =
    /How many are you\?.*? 1 (\d+–\d+) min .* 3 (\d+–\d+) min 4 /.exec(page) ?? [];
  assert.ok(alone && three, page);
  assert.notEqual(alone, three);
  assert.match(page, /A family takes longer at the counter, so it is often called later/);
  assert.match(
    page,
    /with a booked time you wait less\. Book on your phone at .*\/centres\/kigali\/book/,
  );
  const topics = textOf((await kiosk.get("/hall/kigali/kiosk/topics?lang=en")).body);
  const [, least, most] = /Civil .*?families: (\d+) to (\d+) minutes/.exec(topics) ?? [];
  const [from3, to3] = three.split("–").map(Number);
  assert.ok(Number(least) <= (from3 ?? 0) && (to3 ?? 99) <= Number(most), topics);
  const { text } = await takenAt(kiosk, civil, { party: "3" });
  const [from, to] = three.split("–");
  assert.ok(text.includes(`${from} to ${to} minutes`), `${three} was told; ${text}`);
  const closed = textOf((await kiosk.get("/hall/kigali/kiosk/take/education")).body);
  assert.doesNotMatch(closed, /\d min/, "no counter is open for it");
});

test("The waits of a hall are thought out once for each change, however many look", async () => {
  const [first, second] = [await centres.waits("kigali"), await centres.waits("kigali")];
  assert.equal(first, second, "nothing has changed, so nothing is thought again");
  must(await centres.takeTicket({ centre: "kigali", topic: civil, lang: "en" }));
  const third = await centres.waits("kigali");
  assert.notEqual(third, first);
  const ahead = (waits: typeof first) => waits.get(civil)?.ahead ?? 0;
  assert.equal(ahead(third), ahead(first) + 1);
  assert.equal(third.get("education"), null);
});

test("So are the waits of families, each topic by itself", async () => {
  const of = (topic: string) => centres.waitsOfParties({ centre: "kigali", topic }, [1, 3]);
  const [first, second] = [await of(civil), await of(civil)];
  assert.equal(first, second, "nothing has changed, so nothing is thought again");
  assert.equal((await of("education")).size, 0, "no counter is open for it");
  assert.equal(await of(civil), first);
  assert.equal((await centres.waitsOfParties({ centre: "kigali", topic: civil }, [2])).size, 1);
  must(await centres.takeTicket({ centre: "kigali", topic: civil, lang: "en" }));
  const third = await of(civil);
  assert.deepEqual([...third.keys()], [1, 3]);
  assert.equal(third.get(1)?.ahead, (first.get(1)?.ahead ?? 0) + 1);
});

test("A hall that is closed tells no wait, but when tickets are given again", async () => {
  town.setClock("2026-11-23T18:00:00Z");
  const closed = await town.guest().get("/centres/kigali?lang=en");
  says(closed, "Closed now. Tickets are available again from 24 November 2026", "Book a time");
  assert.doesNotMatch(textOf(closed.body), /Wait now|No counter is open|Take a ticket/);
});
