import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeReference } from "../../src/kernel/index.ts";
import { startTown, type Town } from "../town.ts";
import { sent } from "./office-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town?.close());

const english = async () => {
  const guest = town.guest();
  await guest.get("/?lang=en");
  return guest;
};
const fee = (body: string) => body.replaceAll("\u00a0", " ");

test("The front page leads to search, to moments of life, to every service with its fee and time", async () => {
  const { body, status } = await (await english()).get("/");
  assert.equal(status, 200);
  assert.match(body, /<form class="hw-search[^>]* action="\/services" method="get" role="search"/);
  assert.match(body, /href="\/services\?event=having-a-child"/);
  assert.match(body, /href="\/services\/birth-certificate"/);
  assert.match(fee(body), /500 Frw/);
  assert.match(body, /1 working day</);
  for (const way of ["/track", "/v", "/demo"]) assert.ok(body.includes(`href="${way}"`), way);
});

test("A search finds a service by everyday words in any language, with or without accents", async () => {
  const guest = await english();
  const finds = async (words: string, service: string) => {
    const { body } = await guest.get(`/services?q=${encodeURIComponent(words)}`);
    assert.ok(body.includes(`href="/services/${service}"`), `${words} → ${service}`);
  };
  await finds("amavuko", "birth-certificate");
  await finds("DIPLOME", "recognition-of-foreign-degree");
  await finds("diplôme", "recognition-of-foreign-degree");
  await finds("seyahet", "visa-exemption-check");
});

test("A search that is asked of the front page is answered by the services", async () => {
  const asked = await (await english()).get("/?q=birth");
  assert.equal(asked.path, "/services?q=birth");
});

test("A moment of life shows its services and no others", async () => {
  const { body } = await (await english()).get("/services?event=travelling");
  assert.match(body, /<h1[^>]*>Travelling<\/h1>/);
  assert.match(body, /href="\/services\/visa-exemption-check"/);
  assert.doesNotMatch(body, /href="\/services\/birth-certificate"/);
});

test("A slip of the finger is forgiven; where nothing is found, that is said", async () => {
  const guest = await english();
  const slipped = await guest.get("/services?q=brith+certificat");
  assert.match(slipped.body, /href="\/services\/birth-certificate"/);
  const { body, status } = await guest.get("/services?q=fishing+licence");
  assert.equal(status, 200);
  assert.match(body, /Nothing was found/);
});

test("Names are offered while somebody types, in their language", async () => {
  const guest = await english();
  const names = async (path: string) => JSON.parse((await guest.get(path)).body) as string[];
  assert.equal((await names("/services/names?q=birth&in=fr"))[0], "Certificat de naissance");
  assert.deepEqual(await names("/services/names?q=pizza&in=en"), []);
  assert.ok((await names("/services/names?q=driving&in=en")).includes("Driving licence"));
  for (const query of ["", "?q=birth", "?q=birth&in=xx"])
    assert.equal((await guest.get(`/services/names${query}`)).status, 404, query);
});

test("A service that is elsewhere is named with its address", async () => {
  const { body } = await (await english()).get("/services?q=driving+licence");
  assert.match(
    body,
    /This is not on Hamwe[\s\S]*Driving licence:[\s\S]*https:\/\/irembo\.gov\.rw\//,
  );
  assert.doesNotMatch(body, /mineral-exploration-licence/);
});

test("What somebody searches for is shown as text and never as code", async () => {
  const { body } = await (await english()).get(
    `/services?q=${encodeURIComponent("<script>x</script>")}`,
  );
  assert.doesNotMatch(body, /<script>x/);
  assert.match(body, /&lt;script&gt;/);
});

test("A service's page tells the fee, and among its sources what other pages say", async () => {
  const guest = await english();
  const path = "/services/recognition-of-foreign-degree";
  const plain = (await guest.get(path)).body;
  assert.match(fee(plain), /60,000 Frw/);
  assert.match(fee(plain), /120 USD/);
  assert.doesNotMatch(plain, /Another page says|www\.hec\.gov\.rw\/faqs|Illustrative/);
  assert.match(plain, /Last checked on \d+\sNovember\s2026\./);
  assert.match(plain, /href="\/services\/recognition-of-foreign-degree\?sources=1"/);
  const { body } = await guest.get(`${path}?sources=1`);
  assert.match(body, /href="https:\/\/www\.hec\.gov\.rw\/faqs"/);
  assert.match(fee(body), /Checked on 23 November 2026/);
  assert.match(body, /Another page says 1,000 Frw \(an older article of Irembo\)/);
  assert.match(body, /Another page says 7 working days \(an older article of Irembo\)/);
});

test("A service's page tells from when time counts, who does what, and what silence means", async () => {
  const guest = await english();
  const degree = (await guest.get("/services/recognition-of-foreign-degree")).body;
  assert.match(degree, /at the end of the step “Answer of the university”/);
  assert.match(degree, /Higher Education Council, Evaluator/);
  const licence = (await guest.get("/services/mineral-exploration-licence?sources=1")).body;
  assert.doesNotMatch(licence, /counts as approved/, "no law was found that says so");
  assert.match(licence, /extended once, by 15 working days/);
  assert.match(licence, /Illustrative/);
});

test("A service's page tells how often more may be asked, and for what its paper may be revoked", async () => {
  const { body } = await (await english()).get("/services/recognition-of-foreign-degree");
  assert.match(body, /once for everything that is missing. You then have 30 days to answer/);
  assert.match(body, /revoked by Higher Education Council, Director[\s\S]*?A document was false/);
  assert.match(body, /10 working days after “Answer of the university”/);
});

test("Where official pages contradict one another, each says its own on the page", async () => {
  const guest = await english();
  const loss = fee((await guest.get("/services/certificate-of-id-replacement?sources=1")).body);
  assert.match(loss, /500 Frw/);
  assert.equal(loss.match(/Another page says 3,000 Frw/g)?.length, 2);
  assert.match(loss, /The law behind this service was not found/);
  const visa = fee((await guest.get("/services/visa-for-azerbaijanis?sources=1")).body);
  assert.match(visa, /50 USD[\s\S]*says 30 USD[\s\S]*70 USD[\s\S]*says 60 USD/);
});

test("A paper or a price that is only for some says for whom", async () => {
  const { body } = await (await english()).get("/services/recognition-of-foreign-degree");
  assert.match(body, /Passport[\s\S]*?If you are not a national of Rwanda/);
  assert.match(fee(body), /60,000 Frw[\s\S]*?If you are a national of Rwanda/);
  assert.match(body, /Translation of the degree[\s\S]*?If they are not all in English/);
});

test("A machine reads the service as schema.org data, in which no illustrative price is a fact", async () => {
  const guest = await english();
  const dataOf = async (id: string) => {
    const { body } = await guest.get(`/services/${id}`);
    const [, text] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body) ?? [];
    return JSON.parse(text ?? "") as Record<string, unknown>;
  };
  const birth = await dataOf("birth-certificate");
  assert.equal(birth.name, "Birth certificate");
  assert.deepEqual(birth["@type"], ["GovernmentService", "cpsv:PublicService"]);
  assert.deepEqual(birth.offers, [
    { "@type": "Offer", name: "Birth certificate", price: "500", priceCurrency: "RWF" },
  ]);
  assert.equal((await dataOf("mineral-exploration-licence")).offers, undefined);
});

