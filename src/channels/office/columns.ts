import { type Answers, answersInWords } from "../../form/index.ts";
import type { Desk } from "./desk.ts";

/** The names of the questions that the services of some rows show in a list. */
export const columnNames = (
  { deps }: Pick<Desk, "deps">,
  services: readonly string[],
): string[] => [
  ...new Set([...new Set(services)].flatMap((id) => deps.catalogue.current(id)?.worklist ?? [])),
];

/** The answers that a service names to tell its files apart, in the officer's language. */
export function aboutWords({ deps, t }: Desk, service: string, answers: Answers): string[] {
  const definition = deps.catalogue.current(service);
  if (!definition?.worklist) return [];
  const words = deps.askedWords(t.lang);
  const codes = (list: string) => deps.catalogue.codeList(list) ?? [];
  return answersInWords(definition, definition.worklist, answers, t.lang, words, codes)
    .map(({ answer }) => answer)
    .filter((answer) => answer !== "");
}
