import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { robots, sitemap } from "../../src/channels/web/public/robots.ts";
import { startTown, type Town } from "../town.ts";

/** Whose pages these are: foot, installing, what others see of an address, a page not found. */
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const page = async (path: string) => (await town.guest().get(path)).body;

test("Every page has the same foot: help, authorities, status, privacy, version", async () => {
  const links = (body: string) =>
    [...(body.split("<footer")[1] ?? "").matchAll(/href="(\/[a-z]+)"/g)].map(([, href]) => href);
  const expected = ["/help", "/authorities", "/v", "/status", "/privacy", "/accessibility"];
  for (const path of ["/", "/services", "/v", "/help", "/services/birth-certificate", "/nowhere"])
    assert.deepEqual(links(await page(path)), expected, path);
  assert.match(await page("/?lang=en"), /Version \d+\.\d+\.\d+/);
  assert.doesNotMatch(
    await page("/?lang=en"),
    /How do you know/,
    "a demonstration is not official",
  );
});

test("The status page says that all works; the authorities have their services", async () => {
  assert.match(await page("/status?lang=en"), /Everything works\./);
  const body = await page("/authorities?lang=en");
  for (const { url } of town.app.parts.catalogue.jurisdiction.authorities)
    if (url) assert.ok(body.includes(`href="${url}"`), url);
  assert.ok(body.includes('href="/services/birth-certificate"'));
});

interface Manifest {
  readonly name: string;
  readonly lang: string;
  readonly theme_color: string;
  readonly icons: readonly { readonly src: string }[];
}

test("Hamwe can be installed under the name and in the colour of the government", async () => {
  const body = await page("/?lang=fr");
  const href = /<link rel="manifest" href="([^"]+)"/.exec(body)?.[1] ?? "";
  const response = await fetch(town.url + href);
  assert.match(response.headers.get("content-type") ?? "", /^application\/manifest\+json/);
  const manifest = (await response.json()) as Manifest;
  assert.equal(manifest.name, "Hamwe · République du Rwanda");
  assert.equal(manifest.lang, "fr");
  assert.equal(manifest.theme_color, "#0f4434");
  const pictures = [...manifest.icons.map(({ src }) => src), "/favicon.ico"];
  for (const src of [...pictures, "/icon-180.png"]) {
    const picture = await fetch(town.url + src);
    assert.equal(picture.headers.get("content-type"), "image/png", src);
    assert.deepEqual(
      [...new Uint8Array(await picture.arrayBuffer())].slice(0, 4),
      [137, 80, 78, 71],
    );
  }
});

test("An address sent to others shows its title; a person's own pages show none", async () => {
  const body = await page("/services/birth-certificate?lang=en");
  assert.match(body, /<meta property="og:title" content="Birth certificate">/);
  assert.match(body, new RegExp(`rel="canonical" href="${town.url}/services/birth-certificate"`));
  const [person] = town.people;
  const own = await town.as(person?.id ?? "");
  for (const path of ["/applications", "/services/birth-certificate"])
    assert.doesNotMatch((await own.get(path)).body, /og:title|rel="canonical"/, path);
});

test("A page that is not there offers the search", async () => {
  const { status, body } = await town.guest().get("/nowhere?lang=en");
  assert.equal(status, 404);
  assert.match(body, /<form[^>]* action="\/services" method="get" role="search"/);
});

test("In production search engines read what is public, and nothing of one person", () => {
  const text = robots(false, "https://hamwe.example");
  for (const path of ["/me", "/applications", "/documents", "/office", "/counter"])
    assert.ok(text.includes(`Disallow: ${path}\n`), path);
  assert.ok(!text.includes("Disallow: /\n") && !text.includes("Disallow: /services"));
  assert.ok(text.includes("Sitemap: https://hamwe.example/sitemap.xml"));
  const map = sitemap(town.app.parts.catalogue, "https://hamwe.example");
  for (const { id } of town.app.parts.catalogue.services)
    assert.ok(map.includes(`<loc>https://hamwe.example/services/${id}</loc>`), id);
});

test("A heading is large where one arrives, and smaller on the pages within", async () => {
  const { centres = [] } = town.app.parts.catalogue.jurisdiction;
  const arriving = [
    ...["/services", "/services?topic=trade", "/track", "/centres", "/partnership", "/v"],
    ...["/services/birth-certificate", `/centres/${centres[0]?.id}`],
  ];
  const within = [
    ...["/privacy", "/accessibility", "/authorities", "/status"],
    ...["/services/birth-certificate/check", "/services/certificate-of-origin/cost"],
  ];
  const sizeOf = (body: string) => /<h1[^>]*class="[^"]*heading-(l|xl)/.exec(body)?.[1] ?? "none";
  for (const path of arriving) assert.equal(sizeOf(await page(path)), "xl", path);
  for (const path of within) assert.notEqual(sizeOf(await page(path)), "xl", path);
});
