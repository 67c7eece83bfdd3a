import assert from "node:assert/strict";
import { get } from "node:http";
import { after, before, test } from "node:test";
import { startTown, type Town } from "../town.ts";
import { staff } from "./counter-given.ts";

/** What search engines, other catalogues and slow lines read of a page. */
let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const headOf = (page: string): string => page.split("</head>")[0] ?? "";
const described = /<meta name="description" content="([^"]{20,})">/;

const bytesOf = (path: string, encoding: string): Promise<number> =>
  new Promise((resolve, reject) =>
    get(`${town.url}${path}`, { headers: { "accept-encoding": encoding } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.once("end", () => resolve(bytes));
    }).once("error", reject),
  );

test("Every page says in its head what it is, and a service in its own words", async () => {
  const guest = town.guest();
  for (const path of ["/", "/services", "/v", "/help", "/track", "/kiosk/kigali"]) {
    const { body } = await guest.get(path);
    assert.match(headOf(body), described, path);
  }
  const { body } = await guest.get("/services/birth-certificate?lang=en");
  const def = town.app.parts.catalogue.current("birth-certificate");
  const said = described.exec(headOf(body))?.[1]?.replaceAll("&#39;", "'");
  assert.equal(said, def?.description.en);
});

test("A service says to machines in which languages it is given, as schema.org knows it", async () => {
  const { body } = await town.guest().get("/services/birth-certificate");
  const data = JSON.parse(/application\/ld\+json">([^<]+)</.exec(body)?.[1] ?? "{}");
  assert.deepEqual(data.availableLanguage, town.app.parts.catalogue.jurisdiction.languages);
  assert.equal("inLanguage" in data, false);
});

test("Every agent of the catalogue has a name in the words of DCAT-AP", async () => {
  const { body } = await town.guest().get("/catalogue.jsonld");
  const nodes: Record<string, unknown>[] = JSON.parse(body)["@graph"];
  const agents = nodes.filter((node) =>
    [node["@type"]].flat().some((type) => `${type}`.endsWith("Agent")),
  );
  assert.ok(agents.length > 3);
  for (const agent of agents)
    assert.ok(
      Object.keys(agent).some((key) => /^foaf:name$|foaf.*\/name$/.test(key)),
      `${agent["@id"]}`,
    );
});

test("A page that reads itself again without a script says so in its head, where it counts", async () => {
  const manager = town.officers.find(({ roles }) => roles.includes("floor-manager"));
  assert.ok(manager);
  const { body } = await (await staff(town, manager.id)).get("/hall/kigali");
  assert.match(
    headOf(body),
    /<noscript><meta http-equiv="refresh" content="30;url=\/hall\/kigali\?again=1"><\/noscript>/,
  );
  assert.equal(body.split("http-equiv").length, 2, "and nowhere else");
});

test("Whoever takes Brotli gets no more bytes than whoever takes gzip", async () => {
  for (const path of ["/", "/services", "/services/birth-certificate", "/help"])
    assert.ok((await bytesOf(path, "br")) <= (await bytesOf(path, "gzip")), path);
});
