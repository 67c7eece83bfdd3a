import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import mammoth from "mammoth";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { inEnglish, says, textOf } from "./apply-given.ts";

let town: Town;
/** The keeper of the register, and the head of the delegation. */
let keeper: Client;
let chair: Client;
before(async () => {
  town = await startTown("2026-12-01T08:00:00Z");
  keeper = await inEnglish(town, "officer-gahigi");
  chair = await inEnglish(town, "officer-kabatesi");
});
after(async () => await town.close());

const path = "/desk/sessions/group-education-2026-12-01";
const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

async function act(client: Client, address: string, typed: Record<string, string> = {}) {
  await client.get(path);
  return client.post(address, typed);
}

/** The Word file of an address, as a browser saves it. */
async function wordFile(client: Client, address: string): Promise<Buffer> {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(`${client.url}${address}`, { headers: { cookie } });
  assert.equal(response.headers.get("content-type"), wordType);
  return Buffer.from(await response.arrayBuffer());
}

test("A session is planned, and opens with the open decisions of the register", async () => {
  await keeper.get("/desk/sessions/new");
  const empty = await keeper.post("/desk/sessions/new", { title: "", series: "Group education" });
  assert.equal(empty.status, 422);
  says(empty, "Enter the title of the session", "Select the kind of session", "Enter a day");
  assert.match(empty.body, /value="Group education"/, "what was typed stays");
  const groupless = await keeper.post("/desk/sessions/new", { kind: "working-group", series: "X" });
  says(groupless, "Select the working group");
  const planned = await keeper.post("/desk/sessions/new", {
    ...{ title: "Working group on education", kind: "working-group", series: "Group education" },
    ...{ "plannedOn-day": "1", "plannedOn-month": "12", "plannedOn-year": "2026" },
    ...{ place: "Kigali", prevailing: "en", embargo: "end" },
  });
  assert.equal(planned.path, path, textOf(planned));
  says(planned, "Recorded.", "Planned", "The register fills this item when the session opens");
  says(await act(keeper, `${path}/items`, { title: "Diplomas" }), "Diplomas");
  const opened = await act(keeper, `${path}/open`);
  says(opened, "In session", "Opened on 1 December 2026");
  const { commitments } = town.app.parts.partnership;
  const open = await commitments.list({ today: "2026-12-01", phase: "agreed" }, { limit: 60 });
  const others = open.filter(({ joint }) => joint?.group !== "education");
  assert.ok(others.length > 0);
  for (const { id } of others)
    assert.ok(!opened.body.includes(`/desk/commitments/${id}"`), "of another group");
});

test("Minutes are written paragraph by paragraph and in Word, in four languages", async () => {
  const form = `${path}/paragraphs/new`;
  const empty = await keeper.get(form);
  assert.equal(empty.status, 200);
  const incomplete = await keeper.post(form, { number: "1", kind: "text" });
  says(incomplete, "Enter the prevailing text");
  const written = await keeper.post(form, {
    ...{ number: "1", kind: "decision", "text-en": "Diplomas are recognised within 30 days." },
  });
  says(written, "Diplomas are recognised within 30 days.", "without a text: Kinyarwanda 1");
  const file = await wordFile(keeper, `${path}/minutes-all.docx`);
  const { value } = await mammoth.extractRawText({ buffer: file });
  assert.match(
    value,
    /Working group on education[\s\S]*within 30 days/,
    "another library reads it",
  );
  const translated = await translate(file);
  await keeper.get(path);
  const taken = await keeper.upload(
    `${path}/minutes`,
    { lang: "en" },
    { file: new File([new Uint8Array(translated)], "minutes.docx", { type: wordType }) },
  );
  says(taken, "What became of each paragraph", "Changed The text of the file stands now.");
  const room = await keeper.get(`${path}?beside=az`);
  says(room, "Diplomlar 30 gün ərzində tanınır.");
  const again = await keeper.upload(
    `${path}/minutes`,
    { lang: "en" },
    { file: new File([new Uint8Array(file)], "old.docx", { type: wordType }) },
  );
  says(again, "Paragraphs not taken in: 1", "Somebody changed it here after the file was made");
  await keeper.get(path);
  const wrong = { file: new File(["%PDF-1.7"], "minutes.pdf", { type: "application/pdf" }) };
  says(await keeper.upload(`${path}/minutes`, { lang: "en" }, wrong), "Select a Word file (.docx)");
});

