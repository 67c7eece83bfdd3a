import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { indicatorNow, indicatorsNow } from "../../../acts/index.ts";
import {
  boundsOf,
  currentValues,
  fiscalOf,
  fiscalYearOf,
  type IndicatorState,
  isPeriod,
  keyOf,
  missingPeriods,
  type PeriodKey,
  periodLabel,
  statedAt,
} from "../../../partnership/index.ts";
import { formOf, redirectTo, statusOf } from "../../../platform/http/index.ts";
import {
  html,
  mirror,
  type SafeHtml,
  scholarStages,
  series,
  sideName,
  summaryList,
  table,
  tag,
  unitWords,
} from "../../components/index.ts";
import {
  type Desk,
  type DeskDeps,
  deskOf,
  keepsRegister,
  ownSide,
  partiesOf,
  refuseAtDesk,
  showDesk,
} from "../desk.ts";
import {
  alsoWrong,
  type DeskField,
  type DeskForm,
  foldedForm,
  occasionOf,
  readTyped,
  refusalWords,
  type Typed,
  typedProblems,
} from "../form.ts";
import { notesLine } from "../notes/notes.ts";
import { proposalsLine, sidesSection } from "../two-sides/section.ts";
import { locksOf } from "./locks.ts";
import { indicatorsPath as base, scorecards } from "./scorecards.ts";

type Named = { Params: { id: string } };
type Command = Parameters<DeskDeps["partnership"]["indicators"]["give"]>[1];

const unknown = { kind: "not-found", code: "partnership.indicator-unknown" } as const;
/** Quarters older than this are no longer asked for. */
const askedSince = "2025-07-01";

/** What the partnership brought: series with their sources, locks, and what is still to enter. */
export function indicatorRoutes(app: FastifyInstance, deps: DeskDeps): void {
  const at = (request: FastifyRequest, reply: FastifyReply) =>
    deskOf(deps, request, reply, ["evaluator"]);
  app.get(base, (request, reply) => list(at(request, reply)));
  app.get(`${base}/scorecards`, (request, reply) => scorecards(at(request, reply)));
  app.get<Named>(`${base}/:id`, async (request, reply) => {
    const desk = at(request, reply);
    const state = await indicatorNow(deps, request.params.id, desk.today);
    return state ? show(desk, state) : refuseAtDesk(desk, unknown);
  });
  for (const [what, act] of Object.entries(acts))
    app.post<Named>(`${base}/:id/${what}`, async (request, reply) => {
      const desk = at(request, reply);
      const state = await indicatorNow(deps, request.params.id, desk.today);
      return state ? give(desk, state, act) : refuseAtDesk(desk, unknown);
    });
}

const titleOf = ({ definition }: IndicatorState, { t }: Desk): string => t.words(definition?.title);
const pathOf = ({ definition }: IndicatorState): string => `${base}/${definition?.id ?? ""}`;

async function list(desk: Desk): Promise<FastifyReply> {
  const { deps, t, today } = desk;
  const all = await indicatorsNow(deps, today);
  const own = ownSide(desk);
  const missing = all
    .filter(
      ({ definition, targets }) =>
        !definition?.counting && (targets.some(isOf(own)) || definition?.askedOf === own),
    )
    .flatMap((state) => {
      const periods = missingPeriods(state, fiscalOf(own), askedSince, today);
      if (periods.length === 0) return [];
      const labels = t.list(periods.map(({ label }) => label));
      return [
        html`<li><a class="govuk-link" href="${pathOf(state)}">
          ${titleOf(state, desk)}</a>: ${labels}</li>`,
      ];
    });
  const rows = all.map((state) => {
    const last = currentValues(state.values).at(-1);
    const { unit = "", theme = "trade" } = state.definition ?? {};
    return [
      html`<a class="govuk-link hw-table__title" href="${pathOf(state)}">
        ${titleOf(state, desk)}</a>`,
      t(`partnership.indicator.theme.${theme}`),
      last ? `${t.number(last.value)} ${unit}` : "–",
      last ? html`${periodLabel(last)} ${last.press ? pressTag(desk) : null}` : "",
    ];
  });
  const content = html`<h1 class="govuk-heading-l">${t("partnership.indicator.indicators")}</h1>
    ${await proposalsLine(desk, "indicator")}
    <p class="govuk-body">
      <a class="govuk-link" href="${base}/scorecards">${t("partnership.indicator.scorecards")}</a>
    </p>
    <h2 class="govuk-heading-m">${t("partnership.indicator.to-enter")}</h2>
    ${
      missing.length > 0
        ? html`<ul class="govuk-list govuk-list--bullet">${missing}</ul>`
        : html`<p class="govuk-body">${t("partnership.indicator.nothing-to-enter")}</p>`
    }
    ${scholarStages(all, { side: own, today, hideSmall: false }, t)}
    ${table({
      caption: t("partnership.indicator.indicators"),
      columns: [
        { text: t("partnership.indicator.indicator") },
        { text: t("partnership.indicator.about") },
        { text: t("partnership.indicator.last"), numeric: true },
        { text: t("partnership.indicator.period") },
      ],
      rows,
    })}`;
  return showDesk(desk, { title: t("partnership.indicator.indicators"), content });
}

