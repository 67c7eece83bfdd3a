import {
  type GateSignature,
  gateSheet,
  latestReading,
  type PilotState,
  sheetDigest,
  spentIn,
} from "../../../partnership/index.ts";
import {
  gateTag,
  gateWaits,
  hashWords,
  html,
  inset,
  objectionWords,
  optionWords,
  postWords,
  type SafeHtml,
  sideName,
  spentBar,
  statedTag,
  summaryList,
  table,
  tag,
  warningText,
} from "../../components/index.ts";
import { type Desk, keepsRegister, ownSide } from "../desk.ts";
import { deskForm, foldedForm, type Typed } from "../form.ts";
import { notesLine } from "../notes/notes.ts";
import {
  gateForm,
  pilotsPath,
  promiseForm,
  readingForm,
  spendingForm,
  takeBackForm,
} from "./forms.ts";

export const signsGates = ({ officer }: Desk): boolean => officer.roles.includes("gate-chair");
export const runsPilots = (desk: Desk): boolean =>
  desk.officer.roles.includes("pilot-officer") || keepsRegister(desk);

/** One page that both chairs look at before they sign: what was set, what is, and what forbids. */
export function sheetPage(desk: Desk, state: PilotState, typed?: Typed): SafeHtml {
  const { t } = desk;
  const { charter, ended } = state;
  const mark = charter?.illustrative ? html` ${tag(t("service.illustrative"))}` : null;
  return html`<h1 class="govuk-heading-l">${t.words(charter?.title)}</h1>
    <p class="govuk-body-l">${gateTag(state, t)} ${gateWaits(state, t)}${mark}</p>
    ${ended ? null : objections(desk, state)}
    ${money(desk, state)}
    ${metrics(desk, state)}
    ${ended ? null : signatures(desk, state, typed)}
    ${ended ? null : entries(desk, state, typed)}
    ${past(desk, state)}
    ${notesLine(desk, "pilot", state.id ?? "")}`;
}

function objections(desk: Desk, state: PilotState): SafeHtml {
  const { t } = desk;
  const words = objectionWords(state, t);
  if (words.length === 0) return inset(t("partnership.pilot.may-go"));
  const lines = words.map((line) => html`<li>${line}</li>`);
  return html`${warningText(t("partnership.pilot.refuses-go"), t)}
    <ul class="govuk-list govuk-list--bullet">${lines}</ul>`;
}

/** What was spent, by whom, and what the option to stop is worth. */
function money({ t }: Desk, state: PilotState): SafeHtml {
  const { charter, spendings } = state;
  const rows = spendings.map(({ side, money: amount, on, for: what, takenBack, statedBy }) => [
    t.date(on),
    html`${sideName(side, t)} ${statedTag({ statedBy }, t)}`,
    takenBack
      ? html`<div>${what} ${tag(t("partnership.pilot.taken-back"), "bad")}<br>
          <span class="hw-muted">${t.date(takenBack.on)}: ${takenBack.reason}</span></div>`
      : what,
    takenBack ? html`<s>${t.money(amount)}</s>` : t.money(amount),
  ]);
  return html`<h2 class="govuk-heading-m">${t("partnership.pilot.money")}</h2>
    <p class="govuk-body">${spentBar(state, t)}</p>
    ${sidesSpent(state, t)}
    ${
      charter?.staging
        ? html`<p class="govuk-body">${t("partnership.pilot.option")}: ${optionWords(state, t)}<br>
            <a class="govuk-link" href="${pilotsPath}/worksheet?${worksheetQuery(state)}">
              ${t("partnership.pilot.worksheet")}</a></p>`
        : null
    }
    ${table({
      caption: t("partnership.pilot.money"),
      captionHidden: true,
      columns: [
        { text: t("partnership.pilot.on") },
        { text: t("partnership.session.side") },
        { text: t("partnership.pilot.spent-for") },
        { text: t("partnership.pilot.spent"), numeric: true },
      ],
      rows,
      empty: t("partnership.pilot.nothing-spent"),
    })}
    ${promised(state, t)}`;
}

/** What each side promised, in cash or in kind; nothing where nobody did. */
function promised({ promises = [] }: PilotState, t: Desk["t"]): SafeHtml | null {
  if (promises.length === 0) return null;
  return table({
    caption: t("partnership.pilot.promised"),
    columns: [
      { text: t("partnership.pilot.on") },
      { text: t("partnership.session.side") },
      { text: t("commitments.money-kind") },
      { text: t("commitments.money-stage") },
      { text: t("commitments.amount"), numeric: true },
    ],
    rows: promises.map(({ on, side, kind, stage, money: amount, rateOn, statedBy }) => [
      rateOn
        ? html`${t.date(on)}<br>
          <span class="hw-muted">${t("commitments.rate-of", { date: t.date(rateOn) })}</span>`
        : t.date(on),
      html`${sideName(side, t)} ${statedTag({ statedBy }, t)}`,
      ...[t(`commitments.kind.${kind}`), t(`commitments.stage.${stage}`)],
      t.money(amount),
    ]),
  });
}

/** What each side has spent beside the other, and what both together may. */
function sidesSpent(state: PilotState, t: Desk["t"]): SafeHtml | null {
  const { charter, parties } = state;
  if (!charter) return null;
  const { cap } = charter;
  const amount = (minor: number) => t.money({ minor, currency: cap.currency });
  return summaryList({
    rows: [
      ...parties.map((side) => ({
        key: sideName(side, t),
        value: amount(spentIn(state, cap.currency, side)),
      })),
      { key: t("partnership.pilot.cap-both"), value: t.money(cap) },
    ],
  });
}

