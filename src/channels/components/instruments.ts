import type { Catalogue } from "../../catalogue/index.ts";
import { treatiesRead } from "../../explain/index.ts";
import {
  type ComputedDay,
  clockOf,
  daysBetween,
  type Exchange,
  hasEnded,
  type InstrumentClock,
  type InstrumentState,
  type InstrumentStatus,
  type Partnership,
  type Side,
} from "../../partnership/index.ts";
import { isLang, languageNames, type Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { warningText } from "./notices.ts";
import { positionSections } from "./positions.ts";
import { provenance, sourceLink } from "./provenance.ts";
import { dayWords, sideName } from "./sides.ts";
import { type SummaryRow, summaryList } from "./summary-list.ts";
import { table } from "./table.ts";
import { type Tone, tag } from "./tag.ts";

/** One instrument of the register with its clock, as pages show it. */
export interface InstrumentView {
  readonly id: string;
  readonly state: InstrumentState;
  readonly clock: InstrumentClock;
  /** What it carries out no longer binds: somebody has to say what becomes of it. */
  readonly parentEnded?: boolean;
}

export function viewsOf(
  states: readonly InstrumentState[],
  today: string,
): readonly InstrumentView[] {
  const clocks = new Map(states.map((state) => [state.text?.id, clockOf(state, today)]));
  return states.flatMap((state) => {
    const { text } = state;
    if (!text) return [];
    const parent = text.parent === undefined ? undefined : clocks.get(text.parent);
    return [
      {
        ...{ id: text.id, state, clock: clockOf(state, today) },
        ...(parent && { parentEnded: hasEnded(parent) }),
      },
    ];
  });
}

const tones: Readonly<Record<InstrumentStatus, Tone>> = {
  draft: "neutral",
  signed: "waiting",
  "applied-provisionally": "working",
  "in-force": "good",
  expired: "neutral",
  terminated: "neutral",
};

export const statusTag = ({ status }: InstrumentClock, t: Translate): SafeHtml =>
  tag(t(`partnership.status.${status}`), tones[status]);

/** What happens next to an instrument, or what it waits for. */
export function nextWords(
  { state, clock, parentEnded }: InstrumentView,
  today: string,
  t: Translate,
): Content {
  const { inForceOn, endsOn, renewsOn, noticeBy, awaiting } = clock;
  if (parentEnded && !hasEnded(clock)) return t("partnership.parent-ended");
  if (endsOn)
    return t(endsOn.day > today ? "partnership.ends" : "partnership.ended", {
      date: t.date(endsOn.day),
    });
  if (inForceOn && inForceOn.day > today)
    return t("partnership.enters", { date: t.date(inForceOn.day) });
  if (noticeBy && noticeBy.day >= today)
    return t("partnership.notice-by", { date: t.date(noticeBy.day) });
  if (renewsOn) return t("partnership.renews", { date: t.date(renewsOn.day) });
  if (awaiting.length > 0)
    return t("partnership.awaiting", {
      sides: t.list(awaiting.map((side) => sideName(side, t))),
    });
  if (state.text?.entry.on === "unknown") return t("partnership.no-clauses");
  return "";
}

/** The rule that gave a day, in words. */
export const ruleWords = ({ rule, from, count }: ComputedDay, t: Translate): string =>
  t(`partnership.rule.${rule}`, {
    from: from ? t.date(from) : "",
    count: count ?? 0,
  });

/** All instruments in one table; `href` leads to the page of each. */
export const instrumentTable = (
  views: readonly InstrumentView[],
  today: string,
  href: (id: string) => string,
  t: Translate,
): SafeHtml =>
  table({
    caption: t("partnership.instruments"),
    captionHidden: true,
    columns: [
      { text: t("partnership.instrument") },
      { text: t("partnership.signed") },
      { text: t("partnership.stands") },
      { text: t("partnership.next") },
    ],
    rows: views.map((view) => {
      const { id, state, clock } = view;
      const { signature, text } = state;
      return [
        html`<a class="govuk-link hw-table__title" href="${href(id)}">${t.words(text?.title)}</a>`,
        signature ? dayWords(signature.on, t) : "",
        statusTag(clock, t),
        nextWords(view, today, t),
      ];
    }),
    empty: t("partnership.nothing"),
  });

const daysOf = ({ inForceOn, renewsOn, noticeBy, endsOn }: InstrumentClock, t: Translate) => {
  const line = (words: "since" | "renews" | "notice-by" | "ends", day?: ComputedDay) =>
    day
      ? [
          html`<li>${t(`partnership.${words}`, { date: t.date(day.day) })}
            <span class="govuk-hint">${ruleWords(day, t)}</span></li>`,
        ]
      : [];
  return [
    ...line("since", inForceOn),
    ...line("notice-by", noticeBy),
    ...line("renews", renewsOn),
    ...line("ends", endsOn),
  ];
};

/** What one side has done: its steps, then its note. */
function sideSteps(
  { signature, steps, notes, notices }: InstrumentState,
  side: Side,
  t: Translate,
): SafeHtml {
  // Each step counts from the one before it, the first from the signature where its day is known.
  let before = signature?.on.length === 10 ? signature.on : undefined;
  const took = (on: string) => {
    const count = before === undefined ? undefined : daysBetween(before, on);
    before = on;
    return count === undefined || count < 0 ? "" : t("partnership.took", { count });
  };
  const taken = (steps[side] ?? []).map((step) => {
    const words = [
      ...[t(`partnership.step.${step.kind}`), t.date(step.on), step.act],
      took(step.on),
    ];
    return html`<li>${words.filter(Boolean).join(", ")} ${provenance(step, t)}</li>`;
  });
  const note = notes[side];
  const noteLine = note
    ? html`<li>
        ${[...[t("partnership.note", { number: note.number }), t.date(note.on)], took(note.on)]
          .filter(Boolean)
          .join(", ")}
        ${provenance(note, t)}
      </li>`
    : html`<li>${t("partnership.no-note")}</li>`;
  const given = notices
    .filter(({ by }) => by === side)
    .map(
      ({ what, number, on }) =>
        html`<li>${t(`partnership.notice.${what}`, { number })}, ${t.date(on)}</li>`,
    );
  return html`<h3 class="govuk-heading-s">${sideName(side, t)}</h3>
    <ul class="govuk-list govuk-list--bullet">${taken}${noteLine}${given}</ul>`;
}

/** What the text says of itself. */
function textRows({ state }: InstrumentView, languageName: (lang: string) => string, t: Translate) {
  const { text, signature, registration, amendments } = state;
  if (!text) return [];
  const row = (key: string, value: Content): SummaryRow => ({ key, value });
  const inItself = (lang: string) => html`<span lang="${lang}">${languageName(lang)}</span><br>`;
  const signatories = Object.entries(signature?.signatories ?? {}).map(
    // As the source says it, which is in English.
    ([side, who]) => html`${sideName(side, t)}: <span lang="en">${who}</span><br>`,
  );
  return [
    row(t("partnership.kind-of"), t(`partnership.kind.${text.kind}`)),
    ...(signature ? [row(t("partnership.signed"), dayWords(signature.on, t))] : []),
    ...(signature?.place ? [row(t("partnership.place"), t.words(signature.place))] : []),
    ...(signatories.length > 0 ? [row(t("partnership.signatories"), html`${signatories}`)] : []),
    row(t("partnership.languages"), html`${text.languages.map(inItself)}`),
    ...(text.prevailing ? [row(t("partnership.prevailing"), inItself(text.prevailing))] : []),
    ...(text.provisional ? [row(t("partnership.clauses.provisional"), t("component.yes"))] : []),
    ...(text.depositary
      ? [row(t("partnership.clauses.depositary"), html`<span lang="en">${text.depositary}</span>`)]
      : []),
    ...(registration
      ? [
          row(
            t("two-sides.slot.un"),
            html`${registration.number}, ${t.date(registration.on)}
              ${provenance(registration, t)}`,
          ),
        ]
      : []),
    ...amendments.map((each) =>
      row(
        t("two-sides.slot.amendment"),
        html`${t.words(each.title)}, ${t.date(each.on)} ${provenance(each, t)}`,
      ),
    ),
    ...(signature?.source
      ? [row(t("partnership.source"), html`${sourceLink(signature.source)}`)]
      : []),
  ];
}

export interface InstrumentPage {
  readonly view: InstrumentView;
  /** The instrument that this one carries out. */
  readonly parent?: { readonly title: string; readonly href: string; readonly ended: boolean };
  /** Instruments that carry this one out: when it ends, they are flagged. */
  readonly children: readonly { readonly title: string; readonly href: string }[];
  readonly services: readonly { readonly title: string; readonly href: string }[];
  /** What the two registers say about it, where the other one has spoken. */
  readonly facts: SafeHtml | null;
  readonly languageName: (lang: string) => string;
}

/** Everything about one instrument, the same at the desk and in public. */
export function instrumentContent(page: InstrumentPage, today: string, t: Translate): SafeHtml {
  const { view, parent, children, services, facts, languageName } = page;
  const { state, clock } = view;
  const days = daysOf(clock, t);
  const waiting =
    days.length === 0 ? html`<p class="govuk-body">${nextWords(view, today, t)}</p>` : null;
  const mark = state.text?.illustrative ? provenance(state.text, t) : null;
  const carries = parent
    ? html`<p class="govuk-body">${t("partnership.parent")}:
        <a class="govuk-link" href="${parent.href}">${parent.title}</a></p>
        ${parent.ended ? warningText(t("partnership.parent-ended"), t) : null}`
    : null;
  const below = children.map(
    ({ title, href }) => html`<li><a class="govuk-link" href="${href}">${title}</a></li>`,
  );
  const carriedOut =
    below.length > 0
      ? html`<p class="govuk-body">${t("partnership.children")}:</p>
        ${hasEnded(clock) ? warningText(t("partnership.children-flagged"), t) : null}
        <ul class="govuk-list govuk-list--bullet">${below}</ul>`
      : null;
  const links = services.map(
    ({ title, href }) => html`<li><a class="govuk-link" href="${href}">${title}</a></li>`,
  );
  return html`<h1 class="govuk-heading-l">${t.words(state.text?.title)}</h1>
    <p class="govuk-body">${statusTag(clock, t)}</p>
    <h2 class="govuk-heading-m">${t("partnership.days")} ${mark}</h2>
    ${days.length > 0 ? html`<ul class="govuk-list govuk-list--bullet">${days}</ul>` : waiting}
    <h2 class="govuk-heading-m">${t("partnership.steps")}</h2>
    ${(state.text?.parties ?? []).map((side) => sideSteps(state, side, t))}
    ${facts}
    <h2 class="govuk-heading-m">${t("partnership.services")}</h2>
    ${
      links.length > 0
        ? html`<ul class="govuk-list govuk-list--bullet">${links}</ul>`
        : html`<p class="govuk-body">${t("partnership.no-services")}</p>`
    }
    <h2 class="govuk-heading-m">${t("partnership.text")}</h2>
    ${carries}${carriedOut}
    ${summaryList({ rows: textRows(view, languageName, t) })}`;
}

/**
 * Everything that the page of one instrument shows, here and at the desk; undefined: no such one.
 */
export async function instrumentPageOf(
  deps: {
    readonly partnership: Pick<Partnership, "instruments">;
    readonly exchange: Pick<Exchange, "positions" | "side">;
    readonly catalogue: Pick<Catalogue, "services">;
  },
  id: string,
  base: string,
  today: string,
  t: Translate,
): Promise<InstrumentPage | undefined> {
  const states = await deps.partnership.instruments();
  const view = viewsOf(states, today).find((each) => each.id === id);
  if (!view) return undefined;
  const above = view.state.text?.parent;
  const parent = states.find(({ text }) => text && text.id === above);
  const ended = view.parentEnded;
  const children = states.flatMap(({ text }) =>
    text?.parent === id ? [{ title: t.words(text.title), href: `${base}/${text.id}` }] : [],
  );
  const { side } = deps.exchange;
  const positions = await deps.exchange.positions(`instrument-${id}`);
  const facts = html`${[...positionSections(positions, side, t)]}`;
  const services = deps.catalogue.services
    .filter((def) => treatiesRead(def).some((treaty) => treaty.id === id))
    .map((def) => ({ title: t.words(def.title), href: `/services/${def.id}` }));
  return {
    view,
    ...(parent && {
      parent: {
        title: t.words(parent.text?.title),
        href: `${base}/${above}`,
        ended: ended ?? false,
      },
    }),
    children,
    services,
    facts,
    languageName: (lang) => (isLang(lang) ? languageNames[lang] : lang),
  };
}

const signedInBaku: InstrumentState = {
  text: {
    ...{ id: "air", kind: "agreement", title: { en: "Air services" }, parties: ["rw", "az"] },
    ...{ languages: ["en"], entry: { on: "last-note", daysAfter: 0 }, term: {} },
  },
  signature: { on: "2025-09-20", place: { en: "Baku" }, signatories: { rw: "A minister" } },
  ...{ steps: {}, notes: { az: { on: "2026-11-20", number: "NV-1" } } },
  ...{ amendments: [], notices: [] },
};

export const examples = (t: Translate): Example[] => {
  const today = "2026-11-28";
  const views = viewsOf([signedInBaku], today);
  const [view] = views;
  return [
    { name: "a register", html: instrumentTable(views, today, (id) => `#${id}`, t) },
    ...(view
      ? [
          {
            name: "an instrument that waits for a note",
            html: instrumentContent(
              { view, children: [], services: [], facts: null, languageName: String },
              today,
              t,
            ),
          },
        ]
      : []),
  ];
};
