import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readExamples } from "../../src/catalogue/index.ts";
import { exampleAnswers, rawOf } from "../../src/form/index.ts";
import type { Client } from "../client.ts";
import { filled, formsOf, type PageForm } from "../page-forms.ts";
import type { Town } from "../town.ts";
import { pdf } from "./apply-given.ts";
import { byPage } from "./counter-given.ts";

const services = join(import.meta.dirname, "../../jurisdictions/rw/services");

/** The answers of a service's first example. */
export function exampleOf(town: Town, service: string) {
  const file = join(services, service, "examples.yaml");
  const [first] = readExamples(file, readFileSync(file, "utf8")).examples;
  const def = town.app.parts.catalogue.current(service);
  if (!first || !def) throw new Error(`${service} has no example`);
  return { def, answers: exampleAnswers(first) };
}

/** Answers page after page at a counter, up to the check; the address of the draft. */
export async function walkTo(
  operator: Client,
  from: string,
  { def, answers }: ReturnType<typeof exampleOf>,
): Promise<string> {
  let at = await byPage(operator, await operator.get(from));
  for (let steps = 0; steps < 30; steps++) {
    const [, base = "", what = "", page = ""] =
      /^(.*\/drafts\/[0-9a-f-]{36})\/(page\/([^/?]+)|documents|check)/.exec(at.path) ?? [];
    if (what === "check") return base;
    const form = formsOf(at.body, at.path).find(({ action }) => action === `${base}/${what}`);
    if (!form) throw new Error(`no form on ${at.path} (${at.status})`);
    at =
      what === "documents"
        ? await operator.upload(form.action, {}, scans(form))
        : await operator.send(form.action, filled(form, rawOf(def, page, answers)));
  }
  throw new Error(`no way past ${at.path}`);
}

/** A scan for every paper that the page asks for. */
const scans = ({ inputs }: PageForm): Record<string, File> =>
  Object.fromEntries(
    inputs
      .filter(({ type }) => type === "file")
      .map(({ name }) => [name, pdf(`${name}.pdf`, name)]),
  );
