import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { demoOwnPin } from "../../src/demo/seed-pins.ts";
import { Client } from "../client.ts";
import { freePort, makeServer, type Server } from "../crash/processes.ts";
import {
  applied,
  closeTablets,
  enrolled,
  network,
  newTablet,
  pin,
  press,
  saidYes,
  signIn,
  type Tablet,
  unlocked,
  waiting,
} from "./offline-given.ts";

const government = join(import.meta.dirname, "../../jurisdictions");
const sync = "/counter/sync";
// Nobody in the diary of the demonstration has asked for the same in the days before.
const mother = { name: "Uwimana Sandrine", card: "0199870056789055", born: "1998-10-06" };
const grower = { name: "Nyirahabimana Beatha", card: "0198170034567033", born: "1981-12-02" };

let folder: string;
let place: { readonly url: string; readonly now: () => Date };
let server: Server;
let tablet: Tablet;

/** The platform as `npm start` runs it, with a PostgreSQL and a government of its own. */
async function started(): Promise<void> {
  const env = { HAMWE_DATA: join(folder, "data"), HAMWE_JURISDICTION: join(folder, "rw") };
  server = makeServer(place.url, env, join(folder, "log"));
  server.start();
  await server.ready();
}

/** Until the demonstration has given its operators a PIN of their own: devices ask for it then. */
async function pinsGiven(): Promise<void> {
  const officer = new Client(place.url);
  const choice = await officer.get("/sign-in?as=staff&next=/counter/pin");
  await officer.post(choice.path, { who: "mugabo-jean" });
  while (!(await officer.get("/counter/pin?lang=en")).body.includes("You have one."))
    await new Promise((resolve) => setTimeout(resolve, 50));
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "hamwe-offline-"));
  cpSync(government, folder, { recursive: true });
  place = { url: `http://localhost:${await freePort()}`, now: () => new Date() };
  await started();
  for (const id of ["uwimana-sandrine", "nyirahabimana-beatha"])
    await new Client(place.url).signIn(id);
  await pinsGiven();
  tablet = await newTablet(place);
  await enrolled(place, tablet, "mugabo-jean", "Bus 4, tablet", demoOwnPin);
  await network(tablet.page, "online");
});
after(async () => {
  await closeTablets();
  await server?.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

/** How often a reference stands among the applications of this person, once they have said yes. */
async function timesIn(id: string, reference: string): Promise<number> {
  const client = new Client(place.url);
  await client.signIn(id);
  await saidYes(client);
  const { body } = await client.get("/applications");
  return body.split(reference).length - 1;
}

/** Takes an application with the network cut. */
async function takenOffline(who: typeof mother, child: string): Promise<string> {
  await tablet.wire.cut();
  const reference = await applied(tablet.page, who, child);
  await tablet.wire.mend();
  return reference;
}

describe("A counter without network, and a server that ends", () => {
  it("killed with its database in the middle of a delivery, and started again, it has the application once", async () => {
    const { page, wire } = tablet;
    const reference = await takenOffline(mother, "Keza");
    const killed = new Promise<void>((resolve) =>
      wire.onPost(sync, () => setTimeout(() => void server.kill().then(resolve), 25)),
    );
    await press(page, "Send now");
    await killed;
    await started();
    await press(page, "Send now");
    await waiting(page, 0);
    await network(page, "online");
    assert.equal(await timesIn("uwimana-sandrine", reference), 1);
  });

  it("started again with another version of the program, it takes in what was taken by the version before", async () => {
    const { page } = tablet;
    const reference = await takenOffline(grower, "Ganza");
    const app = () => page.getAttribute("#offline", "data-app");
    const before = await app();
    await server.kill();
    const file = join(folder, "rw/services/birth-certificate/service.yaml");
    const raised = (_: string, version: string) => `\nversion: ${Number(version) + 1}`;
    writeFileSync(file, readFileSync(file, "utf8").replace(/\nversion: (\d+)/, raised));
    await started();
    // The old program still runs while the new one is fetched, and is there at the next start.
    await page.evaluate(`new Promise((resolve) => {
      navigator.serviceWorker.addEventListener("controllerchange", resolve);
      navigator.serviceWorker.getRegistration().then((known) => known.update());
    })`);
    await page.reload();
    await page.waitForSelector("#pin");
    assert.notEqual(await app(), before);
    const kept = Number(await page.evaluate("caches.keys().then((names) => names.length)"));
    assert.equal(kept, 2, "the version before stays for a page that may be loading");
    await signIn(place, tablet, "mugabo-jean");
    await unlocked(page, pin, demoOwnPin);
    await waiting(page, 0);
    assert.equal(await timesIn("nyirahabimana-beatha", reference), 1);
  });
});
