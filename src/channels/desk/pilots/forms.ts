import {
  type Charter,
  type Gate,
  gateDecisions,
  type PilotState,
  type Staging,
} from "../../../partnership/index.ts";
import { sideName } from "../../components/index.ts";
import { currencies } from "../commitments/acts.ts";
import { type Desk, ownSide } from "../desk.ts";
import type { DeskField, DeskForm } from "../form.ts";

export const pilotsPath = "/desk/pilots";
export const pilotPath = (id: string): string => `${pilotsPath}/${id}`;

/** Metrics that a charter may have: more are not read at a gate. */
const metricCount = 3;
const scenarioCount = 2;

function metricFields({ t }: Desk, at: number): readonly DeskField[] {
  // The heading of the part says which; the label alone must say it to the ear as well.
  const label = (words: string) => `${words} (${at})`;
  const group = t("partnership.pilot.part-metric", { number: at });
  const fields: readonly DeskField[] = [
    {
      ...{ name: `metric${at}`, kind: "text", label: label(t("partnership.pilot.metric")) },
      ...(at === 1 && { missing: t("partnership.pilot.enter-metric") }),
    },
    { name: `unit${at}`, kind: "text", label: label(t("partnership.pilot.unit")) },
    { name: `target${at}`, kind: "number", label: label(t("partnership.pilot.target")) },
    {
      ...{ name: `when${at}`, kind: "select", label: label(t("partnership.pilot.stop-when")) },
      items: [
        { value: "below", text: t("partnership.pilot.below") },
        { value: "above", text: t("partnership.pilot.above") },
      ],
    },
    { name: `bound${at}`, kind: "number", label: label(t("partnership.pilot.bound")) },
  ];
  return fields.map((field) => ({ ...field, group }));
}

const range = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

/** The charter of a new pilot: what both sides say before it begins. */
export function charterForm(desk: Desk, parties: readonly string[]): DeskForm {
  const { t, officer } = desk;
  const about: readonly DeskField[] = [
    {
      ...{ name: "title", kind: "text", label: t("partnership.pilot.title") },
      missing: t("partnership.pilot.enter-title"),
    },
    ...parties.map(
      (side): DeskField => ({
        ...{ name: `sponsor-${side}`, kind: "text" },
        label: t("partnership.pilot.sponsor", { side: sideName(side, t) }),
        missing: t("partnership.pilot.enter-sponsor", { side: sideName(side, t) }),
      }),
    ),
    {
      ...{ name: "cap", kind: "number", label: t("partnership.pilot.cap") },
      ...{ hint: t("partnership.pilot.cap-hint"), missing: t("partnership.pilot.enter-cap") },
    },
    {
      ...{ name: "runBy", kind: "text", label: t("partnership.pilot.run-by") },
      ...{
        hint: t("partnership.pilot.run-by-hint"),
        // A name that the register can compare with that of the chair who signs.
        ...(officer.roles.includes("pilot-officer") && {
          value: `${officer.authority}/pilot-officer`,
        }),
      },
      missing: t("partnership.pilot.enter-run-by"),
    },
    {
      ...{ name: "application", kind: "text", label: t("partnership.pilot.application") },
      hint: t("partnership.pilot.application-hint"),
    },
  ];
  const parts = [
    ...about.map((field) => ({ ...field, group: t("partnership.pilot.part-about") })),
    ...range(metricCount).flatMap((at) => metricFields(desk, at)),
    ...stagingFields(desk).map((field) => ({
      ...{ ...field, group: t("partnership.pilot.part-staging") },
    })),
  ];
  return {
    ...{ id: "charter", action: `${pilotsPath}/new`, send: t("partnership.pilot.propose") },
    fields: parts,
  };
}

const stagingFields = ({ t }: Desk): readonly DeskField[] => [
  { name: "scale", kind: "number", label: t("partnership.pilot.scale-cost") },
  {
    ...{ name: "rate", kind: "number", label: t("partnership.pilot.rate") },
    hint: t("partnership.pilot.rate-hint"),
  },
  ...range(scenarioCount).flatMap((at): readonly DeskField[] => [
    {
      ...{ name: `chance${at}`, kind: "number" },
      label: t("partnership.pilot.chance", { number: at }),
    },
    {
      ...{ name: `value${at}`, kind: "number" },
      label: t("partnership.pilot.value", { number: at }),
    },
  ]),
];

/** The worksheet of staging as a form that is sent by its address: it keeps nothing. */
export const worksheetForm = (desk: Desk, values: Readonly<Record<string, string>>): DeskForm => {
  const { t } = desk;
  const cost: DeskField = {
    ...{ name: "pilot", kind: "number", label: t("partnership.pilot.pilot-cost") },
  };
  const fields = [cost, ...stagingFields(desk)].map((field) => ({
    ...field,
    missing: t("partnership.pilot.enter-number"),
    value: values[field.name],
  }));
  return {
    ...{ id: "worksheet", action: `${pilotsPath}/worksheet`, fields },
    send: t("partnership.pilot.compute"),
  };
};

