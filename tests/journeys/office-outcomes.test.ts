import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { decide, formOfAct, give, page, sent } from "./office-given.ts";

let town: Town;

async function desk(id: string, lang = "en"): Promise<Client> {
  const browser = await town.as(id);
  await browser.get(`/office?lang=${lang}`);
  return browser;
}

before(async () => {
  town = await startTown();
});
after(() => town?.close());

/** An outcome on the page of a file: whether it can be chosen, and what stands beside it. */
function outcomeOn(body: string, value: string) {
  const item = body
    .split('<div class="govuk-radios__item">')
    .find((each) => each.includes('name="outcome"') && each.includes(`value="${value}"`));
  assert.ok(item, `no outcome ${value}`);
  const [shown = ""] = item.split("</fieldset>");
  return { open: !/<input[^>]* disabled/.test(shown), text: shown.replace(/<[^>]+>/g, " ") };
}

const appointment = {
  ...{ "find.day-day": "30", "find.day-month": "11", "find.day-year": "2026" },
  ...{ "find.time": "09:30", "find.place": "Musanze station" },
};

describe("Outcomes that the rules forbid", () => {
  it("are grey, with what was decided beside them, and open when the rules turn", async () => {
    const answers = { rib_district: "musanze" };
    const { caseId } = await sent(town, "national-id-replacement", { answers });
    const officer = await desk("officer-ndagijimana");
    await decide(officer, caseId, "set", appointment);
    const first = await give(officer, caseId, "claim");
    assert.equal(outcomeOn(first.body, "missed").open, true);
    assert.equal(outcomeOn(first.body, "confirmed").open, true);
    const never = outcomeOn(first.body, "never-came");
    assert.equal(never.open, false);
    assert.match(never.text, /Not possible after what was decided: .* – The appointment is set/);
    const forged = {
      ...formOfAct(officer, "complete"),
      outcome: "never-came",
      code: "loss-not-confirmed",
      text: "No",
    };
    assert.equal((await officer.post(`${page(caseId)}/act`, forged)).status, 409);
    await give(officer, caseId, "complete", { outcome: "missed", text: "Did not come" });
    await decide(officer, caseId, "set", appointment);
    const again = await give(officer, caseId, "claim");
    assert.equal(outcomeOn(again.body, "never-came").open, true);
    assert.equal(outcomeOn(again.body, "missed").open, false);
  });

  it("say in four languages that the answers do not allow them", async () => {
    const { caseId } = await sent(town, "feedback-and-complaint");
    await give(await desk("officer-uwera-alice"), caseId, "claim");
    const words = {
      en: /Not possible with these answers/,
      fr: /Impossible avec ces réponses/,
      rw: /ntabyemera kuri ibi bisubizo/,
      az: /bu cavablarla mümkün deyil/,
    };
    for (const [lang, said] of Object.entries(words)) {
      const { body } = await (await desk("officer-uwera-alice", lang)).get(page(caseId));
      const outcomes = [outcomeOn(body, "noted"), outcomeOn(body, "pass-on")];
      const [grey, ...others] = outcomes.filter(({ open }) => !open);
      assert.match(grey?.text ?? "", said);
      assert.deepEqual(others, []);
    }
  });
});
