import type { Answer } from "../client.ts";
import { filled, formsOf, type PageForm } from "../page-forms.ts";
import { registerEntryTyped } from "../register-entry.ts";
import type { Chance } from "./chance.ts";
import type { Loop } from "./citizen.ts";
import { surprise } from "./notebook.ts";

/**
 * Takes what waits in hand and decides it, again and again. Two of them may be one officer in two
 * windows.
 */
export async function officer(loop: Loop, chance: Chance): Promise<void> {
  while (!loop.ending()) {
    const file = (await inHand(loop, chance)) ?? (await claimOne(loop, chance));
    if (file) await decide(loop, chance, file);
    await loop.pause();
  }
}

async function inHand({ patient }: Loop, chance: Chance): Promise<Answer | undefined> {
  const list = await patient.get("/office?show=mine");
  const files = list.body.match(/\/office\/cases\/[0-9a-f-]{36}(?=")/g) ?? [];
  return files.length > 0 ? patient.get(chance.one(files)) : undefined;
}

async function claimOne({ patient }: Loop, chance: Chance): Promise<Answer | undefined> {
  const list = await patient.get("/office?show=unclaimed");
  const form = formsOf(list.body, list.path).find(({ action }) => action === "/office/claim");
  if (!form || form.buttons.length === 0) return undefined;
  const { name, value } = chance.one(form.buttons);
  const opened = await patient.send(form.action, filled(form, { [name]: value }));
  return /^\/office\/cases\//.test(opened.path) ? opened : undefined;
}

const setIn = ({ set }: PageForm, field: string): string =>
  set.find(([name]) => name === field)?.[1] ?? "";

let entries = 0;
/** An entry of its own for each file: a number that another file has asks for a reason. */
const entryTyped = () => ({
  ...registerEntryTyped,
  "find.register_number": `RW-GSB-2026-${String(++entries).padStart(6, "0")}`,
});

async function decide({ patient, notebook }: Loop, chance: Chance, file: Answer): Promise<void> {
  const form = formsOf(file.body, file.path).find((each) =>
    ["complete", "confirm"].includes(setIn(each, "act")),
  );
  if (!form) return;
  const caseId = /[0-9a-f-]{36}/.exec(file.path)?.[0] ?? "";
  const outcomes = form.inputs.find(({ name }) => name === "outcome")?.options ?? [];
  // Mostly onwards, sometimes otherwise.
  const outcome = chance.next() < 0.8 ? outcomes[0] : chance.one(outcomes);
  const codes = form.inputs.find(({ name }) => name === "code")?.options.filter(Boolean) ?? [];
  const answer = await patient.send(
    form.action,
    filled(form, {
      ...(outcome && { outcome }),
      ...(codes.length > 0 && outcome !== outcomes[0] && { code: chance.one(codes) }),
      // Who signs over a difference says that they compared both, and why two files have a number.
      ...{ differs: "yes", despite: "The same child is applied for again." },
      ...(outcome === "found" && entryTyped()),
      text: outcome === outcomes[0] ? "" : "The details do not agree with the register.",
    }),
  );
  const key = setIn(form, "key");
  if (answer.status === 200 && answer.body.includes("govuk-notification-banner--success"))
    notebook.decisions.set(key, { caseId, task: setIn(form, "task"), outcome: outcome ?? "" });
  else surprise(notebook, `deciding ${outcome} answered ${answer.status}${errorIn(answer)}`);
}

/** The first problem that a page names. */
const errorIn = ({ body }: Answer): string => {
  const [, problem] = /<a href="#[^"]*">([^<]+)/.exec(body) ?? [];
  return problem ? `: ${problem.trim()}` : "";
};
