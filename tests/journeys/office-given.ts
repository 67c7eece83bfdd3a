import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Application, CaseCommand } from "../../src/cases/index.ts";
import { type Example, readExamples } from "../../src/catalogue/index.ts";
import { exampleAnswers } from "../../src/form/index.ts";
import { must } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { registerEntryTyped } from "../register-entry.ts";
import type { Town } from "../town.ts";

const governments = join(import.meta.dirname, "../../jurisdictions");

export interface Sent {
  readonly caseId: string;
  readonly reference: string;
}

export function exampleOf(service: string, government = "rw"): Example {
  const file = join(governments, government, "services", service, "examples.yaml");
  const [first] = readExamples(file, readFileSync(file, "utf8")).examples;
  if (!first) throw new Error(`${service} has no example`);
  return first;
}

export interface Brought {
  readonly person?: string;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly fileName?: string;
  /** Folder of the government whose service it is. */
  readonly government?: string;
}

/** A draft, every page answered as in the service's first example. */
export async function draftOf(town: Town, service: string, personId: string): Promise<string> {
  const { cases, catalogue } = town.app.parts;
  const [person, definition] = [await town.person(personId), catalogue.current(service)];
  if (!definition) throw new Error(`no service ${service}`);
  const { id, version } = definition;
  const answers = exampleAnswers(exampleOf(service));
  const kept = { person: person.id, answers: answers as never };
  const draft = await cases.startDraft({ ...kept, service: id, definition: version });
  const visited = definition.form.map((page) => page.id);
  await cases.saveDraft({ ...kept, id: draft, visited });
  return draft;
}

/** An application as the first example of the service sends it, its fee paid. */
export async function sent(
  town: Town,
  service: string,
  { person: id = "habimana-eric", answers = {}, fileName = "paper.pdf", government }: Brought = {},
): Promise<Sent> {
  const { cases, catalogue } = town.app.parts;
  const [person, definition, example] = [
    await town.person(id),
    catalogue.current(service),
    exampleOf(service, government),
  ];
  if (!definition) throw new Error(`no service ${service}`);
  const draftId = await cases.startDraft({
    person: person.id,
    service: definition.id,
    definition: definition.version,
    answers: { ...exampleAnswers(example), ...answers } as never,
  });
  for (const document of example.documents) {
    const content = Buffer.from(`%PDF-1.4 ${document} ${draftId}`);
    const accept = definition.documents.find(({ id: paper }) => paper === document)?.accept ?? [];
    const mediaType = accept.includes("application/pdf") ? "application/pdf" : (accept[0] ?? "");
    const file = { document, name: fileName, mediaType, content };
    await cases.attachFile(person.id, { draftId }, { ...file, sha256: document.padEnd(64, "0") });
  }
  const { name, birthDate, nationalId, nationality, phone, email } = person;
  const applicant = { name, birthDate, nationalId, nationality, phone, email };
  const sending = { draftId, person: person.id, applicant, lang: "en" };
  const { caseId, reference } = must(await cases.submit(sending));
  const file = await opened(town, caseId);
  for (const { id: fee, due } of file.state.submitted?.fees ?? []) {
    if (due === "submit") await bySystem(town, caseId, { type: "record-payment", fee, bill: fee });
  }
  return { caseId, reference };
}

export async function opened(town: Town, caseId: string): Promise<Application> {
  const found = await town.app.parts.cases.open(caseId);
  assert.ok(found);
  return found;
}

export const bySystem = async (town: Town, caseId: string, command: CaseCommand) =>
  must(await town.app.parts.cases.give({ caseId, command, actor: { kind: "system" } }));

export const page = (caseId: string): string => `/office/cases/${caseId}`;

/** Why one goes on although others are about the same: all examples are about one child. */
const onceMore = "It is the example once more.";

/**
 * The fields that a form on the last page would send of itself: of this act, and this task if
 * named.
 */
export function formOfAct(browser: Client, act: string, task = ""): Record<string, string> {
  const forms = browser.last?.body.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find(
    (each) => each.includes(`name="act" value="${act}"`) && each.includes(`value="${task}`),
  );
  assert.ok(form, `no form to ${act} ${task} on ${browser.last?.path}`);
  const hidden = [...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  return {
    ...Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value])),
    ...(form.includes('name="despite"') && { despite: onceMore }),
  };
}

/** Opens the file, fills in the form of an act and sends it. */
export async function give(
  browser: Client,
  caseId: string,
  act: string,
  fields: Readonly<Record<string, string | readonly string[]>> = {},
) {
  await browser.get(page(caseId));
  return browser.post(`${page(caseId)}/act`, { ...formOfAct(browser, act), ...fields });
}

/** Claims the officer's task of the file and gives it its outcome. */
export async function decide(
  browser: Client,
  caseId: string,
  outcome: string,
  more: Readonly<Record<string, string>> = {},
) {
  const claimed = await give(browser, caseId, "claim");
  assert.equal(claimed.status, 200, claimed.body);
  // Only the civil register is asked for its entry, which is compared with the application.
  const isRegister = claimed.body.includes('name="find.sex"');
  const entry = outcome === "found" && isRegister ? registerEntryTyped : {};
  const fields = { outcome, ...entry, differs: "yes", despite: onceMore, ...more };
  const done = await give(browser, caseId, "complete", fields);
  assert.equal(done.status, 200, done.body.slice(0, 3000));
  return done;
}

/** Posts a form whose answer is a PDF. */
export async function pdfFrom(
  { url }: Pick<Town, "url">,
  client: Client,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const answer = await fetch(new URL(path, url), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: {
      cookie: [...client.cookies].map((pair) => pair.join("=")).join("; "),
      origin: url,
    },
  });
  assert.equal(answer.headers.get("content-type"), "application/pdf", await answer.clone().text());
  return new Uint8Array(await answer.arrayBuffer());
}

/** The PDF of a whole file, for a court unless `fields` says what else. */
export async function exportedPdf(
  town: Pick<Town, "url">,
  client: Client,
  caseId: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  await client.get(page(caseId));
  const csrf = /name="_csrf" value="([^"]+)"/.exec(client.last?.body ?? "")?.[1] ?? "";
  const form = { _csrf: csrf, why: "court", ...fields };
  return pdfFrom(town, client, `${page(caseId)}/export`, form);
}
