/**
 * Bad input at every address: forged, oversized, broken and poisoned posts, and ids that are
 * another person's or none. The answer is a clear refusal, never a fault, and what was typed stays
 * text.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { begin, draftOf, formTo } from "./apply.ts";
import type { Answer, Client } from "./client.ts";
import { type Address, addressesOf, at } from "./hostile/addresses.ts";
import { applyHostile, broughtTo, shown, unharmed } from "./hostile/applying.ts";
import { answered, type Caller, callerFrom } from "./hostile/caller.ts";
import { bodies, ids, texts } from "./hostile/payloads.ts";
import { startTown, type Town } from "./town.ts";

const form = "application/x-www-form-urlencoded";
const rw = join(import.meta.dirname, "../jurisdictions/rw");
/**
 * Posts that do not come from a page of ours: they look at no session, so there is nothing to
 * forge.
 */
const withoutToken = new Set([
  "/v",
  "/v/statement",
  "/callbacks/payments/:provider",
  "/ussd/:secret",
  "/ussd/:secret/ended",
  "/sms/:secret",
  "/sms/:secret/report",
  "/sign-out/by-issuer",
  "/partnership/exchange",
]);
const applicants = [
  "mukamana-vestine",
  "ishimwe-kevin",
  "nyirahabimana-beatha",
  "habimana-eric",
  "uwimana-sandrine",
];

let town: Town;
const signedIn = async (id: string) => callerFrom(town, id, await town.as(id));
let guest: Caller;
let person: Caller;
let other: Caller;
let officer: Caller;
let addresses: readonly Address[];
/** A draft of `person`, so that pages behind the first look at an id are tried as well. */
let own: string;

before(async () => {
  town = await startTown();
  guest = await callerFrom(town, "a guest", town.guest());
  const faustin = await town.as("ntakirutimana-faustin");
  own = draftOf(await begin(faustin, "birth-certificate")) ?? "";
  assert.notEqual(own, "", faustin.last?.path);
  person = await callerFrom(town, "ntakirutimana-faustin", faustin);
  other = await signedIn("mammadova-leyla");
  officer = await signedIn("officer-mutesi");
  addresses = addressesOf(town.app.http);
});
after(() => town?.close());
after((t) => {
  const told = [...answered].sort().map(([status, times]) => `${status}: ${times}`);
  if ("diagnostic" in t) t.diagnostic(`answers ${told.join(", ")}`);
  const put = answered.get(429) ?? 0;
  const all = [...answered.values()].reduce((sum, times) => sum + times, 0);
  assert.ok(put < all / 10, `${put} of ${all} posts were only counted and turned away`);
});

const posts = () => addresses.filter(({ method }) => method === "POST");
/** Where posts are tried at random: whoever signed out would try nothing more. */
const posting = () =>
  posts()
    .map(({ pattern }) => pattern)
    .filter((pattern) => pattern !== "/sign-out");
const mostlyOwn = (...others: readonly string[]) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(own) }, fc.constantFrom(...others));

/** An address with this in its blanks, on a page that there is. */
const filledWith = (pattern: string, id: string) =>
  at(pattern, (name) => (name === "page" ? "who" : name === "item" ? "0" : id));
const anId = "01a20afc-1aac-71f9-aa63-40213c2f3235";

/**
 * A program proves itself with a token in a header, which no other page can make a browser send; a
 * cookie says nothing there.
 */
const forPrograms = /^\/(api\/v1|govstack|scim\/v2)\/|^\/oauth\/token$/;

test("A browser that is signed in is nobody to the addresses for programs", async () => {
  const toPrograms = posts().filter(({ pattern }) =>
    /^\/(api\/v1|govstack|scim\/v2)\//.test(pattern),
  );
  assert.ok(toPrograms.length > 10);
  for (const { pattern } of toPrograms) {
    if (pattern === "/api/v1/services/:id/check") continue;
    const url = at(pattern, () => anId);
    const answer = await person.send("POST", url, { type: "application/json", payload: "{}" });
    assert.ok([401, 404].includes(answer.status), `${url}: ${answer.status}`);
  }
});

test("Every address that takes a form is known to this test", () => {
  const patterns = posts().map(({ pattern }) => pattern);
  for (const one of ["/drafts/:id/page/:page", "/office/claim", "/sign-out", "/track"])
    assert.ok(patterns.includes(one), `${one} is not among ${patterns.join(" ")}`);
  for (const one of withoutToken) assert.ok(patterns.includes(one), one);
});

test("A forged form is refused at every address, whoever's browser it comes from", async () => {
  // More posts than anybody may send in a minute: two of each kind take turns.
  const second = [await signedIn("habimana-eric"), await signedIn("officer-uwera")] as const;
  for (const [place, { pattern }] of posts().entries()) {
    if (withoutToken.has(pattern) || forPrograms.test(pattern)) continue;
    const callers = place % 2 === 0 ? [guest, person, officer] : [guest, ...second];
    const url = at(pattern, () => anId);
    const forged = async (caller: Caller, token: string, headers = {}) => {
      const payload = token === "" ? "sure=yes" : `_csrf=${encodeURIComponent(token)}&sure=yes`;
      const answer = await caller.send("POST", url, { type: form, payload, headers });
      // Where files are taken, whoever is not signed in is sent to sign in before a byte is read.
      const refused = caller === guest ? [403, 303] : [403];
      assert.ok(refused.includes(answer.status), `${caller.name} at ${url}: ${answer.status}`);
      if (answer.status === 303) assert.match(answer.location ?? "", /^\/sign-in\?/);
    };
    for (const caller of callers) {
      await forged(caller, "");
      await forged(caller, "A".repeat(86));
      await forged(caller, other.token);
      await forged(caller, caller.token, { "sec-fetch-site": "cross-site" });
      await forged(caller, caller.token, { origin: "https://evil.example" });
    }
  }
});