/** The worksheet with the numbers of the charter in it. */
function worksheetQuery({ charter }: PilotState): string {
  const { pilot = 0, scale = 0, rate = 0, scenarios = [] } = charter?.staging ?? {};
  const query = new URLSearchParams({
    ...{ pilot: String(pilot), scale: String(scale), rate: String(rate * 100) },
  });
  for (const [at, { probability, value }] of scenarios.entries()) {
    query.set(`chance${at + 1}`, String(probability * 100));
    query.set(`value${at + 1}`, String(value));
  }
  return query.toString();
}

function metrics({ t }: Desk, state: PilotState): SafeHtml {
  const { charter } = state;
  const rows = (charter?.metrics ?? []).map(({ id, title, unit, target }) => {
    const latest = latestReading(state, id);
    const stop = charter?.killCriteria.find(({ metric }) => metric === id);
    const rule = stop
      ? t(`partnership.pilot.stops-${stop.when}`, { bound: t.number(stop.bound), unit })
      : "–";
    const met =
      stop &&
      latest &&
      (stop.when === "below" ? latest.value < stop.bound : latest.value > stop.bound);
    return [
      t.words(title),
      `${t.number(target)} ${unit}`,
      latest
        ? html`<div>${t.number(latest.value)} ${unit}, ${t.date(latest.on)}<br>
            <span class="hw-muted">${sideName(latest.side, t)}: ${latest.source}</span></div>`
        : t("partnership.pilot.no-reading"),
      html`${rule} ${met ? tag(t("partnership.pilot.met"), "bad") : null}`,
    ];
  });
  return html`<h2 class="govuk-heading-m">${t("partnership.pilot.metrics")}</h2>
    ${table({
      caption: t("partnership.pilot.metrics"),
      captionHidden: true,
      columns: [
        { text: t("partnership.pilot.metric") },
        { text: t("partnership.pilot.target") },
        { text: t("partnership.pilot.latest") },
        { text: t("partnership.pilot.stop-rule") },
      ],
      rows,
    })}`;
}

const signatureLine = (one: GateSignature, { t, deps }: Desk): SafeHtml => {
  const { paper, bundle } = one;
  const own = bundle
    ? t("partnership.session.in-bundle", { bundle })
    : t("partnership.session.at-own-instance");
  const how = paper ? t("partnership.session.on-paper", { paper }) : own;
  const decision = `${sideName(one.side, t)}: ${t(`partnership.pilot.decisions.${one.decision}`)}`;
  const chair = postWords(one.chair, deps.catalogue.jurisdiction.authorities, t);
  return html`<li><strong>${decision}</strong>, ${chair}, ${t.date(one.on)} (${how})
    ${one.override ? tag(t("partnership.pilot.overridden"), "bad") : null}
    ${one.reason ? html`<br>${one.reason}` : null}
    ${one.dissent ? html`<br><em>${t("partnership.pilot.dissent")}: ${one.dissent}</em>` : null}
  </li>`;
};

function signatures(desk: Desk, state: PilotState, typed?: Typed): SafeHtml {
  const { t } = desk;
  const { id = "", parties, signatures: given, gate = "g0" } = state;
  const sheet = sheetDigest(state);
  const refused = gateSheet(state)?.objections.length ?? 0;
  const missing = parties.filter((side) => !given.some((one) => one.side === side));
  const forms = missing.map((side) => {
    const form = gateForm(desk, id, gate, side, sheet, refused);
    if (side === ownSide(desk))
      return signsGates(desk)
        ? deskForm(form, desk, typed)
        : html`<p class="govuk-body">${t("partnership.pilot.chair-signs")}</p>`;
    return keepsRegister(desk)
      ? foldedForm(
          t("partnership.session.other-signed", { side: sideName(side, t) }),
          form,
          desk,
          typed,
        )
      : null;
  });
  return html`<h2 class="govuk-heading-m">${t("partnership.pilot.signatures")}</h2>
    <ul class="govuk-list">${given.map((one) => signatureLine(one, desk))}</ul>
    <p class="govuk-body">${t("partnership.pilot.sheet")}<br>${hashWords(sheet)}</p>
    ${forms}`;
}

function entries(desk: Desk, state: PilotState, typed?: Typed): SafeHtml | null {
  const { t } = desk;
  const { id = "" } = state;
  if (!runsPilots(desk)) return null;
  const takeBack = takeBackForm(desk, id, state);
  const takesBack = state.spendings.some(({ takenBack }) => !takenBack);
  return html`<h2 class="govuk-heading-m">${t("partnership.pilot.enter")}</h2>
    <p class="govuk-body">${t("partnership.pilot.enter-hint")}</p>
    ${foldedForm(t("partnership.pilot.enter-reading"), readingForm(desk, id, state), desk, typed)}
    ${foldedForm(t("partnership.pilot.enter-promise"), promiseForm(desk, id, state), desk, typed)}
    ${foldedForm(t("partnership.pilot.enter-money"), spendingForm(desk, id, state), desk, typed)}
    ${takesBack ? foldedForm(takeBack.send, takeBack, desk, typed) : null}`;
}

/** Gates that were decided, with reasons and dissent, kept for good. */
function past(desk: Desk, { passed }: PilotState): SafeHtml | null {
  const { t } = desk;
  if (passed.length === 0) return null;
  const each = passed.toReversed().map(
    ({ gate, decision, on, signatures: signed }) => html`<section class="hw-box">
      <h3 class="govuk-heading-s">${t(`partnership.pilot.gate.${gate}`)}:${html` `}
        ${t(`partnership.pilot.decisions.${decision}`)}, ${t.date(on)}</h3>
      <ul class="govuk-list">${signed.map((one) => signatureLine(one, desk))}</ul>
    </section>`,
  );
  return html`<h2 class="govuk-heading-m">${t("partnership.pilot.decided")}</h2>${each}`;
}
