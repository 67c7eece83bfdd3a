import { type Risk, riskCategories, treatments } from "../../../partnership/index.ts";
import { sideName } from "../../components/index.ts";
import type { Desk } from "../desk.ts";
import type { DeskField, DeskForm } from "../form.ts";

export const risksPath = "/desk/risks";
export const riskPath = (id: string): string => `${risksPath}/${id}`;

const grades = [1, 2, 3, 4, 5].map((grade) => ({ value: String(grade), text: String(grade) }));

/** Likelihood and impact, 1 to 5 each. */
const ratingFields = ({ t }: Desk, name: string, words: string): readonly DeskField[] =>
  (["likelihood", "impact"] as const).map((part) => {
    const label = t(`partnership.risk.${part}-of`, { which: words });
    return {
      ...{ name: `${name}-${part}`, kind: "select", items: grades, label },
      // Four of them stand in one form: the list of errors says which.
      missing: `${label}. ${t("partnership.risk.choose-grade")}`,
    };
  });

/** A risk in the order of ISO 31000: identify, analyse, evaluate, treat, monitor. */
export function riskForm(desk: Desk, parties: readonly string[]): DeskForm {
  const { t } = desk;
  type RiskPart = "identified" | "rated" | "treated" | "watched";
  const part = (name: RiskPart, fields: readonly DeskField[]): readonly DeskField[] =>
    fields.map((field) => ({ ...field, group: t(`partnership.risk.part.${name}`) }));
  const needed = (name: "cause" | "event" | "effect"): DeskField => ({
    ...{ name, kind: "lines", rows: 2, label: t(`partnership.risk.${name}`) },
    missing: t(`partnership.risk.enter-${name}`),
  });
  return {
    ...{ id: "risk", action: `${risksPath}/new`, send: t("partnership.risk.identify") },
    fields: [
      ...part("identified", [
        ...[needed("cause"), needed("event"), needed("effect")],
        {
          ...{ name: "category", kind: "select", label: t("partnership.risk.category") },
          missing: t("partnership.risk.choose-category"),
          items: riskCategories.map((value) => ({
            ...{ value, text: t(`partnership.risk.categories.${value}`) },
          })),
        },
        {
          ...{ name: "about", kind: "text", label: t("partnership.risk.about") },
          hint: t("partnership.risk.about-hint"),
        },
        ...parties.map(
          (side): DeskField => ({
            ...{ name: `owner-${side}`, kind: "text" },
            label: t("partnership.session.owner-of", { side: sideName(side, t) }),
            missing: t("partnership.risk.enter-owner", { side: sideName(side, t) }),
          }),
        ),
      ]),
      ...part("rated", [
        ...ratingFields(desk, "inherent", t("partnership.risk.inherent")),
        ...ratingFields(desk, "residual", t("partnership.risk.residual")),
        {
          ...{ name: "appetite", kind: "number", label: t("partnership.risk.appetite") },
          whole: [1, 25],
          hint: t("partnership.risk.appetite-hint"),
        },
      ]),
      ...part("treated", [
        {
          ...{ name: "treatment", kind: "select", label: t("partnership.risk.treatment") },
          missing: t("partnership.risk.choose-treatment"),
          items: treatments.map((value) => ({
            ...{ value, text: t(`partnership.risk.treatments.${value}`) },
          })),
        },
        { name: "action", kind: "text", label: t("partnership.risk.action") },
        { name: "actionBy", kind: "date", label: t("partnership.risk.action-by") },
      ]),
      ...part("watched", [
        { name: "trigger", kind: "text", label: t("partnership.risk.trigger") },
        nextLookField(desk),
        {
          ...{ name: "joint", kind: "radios", label: t("partnership.risk.joint"), value: "no" },
          ...{
            hint: t("partnership.risk.joint-hint"),
            missing: t("partnership.risk.choose-joint"),
          },
          items: [
            { value: "no", text: t("partnership.risk.joint-no") },
            { value: "yes", text: t("partnership.risk.joint-yes") },
          ],
        },
      ]),
    ],
  };
}

const nextLookField = ({ t }: Desk): DeskField => ({
  ...{ name: "nextLook", kind: "date", label: t("partnership.risk.next-look") },
  missing: t("partnership.session.enter-day"),
});

export const signalForm = ({ t, today }: Desk, id: string): DeskForm => ({
  ...{ id: "signal", action: `${riskPath(id)}/signals`, send: t("partnership.risk.note-signal") },
  fields: [
    {
      ...{ name: "text", kind: "lines", rows: 2, label: t("partnership.risk.signal") },
      ...{ hint: t("partnership.risk.signal-hint") },
      missing: t("partnership.risk.enter-signal"),
    },
    {
      ...{ name: "source", kind: "text", label: t("partnership.pilot.source") },
      missing: t("partnership.pilot.enter-source"),
    },
    {
      ...{ name: "on", kind: "date", label: t("partnership.pilot.on"), value: today },
      missing: t("partnership.session.enter-day"),
    },
  ],
});

export const lookForm = (desk: Desk, id: string, { residual }: Risk): DeskForm => {
  const { t } = desk;
  const fields = ratingFields(desk, "residual", t("partnership.risk.residual"));
  return {
    ...{ id: "look", action: `${riskPath(id)}/looks`, send: t("partnership.risk.look") },
    fields: [
      ...fields.map((field, at) => ({
        ...{ ...field, value: String(at === 0 ? residual.likelihood : residual.impact) },
      })),
      nextLookField(desk),
    ],
  };
};

export const shareForm = ({ t }: Desk, id: string): DeskForm => ({
  ...{ id: "share", action: `${riskPath(id)}/share`, send: t("partnership.risk.share") },
  fields: [],
});

export const closeForm = ({ t }: Desk, id: string): DeskForm => ({
  ...{ id: "close", action: `${riskPath(id)}/close`, send: t("partnership.risk.close") },
  fields: [
    {
      ...{ name: "reason", kind: "text", label: t("partnership.session.reason") },
      missing: t("partnership.session.enter-reason"),
    },
  ],
});
