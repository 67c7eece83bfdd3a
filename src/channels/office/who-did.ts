import type { RecordedActor, Through } from "../../cases/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { CaseFile } from "./case-file.ts";
import type { NameOf } from "./names.ts";

/** Whoever acted, in words: a deputy with the colleague on leave, a person with their door. */
export function whoDid(
  t: Translate,
  { application, nameOf }: Pick<CaseFile, "application" | "nameOf">,
  actor: RecordedActor,
) {
  if (actor.kind === "system") return t("office-pages.system");
  if (actor.kind === "officer" && actor.deputyFor)
    return t("staff.as-deputy", { name: nameOf(actor.id), absent: nameOf(actor.deputyFor) });
  if (actor.kind === "officer" || actor.kind === "program") return nameOf(actor.id);
  const name = application.asked.applicant.name ?? t("office.applicant");
  return actor.kind === "person" ? throughWords(t, { name, nameOf }, actor.through) : name;
}

/** A person, and by which door they acted where it was not their own browser. */
function throughWords(
  t: Translate,
  { name, nameOf }: { readonly name: string; readonly nameOf: NameOf },
  through: Through | undefined,
): string {
  if (!through) return name;
  if (!("operator" in through)) return t(`office-file.through.${through.door}`, { name });
  const operator = nameOf(through.operator);
  const words = t(`office-file.through.${through.door}`, { name, operator });
  return [words, ...proofWords(t, through)].join("; ");
}

/** On what the identity and the consent of somebody rest whom an operator serves. */
export const proofWords = (t: Translate, through: Through | undefined): readonly string[] =>
  through && "operator" in through
    ? [
        ...(through.card ? [t("office-file.through.card")] : []),
        ...(through.signed ? [t("office-file.through.signed")] : []),
      ]
    : [];
