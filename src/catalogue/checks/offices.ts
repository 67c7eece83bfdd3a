import { actingFor, officeAsked } from "../acting.ts";
import { among, type Check, type Checked } from "./check.ts";
import { tasksRead } from "./references.ts";

/** Every office that a task may come to is one of its authority's. */
export const unknownOffices: Check = (checked) => {
  const { authorities } = checked.surroundings.jurisdiction;
  for (const { path, task } of tasksRead(checked.raw, checked.definition)) {
    if (!task.office) continue;
    const report = (message: string, mend: string) =>
      checked.report([...path, "office"], message, mend, "value");
    const named = officesNamed(checked, task);
    if (!named) {
      const mend = 'use a question of type `code`, or `if … then "huye" else "gasabo"`';
      report("it is not known which offices this rule may name", mend);
      continue;
    }
    for (const authority of actingFor(task)) {
      const found = authorities.find(({ id }) => id === authority);
      if (!found) continue; // said where the authority is named
      if (found.offices === undefined) {
        const mend = "add `offices` to it in authorities.yaml, or leave `office` out";
        report(`the authority \`${authority}\` has no offices`, mend);
        continue;
      }
      const known = (checked.surroundings.lists.get(found.offices) ?? []).map((one) => one.value);
      for (const office of named.filter((each) => !known.includes(each)))
        report(`the authority \`${authority}\` has no office \`${office}\``, among(known));
    }
  }
};

/** All that the rule may give: the codes of the list that is asked, or what the rule itself can name. */
function officesNamed(
  { definition, surroundings }: Checked,
  task: Parameters<typeof officeAsked>[1],
): readonly string[] | undefined {
  const { list } = officeAsked(definition, task) ?? {};
  if (list !== undefined) return surroundings.lists.get(list)?.map(({ value }) => value);
  const type = task.office?.type;
  return type?.kind === "enum" ? type.values : undefined;
}
