import { type Absence, dateIn, type Refusal, type StaffMember } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { alsoWrong, type StaffForm, type Typed } from "./form.ts";

/** The form that plans leave; `colleagues` are those who may be the deputy. */
export const leaveForm = (
  t: Translate,
  action: string,
  colleagues: readonly Pick<StaffMember, "id" | "name">[],
): StaffForm => ({
  ...{ id: "leave", action, send: t("staff.plan-leave") },
  fields: [
    { kind: "date", name: "from", label: t("staff.first-day"), missing: t("staff.enter-day") },
    { kind: "date", name: "until", label: t("staff.last-day"), missing: t("staff.enter-day") },
    {
      ...{ kind: "select", name: "deputy", label: t("staff.deputy"), hint: t("staff.deputy-hint") },
      items: colleagues.map(({ id: value, name }) => ({ value, text: name })),
    },
  ],
});

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
