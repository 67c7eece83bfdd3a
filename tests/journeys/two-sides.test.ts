import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "../client.ts";
import { type FreshDatabase, freshDatabase } from "../database.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";

const root = join(import.meta.dirname, "../..");
const air = "air_services_2025";

/** Rwanda's server is here; Azerbaijan's is a process of its own, with its database and keys. */
let rwanda: Town;
let database: FreshDatabase;
let process: ChildProcess;
let azerbaijan: string;

before(async () => {
  database = await freshDatabase();
  const args = ["jurisdictions/az", database.ownerUrl, database.appUrl];
  process = fork(join(root, "tests/town-server.ts"), args);
  [rwanda, azerbaijan] = await Promise.all([
    startTown("2026-11-23T08:00:00Z"),
    new Promise<string>((resolve) => process.once("message", (url) => resolve(String(url)))),
  ]);
});
after(async () => {
  process.disconnect();
  await new Promise((resolve) => process.once("exit", resolve));
  await rwanda.close();
  await database.drop();
});

const gahigi = async (): Promise<Client> => {
  const client = await rwanda.as("officer-gahigi");
  await client.get("/desk?lang=en");
  return client;
};
async function mammadov(): Promise<Client> {
  const client = new Client(azerbaijan);
  await client.signIn("officer-mammadov");
  await client.get("/desk?lang=en");
  return client;
}

async function record(client: Client, id: string, what: string, side: string, on: string) {
  const [year = "", month = "", day = ""] = on.split("-");
  const path = `/desk/instruments/${id}`;
  await client.get(path);
  return client.post(path, {
    ...{ what, side, number: `NV-${side}`, source: "archive 117" },
    ...{ "on-day": day, "on-month": month, "on-year": year },
    // The last note asks first; partnership.test.ts reads that page.
    confirmed: "yes",
  });
}

const path = "/desk/two-sides";
const file = (text: string, name = "file.jws") => new File([text], name);
const fingerprint = (body: string): string =>
  /([0-9A-F]{4} ){7}[0-9A-F]{4}/.exec(body)?.[0] ?? "none";

/** What a browser downloads, as text. */
async function download(client: Client, from: string): Promise<string> {
  const answer = await client.get(from);
  assert.equal(answer.status, 200, from);
  assert.match(answer.headers.get("content-disposition") ?? "", /attachment.*\.jws/);
  return answer.body;
}

async function upload(client: Client, action: string, name: string, text: string) {
  await client.get(path);
  return client.upload(`${path}/${action}`, {}, { [name]: file(text) });
}

test("Each ministry works alone, and its page says that nothing will be typed again", async () => {
  const [rw, az] = [await gahigi(), await mammadov()];
  says(await rw.get(path), "This register works alone", "No other register is known yet");
  await record(rw, air, "note", "az", "2026-11-20");
  await record(rw, air, "note", "rw", "2026-11-21");
  await record(rw, "visa_exemption_2023", "note", "az", "2026-11-20");
  await record(az, air, "note", "az", "2026-11-20");
  await record(az, air, "cabinet", "az", "2026-11-02");
  await record(az, "visa_exemption_2023", "note", "az", "2026-11-19");
});

test("Officers introduce the registers after they compared fingerprints", async () => {
  const [rw, az] = [await gahigi(), await mammadov()];
  const introduction = await download(rw, `${path}/introduction`);
  const own = fingerprint((await rw.get(path)).body);
  const check = await upload(az, "introduction", "introduction", introduction);
  says(check, "Compare the fingerprint", "Rwanda");
  assert.equal(fingerprint(check.body), own);
  says(await az.post(`${path}/trust`), "The register of Rwanda is trusted.");
  await rw.get(path);
  const found = await rw.upload(`${path}/introduction`, { address: azerbaijan }, {});
  says(found, "Compare the fingerprint", "Azerbaijan");
  says(await rw.post(`${path}/trust`), "The register of Azerbaijan is trusted.");
  const ours = await upload(rw, "introduction", "introduction", introduction);
  says(ours, "This is our own introduction");
  assert.notEqual(ours.status, 200);
});

test("A bundle by file brings a year of work; altered or sent twice it is refused", async () => {
  const [rw, az] = [await gahigi(), await mammadov()];
  await rw.get(path);
  says(await rw.post(`${path}/make`, { partner: "az" }), "Bundle 1 is made");
  const bundle = await download(rw, `${path}/bundles/az/1`);
  const altered = await upload(az, "receive", "bundle", bundle.replace(/.{4}$/, "AAAA"));
  assert.equal(altered.status, 403);
  says(altered, "changed after it was signed", "Nothing was taken in");
  const taken = await upload(az, "receive", "bundle", bundle);
  says(taken, "Bundle 1 is taken in");
  assert.match(textOf(taken), /\d+ to answer, 1 differ\b/);
  says(taken, "Air Services Agreement", "Note of Rwanda");
  const again = await upload(az, "receive", "bundle", bundle);
  assert.equal(again.status, 409);
  says(again, "Bundle 1 was taken in before. Nothing has changed.");
  const nothing = await upload(az, "receive", "bundle", "");
  says(nothing, "Select a file or enter an address");
  const large = await upload(az, "receive", "bundle", "A".repeat(21 * 1024 * 1024));
  says(large, "This file is too large for a bundle");
  const cut = await upload(az, "receive", "bundle", bundle.slice(0, bundle.length / 2));
  says(cut, "This file is no bundle of a partnership register");
});