const isOf = (own: string) => (one: { readonly side: string }) => one.side === own;
const pressTag = ({ t }: Desk): SafeHtml => tag(t("partnership.indicator.press"), "action");

/** Periods that somebody reported, as choices of a form. */
const periodItems = (keys: readonly PeriodKey[], { t }: Desk) =>
  keys.map((key) => ({
    value: keyOf(key),
    text: `${periodLabel(key)} (${sideName(key.side, t)})`,
  }));

function forms(desk: Desk, state: IndicatorState) {
  const { t, today } = desk;
  const path = pathOf(state);
  const values = currentValues(state.values).filter(({ counted }) => !counted);
  const isLocked = (key: PeriodKey) => state.locked.includes(keyOf(key));
  const period = (keys: readonly PeriodKey[]): DeskField => ({
    ...{ name: "period", kind: "select", label: t("partnership.indicator.period") },
    ...{ missing: t("partnership.indicator.choose-period"), items: periodItems(keys, desk) },
  });
  const report: DeskForm = {
    ...{ id: "report", action: `${path}/report`, send: t("partnership.indicator.report") },
    fields: [
      {
        ...{ name: "period", kind: "text", label: t("partnership.indicator.period") },
        hint: t("partnership.indicator.period-hint"),
        missing: t("partnership.indicator.enter-period"),
      },
      {
        ...{ name: "value", kind: "number" },
        label: `${t("partnership.indicator.value")} (${unitWords(state.definition?.unit, t)})`,
        missing: t("partnership.pilot.enter-number"),
      },
      {
        ...{ name: "side", kind: "radios", label: t("partnership.session.side") },
        missing: t("partnership.desk.choose-side"),
        items: partiesOf(desk).map((value) => ({ value, text: sideName(value, t) })),
      },
      {
        ...{ name: "source", kind: "text", label: t("partnership.pilot.source") },
        missing: t("partnership.pilot.enter-source"),
      },
      {
        ...{ name: "vintage", kind: "date", label: t("partnership.indicator.vintage") },
        ...{ value: today, missing: t("partnership.session.enter-day") },
      },
      {
        ...{ name: "press", kind: "radios", label: t("partnership.indicator.who-says") },
        ...{ value: "no", missing: t("partnership.indicator.choose-who") },
        items: [
          { value: "no", text: t("partnership.indicator.official") },
          { value: "yes", text: t("partnership.indicator.press") },
        ],
      },
    ],
  };
  const lock: DeskForm = {
    ...{ id: "lock", action: `${path}/lock`, send: t("partnership.indicator.lock") },
    fields: [period(values.filter((key) => !isLocked(key)))],
  };
  const reopen: DeskForm = {
    ...{ id: "reopen", action: `${path}/reopen`, send: t("partnership.indicator.reopen") },
    fields: [
      period(values.filter(isLocked)),
      {
        ...{ name: "reason", kind: "text", label: t("partnership.session.reason") },
        missing: t("partnership.session.enter-reason"),
      },
    ],
  };
  return { report, lock, reopen };
}