test("A commitment is written with its deadline and measure, in every language", async () => {
  await keeper.get(path);
  await keeper.get(`${path}/paragraphs/new`);
  const typed = {
    ...{ number: "2", kind: "commitment", "text-en": "Both sides exchange lists of universities." },
    ...{ "text-rw": "Impande zombi zihana urutonde rwa za kaminuza." },
    ...{ "text-fr": "Les deux parties échangent la liste des universités." },
    ...{ "text-az": "Tərəflər universitetlərin siyahısını mübadilə edir." },
  };
  const bare = await keeper.post(`${path}/paragraphs/new`, typed);
  says(bare, "Enter the text in its prevailing language, the deadline and how it is measured");
  const written = await keeper.post(`${path}/paragraphs/new`, {
    ...{ ...typed, measure: "Both lists received", verification: "Copies" },
    ...{ "deadline-day": "1", "deadline-month": "3", "deadline-year": "2027" },
    "owner-rw": "Ministry of Education",
  });
  says(written, "Both sides exchange lists of universities.", "Commitment");
  says(written, "Deadline: 1 March 2027", "How it is proved: Copies", "Ministry of Education");
});

/** What a translator does: fills the empty cells of the row in Word. */
async function translate(file: Buffer): Promise<Buffer> {
  const { strFromU8, strToU8, unzipSync, zipSync } = await import("fflate");
  const parts = unzipSync(file);
  const texts = [
    "Impamyabumenyi zemezwa mu minsi 30.",
    "Les diplômes sont reconnus en 30 jours.",
    "Diplomlar 30 gün ərzində tanınır.",
  ];
  const body = strFromU8(parts["word/document.xml"] ?? new Uint8Array());
  const head = body.lastIndexOf("<w:tr>", body.indexOf("within 30 days"));
  const row = body
    .slice(head)
    .replace(/<w:t xml:space="preserve"\/>|<w:t xml:space="preserve"><\/w:t>/g, () => {
      return `<w:t xml:space="preserve">${texts.shift()}</w:t>`;
    });
  assert.equal(texts.length, 0, "three empty cells were filled");
  return Buffer.from(
    zipSync({ ...parts, "word/document.xml": strToU8(body.slice(0, head) + row) }),
  );
}

test("Nothing of it is public before it ends, and no minutes before both sides agree", async () => {
  const guest = town.guest();
  const address = path.replace("/desk", "/partnership");
  assert.equal((await guest.get(address)).status, 404);
  assert.ok(!(await guest.get("/partnership/sessions?lang=en")).body.includes("education"));
  const early = await act(chair, `${path}/sign`);
  says(early, "Close the session before its minutes are signed");
  says(await act(keeper, `${path}/close`), "Minutes to agree");
  const page = await guest.get(`${address}?lang=en`);
  says(page, "Working group on education", "The minutes are published once both sides");
  assert.ok(!page.body.includes("30 days"));
});

