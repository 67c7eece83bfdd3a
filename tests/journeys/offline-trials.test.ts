import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { asNewPerson } from "../../src/demo/people.ts";
import { rememberPerson } from "../../src/platform/auth/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { inPage } from "../in-page.ts";
import { startTown, type Town } from "../town.ts";
import { mother, seated } from "./counter-given.ts";
import {
  applicationsOf,
  applied,
  approved,
  asked,
  closeTablets,
  enrolled,
  killedAndStarted,
  manager,
  network,
  newTablet,
  press,
  saidYes,
  signIn,
  type Tablet,
  ticketTaken,
  unlocked,
  waiting,
} from "./offline-given.ts";

const sync = "/counter/sync";
let town: Town;
let tablet: Tablet;
before(async () => {
  town = await startTown();
  for (const each of town.people)
    await rememberPerson(town.app.sql, asNewPerson(each), { id: newId(), now: town.now() });
  tablet = await newTablet(town);
  await enrolled(town, tablet, "mugabo-jean", "Bus 3, tablet");
  await network(tablet.page, "online");
});
after(async () => {
  await closeTablets();
  await town?.close();
});

/** Somebody of the demonstration as they stand before the operator. */
const client = (id: string) => {
  const found = town.people.find((each) => each.id === id);
  if (!found) throw new Error(`nobody is called ${id}`);
  return { name: found.name, card: String(found.nationalId), born: found.birthDate };
};

/** Runs this in the page with the parts of its own program, as the page itself would. */
const within = async (code: string) =>
  tablet.page.evaluate(`(async () => {
    const vaults = ${await inPage("src/channels/counter/offline/browser/vault.ts")};
    ${code}
  })()`);

/** Lets nobody write into the table of what was delivered, until it is called. */
async function holdingSynced(): Promise<() => Promise<void>> {
  const holder = await town.database.ownerSql.reserve();
  await holder`begin`;
  await holder`lock table counter.synced in exclusive mode`;
  return async () => {
    await holder`rollback`;
    holder.release();
  };
}