test("No post of any shape to any address is a fault, and none comes back alive", async () => {
  const callers = fc.constantFrom(guest, person, officer);
  const wheres = fc.constantFrom(...posting());
  const blanks = fc.constantFrom(
    own,
    own,
    own,
    ...ids,
    ...town.app.catalogue.services.map(({ id }) => id),
  );
  await fc.assert(
    fc.asyncProperty(callers, wheres, blanks, fc.nat(), async (caller, pattern, id, which) => {
      const shapes = bodies(encodeURIComponent(caller.token));
      const shape = shapes[which % shapes.length];
      const url = filledWith(pattern, id);
      unharmed(await caller.send("POST", url, shape ?? {}), `POST ${url} ${shape?.type}`);
    }),
    { numRuns: 600, seed: 20261124 },
  );
});

test("No field of any form is a fault, and none comes back alive", async () => {
  const names = ["bill", "row", "act", "task", "outcome", "code", "text", "key", "_key", "fields"];
  const more = ["reference", "number", "q", "who", "reason", "_remove", "_action", "declaration"];
  const fields = fc.dictionary(
    fc.constantFrom(...names, ...more),
    fc.oneof(fc.constantFrom(...texts), fc.string({ unit: "binary", maxLength: 40 })),
  );
  const wheres = fc.constantFrom(...posting());
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(guest, person, officer),
      wheres,
      fields,
      async (caller, pattern, given) => {
        const payload = new URLSearchParams({ ...given, _csrf: caller.token }).toString();
        const url = filledWith(pattern, own);
        unharmed(await caller.send("POST", url, { type: form, payload }), `POST ${url} ${payload}`);
      },
    ),
    { numRuns: 500, seed: 20261124 },
  );
});

test("No address, with whatever in its blanks and behind its question mark, is a fault", async () => {
  const wheres = fc.constantFrom(...addresses.map(({ pattern }) => pattern));
  const queries = fc.record({
    name: fc.constantFrom("q", "after", "show", "service", "next", "lang", "change", "n", "code"),
    text: fc.constantFrom(...texts.slice(0, 16), "rw", "//evil.example"),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(guest, person, officer),
      wheres,
      mostlyOwn(...ids),
      queries,
      fc.constantFrom("GET" as const, "GET" as const, "PUT" as const, "DELETE" as const),
      async (caller, pattern, id, { name, text }, method) => {
        if (pattern === "/readyz" || pattern === "/metrics") return;
        const url = `${filledWith(pattern, id)}?${name}=${encodeURIComponent(text.toWellFormed())}`;
        unharmed(await caller.send(method, url), `${method} ${url.slice(0, 200)}`);
      },
    ),
    { numRuns: 600, seed: 20261124 },
  );
});

describe("What was typed into any field of any service stays text on every page that shows it", () => {
  const sent: { readonly client: Client; readonly path: string }[] = [];
  test("on the pages of applying", async () => {
    const clients = await Promise.all(applicants.map((id) => town.as(id)));
    const { catalogue } = town.app;
    const shut: string[] = [];
    for (const [index, def] of catalogue.services.filter(({ process }) => process).entries()) {
      const client = clients[index % clients.length];
      if (!client) continue;
      const page = await client.get(`/services/${def.id}`);
      unharmed(page, page.path);
      if (!formTo(page, `/services/${def.id}/start`)) {
        shut.push(def.id);
        continue;
      }
      const { last } = await applyHostile(client, broughtTo(catalogue, rw, def), texts);
      const path = /^\/applications\/[0-9a-f-]{36}/.exec(last.path)?.[0];
      if (path) sent.push({ client, path });
    }
    assert.ok(sent.length >= 3, `only ${sent.length} applications were taken`);
    // Its treaty is not in force, so nobody is asked anything.
    assert.deepEqual(shut, ["air-operator-authorisation"]);
  });

  test("on the person's and on the officers' pages, and in what is sent to them", async () => {
    await town.settle();
    const safe = (page: Answer) => unharmed(page, page.path);
    for (const { client, path } of sent)
      for (const page of [
        path,
        `${path}/pay`,
        `${path}/seen`,
        "/applications",
        "/applications/messages",
      ])
        safe(await client.get(page));
    for (const { id } of town.officers) {
      const desk = await town.as(id);
      const list = await desk.get("/office");
      safe(list);
      const files = new Set(list.body.match(/\/office\/cases\/[0-9a-f-]{36}(?=")/g));
      for (const file of files) safe(await desk.get(file));
    }
    safe(await town.guest().get("/demo/outbox"));
    assert.ok(shown.times >= 50, `the attacks were shown ${shown.times} times only`);
  });

  test("and nobody else can open, change or throw away what is theirs", async () => {
    for (const { path } of sent) {
      const id = path.split("/").at(-1) ?? "";
      for (const { method, pattern } of addresses) {
        if (!pattern.includes("/:caseId") && !pattern.startsWith("/drafts/:id")) continue;
        const url = filledWith(pattern, id);
        const payload = `_csrf=${encodeURIComponent(other.token)}&sure=yes&act=claim&task=1.intake`;
        const body = method === "POST" ? { type: form, payload } : {};
        const answer = await other.send(method, url, body);
        assert.ok([403, 404].includes(answer.status), `${method} ${url} answered ${answer.status}`);
      }
    }
  });
});