test("The other side's yes brings the agreement into force in its register too", async () => {
  const az = await mammadov();
  const page = await az.get(path);
  const form = page.body
    .match(/<form[\s\S]*?<\/form>/g)
    ?.find((each) => each.includes('value="note:rw"') && each.includes(`instrument-${air}`));
  assert.ok(form);
  const hidden = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? "";
  const fields = Object.fromEntries(
    ["partner", "subject", "slot", "number", "key"].map((name) => [name, hidden(name)]),
  );
  says(await az.post(`${path}/answer`, { ...fields, answer: "accept" }), "Accepted.");
  const instrument = await az.get(`/desk/instruments/${air}`);
  says(instrument, "In force since 21 November 2026", "What the two registers say");
});

test("Where the two governments differ, everybody reads both texts", async () => {
  const az = await mammadov();
  await az.get(path);
  await az.post(`${path}/make`, { partner: "rw" });
  const bundle = await download(az, `${path}/bundles/rw/1`);
  const rw = await gahigi();
  says(await upload(rw, "receive", "bundle", bundle), "Bundle 1 is taken in", "1 differ");
  const both = /20\sNovember\s2026[\s\S]*19\sNovember\s2026/;
  const page = await rwanda.guest().get("/partnership/visa_exemption_2023?lang=en");
  says(page, "Where the governments differ", "Differs");
  assert.match(page.body, both);
  const agreed = await rwanda.guest().get(`/partnership/${air}?lang=en`);
  says(agreed, "Both registers say the same", "Approved by the cabinet, 2 November 2026");
});

test("Linked registers bring what is recorded from one process to the other", async () => {
  const rw = await gahigi();
  await rw.get(path);
  const wrong = await rw.post(`${path}/link`, { partner: "az", address: "ftp://elsewhere" });
  says(wrong, "Enter an address that begins with https://");
  says(
    await rw.post(`${path}/link`, { partner: "az", address: azerbaijan }),
    "The registers are linked.",
  );
  await record(rw, air, "parliament", "rw", "2026-11-22");
  assert.ok((await rwanda.settle()) > 0);
  says(await rw.get(path), "The other register has all up to bundle 2.");
  const az = await mammadov();
  says(await az.get(`/desk/instruments/${air}`), "Approved by parliament, 22 November 2026");
  const swollen = await fetch(`${azerbaijan}/partnership/exchange`, {
    ...{ method: "POST", body: "A".repeat(17 * 1024 * 1024) },
    headers: { "content-type": "application/jose" },
  });
  assert.equal(swollen.status, 413);
  const stranger = await fetch(`${azerbaijan}/partnership/exchange`, {
    ...{ method: "POST", body: "x.y.z", headers: { "content-type": "application/jose" } },
  });
  assert.deepEqual(
    [stranger.status, await stranger.json()],
    [422, { code: "partnership.bundle-unreadable" }],
  );
});

test("Trust is withdrawn with a reason and given anew; nothing is lost meanwhile", async () => {
  const [rw, az] = [await gahigi(), await mammadov()];
  await rw.get(path);
  const silent = await rw.post(`${path}/withdraw`, { partner: "az", reason: " " });
  says(silent, "Enter a reason");
  await rw.get(path);
  const ended = await rw.post(`${path}/withdraw`, { partner: "az", reason: "A key was lost" });
  says(ended, "Nothing more is taken from the register of Azerbaijan", "A key was lost");
  await record(az, air, "gazette", "az", "2026-11-22");
  await az.get(path);
  await az.post(`${path}/make`, { partner: "rw" });
  const bundle = await download(az, `${path}/bundles/rw/2`);
  const refused = await upload(rw, "receive", "bundle", bundle);
  says(refused, "Trust in the register of Azerbaijan was withdrawn. Nothing was taken in.");
  await rw.get(path);
  await rw.upload(`${path}/introduction`, { address: azerbaijan }, {});
  says(await rw.post(`${path}/trust`), "The register of Azerbaijan is trusted.");
  says(await upload(rw, "receive", "bundle", bundle), "Bundle 2 is taken in");
});

test("Nobody but a treaty officer reads or moves the exchange", async () => {
  assert.match((await rwanda.guest().get(path)).path, /demo-issuer/);
  assert.equal((await (await rwanda.as("officer-mutesi")).get(path)).status, 403);
});