/** Ends the connection that waits for the table of what was delivered, as soon as one does. */
async function connectionEnded(): Promise<void> {
  for (let looks = 0; looks < 600; looks++) {
    const ended = await town.app.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'
        and query like '%insert into counter.synced%'`;
    if (ended.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nothing was written down");
}

describe("What can go wrong with a counter without network", () => {
  it("the browser killed in the middle of a delivery: sent again after the start, it is one application", async () => {
    await tablet.wire.cut();
    const reference = await applied(tablet.page, mother, "Keza");
    await tablet.wire.mend();
    const killed = new Promise<void>((resolve, reject) =>
      tablet.wire.onPost(sync, () => void killedAndStarted(town, tablet).then(resolve, reject)),
    );
    await press(tablet.page, "Send now").catch(() => undefined);
    await killed;
    await signIn(town, tablet, "mugabo-jean");
    await unlocked(tablet.page);
    await waiting(tablet.page, 0);
    assert.equal((await applicationsOf(town, mother.id)).length, 0, "nobody has said yes");
    assert.deepEqual(await saidYes(await town.as(mother.id)), [reference]);
    const sent = await applicationsOf(town, mother.id);
    assert.deepEqual(
      sent.map((each) => each.reference),
      [reference],
    );
  });

  it("the server stopped between keeping an application and writing that down", async () => {
    const { page, wire } = tablet;
    const { id } = await town.person("ishimwe-kevin");
    await wire.cut();
    const reference = await applied(page, client("ishimwe-kevin"), "Ganza");
    await wire.mend();
    // Whoever holds the table lets the server come so far and no further; then its connection ends.
    const release = await holdingSynced();
    try {
      await press(page, "Send now");
      await connectionEnded();
      const known = await town.app.parts.cases.draftsOf(id);
      assert.equal(known.length, 1, "kept, not written down");
      await network(page, "trouble");
      await waiting(page, 1);
    } finally {
      await release();
    }
    await press(page, "Send now");
    await waiting(page, 0);
    await network(page, "online");
    assert.deepEqual(await saidYes(await town.as("ishimwe-kevin")), [reference], "it is one");
    const sent = await town.app.parts.cases.applicationsOf(id);
    assert.deepEqual(
      sent.map((each) => each.reference),
      [reference],
    );
  });

  it("with no reference left nothing is promised, and what was answered is taken when there are new ones", async () => {
    const { page, wire } = tablet;
    await wire.cut();
    await page.reload();
    await page.waitForSelector("#pin");
    await within(`const { vault } = await vaults.openVault("four quiet words here");
      await vault.put({ references: [] });`);
    await unlocked(page);
    assert.match(await page.innerText("#offline"), /0 application numbers left/);
    await asked(page, client("nyirahabimana-beatha"), "Hirwa");
    await page.click("#take");
    await page.waitForSelector("text=no application numbers left");
    await wire.mend();
    await press(page, "Back to the counter");
    await press(page, "Send now");
    await network(page, "online");
    await press(page, "Continue");
    await page.click("#take");
    assert.match((await page.textContent("#reference")) ?? "", /^[A-Z0-9]{5}-[A-Z0-9]{5}$/);
    await press(page, "Back to the counter");
    await waiting(page, 0);
  });

  it("a device whose clock is two hours fast is told so, and its ticket waits since it was really taken", async () => {
    const { page, context, wire } = tablet;
    await wire.cut();
    await context.clock.setFixedTime(new Date(town.now().getTime() + 2 * 3_600_000));
    await page.reload();
    await unlocked(page);
    const number = await ticketTaken(page);
    await wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
    assert.match(await page.innerText("#offline"), /clock of this device is 120 minutes fast/);
    const [row] = await town.app.sql<{ taken_at: Date }[]>`
      select taken_at from centres.ticket where number = ${number}`;
    assert.equal(row?.taken_at.toISOString(), town.now().toISOString());
  });

  it("a clock that was a year ahead and is put right gives no number twice, and keeps nobody out", async () => {
    const { page, context, wire } = tablet;
    await wire.cut();
    await context.clock.setFixedTime("2027-11-23T08:00:00Z");
    await page.reload();
    await unlocked(page);
    const first = await ticketTaken(page);
    await page.reload();
    for (let wrong = 0; wrong < 4; wrong++) {
      await page.fill("#pin", "a wrong one, again");
      await press(page, "Open");
      await page.waitForSelector(`text=${9 - wrong} tries left`);
    }
    await context.clock.setFixedTime(town.now());
    await page.reload();
    await page.fill("#pin", "four quiet words here");
    await press(page, "Open");
    await page.waitForSelector("text=Wait 2 seconds");
    await context.clock.setFixedTime(new Date(town.now().getTime() + 3000));
    await unlocked(page);
    const second = await ticketTaken(page);
    assert.deepEqual([first.slice(4), second.slice(4)], ["001", "002"]);
    await wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
  });

  it("where the disk is full the operator is told at once, and no number is spent", async () => {
    const { page } = tablet;
    // What a browser does where the disk is full.
    await page.evaluate(`window.put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError"); }`);
    await press(page, "Take a ticket");
    await page.check('input[value="civil-status-and-identity"]');
    await press(page, "Take a ticket");
    await page.waitForSelector("text=That did not work");
    await page.evaluate("IDBObjectStore.prototype.put = window.put");
    await press(page, "Back to the counter");
    assert.match(await ticketTaken(page), /-003$/);
    await waiting(page, 0);
  });

  it("all that stands in the database of the device is its own name, whether it is in use, a count and bytes no one can read", async () => {
    const { page, wire } = tablet;
    await wire.cut();
    await applied(page, client("habimana-eric"), "Shema");
    const dump = (await within(`
      const database = await new Promise((resolve) => {
        const opening = indexedDB.open("hamwe-counter");
        opening.onsuccess = () => resolve(opening.result);
      });
      const all = (store) => new Promise((resolve) => {
        const asked = database.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => resolve(asked.result);
      });
      const names = (store) => new Promise((resolve) => {
        const asked = database.transaction(store).objectStore(store).getAllKeys();
        asked.onsuccess = () => resolve(asked.result);
      });
      const sealed = await all("sealed");
      const found = {
        plain: await names("plain"),
        kinds: [...new Set(sealed.flatMap((each) => Object.keys(each)))],
        bytes: sealed.map(({ data }) => new TextDecoder("latin1").decode(data)).join(" "),
        names: await names("sealed"),
        keys: (await all("plain")).filter((each) => each instanceof CryptoKey).length,
      };
      database.close();
      return found;`)) as Record<"plain" | "kinds" | "names", string[]> & {
      bytes: string;
      keys: number;
    };
    assert.deepEqual(dump.plain, ["device", "revoked", "vault", "waiting"]);
    assert.deepEqual(dump.kinds, ["iv", "data"]);
    assert.equal(dump.keys, 0, "without the PIN nothing on the device signs");
    assert.ok(dump.names.includes("signing"));
    const record =
      /^(item:[0-9a-f-]{36}|references|drawn|signing|colleagues|names|last|typed|wrong)$/;
    assert.ok(dump.names.every((name) => record.test(name)));
    assert.doesNotMatch(dump.bytes, /Habimana|Shema|birth-certificate|"kind"/);
    await wire.mend();
    await press(page, "Send now");
    await waiting(page, 0);
  });

  it("whoever brings it has acted; who set the device up stays recorded", async () => {
    const { page, wire } = tablet;
    await wire.cut();
    const sandrine = client("uwimana-sandrine");
    await town.database.ownerSql`
      update auth.person set phone = null where national_id = ${sandrine.card}`;
    const reference = await applied(page, sandrine, "Teta");
    await wire.mend();
    await tablet.context.clearCookies();
    await signIn(town, tablet, "uwase-claudine");
    await unlocked(page);
    await waiting(page, 0);
    await approved(await seated(town, "mukeshimana-aline", "3"), reference);
    const [row] = await town.app.sql<{ case_id: string; brought: string }[]>`
      select case_id, name as brought from counter.synced
      join auth.officer on officer.id = delivered_by where reference = ${reference}`;
    assert.equal(row?.brought, "Uwase Claudine");
    const found = await town.app.parts.cases.open(String(row?.case_id));
    const actor = found?.history[0]?.actor;
    const through = actor?.kind === "person" ? actor.through : undefined;
    const by = through && "signed" in through && through.signed ? through.operator : "";
    const [taker] = await town.app.sql`select name from auth.officer where id = ${String(by)}`;
    assert.equal(taker?.name, "Uwase Claudine");
    const [owner] = await town.app.sql`
      select officer.name from counter.device join auth.officer on officer.id = enrolled_by`;
    assert.equal(owner?.name, "Ingabire Solange", "a floor manager");
  });

  it("what was begun by mistake is deleted, and a device whose PIN is forgotten is made empty only by somebody signed in", async () => {
    const { page, wire } = tablet;
    await asked(page, client("habimana-eric"), "Nobody");
    await press(page, "Back to the counter");
    await press(page, "Delete this application");
    await page.waitForSelector("text=Nothing has been sent");
    await press(page, "Delete this application");
    await page.waitForSelector("#net");
    assert.doesNotMatch(await page.innerText("#offline"), /Started/);
    await press(page, "Lock");
    await wire.cut();
    await page.reload();
    await press(page, "I forgot the PIN");
    await page.waitForSelector("text=Sign in online first");
    assert.equal(await page.locator('button:has-text("Erase this device")').count(), 0);
    await wire.mend();
    await page.reload();
    await page.waitForSelector('button:has-text("Erase this device")');
    await press(page, "Erase this device and set it up again");
    await page.waitForSelector("text=A floor manager of the hall signs in here");
    await tablet.context.clearCookies();
    await signIn(town, tablet, manager);
    await page.waitForSelector("#pin-again");
  });
});