async function show(
  desk: Desk,
  state: IndicatorState,
  form?: DeskForm,
  typed?: Typed,
  status = 200,
): Promise<FastifyReply> {
  const { deps, t } = desk;
  const { definition, targets } = state;
  const { report, lock, reopen } = forms(desk, state);
  const all = await deps.partnership.indicators.all();
  const pair = all.find((one) => one.definition?.id === definition?.mirrorOf);
  const years = partiesOf(desk).map((side) => {
    const year = fiscalYearOf(desk.today, fiscalOf(side));
    const span = `${t.date(year.from)} – ${t.date(dayBefore(year.until))}`;
    return { key: `${sideName(side, t)}: ${year.label}`, value: span };
  });
  const aims = targets.map((target) => ({
    key: `${sideName(target.side, t)}: ${target.year}`,
    // "1 (halls)": a unit has one form for every number.
    value: `${t("partnership.pilot.target")}: ${t.number(target.value)} (${unitWords(
      definition?.unit,
      t,
    )})`,
  }));
  const facts = [
    { key: t("partnership.indicator.owner"), value: definition?.owner ?? "" },
    { key: t("partnership.indicator.evaluator"), value: definition?.evaluator ?? "" },
    {
      key: t("partnership.indicator.adding"),
      value: t(`partnership.indicator.${definition?.adding ?? "cumulative"}`),
    },
    ...years,
    ...aims,
  ];
  const writes = keepsRegister(desk) && !definition?.counting;
  const accepts = evaluates(desk) && !definition?.counting;
  const content = html`${typedProblems(form, typed, desk)}
    <h1 class="govuk-heading-l">${titleOf(state, desk)}</h1>
    ${series(state, { hideSmall: false, locks: true }, t)}
    ${pair ? mirror(state, pair, t) : null}
    ${summaryList({ rows: facts })}
    ${notesLine(desk, "indicator", definition?.id ?? "")}
    ${writes ? foldedForm(report.send, report, desk, typed) : null}
    ${accepts ? [lock, reopen].map((each) => foldedForm(each.send, each, desk, typed)) : null}
    <h2 class="govuk-heading-m">${t("partnership.desk.history")}</h2>
    ${await locksOf(desk, definition?.id ?? "")}
    ${await sidesSection(desk, `indicator-${definition?.id ?? ""}`)}`;
  return showDesk(desk, { title: titleOf(state, desk), content, status, path: pathOf(state) });
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

interface Act {
  readonly form: (desk: Desk, state: IndicatorState) => DeskForm;
  readonly may: (desk: Desk) => boolean;
  readonly command: (desk: Desk, values: Typed["values"], state: IndicatorState) => Command;
}

const evaluates = ({ officer }: Desk): boolean => officer.roles.includes("evaluator");
const postOf = ({ officer }: Desk): string => officer.authority;

const keyIn = (state: IndicatorState, key: string | undefined): PeriodKey => {
  const value = state.values.find((one) => keyOf(one) === key);
  return value
    ? { side: value.side, from: value.from, until: value.until }
    : { side: "", from: "", until: "" };
};

const acts: Readonly<Record<string, Act>> = {
  report: {
    form: (desk, state) => forms(desk, state).report,
    may: keepsRegister,
    command: (desk, { side = "", source = "", vintage = "", press, ...values }) => ({
      type: "report",
      value: {
        ...{ side, source, vintage, value: Number(values.value) },
        ...periodOf(values.period ?? ""),
        ...(press === "yes" && { press: true as const }),
        ...statedAt(ownSide(desk), side),
      },
    }),
  },
  lock: {
    form: (desk, state) => forms(desk, state).lock,
    may: evaluates,
    command: (desk, { period }, state) => ({
      ...{ type: "lock", period: keyIn(state, period), by: postOf(desk) },
    }),
  },
  reopen: {
    form: (desk, state) => forms(desk, state).reopen,
    may: evaluates,
    command: (desk, { period, reason = "" }, state) => ({
      ...{ type: "reopen", period: keyIn(state, period), by: postOf(desk), reason },
    }),
  },
};

/** A period as it is typed; one that cannot be read is empty, and the form asks for it again. */
const periodOf = (text: string): { readonly from: string; readonly until: string } =>
  isPeriod(text) ? boundsOf(text) : { from: "", until: "" };

async function give(desk: Desk, state: IndicatorState, act: Act): Promise<FastifyReply> {
  const { deps, request, reply, t } = desk;
  if (!act.may(desk)) return refuseAtDesk(desk, { kind: "not-allowed", code: "auth.role-missing" });
  const posted = formOf(request);
  const form = act.form(desk, state);
  const typed = readTyped(form, posted);
  if (typed.wrong.length > 0) return show(desk, state, form, typed, statusOf("invalid"));
  if (form.id === "report" && !isPeriod(typed.values.period ?? "")) {
    const again = alsoWrong(form, typed, "period", t("partnership.indicator.enter-period"));
    return show(desk, state, form, again, statusOf("invalid"));
  }
  const given = await deps.partnership.indicators.give(
    state.definition?.id ?? "",
    act.command(desk, typed.values, state),
    occasionOf(desk, posted),
  );
  if (!given.ok) {
    const refused = refusalWords(given.refusal, desk);
    return show(desk, state, form, { ...typed, refused }, statusOf(given.refusal.kind));
  }
  const done = { kind: "success", code: "partnership.desk.done" } as const;
  return redirectTo(reply, pathOf(state), done);
}