test("A service that does not exist is not found, in words", async () => {
  const guest = await english();
  for (const path of ["/services/nothing", "/services/nothing/check"]) {
    const { status, body } = await guest.get(path);
    assert.equal(status, 404);
    assert.match(body, /There is no such service/);
  }
});

test("Whoever has the number sees where an application stands, however they type it, and nothing personal", async () => {
  const { reference } = await sent(town, "birth-certificate", { person: "mukamana-vestine" });
  const guest = await english();
  await guest.get("/track");
  const typed = ` ${reference.toLowerCase().replace("-", " ")} `;
  const { status, body, path } = await guest.post("/track", { reference: typed });
  assert.equal(status, 200, body);
  assert.equal(path, "/track");
  for (const said of [
    "Birth certificate",
    reference,
    "Under review",
    "Check in the civil register",
    "Ministry of Local Government",
    "Promised by",
  ])
    assert.ok(body.includes(said), said);
  for (const personal of ["Mukamana", "Vestine", "700000001", "0199470012345011"])
    assert.ok(!body.includes(personal), personal);
});

test("A wrong number is told apart from a mistyped one, and what was typed stays", async () => {
  const guest = await english();
  const looked = async (reference: string) => {
    await guest.get("/track");
    const { status, body } = await guest.post("/track", { reference });
    assert.equal(status, 422);
    assert.ok(body.includes(`value="${reference}"`) || reference === "");
    return body;
  };
  assert.match(await looked(""), /Enter the application number/);
  assert.match(await looked("7K3M9-PXD4C"), /A character is wrong or missing/);
  const nobodys = makeReference(Buffer.alloc(18, 3));
  assert.match(await looked(nobodys), /No application has this number/);
});

test("Numbers cannot be tried without end", async () => {
  const guest = await english();
  await guest.get("/track");
  const answers: number[] = [];
  for (let tried = 0; tried < 70; tried++)
    answers.push((await guest.post("/track", { reference: "7K3M9-PXD4C" })).status);
  assert.ok(answers.includes(429), String(new Set(answers)));
});

test("A demonstration keeps search engines away", async () => {
  const { body, headers } = await town.guest().get("/robots.txt");
  assert.match(headers.get("content-type") ?? "", /^text\/plain/);
  assert.match(body, /Disallow: \/\n/);
});