test("Each side says yes to the same digest; a change in between asks for both again", async () => {
  says(await act(keeper, `${path}/sign`, { side: "rw" }), "Your role does not include this");
  await chair.get(path);
  const signed = await chair.post(`${path}/sign`);
  const post = "Head of the delegation to the joint commission, Ministry of Foreign Affairs";
  says(signed, post, "1 December 2026", "On its own platform");
  await keeper.get(`${path}/paragraphs/1`);
  await keeper.post(`${path}/paragraphs/1`, {
    ...{ number: "1", kind: "decision", "text-en": "Diplomas are recognised in 30 days." },
    ...{ "text-rw": "Impamyabumenyi zemezwa mu minsi 30." },
    ...{ "text-fr": "Les diplômes sont reconnus en 30 jours.", "text-az": "Diplomlar tanınır." },
  });
  const paper = {
    ...{ post: "mfa/commission-chair", paper: "MINAFFET 2026/44" },
    ...{ "on-day": "1", "on-month": "12", "on-year": "2026" },
  };
  await keeper.get(path);
  const half = await keeper.post(`${path}/sign`, { side: "az", ...paper });
  says(half, "On paper, filed as MINAFFET 2026/44", "Not signed yet");
  await chair.get(path);
  const stale = await chair.post(`${path}/sign`, { hash: "0".repeat(64) });
  says(stale, "The minutes have changed since you read them");
  await chair.get(path);
  says(await chair.post(`${path}/sign`), "Agreed", "Minutes agreed on 1 December 2026");
  const { commitments } = town.app.parts.partnership;
  const promised = await commitments.one("group-education-2026-12-01-2");
  const inPublic = "/partnership/commitments/group-education-2026-12-01-2?lang=en";
  says(await town.guest().get(inPublic), "Both sides exchange lists of universities.");
  assert.equal(promised?.phase, "agreed", "a commitment of agreed minutes is in the register");
  assert.equal(promised?.joint?.deadline, "2027-03-01");
  assert.equal(promised?.joint?.source.session, "group-education-2026-12-01");
  assert.equal(promised?.joint?.group, "education", "followed by the group that agreed to it");
  const desk = await keeper.get("/desk/commitments/group-education-2026-12-01-2");
  says(desk, "Ministry of Education", "Minutes , Paragraph 2", "How it is proved Copies");
  assert.match(desk.body, /href="\/desk\/sessions\/group-education-2026-12-01"/);
  const page = await town.guest().get(`${path.replace("/desk", "/partnership")}?lang=en`);
  says(page, "Diplomas are recognised in 30 days.", "Impamyabumenyi zemezwa", "SHA-256");
  says(page, "Deadline: 1 March 2027", "How it is proved: Copies", "Owner, Rwanda");
});

test("Agreed minutes change only by an erratum of both", async () => {
  await chair.get(path);
  const refused = await chair.post(`${path}/errata`, { paragraph: "1", "text-en": "x" });
  says(refused, "Enter a reason");
  const proposed = await chair.post(`${path}/errata`, {
    ...{ paragraph: "1", reason: "Working days were meant", "text-en": "30 working days" },
  });
  says(proposed, "Proposed", "Working days were meant", "Diplomas are recognised in 30 days.");
  await keeper.get(path);
  const action = /action="(\/desk\/sessions\/[^"]+\/errata\/[^"]+)"/.exec(keeper.last?.body ?? "");
  assert.ok(action?.[1]);
  const accepted = await keeper.post(action[1], {
    ...{ side: "az", post: "mfa/commission-chair", paper: "MINAFFET 2026/51" },
    ...{ "on-day": "1", "on-month": "12", "on-year": "2026" },
  });
  says(accepted, "30 working days");
  assert.ok(!textOf(accepted).includes("Proposed"), "both sides have said yes");
  says(
    await town.guest().get(`${path.replace("/desk", "/partnership")}?lang=en`),
    "30 working days",
  );
});

test("Only those who keep the register or sign for their side come in", async () => {
  assert.match((await town.guest().get("/desk/sessions")).path, /demo-issuer/);
  assert.equal((await (await town.as("officer-mutesi")).get("/desk/sessions")).status, 403);
  assert.equal((await chair.get("/desk")).path, "/desk/sessions", "what is theirs to sign");
  assert.equal((await chair.get("/desk/commitments")).status, 403);
  assert.equal((await chair.get("/desk/sessions/new")).status, 403);
  assert.equal((await keeper.get("/desk/sessions/none")).status, 404);
});
