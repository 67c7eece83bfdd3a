import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { CaseId } from "../../src/kernel/index.ts";
import { registerEntryTyped } from "../register-entry.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { governmentCopied } from "./every-kind-given.ts";
import { decide, formOfAct, give, opened, page, type Sent, sent } from "./office-given.ts";

let town: Town;
const birth = "birth-certificate";
const otherDay = { "find.born_on-day": "15" };

const desk = async (id: string) => {
  const client = await town.as(id);
  await client.get("/office?lang=en");
  return client;
};

/** A file whose child was born on another day by the register, which the registrar has compared. */
async function differing(): Promise<Sent> {
  const file = await sent(town, birth);
  await decide(await desk("officer-mutesi"), file.caseId, "found", otherDay);
  return file;
}

const chosen = async ({ caseId }: Sent) => {
  const { tasks } = (await opened(town, caseId)).state;
  return `${caseId}~${tasks.find(({ done }) => !done)?.key}`;
};

before(async () => {
  town = await startTown();
});
after(() => town?.close());

describe("A finding that is not what the application says", () => {
  it("is shown beside it to whoever records it, who ticks that both were compared", async () => {
    const { caseId } = await sent(town, birth);
    const registrar = await desk("officer-mutesi");
    await give(registrar, caseId, "claim");
    const typed = { outcome: "found", ...registerEntryTyped, ...otherDay };
    const asked = await give(registrar, caseId, "complete", typed);
    assert.equal(asked.status, 422);
    const said = /Not as in the application\s+The application says: 14\sMarch 2026/;
    assert.match(textOf(asked), said);
    says(asked, "Compare what was found with the application, and tick that you have");
    assert.equal((await opened(town, caseId)).state.tasks[0]?.done, undefined);
    const again = { ...formOfAct(registrar, "complete"), ...typed, differs: "yes" };
    const done = await registrar.post(`${page(caseId)}/act`, again);
    assert.equal(done.status, 200);
    const { findings } = await opened(town, caseId);
    assert.equal(findings["1.register-check"]?.born_on, "2026-03-15");
  });

  it("is not typed where it is the same: one press fills it in", async () => {
    const { caseId } = await sent(town, birth);
    const registrar = await desk("officer-mutesi");
    const file = await give(registrar, caseId, "claim");
    assert.match(file.body, /value="as-said"[^>]*data-key="s"[^>]*>\s*Same as in the application/);
    assert.match(
      file.body,
      /#complete-1-register-check-find\.sex"\s+data-key="s"/,
      "goes on there",
    );
    const typed = { ...formOfAct(registrar, "complete"), outcome: "found" };
    const own = { ...typed, "find.registered_name": "INEZA Uwase", _action: "as-said" };
    const { body, status } = await registrar.post(`${page(caseId)}/act`, own);
    assert.equal(status, 200);
    const typedInto = (name: string) => new RegExp(`name="find\\.${name}"[^>]* value="([^"]*)"`);
    assert.equal(
      typedInto("registered_name").exec(body)?.[1],
      "INEZA Uwase",
      "what was typed stays",
    );
    const day = ["day", "month", "year"].map(
      (part) => typedInto(`born_on-${part}`).exec(body)?.[1],
    );
    assert.deepEqual(day, ["14", "3", "2026"]);
    assert.equal(typedInto("register_number").exec(body)?.[1] ?? "", "", "it is not in there");
    assert.match(body, /value="found"\s+checked/);
    const entry = { ...registerEntryTyped, despite: "It is the same child." };
    await give(registrar, caseId, "complete", { outcome: "found", ...entry });
    const shown = textOf(await registrar.get(page(caseId)));
    assert.match(shown, /Date of birth in the register: 14\sMarch 2026 · as in the application/);
    assert.doesNotMatch(shown, /RW-GSB-2026-004417 · as in the application/);
  });

  it("asks for no tick where capitals, accents and the order of names differ", async () => {
    const { caseId } = await sent(town, birth);
    const name = { "find.registered_name": "INEZA Uwasé" };
    await decide(await desk("officer-mutesi"), caseId, "found", name);
    const { findings } = await opened(town, caseId);
    assert.equal(findings["1.register-check"]?.registered_name, "INEZA Uwasé");
    const secretary = await desk("officer-nsengimana");
    assert.doesNotMatch(textOf(await secretary.get(page(caseId))), /Not as in the application/);
  });

  it("is told to the signer on the file, with what to do first", async () => {
    const file = await differing();
    const secretary = await desk("officer-nsengimana");
    const shown = textOf(await secretary.get(page(file.caseId)));
    assert.match(
      shown,
      /Date of birth in the register: 15\sMarch 2026\. The application says: 14\sMarch 2026/,
    );
    assert.match(shown, /The certificate says what was found, not what the application says\./);
    const offered = "“Send back for another check”, “Refuse”.";
    assert.match(shown, new RegExp(`Beside signing, this step offers: ${offered}`));
    assert.doesNotMatch(shown, /Ask the applicant/, "this step cannot");
    const claimed = await give(secretary, file.caseId, "claim");
    says(claimed, "I have compared both, and decide all the same.");
    assert.ok(claimed.body.lastIndexOf('name="differs"') < claimed.body.indexOf('value="next"'));
    for (const more of [{}, { and: "next" }]) {
      const asked = await give(secretary, file.caseId, "complete", { outcome: "sign", ...more });
      assert.equal(asked.status, 422);
      says(asked, "Compare what was found with the application, and tick that you have");
      assert.match(asked.body, /id="complete-2-signature-differs"/);
      assert.equal((await opened(town, file.caseId)).state.status, "in-review");
    }
    const ticked = { outcome: "sign", differs: "yes" };
    await give(secretary, file.caseId, "complete", ticked);
    assert.equal((await opened(town, file.caseId)).state.status, "granted");
    const [paper] = await town.app.parts.credentials.forCase(file.caseId as CaseId);
    const day = paper?.claims.find(({ name }) => name.startsWith("birth"));
    assert.match(JSON.stringify(day?.value), /2026-03-15/, "a certificate is an extract");
  });

  it("is marked where the applicant is neither parent whom the register names", async () => {
    const { caseId } = await sent(town, birth);
    const registrar = await desk("officer-mutesi");
    await give(registrar, caseId, "claim");
    const others = { "find.mother": "Keza Diane", "find.father": "" };
    const typed = { outcome: "found", ...registerEntryTyped, ...others };
    const asked = await give(registrar, caseId, "complete", typed);
    assert.equal(asked.status, 422);
    const words = "Neither the mother nor the father in the register is the applicant.";
    says(asked, "Look at this twice", words, "tick that you have");
    const again = { ...formOfAct(registrar, "complete"), ...typed, differs: "yes" };
    await registrar.post(`${page(caseId)}/act`, again);
    const secretary = await desk("officer-nsengimana");
    says(await secretary.get(page(caseId)), `Mother: Keza Diane. ${words}`);
    const form = { outcome: "sign", and: "next" };
    await give(secretary, caseId, "claim");
    assert.equal((await give(secretary, caseId, "complete", form)).status, 422);
    const own = await sent(town, birth);
    const eric = { "find.father": "HABIMANA, Eric", differs: "" };
    await decide(registrar, own.caseId, "found", eric);
    assert.doesNotMatch(textOf(await secretary.get(page(own.caseId))), /Look at this twice/);
  });

  it("is not asked about by whoever sends the file back or refuses it", async () => {
    const { caseId } = await differing();
    const secretary = await desk("officer-nsengimana");
    await decide(secretary, caseId, "return", { text: "Ask for the day.", differs: "" });
    const { state } = await opened(town, caseId);
    assert.equal(state.tasks.at(-1)?.task, "register-check");
    const registrar = await desk("officer-mutesi");
    await decide(registrar, caseId, "found", { "find.born_on-day": "14", differs: "" });
  });

  it("is signed in no stack, which says why and shows both", async () => {
    const answers = { child_can: "CAN-2026-000777" };
    const [file, plain] = [await differing(), await sent(town, birth, { answers })];
    const entry = { "find.register_number": "RW-GSB-2026-000777" };
    await decide(await desk("officer-mutesi"), plain.caseId, "found", entry);
    const secretary = await desk("officer-nsengimana");
    const stack = [await chosen(file), await chosen(plain)];
    const { body } = await secretary.post("/office/stack", { stack });
    const seen = [...body.matchAll(/name="seen"\s+id="[^"]*"\s+value="([^"]*)"/g)];
    assert.deepEqual(
      seen.map(([, value = ""]) => value.split("~")[0]),
      [plain.caseId],
    );
    says(secretary.last ?? assert.fail(), "Open it: what was found is not what the application");
    assert.match(body, /15\sMarch 2026\. The application says: 14\sMarch 2026/);
    const { version } = (await opened(town, file.caseId)).state;
    const forced = { stack, outcome: "sign", seen: [`${stack[0]}~${version}`] };
    const answer = await secretary.post("/office/stack/sign", forced);
    says(answer, "What was found is not what the application says. Open the file");
    assert.equal((await opened(town, file.caseId)).state.status, "in-review");
  });
});

describe("A step of two officers", () => {
  let pair: Town;
  const at = { district: "huye", sector: "huye.ngoma" };
  before(async () => {
    const folder = governmentCopied("rw");
    const service = join(folder, "services/birth-certificate/service.yaml");
    const alone = readFileSync(service, "utf8");
    const both = alone
      .replace("role: civil-registrar\n", "role: civil-registrar\n        fourEyes: true\n")
      .replace("role: executive-secretary\n", "role: civil-registrar\n        fourEyes: true\n");
    writeFileSync(service, both);
    pair = await startTown(undefined, folder);
    rmSync(dirname(folder), { recursive: true, force: true });
  });
  after(() => pair?.close());

  const by = async (id: string) => {
    const client = await pair.as(id);
    await client.get("/office?lang=en");
    return client;
  };

  /** The second signature is refused without the tick, whatever was sent with it. */
  async function signsOver(caseId: string) {
    const second = await by("officer-niyomugabo");
    says(await give(second, caseId, "claim"), "I have compared both, and decide all the same.");
    const { version } = (await opened(pair, caseId)).state;
    for (const more of [{}, { and: "next" }, { differs: "" }]) {
      const asked = await give(second, caseId, "confirm", more);
      assert.equal(asked.status, 422);
      says(asked, "Compare what was found with the application, and tick that you have");
      assert.match(asked.body, /id="confirm-[\w-]+-differs"[^>]*aria-describedby/);
    }
    assert.equal((await opened(pair, caseId)).state.version, version);
    const signed = await give(second, caseId, "confirm", { differs: "yes" });
    assert.equal(signed.status, 200);
  }

  it("asks both, where the step itself found the difference and where one before did", async () => {
    const { caseId } = await sent(pair, birth, { answers: at });
    await decide(await by("officer-mutesi"), caseId, "found", otherDay);
    await signsOver(caseId);
    assert.equal((await opened(pair, caseId)).state.tasks[0]?.done?.outcome, "found");
    await decide(await by("officer-mutesi"), caseId, "sign");
    await signsOver(caseId);
    assert.equal((await opened(pair, caseId)).state.status, "granted");
  });
});
