import assert from "node:assert/strict";
import { test } from "node:test";
import {
  acceptAll,
  bundleOf,
  carry,
  code,
  introduce,
  officer,
  pair,
  type Register,
} from "../../../tests/two-registers.ts";
import { must } from "../../kernel/index.ts";
import { minutesHash } from "../sessions/minutes.ts";
import type { Paragraph, SessionCommand } from "../sessions/model.ts";

const id = "joint-commission-2026-11-23";
const subject = `session-${id}`;
const plan: SessionCommand = {
  type: "plan",
  plan: {
    ...{ id, kind: "commission", series: "joint-commission", title: { en: "Second session" } },
    ...{ parties: ["rw", "az"], plannedOn: "2026-11-23", place: "Kigali" },
    ...{ languages: ["en", "az"], prevailing: "en" },
  },
};
const paragraph = (number: string, en: string, more: Partial<Paragraph> = {}): Paragraph => ({
  ...{ id: number, kind: "decision", text: { en, az: `${en} (az)` } },
  ...more,
});
const promised = {
  ...{ deadline: "2027-03-01", measure: "Lists received", verification: "Two letters" },
  owners: { rw: "education", az: "elm" },
};
const write = (each: Paragraph, after = 0, by = "rw"): SessionCommand => ({
  ...{ type: "write-paragraph", paragraph: each, after, by },
});

const give = async ({ partnership }: Register, ...commands: SessionCommand[]) => {
  for (const command of commands) must(await partnership.sessions.give(id, command, officer()));
};
const sessionOf = async ({ partnership }: Register) => {
  const state = await partnership.sessions.one(id);
  assert.ok(state);
  return state;
};
async function sign(register: Register, side: string, paper?: string) {
  const hash = minutesHash(await sessionOf(register));
  const assent = { side, post: `${side}/commission-chair`, on: "2026-11-23" };
  const signature = { ...assent, hash, ...(paper && { paper }) };
  await give(register, { type: "sign-minutes", signature });
}
async function linked(): Promise<readonly [Register, Register]> {
  const [rw, az] = await pair();
  await introduce(rw, az);
  await introduce(az, rw);
  return [rw, az];
}
async function held(rw: Register) {
  await give(rw, plan, {
    ...{ type: "add-item", item: { id: "diplomas", title: { en: "Diplomas" } } },
  });
  must(await rw.partnership.sessions.open(id, "2026-11-23", officer()));
  await give(rw, write(paragraph("1", "Diplomas are recognised")));
  await give(rw, write(paragraph("2", "Both send lists", { kind: "commitment", promised })));
}

test("a session of one side is a proposal to the other until it is accepted", async () => {
  const [rw, az] = await linked();
  await held(rw);
  const taken = await carry(rw, az);
  assert.equal(taken.waits, 5, "the session, its two paragraphs, and two facts that hang on it");
  assert.equal(await az.partnership.sessions.one(id), undefined, "nothing stands without a yes");
  assert.equal(await acceptAll(az, subject), 3);
  const session = await sessionOf(az);
  assert.deepEqual(
    [session.phase, session.agenda.length, session.paragraphs.length],
    ["open", 1, 2],
  );
  assert.deepEqual(await az.exchange.open(), []);
});

test("each side signs at its own register, which agrees the minutes in both", async () => {
  const [rw, az] = await linked();
  await held(rw);
  await give(rw, { type: "close" });
  await sign(rw, "rw");
  await carry(rw, az);
  assert.equal(await acceptAll(az, subject), 3);
  const half = await sessionOf(az);
  assert.deepEqual(
    half.signatures.map(({ side, bundle }) => [side, bundle]),
    [["rw", 1]],
    "the signature came with a bundle that is signed too",
  );
  await sign(az, "az");
  await carry(az, rw);
  for (const each of [rw, az]) {
    const { phase, hash, signatures } = await sessionOf(each);
    assert.equal(phase, "agreed");
    assert.equal(hash, half.signatures[0]?.hash);
    assert.ok(signatures.every(({ paper }) => paper === undefined));
    const promise = await each.partnership.commitments.one(`${id}-2`);
    assert.equal(promise?.phase, "agreed", "what was promised entered each register by itself");
    assert.deepEqual(await each.exchange.open(), [], "and nobody has to answer for it");
  }
});

