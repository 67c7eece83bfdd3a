import type { Catalogue } from "../../catalogue/index.ts";
import { type Answers, answersInWords } from "../../form/index.ts";
import type { Desk } from "./desk.ts";

const none: readonly string[] = [];

/** The names of the questions that a service shows in a list. */
export const columnsOf = ({ deps }: Pick<Desk, "deps">, service: string): readonly string[] =>
  deps.catalogue.current(service)?.worklist ?? none;

/** Those of the services of some rows. */
export const columnNames = (desk: Pick<Desk, "deps">, services: readonly string[]): string[] => [
  ...new Set([...new Set(services)].flatMap((id) => columnsOf(desk, id))),
];

/** By the services, which are a new object after each publication. */
const made = new WeakMap<Catalogue["services"], WeakMap<Answers, Map<string, string[]>>>();

/**
 * The answers that a service names to tell its files apart, in the officer's language; made once
 * for answers that are remembered.
 */
export function aboutWords(desk: Desk, service: string, answers: Answers): string[] {
  const { services } = desk.deps.catalogue;
  const all = made.get(services) ?? new WeakMap<Answers, Map<string, string[]>>();
  made.set(services, all);
  const byKey = all.get(answers) ?? new Map<string, string[]>();
  all.set(answers, byKey);
  const key = `${desk.t.lang} ${service}`;
  const words = byKey.get(key) ?? wordsOf(desk, service, answers);
  byKey.set(key, words);
  return words;
}

function wordsOf({ deps, t }: Desk, service: string, answers: Answers): string[] {
  const definition = deps.catalogue.current(service);
  if (!definition?.worklist) return [];
  const words = deps.askedWords(t.lang);
  const codes = (list: string) => deps.catalogue.codeList(list) ?? [];
  return answersInWords(definition, definition.worklist, answers, t.lang, words, codes)
    .map(({ answer }) => answer)
    .filter((answer) => answer !== "");
}
