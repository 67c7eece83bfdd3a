import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import mammoth from "mammoth";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says, textOf } from "./apply-given.ts";

let town: Town;
let keeper: Client;
before(async () => {
  town = await startTown("2026-11-28T08:00:00Z");
  keeper = await inEnglish(town, "officer-gahigi");
});
after(async () => await town.close());

/** A file of an address, as a browser saves it. */
async function saved(address: string): Promise<Buffer> {
  const cookie = [...keeper.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(`${keeper.url}${address}`, { headers: { cookie } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("cache-control"), "private, no-store");
  return Buffer.from(await response.arrayBuffer());
}

const pagesOf = (pdf: Buffer): number =>
  pdf.toString("latin1").match(/\/Type \/Page\b/g)?.length ?? 0;

test("The brief tells what changed since the last session, who is late, what to do", async () => {
  const page = await keeper.get("/desk/brief");
  says(page, "What changed from 8 October 2026 to 28 November 2026");
  says(page, "Next: Second session of the joint commission, 10 December 2026");
  says(page, "Late: Rwanda", "Late: Azerbaijan", "Sign the gate: Tea by sea and air, G3");
  says(page, "Agree to the minutes: Mid-term review", "A port or a border post closes for weeks");
  const old = await keeper.get("/desk/brief?since-day=1&since-month=1&since-year=2026");
  says(old, "What changed from 1 January 2026", "Held on 8 October 2026", "Agreed by both sides");
  const order = ["Held on 20 May", "Minutes signed by both", "Closed by both", "Gate decided on"];
  const places = [...order, "Hold a visit of investors"].map((part) => textOf(old).indexOf(part));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
    "progress reports come last",
  );
  assert.ok(!places.includes(-1), places.join());
});

test("A brief since no day at all, or a day to come, asks again", async () => {
  const since = (day: string, month: string, year: string) =>
    keeper.get(`/desk/brief?since-day=${day}&since-month=${month}&since-year=${year}`);
  for (const [day, month, year] of [
    ["31", "2", "2026"],
    ["1", "13", "2026"],
    ["one", "2", "2026"],
    ["1", "", ""],
  ] as const) {
    const page = await since(day, month, year);
    assert.equal(page.status, 422);
    says(page, "There is a problem", "Enter a day, such as");
    assert.ok(page.body.includes(`value="${day}"`), "what was typed stays");
  }
  says(await since("1", "1", "2030"), "Enter a day that is not in the future");
  for (const day of ["2026-02-31", "2030-01-01", "x"])
    assert.equal((await keeper.get(`/desk/brief/brief.pdf?since=${day}`)).status, 422);
});

test("Talking points are our side's own: in our brief, and nowhere else", async () => {
  await keeper.get("/desk/brief");
  says(await keeper.post("/desk/brief/points", { text: "" }), "Enter the talking point");
  await keeper.get("/desk/brief");
  const point = "Ask for the flight before the fair.";
  const page = textOf(await keeper.post("/desk/brief/points", { text: point }));
  assert.equal(page.split(point).length, 2, "once, among our talking points");
  const { value } = await mammoth.extractRawText({ buffer: await saved("/desk/brief/brief.docx") });
  assert.ok(
    value.includes(point) && value.includes("Late: Azerbaijan"),
    "another library reads it",
  );
  const events = await town.app.sql`select from events.event where data::text like ${`%${point}%`}`;
  assert.equal(events.length, 0);
  for (const path of ["/partnership?lang=en", "/partnership/sessions?lang=en"])
    assert.ok(!(await town.guest().get(path)).body.includes(point));
  const action = /action="(\/desk\/brief\/points\/[^"]+\/erase)"/.exec(
    (await keeper.get("/desk/brief")).body,
  );
  assert.ok(action?.[1]);
  assert.ok(!textOf(await keeper.post(action[1])).includes(point));
});

test("With ten thousand commitments it stays at two pages and an annex", async () => {
  await town.database.ownerSql`
    insert into partnership.commitment
      (id, phase, deadline, words, state, version, changed_at)
    select 'many-' || n, 'agreed', date '2026-06-01' + (n % 90), 'text', jsonb_build_object(
        'id', 'many-' || n, 'phase', 'agreed', 'parties', '["rw","az"]'::jsonb,
        'closing', '[]'::jsonb, 'asks', '[]'::jsonb,
        'joint', jsonb_build_object('text', jsonb_build_object('en', 'Commitment ' || n || ' to '
          || repeat('do something useful ', 12)), 'prevailing', 'en', 'source', '{}'::jsonb,
          'deadline', (date '2026-06-01' + (n % 90))::text, 'measure', 'm', 'verification', 'v'),
        'sides', jsonb_build_object('rw', jsonb_build_object('reports', jsonb_build_array(
          jsonb_build_object('on', '2026-11-01', 'status', 'late', 'nextStep', 's', 'by', 'p',
            'way', 'desk')), 'contributions', '[]'::jsonb, 'unanswered', 0),
          'az', jsonb_build_object('reports', '[]'::jsonb, 'contributions', '[]'::jsonb,
            'unanswered', 0))), 1, now()
    from generate_series(1, 10000) n`;
  await town.database.ownerSql`
    insert into partnership.commitment_side (commitment, side, status, reported_on, unanswered)
    select 'many-' || n, side, case side when 'rw' then 'late' end,
      case side when 'rw' then date '2026-11-01' end, 0
    from generate_series(1, 10000) n, unnest(array['rw', 'az']) side`;
  await town.database.ownerSql`analyze partnership.commitment, partnership.commitment_side`;
  const began = performance.now();
  const [pdf, docx] = [await saved("/desk/brief/brief.pdf"), await saved("/desk/brief/brief.docx")];
  console.log(`both files of 10,000 commitments: ${Math.round(performance.now() - began)} ms`);
  assert.equal(pdf.subarray(0, 8).toString("latin1"), "%PDF-1.7");
  const { value } = await mammoth.extractRawText({ buffer: docx });
  const [front = ""] = value.split("\nAnnex\n");
  assert.match(front, /And more: [\d,]{5,}/);
  assert.ok(front.length < 9000, `two pages hold ${front.length} characters`);
  assert.ok(pagesOf(pdf) >= 3 && pagesOf(pdf) <= 16, `${pagesOf(pdf)} pages`);
  const page = await keeper.get("/desk/brief");
  assert.match(textOf(page), /And more: (9,99\d|10,\d{3})/);
  const [, unfolded = ""] = /<details[\s\S]*?And more:([\s\S]*?)<\/details>/.exec(page.body) ?? [];
  assert.equal(unfolded.split("<li>").length - 1, 55, "the rest of what the annex names");
});

test("The brief is for those who keep the register", async () => {
  assert.match((await town.guest().get("/desk/brief/brief.pdf")).path, /demo-issuer/);
  assert.equal((await (await town.as("officer-nshuti")).get("/desk/brief/brief.pdf")).status, 403);
});
