import { decimalText, type Money } from "../../../kernel/index.ts";
import {
  type CommitmentState,
  type Contribution,
  type IndicatorState,
  isSmall,
  type PilotState,
  periodLabel,
  publicPart,
  type SessionState,
  spentIn,
} from "../../../partnership/index.ts";
import type { CsvCell } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { type InstrumentView, nextWords, ruleWords, sideName } from "../../components/index.ts";

/** A table as its columns and rows. */
export interface Sheet {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

/** What is not there is an empty cell. */
type Cell = CsvCell | undefined;

const day = (text: string | undefined): CsvCell => (text ? { kind: "day", text } : "");
const number = (value: number): CsvCell => ({ kind: "number", text: String(value) });
const amount = (money: Money): CsvCell => ({ kind: "number", text: decimalText(money) });

const sheet = (columns: readonly string[], rows: readonly (readonly Cell[])[]): Sheet => ({
  columns,
  rows: rows.map((row) => row.map((cell) => cell ?? "")),
});

/** The instruments, with the days that the register computed and the rules that gave them. */
export function registerSheet(
  views: readonly InstrumentView[],
  today: string,
  t: Translate,
): Sheet {
  return {
    columns: [
      "id",
      t("partnership.instrument"),
      t("partnership.kind-of"),
      t("partnership.signed"),
      t("partnership.stands"),
      t("two-sides.slot.stated"),
      t("partnership.days"),
      t("partnership.next"),
      t("partnership.prevailing"),
      t("two-sides.slot.un"),
      t("partnership.source"),
      t("service.illustrative"),
    ],
    rows: views.map((view) => {
      const { id, state, clock } = view;
      const { text, signature, registration } = state;
      return [
        id,
        t.words(text?.title),
        text ? t(`partnership.kind.${text.kind}`) : "",
        day(signature?.on),
        t(`partnership.status.${clock.status}`),
        day(clock.inForceOn?.day),
        clock.inForceOn ? ruleWords(clock.inForceOn, t) : "",
        String(nextWords(view, today, t) ?? ""),
        text?.prevailing ?? "",
        registration?.number ?? "",
        signature?.source ?? "",
        text?.illustrative ? t("service.illustrative") : "",
      ];
    }),
  };
}

/** The commitments, with what each side reported last. */
export function commitmentSheet(states: readonly CommitmentState[], t: Translate): Sheet {
  const parties = [...new Set(states.flatMap((state) => state.parties))].sort();
  const status = (state: CommitmentState, side: string): readonly CsvCell[] => {
    const last = state.sides[side]?.reports.at(-1);
    return last ? [t(`commitments.status.${last.status}`), day(last.on)] : ["", ""];
  };
  return {
    columns: [
      "id",
      t("commitments.text"),
      t("commitments.group"),
      t("partnership.instrument"),
      t("partnership.files.deadline"),
      t("commitments.phase-of"),
      ...parties.flatMap((side) => [
        sideName(side, t),
        `${sideName(side, t)}: ${t("partnership.files.reported-on")}`,
      ]),
    ],
    rows: states.map((state) => [
      state.id ?? "",
      t.words(state.joint?.text),
      state.joint?.group ?? "",
      state.joint?.source.instrument ?? "",
      day(state.joint?.deadline),
      state.phase === "none" ? "" : t(`commitments.phase.${state.phase}`),
      ...parties.flatMap((side) => status(state, side)),
    ]),
  };
}

/** The meetings as far as they are public. */
export const sessionSheet = (all: readonly SessionState[], today: string, t: Translate): Sheet =>
  sheet(
    [
      ...["id", t("partnership.session.title"), t("partnership.session.body")],
      ...[t("partnership.session.planned-on"), t("partnership.session.place")],
      ...[t("partnership.stands"), t("partnership.session.hash"), t("service.illustrative")],
    ],
    all
      .filter((state) => publicPart(state, today) !== "nothing")
      .map(({ id, title, kind, openedOn, plannedOn, place, phase, hash, illustrative }) => [
        ...[id, t.words(title), kind && t(`partnership.session.of.${kind}`)],
        ...[day(openedOn ?? plannedOn), place],
        ...[phase === "none" ? "" : t(`partnership.session.phase.${phase}`), hash],
        illustrative ? t("service.illustrative") : undefined,
      ]),
  );

/** The pilots: how far they have come, what may be spent and what each side has spent. */
export function pilotSheet(all: readonly PilotState[], t: Translate): Sheet {
  const parties = [...new Set(all.flatMap((state) => state.parties))].sort();
  return sheet(
    [
      ...["id", t("partnership.pilot.title"), t("partnership.stands")],
      ...[t("partnership.pilot.cap"), t("commitments.currency")],
      ...parties.map((side) => `${t("commitments.stage.spent")}: ${sideName(side, t)}`),
      ...[t("partnership.pilot.metric"), t("partnership.pilot.target")],
      ...[t("partnership.pilot.latest"), t("service.illustrative")],
    ],
    all.map((state) => {
      const { id, charter, gate, ended, readings } = state;
      const currency = charter?.cap.currency ?? "";
      const [metric] = charter?.metrics ?? [];
      const last = readings.findLast((reading) => reading.metric === metric?.id);
      return [
        ...[id, t.words(charter?.title)],
        ended
          ? t(`partnership.pilot.ended.${ended.how}`)
          : gate && t(`partnership.pilot.gate.${gate}`),
        ...[charter && amount(charter.cap), currency],
        ...parties.map((side) => {
          const own = { ...state, spendings: state.spendings.filter((one) => one.side === side) };
          return currency ? amount({ minor: spentIn(own, currency), currency }) : undefined;
        }),
        metric && `${t.words(metric.title)} (${metric.unit})`,
        ...[metric && number(metric.target), last && `${last.value} (${last.on})`],
        charter?.illustrative ? t("service.illustrative") : undefined,
      ];
    }),
  );
}

/** Every value of every series with its source; a small count is not said. */
export const indicatorSheet = (all: readonly IndicatorState[], t: Translate): Sheet =>
  sheet(
    [
      ...["id", t("partnership.indicator.indicator"), t("commitments.side")],
      ...[t("partnership.indicator.period"), t("partnership.files.from")],
      ...[t("partnership.files.until"), t("partnership.indicator.value")],
      ...[t("partnership.pilot.unit"), t("partnership.source")],
      ...[t("partnership.indicator.vintage"), t("service.illustrative")],
    ],
    all.flatMap(({ definition, values }) =>
      values.map((value) => {
        const { side, from, until, source, vintage, counted, press, illustrative } = value;
        const smallest = definition?.smallestCell;
        const small = smallest !== undefined && isSmall(value, smallest);
        return [
          ...[definition?.id, t.words(definition?.title), sideName(side, t), periodLabel(value)],
          ...[day(from), day(until)],
          small ? t("partnership.indicator.fewer", { count: smallest }) : number(value.value),
          definition?.unit,
          counted
            ? t("partnership.indicator.counted")
            : [press && t("partnership.indicator.press"), source].filter(Boolean).join(": "),
          ...[day(vintage), illustrative ? t("service.illustrative") : undefined],
        ];
      }),
    ),
  );

/** Who pays what for which commitment or pilot, in cash or in kind, promised or spent. */
export const moneySheet = (
  states: readonly CommitmentState[],
  pilots: readonly PilotState[],
  t: Translate,
): Sheet => {
  const row = (
    [id, title]: readonly [string | undefined, string],
    side: string,
    { kind, stage, money, on, rateOn }: Contribution,
  ): readonly Cell[] => [
    ...[id, title, sideName(side, t), t(`commitments.kind.${kind}`)],
    ...[t(`commitments.stage.${stage}`), amount(money), money.currency, day(on), day(rateOn)],
  ];
  return sheet(
    [
      ...["id", t("commitments.text"), t("commitments.side"), t("commitments.money-kind")],
      ...[t("commitments.money-stage"), t("commitments.amount"), t("commitments.currency")],
      ...[t("commitments.day"), t("commitments.rate-day")],
    ],
    [
      ...states.flatMap(({ id, joint, sides }) =>
        Object.entries(sides).flatMap(([side, { contributions }]) =>
          contributions.map((each) => row([id, t.words(joint?.text)], side, each)),
        ),
      ),
      ...pilots.flatMap(({ id, charter, promises = [], spendings }) => {
        const about = [id, t.words(charter?.title)] as const;
        const spent = spendings.filter(({ takenBack }) => !takenBack);
        return [
          ...promises.map((each) => row(about, each.side, each)),
          ...spent.map(({ side, kind = "cash", ...each }) =>
            row(about, side, { ...each, kind, stage: "spent" }),
          ),
        ];
      }),
    ],
  );
};
