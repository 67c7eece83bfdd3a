import type { Deputy } from "../../acts/index.ts";
import { type Absence, dateIn, type Refusal } from "../../kernel/index.ts";
import type { FormFields } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { alsoWrong, readTyped, type StaffField, type StaffForm, type Typed } from "./form.ts";

/** What becomes of the files in hand: they stay, or the deputy has them while the leave lasts. */
const [keepFiles, toDeputy] = ["keep", "deputy"] as const;

/**
 * The form that plans leave; `colleagues` are those who may be the deputy, `others` what may become
 * of the files beside that.
 */
export const leaveForm = (
  t: Translate,
  action: string,
  colleagues: readonly Deputy[],
  others: StaffField["items"] = [],
): StaffForm => {
  const label = t("supervise.leave.files");
  const items = [
    { value: keepFiles, text: t("supervise.leave.keep") },
    { value: toDeputy, text: t("supervise.leave.to-deputy") },
    ...others,
  ];
  return {
    ...{ id: "leave", action, send: t("staff.plan-leave") },
    fields: [
      { kind: "date", name: "from", label: t("staff.first-day"), missing: t("staff.enter-day") },
      { kind: "date", name: "until", label: t("staff.last-day"), missing: t("staff.enter-day") },
      {
        ...{ kind: "select", name: "deputy", label: t("staff.deputy") },
        hint: [
          t("staff.deputy-hint"),
          ...(colleagues.some(({ hasOtherStep }) => hasOtherStep)
            ? [t("staff.deputy-also-hint")]
            : []),
        ].join(" "),
        items: colleagues.map(({ id: value, name, hasOtherStep }) => ({
          value,
          text: hasOtherStep ? t("staff.deputy-also", { name }) : name,
        })),
      },
      { kind: "select", name: "files", label, items, atTimes: true, value: keepFiles },
    ],
  };
};

/** What was typed into it, with what its fields lack beside each other; files stay by default. */
export function readLeave(t: Translate, form: StaffForm, posted: FormFields): Typed {
  const read = readTyped(form, posted);
  const { from = "", until = "", deputy, files } = read.values;
  const typed = { ...read, values: { ...read.values, files: files || keepFiles } };
  if (typed.wrong.length > 0) return typed;
  if (until < from) return alsoWrong(form, typed, "until", t("staff.enter-later-day"));
  return files === toDeputy && !deputy
    ? alsoWrong(form, typed, "deputy", t("supervise.leave.choose-deputy"))
    : typed;
}

/** The form that gives leave another last day. */
export const changeLeaveForm = (
  t: Translate,
  action: string,
  { id, untilAt }: Pick<Absence, "id" | "untilAt">,
  timeZone: string,
): StaffForm => ({
  ...{ id: `leave-${id}`, action, send: t("supervise.leave.change"), hidden: { absence: id } },
  fields: [
    {
      ...{ kind: "date", name: "until", label: t("staff.last-day"), missing: t("staff.enter-day") },
      value: dateIn(new Date(Date.parse(untilAt) - 1), timeZone),
    },
  ],
});

/** The form that came back of a refusal: at its field, or above the form. */
export const leaveRefused = (
  t: Translate,
  form: StaffForm,
  typed: Typed,
  refusal: Refusal,
): Typed =>
  fieldOf[refusal.code]
    ? alsoWrong(form, typed, fieldOf[refusal.code] ?? "", t.refusal(refusal))
    : { ...typed, refused: t.refusal(refusal) };

/** The field that a refusal is about. */
const fieldOf: Readonly<Partial<Record<Refusal["code"], string>>> = {
  "staff.leave-overlaps": "from",
  "staff.dates": "until",
  "staff.deputy": "deputy",
  "staff.deputy-away": "deputy",
};
