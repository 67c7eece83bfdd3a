import type { AuthorityId } from "../kernel/index.ts";
import type { Translate } from "../platform/i18n/index.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Definition, TaskWanted, Words } from "./model.ts";
import { officeKey } from "./offices.ts";

/** The authorities that may do this task: those that the answers may name, or its own. */
export function actingFor({
  authority,
  authorityBy,
}: Pick<TaskWanted, "authority" | "authorityBy">): readonly AuthorityId[] {
  const type = authorityBy?.type;
  return type?.kind === "enum" ? (type.values as readonly AuthorityId[]) : [authority];
}

/** Whether this task may go to an authority, by the answers or by default. */
export const mayComeTo = (task: Pick<TaskWanted, "authority" | "authorityBy">, id: string) =>
  task.authority === id || actingFor(task).some((each) => each === id);

/** The question whose answer is the office, where the rule is just that answer. */
export const officeAsked = ({ form }: Definition, { office }: Pick<TaskWanted, "office">) =>
  form.flatMap(({ fields }) => fields).find(({ name }) => name === office?.source.trim());

/** Who does a task, and at which office where the answers say so. */
export function atOffice(definition: Definition, task: TaskWanted, who: string, t: Translate) {
  if (!task.office) return who;
  const question = officeAsked(definition, task)?.label;
  if (question) return t("public.office-chosen", { who, question: t.words(question) });
  const { type } = task.office;
  return type.kind === "enum" ? `${who} (${type.values.join(" / ")})` : who;
}

/** The name of an office of an authority; its code where the list no longer has it. */
export function officeName(
  { jurisdiction, codeList }: Pick<Catalogue, "jurisdiction" | "codeList">,
  authority: string,
  office: string,
): Words {
  const list = jurisdiction.authorities.find(({ id }) => id === authority)?.offices;
  const codes = list === undefined ? undefined : codeList(list);
  const own = jurisdiction.offices?.[officeKey(authority, office)]?.name;
  return own ?? codes?.find(({ value }) => value === office)?.label ?? { en: office };
}

/** The offices of an authority: those of its code list, then those that say their own name. */
export function officesIn(
  { jurisdiction, codeList }: Pick<Catalogue, "jurisdiction" | "codeList">,
  authority: string,
): readonly { readonly value: string; readonly label: Words }[] {
  const list = jurisdiction.authorities.find(({ id }) => id === authority)?.offices;
  const listed = (list && codeList(list)) || [];
  const own = Object.entries(jurisdiction.offices ?? {}).flatMap(([key, { name }]) => {
    const [of, value] = key.split(".");
    const isOwn = of === authority && value !== undefined && name !== undefined;
    return isOwn && !listed.some((each) => each.value === value) ? [{ value, label: name }] : [];
  });
  return [...listed, ...own];
}

/** The question whose answer is the authority, where the rule is just that answer. */
export const chosenUnder = (
  { form }: Definition,
  { authorityBy }: Pick<TaskWanted, "authorityBy">,
): Words | undefined =>
  form.flatMap(({ fields }) => fields).find(({ name }) => name === authorityBy?.source.trim())
    ?.label;
