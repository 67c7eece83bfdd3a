import type {
  Committee,
  Definition,
  Jurisdiction,
  Provenance,
  TaskWanted,
} from "../catalogue/index.ts";
import { actingFor, atOffice, chosenUnder } from "../catalogue/index.ts";
import type { Translate } from "../platform/i18n/index.ts";

export const authorityName = ({ authorities }: Jurisdiction, id: string, t: Translate): string =>
  t.words(authorities.find((each) => each.id === id)?.name) || id;

/**
 * The name by which an authority is known, where it ends a long name in brackets: "… (ASAN
 * service)".
 */
export const shortName = (name: string): string =>
  (name.length > 60 && /\(([^()]+)\)$/.exec(name)?.[1]) || name;

/** "Authority, role". */
export function actorName(
  jurisdiction: Jurisdiction,
  { authority, role }: { readonly authority: string; readonly role: string },
  t: Translate,
): string {
  const roles = jurisdiction.authorities.find(({ id }) => id === authority)?.roles;
  return `${authorityName(jurisdiction, authority, t)}, ${t.words(roles?.[role]) || role}`;
}

/** Who does a task: "authority, role", or how the answers say which authority. */
export function taskActor(
  jurisdiction: Jurisdiction,
  definition: Definition,
  task: TaskWanted,
  t: Translate,
): string {
  const inWords = (who: string) => atOffice(definition, task, who, t);
  if (!task.authorityBy) return inWords(actorName(jurisdiction, task, t));
  const roles = jurisdiction.authorities.find(({ id }) => id === task.authority)?.roles;
  const role = t.words(roles?.[task.role]) || task.role;
  return inWords(`${laneName(jurisdiction, definition, task, t)}, ${role}`);
}

/** The authority of a task as a lane: by name, or as the answers name it. */
export function laneName(
  jurisdiction: Jurisdiction,
  definition: Definition,
  task: TaskWanted,
  t: Translate,
): string {
  const question = chosenUnder(definition, task);
  if (question) return t("public.authority-chosen", { question: t.words(question) });
  return actingFor(task)
    .map((id) => authorityName(jurisdiction, id, t))
    .join(" / ");
}

/** Where a fact comes from, in brackets; empty where nothing is said. */
export function whence({ source, checkedOn, illustrative }: Provenance, t: Translate): string {
  if (illustrative) return ` (*${t("service.illustrative")}*)`;
  if (source === undefined) return "";
  const checked = checkedOn ? `; ${t("service.checked-on", { date: t.date(checkedOn) })}` : "";
  return (
    ` (${t("service.source")}: ` +
    `${source.startsWith("http") ? `<${source}>` : source}${checked})`
  );
}

/** Who must confirm an outcome; nothing where one is enough. */
export const fourEyesWords = (
  { fourEyes, programAlone }: Pick<TaskWanted, "fourEyes" | "programAlone">,
  t: Translate,
): readonly string[] => {
  if (!fourEyes) return [];
  return [t(programAlone ? "public.four-eyes-or-system" : "public.four-eyes")];
};

/** How many decide together, what majority is enough, and what follows where there is none. */
export function committeeWords(
  committee: Committee,
  outcomes: TaskWanted["outcomes"] | NonNullable<Definition["appeal"]>["outcomes"],
  t: Translate,
): readonly string[] {
  const { members, quorum, majority, otherwise } = committee;
  const none = outcomes.find(({ id }) => id === otherwise);
  return [
    t("public.committee", { members, quorum }) + whence(committee, t),
    t(`committee.majority.${majority}`).replace(/\.$/, ""),
    t("committee.otherwise", { outcome: t.words(none?.title) }).replace(/\.$/, ""),
  ];
}
