import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, type Definition, readExamples } from "../../src/catalogue/index.ts";
import { samplePaper } from "../../src/demo/sample-paper.ts";
import { type Answers, type RawPage, rawOf } from "../../src/form/index.ts";
import { type Brought, begin, formTo, step } from "../apply.ts";
import type { Answer, Client } from "../client.ts";
import { filled, type PageForm } from "../page-forms.ts";
import { aliveIn, attacks } from "./payloads.ts";

/** How often an attack stood on a page as text: where none is shown, nothing was tried. */
export const shown = { times: 0 };

export function unharmed(
  answer: { readonly status: number; readonly body: string },
  what: string,
): void {
  assert.ok(answer.status < 500, `${what} answered ${answer.status}`);
  const alive = aliveIn(answer.body);
  assert.equal(alive, undefined, `${what} answered with ${alive}`);
  if (answer.body.includes("hw9x()")) shown.times += 1;
}

/** What somebody brings to a service: the first example in which nothing is wrong. */
export function broughtTo(catalogue: Catalogue, folder: string, def: Definition): Brought {
  const file = join(folder, "services", def.id, "examples.yaml");
  const { examples } = readExamples(file, readFileSync(file, "utf8"));
  const good =
    examples.find(({ ends }) => ends === "granted") ??
    examples.find(({ expect }) => expect.eligible !== false && !expect.problems?.length);
  if (!good) throw new Error(`${def.id} has no good example`);
  assert.ok(catalogue.current(def.id));
  const paper = (id: string): [string, File] => [
    id,
    new File([new Uint8Array(samplePaper(id))], `<img src=x onerror=hw9x()>../${id}.pdf`, {
      type: "text/html",
    }),
  ];
  return {
    def,
    answers: good.answers as Answers,
    files: new Map(def.documents.map(({ id }) => paper(id))),
  };
}

/**
 * Every question of a page answered with an attack where words are asked for, else as it should be.
 */
function poisoned(def: Definition, page: string, raw: RawPage, turn: number): RawPage {
  const fields = def.form.find(({ id }) => id === page)?.fields ?? [];
  const words = fields.filter(({ type }) => type === "text" || type === "long-text");
  return Object.fromEntries([
    ...Object.entries(raw),
    ...words.map(({ name }, index) => [name, attacks[(turn + index) % attacks.length] ?? ""]),
  ]);
}

const everyInput = (form: PageForm, text: string) =>
  Object.fromEntries(
    form.inputs.filter(({ type }) => type !== "file").map(({ name }) => [name, text]),
  );

/**
 * Goes through a service with attacks in every field of every page, then goes on with what is
 * taken. @returns the page on which it ends, and how many posts it took
 */
export async function applyHostile(client: Client, brought: Brought, texts: readonly string[]) {
  let posts = 0;
  const say = brought.def.id;
  const browser = {
    get: (path: string) => client.get(path),
    send: (path: string, body: URLSearchParams | FormData) => {
      posts += 1;
      return client.send(path, body);
    },
  };
  let at: Answer = await begin(browser, brought.def.id);
  for (let turn = 0; turn < 40; turn++) {
    unharmed(at, `${say} ${at.path}`);
    const [, draft, , page, item] =
      /^\/drafts\/([0-9a-f-]{36})\/(page\/([^/?]+)(?:\/(\d+))?)/.exec(at.path) ?? [];
    const form = draft && formTo(at, `/drafts/${draft}/page/`);
    if (form && page) {
      for (const text of texts.slice((turn * 2) % 18, ((turn * 2) % 18) + 2))
        unharmed(
          await browser.send(form.action, filled(form, everyInput(form, text))),
          `${say} ${page}`,
        );
      const raw = rawOf(brought.def, page, brought.answers, Number(item ?? 0));
      const taken = await browser.send(
        form.action,
        filled(form, poisoned(brought.def, page, raw, turn)),
      );
      unharmed(taken, `${say} ${page}`);
      at = await client.get(at.path);
    }
    const next = await step(browser, at, brought);
    if (!next) break;
    at = next;
  }
  unharmed(at, `${say} ${at.path}`);
  return { last: at, posts };
}
