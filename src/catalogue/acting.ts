import type { AuthorityId } from "../kernel/index.ts";
import type { Definition, TaskWanted, Words } from "./model.ts";

/** The authorities of which one does this task: those that the answers may name, or the one that it is. */
export function actingFor({
  authority,
  authorityBy,
}: Pick<TaskWanted, "authority" | "authorityBy">): readonly AuthorityId[] {
  const type = authorityBy?.type;
  return type?.kind === "enum" ? (type.values as readonly AuthorityId[]) : [authority];
}

/** Whether this task may come to an authority, by the answers or where they name none. */
export const mayComeTo = (task: Pick<TaskWanted, "authority" | "authorityBy">, id: string) =>
  task.authority === id || actingFor(task).some((each) => each === id);

/** The question whose answer is the authority, where the rule is nothing but that answer. */
export const chosenUnder = (
  { form }: Definition,
  { authorityBy }: Pick<TaskWanted, "authorityBy">,
): Words | undefined =>
  form.flatMap(({ fields }) => fields).find(({ name }) => name === authorityBy?.source.trim())
    ?.label;
