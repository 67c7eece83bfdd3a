import type { Catalogue } from "../catalogue/index.ts";
import type { TryOut } from "../channels/api/index.ts";
import { exampleOf, readDiary } from "./diary.ts";
import type { DemoTown } from "./people.ts";

/**
 * Whom a stranger may apply for with his own program, and with what: the first of the diary who
 * applied for a service without papers. Undefined where everything there needs a paper.
 */
export function tryOutOf(
  folder: string,
  { people }: DemoTown,
  catalogue: Catalogue,
): TryOut | undefined {
  for (const entry of readDiary(folder)) {
    const person = people.find(({ id, phone }) => id === entry.person && phone !== null);
    const service = catalogue.current(entry.service);
    const example = exampleOf(folder, entry);
    if (!person || !service?.process || service.level > 2 || example.documents.length > 0) continue;
    const { id, name, nationalId } = person;
    const { answers } = example;
    return {
      service: service.id,
      person: { name, nationalId },
      answers,
      codeAt: `/demo/phone/${id}`,
    };
  }
  return undefined;
}
