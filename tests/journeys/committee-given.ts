import assert from "node:assert/strict";
import { must } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import type { Town } from "../town.ts";
import { decide, give, sent } from "./office-given.ts";

/** An officer at their desk, in English. */
export async function deskOf(town: Town, id: string): Promise<Client> {
  const browser = await town.as(id);
  await browser.get("/staff?lang=en");
  return browser;
}

/** A refusal of the scholarship against which the candidate appeals. */
export async function appealIn(town: Town): Promise<string> {
  const { caseId } = await sent(town, "scholarship-azerbaijan", { person: "ishimwe-kevin" });
  await decide(await deskOf(town, "officer-iradukunda"), caseId, "refuse", {
    ...{ code: "papers-incomplete", text: "The transcript is missing." },
  });
  town.setClock(new Date(town.now().getTime() + 10 * 60_000).toISOString());
  await town.settle();
  const person = await town.person("ishimwe-kevin");
  must(
    await town.app.parts.cases.give({
      ...{ caseId, actor: { kind: "person", id: person.id } },
      command: { type: "appeal", statement: { id: newId(), text: "I sent it." } },
    }),
  );
  return caseId;
}

/** Their supervisor says what the authority thinks of the appeal: whoever refused does not. */
export async function hearAuthority(town: Town, caseId: string): Promise<void> {
  const text = "The transcript was not listed among the papers.";
  const boss = await deskOf(town, "officer-umutoni");
  await give(boss, caseId, "take-over");
  const done = await give(boss, caseId, "complete", { outcome: "stands", text });
  assert.equal(done.status, 200, done.body.slice(0, 2000));
}
