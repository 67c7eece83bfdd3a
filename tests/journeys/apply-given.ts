import assert from "node:assert/strict";
import type { Actor, CaseCommand } from "../../src/cases/index.ts";
import { must } from "../../src/kernel/index.ts";
import { newId } from "../../src/platform/db/index.ts";
import { committeeOf } from "../../src/workflow/index.ts";
import type { Answer, Client } from "../client.ts";
import { entryFor } from "../register-entry.ts";
import type { Town } from "../town.ts";
import { opened } from "./office-given.ts";

/** The text of a page without its marks, as it is read. */
export const textOf = ({ body }: Answer): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("\u00a0", " ")
    .replaceAll(/\s+/g, " ");

export function says(page: Answer, ...texts: readonly string[]): void {
  for (const text of texts)
    assert.ok(textOf(page).includes(text), `“${text}” is not on ${page.path}: ${textOf(page)}`);
}

/** Signed in, in English, whatever the person's own language. */
export async function inEnglish(town: Town, id: string): Promise<Client> {
  const client = await town.as(id);
  await client.get("/services?lang=en");
  return client;
}

/** The draft or application that the last page is about. */
export const idIn = ({ path }: Answer): string => {
  const id = /\/(?:drafts|applications)\/([0-9a-f-]{36})/.exec(path)?.[1];
  assert.ok(id, `${path} is about no application`);
  return id;
};

type Act = Extract<CaseCommand, { type: "complete" }>;

/**
 * An officer whose work it is claims the open task and completes it; a second one signs where two
 * must, and of a committee as many vote as it needs.
 */
export async function completed(
  town: Town,
  caseId: string,
  id: string,
  outcome: string,
  more: Pick<Act, "code" | "statement" | "findings"> = {},
): Promise<void> {
  const { cases } = town.app.parts;
  const application = await opened(town, caseId);
  const { state, definition } = application;
  const task = state.tasks.find((each) => each.task === id && !each.done && !each.cancelled);
  assert.ok(task, `no open task ${id}`);
  const officer = (): Actor => ({
    kind: "officer",
    id: newId(),
    authority: task.authority,
    roles: [task.role],
  });
  const first = officer();
  const { quorum = 0 } = committeeOf(definition, task) ?? {};
  if (quorum > 0) {
    for (let votes = 0; votes < quorum; votes++) {
      const statement = more.statement && { ...more.statement, id: newId() };
      const vote = { type: "complete" as const, task: task.key, outcome, ...more };
      const command = { ...vote, ...(statement && { statement }) };
      must(await cases.give({ caseId, actor: officer(), command }));
    }
    return;
  }
  must(await cases.give({ caseId, actor: first, command: { type: "claim", task: task.key } }));
  const entry = id === "register-check" &&
    outcome === "found" && { findings: entryFor(application) };
  const command = { type: "complete" as const, task: task.key, outcome, ...entry, ...more };
  const { tasks } = must(await cases.give({ caseId, actor: first, command }));
  if (!tasks.find(({ key }) => key === task.key)?.proposed) return;
  const second = officer();
  must(await cases.give({ caseId, actor: second, command: { type: "claim", task: task.key } }));
  must(await cases.give({ caseId, actor: second, command: { type: "confirm", task: task.key } }));
}

/** An officer of the open task asks for more about these answers and papers. */
export async function requested(
  town: Town,
  caseId: string,
  fields: readonly string[],
  text: string,
): Promise<void> {
  const { state } = await opened(town, caseId);
  const task = state.tasks.find(({ done, cancelled }) => !done && !cancelled);
  assert.ok(task);
  const { authority, role, key } = task;
  const actor: Actor = { kind: "officer", id: newId(), authority, roles: [role] };
  const { cases } = town.app.parts;
  must(await cases.give({ caseId, actor, command: { type: "claim", task: key } }));
  const statement = { id: newId(), text };
  must(await cases.give({ caseId, actor, command: { type: "ask", task: key, fields, statement } }));
}

/** A one-page PDF of a few bytes, whole. */
export const pdf = (name = "paper.pdf", text = "paper"): File =>
  new File([`%PDF-1.4\n%${text}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`], name, {
    type: "application/pdf",
  });