/** What the worksheet computes with; undefined where a number is missing. */
export function stagingOf(
  values: Readonly<Record<string, string>>,
  pilot: string | undefined,
): Staging | undefined {
  const numbers = [pilot, values.scale, values.rate];
  const scenarios = range(scenarioCount).map((at) => ({
    probability: Number(values[`chance${at}`]) / 100,
    value: Number(values[`value${at}`]),
  }));
  const complete =
    numbers.every((text) => text) &&
    range(scenarioCount).every((at) => values[`chance${at}`] && values[`value${at}`]);
  if (!complete) return undefined;
  const [cost = 0, scale = 0, rate = 0] = numbers.map(Number);
  return { pilot: cost, scale, rate: rate / 100, scenarios };
}

/** The charter that was typed. */
export function charterOf(
  values: Readonly<Record<string, string>>,
  parties: readonly string[],
  lang: string,
): Charter {
  const own = (text: string | undefined) => ({ [lang]: text ?? "" });
  const typed = range(metricCount).filter((at) => values[`metric${at}`]);
  const sponsors = parties.map((side) => [side, values[`sponsor-${side}`] ?? ""] as const);
  const staging = stagingOf(values, values.cap);
  const { application } = values;
  return {
    title: own(values.title),
    sponsors: Object.fromEntries(sponsors),
    cap: { minor: Math.round(Number(values.cap) * 100), currency: "USD" },
    metrics: typed.map((at) => ({
      ...{ id: `m${at}`, title: own(values[`metric${at}`]), unit: values[`unit${at}`] ?? "" },
      target: Number(values[`target${at}`]),
    })),
    killCriteria: typed.flatMap((at) => {
      const { [`when${at}`]: when, [`bound${at}`]: bound } = values;
      if ((when !== "below" && when !== "above") || !bound) return [];
      const title = own(values[`metric${at}`]);
      return [{ id: `k${at}`, title, metric: `m${at}`, when, bound: Number(bound) }];
    }),
    runBy: [values.runBy ?? ""],
    ...(application && { application }),
    ...(staging && { staging }),
  };
}

export const readingForm = ({ t, today }: Desk, id: string, state: PilotState): DeskForm => ({
  ...{ id: "reading", action: `${pilotPath(id)}/readings`, send: t("partnership.pilot.record") },
  fields: [
    {
      ...{ name: "metric", kind: "select", label: t("partnership.pilot.metric") },
      missing: t("partnership.pilot.choose-metric"),
      items: (state.charter?.metrics ?? []).map((metric) => ({
        ...{ value: metric.id, text: `${t.words(metric.title)} (${metric.unit})` },
      })),
    },
    {
      ...{ name: "value", kind: "number", label: t("partnership.pilot.reading") },
      missing: t("partnership.pilot.enter-number"),
    },
    {
      ...{ name: "on", kind: "date", label: t("partnership.pilot.on"), value: today },
      missing: t("partnership.session.enter-day"),
    },
    {
      ...{ name: "source", kind: "text", label: t("partnership.pilot.source") },
      missing: t("partnership.pilot.enter-source"),
    },
  ],
});

export const spendingForm = (desk: Desk, id: string, state: PilotState): DeskForm => ({
  ...{
    id: "spending",
    action: `${pilotPath(id)}/spendings`,
    send: desk.t("partnership.pilot.record"),
  },
  fields: [
    {
      ...{ name: "amount", kind: "number", missing: desk.t("partnership.pilot.enter-number") },
      label: desk.t("partnership.pilot.amount", { currency: state.charter?.cap.currency ?? "" }),
    },
    {
      ...{ name: "for", kind: "text", label: desk.t("partnership.pilot.spent-for") },
      missing: desk.t("partnership.pilot.enter-spent-for"),
    },
    {
      ...{ name: "side", kind: "radios", label: desk.t("partnership.session.side") },
      missing: desk.t("partnership.desk.choose-side"),
      items: state.parties.map((value) => ({ value, text: sideName(value, desk.t) })),
    },
    {
      ...{ name: "on", kind: "date", label: desk.t("partnership.pilot.on"), value: desk.today },
      missing: desk.t("partnership.session.enter-day"),
    },
    kindField(desk),
    rateField(desk),
  ],
});

const kindField = ({ t }: Desk): DeskField => ({
  ...{ name: "kind", kind: "radios", label: t("commitments.money-kind"), value: "cash" },
  missing: t("commitments.choose-kind"),
  items: (["cash", "in-kind"] as const).map((value) => ({
    value,
    text: t(`commitments.kind.${value}`),
  })),
});

