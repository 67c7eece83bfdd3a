import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";

/** Services by topic and by whom they are for: links alone, so that no script is needed. */
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const servicesOn = (body: string): readonly string[] =>
  [...(body.split("<main")[1] ?? "").matchAll(/href="\/services\/([a-z-]+)"/g)].map(
    ([, id]) => id ?? "",
  );

const page = async (path: string) => (await town.guest().get(path)).body;

test("The front page leads to every topic and to what is for each group", async () => {
  const body = await page("/?lang=en");
  for (const { id } of town.app.parts.catalogue.jurisdiction.topics ?? [])
    assert.ok(body.includes(`href="/services?topic=${id}"`), id);
  for (const audience of ["citizen", "business", "visitor"])
    assert.ok(body.includes(`href="/services?for=${audience}"`), audience);
});

test("A topic shows its services in its own order, narrowed by whom they are for", async () => {
  assert.deepEqual(servicesOn(await page("/services?topic=identity")), [
    "birth-certificate",
    "national-id-replacement",
    "certificate-of-id-replacement",
  ]);
  const firms = await page("/services?topic=education&for=business&lang=en");
  assert.deepEqual(servicesOn(firms), []);
  assert.ok(firms.includes("No service under this topic is for this group."));
  assert.ok(firms.includes(`href="/services?topic=education"`), "the way back to everybody");
});

test("Each group sees what is for it; the list from A to Z has all services", async () => {
  const { catalogue } = town.app.parts;
  const all = servicesOn(await page("/services"));
  assert.deepEqual([...all].sort(), catalogue.services.map(({ id }) => `${id}`).sort());
  const citizens = servicesOn(await page("/services?for=citizen"));
  assert.ok(citizens.includes("birth-certificate") && !citizens.includes("certificate-of-origin"));
  const visitors = servicesOn(await page("/services?for=visitor"));
  assert.deepEqual([...visitors].sort(), [...(catalogue.jurisdiction.visitors ?? [])].sort());
  assert.ok((await page("/services?for=visitor&lang=en")).includes("visitors and investors</h1>"));
});

test("An unknown topic or group narrows nothing", async () => {
  const all = servicesOn(await page("/services"));
  assert.deepEqual(servicesOn(await page("/services?topic=none&for=nobody")), all);
});
