import { actingFor, officeAsked } from "../acting.ts";
import { among, type Check, type Checked } from "./check.ts";
import { tasksRead } from "./references.ts";

/** Every office that a task may go to belongs to its authority. */
export const unknownOffices: Check = (checked) => {
  const { authorities } = checked.surroundings.jurisdiction;
  for (const { path, task } of tasksRead(checked.raw, checked.definition)) {
    if (!task.office) continue;
    const report = (message: string, mend: string) =>
      checked.report([...path, "office"], message, mend, "value");
    const officeCodes = officesNamed(checked, task);
    if (!officeCodes) {
      const mend = 'use a question of type `code`, or `if … then "huye" else "gasabo"`';
      report("it is not known which offices this rule may name", mend);
      continue;
    }
    for (const authority of actingFor(task)) {
      const owner = authorities.find(({ id }) => id === authority);
      if (!owner) continue; // reported where the authority is named
      if (owner.offices === undefined) {
        const mend = "add `offices` to it in authorities.yaml, or leave `office` out";
        report(`the authority \`${authority}\` has no offices`, mend);
        continue;
      }
      const existing = (checked.surroundings.lists.get(owner.offices) ?? []).map(
        (one) => one.value,
      );
      for (const office of officeCodes.filter((each) => !existing.includes(each)))
        report(`the authority \`${authority}\` has no office \`${office}\``, among(existing));
    }
  }
};

/** All values of the rule: the codes of the list that is asked, or those that the rule can give. */
function officesNamed(
  { definition, surroundings }: Checked,
  task: Parameters<typeof officeAsked>[1],
): readonly string[] | undefined {
  const { list } = officeAsked(definition, task) ?? {};
  if (list !== undefined) return surroundings.lists.get(list)?.map(({ value }) => value);
  const type = task.office?.type;
  return type?.kind === "enum" ? type.values : undefined;
}