const rateField = ({ t }: Desk): DeskField => ({
  ...{ name: "rateOn", kind: "date", label: t("commitments.rate-day") },
  hint: t("commitments.rate-hint"),
});

/** What a side promises before it spends: pledged or committed, in cash or in kind. */
export const promiseForm = (desk: Desk, id: string, state: PilotState): DeskForm => {
  const { t, today } = desk;
  return {
    ...{ id: "promise", action: `${pilotPath(id)}/promises`, send: t("partnership.pilot.record") },
    fields: [
      {
        ...{ name: "side", kind: "radios", label: t("partnership.session.side") },
        missing: t("partnership.desk.choose-side"),
        items: state.parties.map((value) => ({ value, text: sideName(value, t) })),
      },
      kindField(desk),
      {
        ...{ name: "stage", kind: "radios", label: t("commitments.money-stage") },
        missing: t("commitments.choose-stage"),
        items: (["pledged", "committed"] as const).map((value) => ({
          value,
          text: t(`commitments.stage.${value}`),
        })),
      },
      {
        ...{ name: "amount", kind: "number", label: t("commitments.amount") },
        missing: t("partnership.pilot.enter-number"),
      },
      {
        ...{ name: "currency", kind: "select", label: t("commitments.currency") },
        missing: t("commitments.choose-currency"),
        value: state.charter?.cap.currency,
        items: currencies.map((value) => ({ value, text: value })),
      },
      {
        ...{ name: "on", kind: "date", label: t("partnership.pilot.on"), value: today },
        missing: t("partnership.session.enter-day"),
      },
      rateField(desk),
    ],
  };
};

/** A spending that was recorded wrongly is taken back with a reason, never changed. */
export const takeBackForm = ({ t }: Desk, id: string, state: PilotState): DeskForm => ({
  ...{ id: "take-back", action: `${pilotPath(id)}/taken-back` },
  send: t("partnership.pilot.take-back"),
  fields: [
    {
      ...{ name: "number", kind: "select", label: t("partnership.pilot.spending") },
      missing: t("partnership.pilot.choose-spending"),
      items: state.spendings.flatMap(({ money, on, for: what, takenBack }, at) =>
        takenBack
          ? []
          : [{ value: String(at + 1), text: `${t.date(on)}: ${what}, ${t.money(money)}` }],
      ),
    },
    {
      ...{ name: "reason", kind: "text", label: t("partnership.session.reason") },
      missing: t("partnership.session.enter-reason"),
    },
  ],
});

/**
 * The signature of one side under the sheet of a gate: the own side's by its chair at this
 * instance, the other's from its signed paper.
 */
export function gateForm(
  desk: Desk,
  id: string,
  gate: Gate,
  side: string,
  sheet: string,
  objections: number,
): DeskForm {
  const { t, today } = desk;
  const paper: readonly DeskField[] =
    side === ownSide(desk)
      ? []
      : [
          {
            ...{ name: "chair", kind: "text", label: t("partnership.session.signed-by") },
            missing: t("partnership.session.enter-post"),
          },
          {
            ...{ name: "on", kind: "date", label: t("partnership.session.signed-on") },
            ...{ value: today, missing: t("partnership.session.enter-day") },
          },
          {
            ...{ name: "paper", kind: "text", label: t("partnership.session.paper") },
            ...{ hint: t("partnership.session.paper-hint") },
            missing: t("partnership.session.enter-paper"),
          },
        ];
  const override: DeskField = {
    ...{ name: "override", kind: "radios", label: t("partnership.pilot.override") },
    ...{ hint: t("partnership.pilot.override-hint"), value: "no" },
    missing: t("partnership.pilot.choose-override"),
    items: [
      { value: "no", text: t("partnership.pilot.override-no") },
      { value: "yes", text: t("partnership.pilot.override-yes") },
    ],
  };
  return {
    ...{ id: `gate-${side}`, action: `${pilotPath(id)}/sign`, hidden: { side, gate, sheet } },
    send: t("partnership.session.sign-for", { side: sideName(side, t) }),
    fields: [
      {
        ...{ name: "decision", kind: "radios", label: t("partnership.pilot.decision") },
        missing: t("partnership.pilot.choose-decision"),
        items: gateDecisions.map((value) => ({
          ...{ value, text: t(`partnership.pilot.decisions.${value}`) },
        })),
      },
      ...(objections > 0 ? [override] : []),
      {
        ...{ name: "reason", kind: "lines", rows: 2, label: t("partnership.pilot.reason") },
        ...{ atTimes: true },
        hint: t("partnership.pilot.reason-hint"),
      },
      {
        ...{ name: "dissent", kind: "lines", rows: 2, label: t("partnership.pilot.dissent") },
      },
      ...paper,
    ],
  };
}