test("a paragraph on which the sides differ stands side by side until one gives way", async () => {
  const [rw, az] = await linked();
  await held(rw);
  await give(rw, { type: "close" });
  await carry(rw, az);
  await acceptAll(az, subject);
  await give(az, write(paragraph("1", "Diplomas are recognised in 30 days"), 1, "az"));
  await sign(rw, "rw");
  await carry(rw, az);
  const unsigned = (await az.exchange.open()).find(({ slot }) => slot === "signature:rw");
  assert.deepEqual(
    [unsigned?.slot, unsigned?.refusal],
    ["signature:rw", "partnership.minutes-changed"],
    "a signature under another text counts for nothing here",
  );
  await carry(az, rw);
  const [differs] = await rw.exchange.open();
  assert.deepEqual([differs?.slot, differs?.standing], ["paragraph:1", "differs"]);
  assert.ok(differs);
  const { slot, theirs } = differs;
  must(
    await rw.exchange.accept(
      { partner: "az", subject, slot, number: theirs?.number ?? 0 },
      officer(),
    ),
  );
  assert.equal((await sessionOf(rw)).signatures.length, 0, "another text, another signature");
  await sign(rw, "rw");
  await carry(rw, az);
  assert.deepEqual(
    (await sessionOf(az)).signatures.map(({ side }) => side),
    ["rw"],
  );
  assert.equal(minutesHash(await sessionOf(az)), minutesHash(await sessionOf(rw)));
});

test("what a side signed on paper a year ago becomes its signature by its yes", async () => {
  const [rw, az] = await pair();
  await held(rw);
  await give(rw, { type: "close" });
  await sign(rw, "rw");
  await sign(rw, "az", "MFA 12/2026");
  const erratum = { id: "e-1", paragraph: "1", text: { en: "Diplomas." }, reason: "Typing" };
  const by = { side: "rw", post: "rw/commission-chair", on: "2026-11-23" };
  await give(rw, {
    ...{ type: "propose-erratum", assent: by },
    erratum: { ...erratum, by: "rw", on: "2026-11-23" },
  });
  await introduce(rw, az);
  await introduce(az, rw);
  await carry(rw, az);
  await acceptAll(az, subject);
  const claimed = (await az.exchange.open()).find(({ slot }) => slot === "signature:az");
  assert.equal(claimed?.about, "az", "what they say of us is no word of ours");
  const answered = {
    partner: "rw",
    subject,
    slot: "signature:az",
    number: claimed?.theirs?.number ?? 0,
  };
  must(await az.exchange.accept(answered, officer()));
  const session = await sessionOf(az);
  assert.equal(session.phase, "agreed");
  assert.equal(session.errata[0]?.assents[0]?.side, "rw");
  assert.equal((await az.partnership.commitments.one(`${id}-2`))?.phase, "agreed");
  assert.deepEqual(await az.exchange.open(), []);
  await give(az, { type: "accept-erratum", erratum: "e-1", assent: { ...by, side: "az" } });
  await carry(az, rw);
  assert.equal((await sessionOf(rw)).errata[0]?.assents.length, 2);
});

test("a forged signature of ours is never taken over by itself", async () => {
  const [rw, az] = await linked();
  await held(rw);
  await give(rw, { type: "close" });
  await carry(rw, az);
  await acceptAll(az, subject);
  await sign(rw, "az", "a paper that nobody signed");
  await carry(rw, az);
  assert.deepEqual((await sessionOf(az)).signatures, []);
  const at = (await az.exchange.open()).find(({ slot }) => slot === "signature:az");
  const no = { partner: "rw", subject, slot: "signature:az", number: at?.theirs?.number ?? 0 };
  must(await az.exchange.decline(no, "We signed no such paper", officer()));
  await carry(az, rw);
  const heard = (await rw.exchange.open()).find(({ slot }) => slot === "signature:az");
  assert.equal(heard?.declined, "az");
});

test("a new day needs our yes, and what was taken back needs no answer", async () => {
  const [rw, az] = await linked();
  await give(rw, plan);
  await carry(rw, az);
  await acceptAll(az, subject);
  await give(rw, { type: "move", plannedOn: "2026-12-01", place: "Baku" });
  must(await rw.partnership.sessions.open(id, "2026-11-23", officer()));
  await give(rw, write(paragraph("1", "One")), write(paragraph("2", "Two")));
  await give(rw, { type: "write", paragraphs: [paragraph("2", "Two")], by: "rw" });
  const bundle = await bundleOf(rw);
  const taken = must(await az.exchange.receive(bundle, officer()));
  assert.equal(code(await az.exchange.receive(bundle, officer())), "partnership.bundle-twice");
  assert.equal(taken.waits, 3, "the new day, and paragraph 2 as it was written and is");
  const open = (await az.exchange.open()).map(({ slot }) => slot);
  assert.deepEqual(open.sort(), ["moved", "paragraph:2"], "nothing to answer about paragraph 1");
});

test("what our register refused is kept with what its words name", async () => {
  const [rw, az] = await linked();
  const half: Paragraph = { id: "1", kind: "decision", text: { en: "Agreed." } };
  await give(rw, plan, { type: "open", openDecisions: [] }, write(half));
  await carry(rw, az);
  await acceptAll(az, subject);
  await give(rw, write(paragraph("1", "Agreed."), 1), { type: "close" });
  await sign(rw, "rw");
  await carry(rw, az);
  const signature = (await az.exchange.positions(subject)).find(
    ({ slot }) => slot === "signature:rw",
  );
  assert.equal(signature?.refusal, "partnership.minutes-incomplete");
  assert.deepEqual(signature?.refusalFacts, { paragraph: "1", lang: "az" });
});
