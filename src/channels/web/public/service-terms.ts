import {
  type Clock,
  type Fee,
  type Process,
  type Stage,
  stageDue,
  type TaskWanted,
  tariffOn,
} from "../../../catalogue/index.ts";
import { fourEyesWords } from "../../../explain/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { details, html, type SafeHtml, summaryList } from "../../components/index.ts";
import {
  bullets,
  contradictions,
  dueWords,
  durationIn,
  feeNotes,
  mostOf,
  rangeIn,
} from "../../questions/index.ts";
import { amountIn, feeInShort, fixedAmount, whenIn, whoActs, whoDoes } from "./facts.ts";
import { hasCalculator } from "./narrowed.ts";
import { section } from "./service-needs.ts";
import type { ServiceParts } from "./service-parts.ts";

/**
 * Each fee with its amount, whom it meets, when it is due and where the figure comes from. Several
 * are folded: what they come to in short stands at the top, and a few answers say it exactly.
 */
export function feeSection(parts: ServiceParts): SafeHtml | null {
  const { def, t } = parts;
  const [only] = def.fees;
  // That it costs nothing stands at the top already.
  if (!only) return null;
  if (def.fees.length === 1)
    return section(
      "fee",
      t("service.fee"),
      html`<p class="govuk-body">${feeIn(parts, only)}</p>${calculatorLink(parts)}`,
    );
  const rows = def.fees.map((fee) => ({ key: t.words(fee.title), value: feeIn(parts, fee) }));
  return section(
    "fee",
    t("service.fee"),
    html`
      <p class="govuk-body"><strong>${feeInShort(def, parts.today, t)}</strong></p>
      ${calculatorLink(parts)}${details(t("public.all-fees"), summaryList({ rows }))}
    `,
  );
}

const calculatorLink = ({ def, t }: ServiceParts): SafeHtml | null =>
  hasCalculator(def)
    ? html`
      <p class="govuk-body">
        <a class="govuk-link" href="/services/${def.id}/cost">${t("public.cost-ask")}</a>
      </p>
    `
    : null;

/** What other official pages say, beside the sources. */
const against = ({ sourced, t }: ServiceParts, found: Fee["contradictedBy"]): SafeHtml | null =>
  sourced ? contradictions(found, t) : null;

function feeIn(parts: ServiceParts, fee: Fee): SafeHtml {
  const { today, t } = parts;
  const tariff = tariffOn(fee, today);
  const money = fixedAmount(fee, today);
  const condition = whenIn(parts, fee);
  const next = fee.tariffs.findLast(({ from }) => from !== undefined && from > today);
  const amount = money ? amountIn(money, t) : t("service.fee-varies");
  return html`
    <strong>
      ${
        money && tariff?.upTo !== undefined
          ? rangeIn(money, mostOf(tariff.upTo, fee.currency), t)
          : amount
      }
    </strong>
    ${feeNotes(fee, t)}<br>${dueWords(parts.def, fee.due, "public.due", t)}
    ${condition ? html`<br>${condition}` : null}
    ${next?.from ? html`<br>${t("public.new-tariff", { date: t.date(next.from) })}` : null}<br>
    ${tariff ? parts.source(tariff) : null}${against(parts, fee.contradictedBy)}
  `;
}

/** The promise: how long, which steps, from when it counts, and what follows from silence. */
export function timeSection(parts: ServiceParts): SafeHtml {
  const { def, catalogue, t } = parts;
  const { process } = def;
  if (!process)
    return section(
      "time",
      t("service.time"),
      html`<p class="govuk-body">${t("public.at-once")}</p>`,
    );
  const { clock } = process;
  const { extension } = clock;
  const words = [
    clockStart(process.stages, clock, t),
    ...(clock.stopsWhileWaiting ? [t("public.clock-stops")] : []),
    ...(def.fees.some(({ due }) => stageDue(def, due)) ? [t("public.clock-stops-for-fee")] : []),
    ...(extension
      ? [
          t("public.clock-extension", {
            duration: durationIn(extension.by, t),
            who: whoActs(catalogue, extension, t),
          }),
        ]
      : []),
    t(`public.silence-${clock.onExpiry}`),
    ...askedAgain(process, t),
    ...(clock.grantBlockedBy ? [t("public.silence-blocked")] : []),
  ];
  return section(
    "time",
    t("service.steps"),
    html`
      <p class="govuk-body">
        ${t("service.time")}: ${limitsOf(parts)}<strong>${durationIn(clock.limit, t)}</strong>
        ${clock.limits?.length ? html` · ${t("public.time-otherwise")}` : null}
      </p>
      ${reallyTakes(parts)}
      ${stepsOf(parts, process)}
      ${details(t("public.time-counted"), bullets(words.map((text) => html`${text}`)))}
      ${parts.sourced ? html`<p class="govuk-body-s">${parts.source(clock)}</p>` : null}
      ${against(parts, clock.contradictedBy)}
    `,
  );
}

/** What the latest applications took, beside the promise. */
function reallyTakes({ times, t }: ServiceParts): SafeHtml | null {
  if (!times) return null;
  const facts = {
    count: times.count,
    median: hoursIn(times.median, t),
    most: hoursIn(times.p90, t),
  };
  return html`<p class="govuk-body">${t("public.time-really", facts)}</p>`;
}

/** Rounded up to whole hours, or to whole days from two days on. */
const hoursIn = (hours: number, t: Translate): string =>
  t.duration(hours > 48 ? `P${Math.ceil(hours / 24)}D` : `PT${Math.max(1, Math.ceil(hours))}H`);

/** The times that a choice brings, each with the choice; what stands after them holds otherwise. */
function limitsOf(parts: ServiceParts): SafeHtml | null {
  const { def, t } = parts;
  const limits = def.process?.clock.limits ?? [];
  if (limits.length === 0) return null;
  const each = limits.map(
    (time) =>
      html`
        <strong>${durationIn(time.limit, t)}</strong> · ${whenIn(parts, time)}<br>
        ${parts.source(time)}<br>
      `,
  );
  return html`${each}`;
}

/** How often and until when the authority may ask for more: once it may, all at one time. */
const askedAgain = ({ moreInformation }: Process, t: Translate): string[] =>
  moreInformation.rounds === 0
    ? []
    : [
        t("public.asked-again", {
          count: moreInformation.rounds,
          duration: durationIn(moreInformation.answerWithin, t),
        }),
      ];

function clockStart(stages: readonly Stage[], { starts }: Clock, t: Translate): string {
  if ("at" in starts) return t("public.clock-from-submission");
  const stage = stages.find(({ id }) => id === starts.after);
  return t("public.clock-after", { step: stage ? t.words(stage.title) : starts.after });
}

/** Of a longer way the first steps are drawn; all of them stand in what is folded. */
const manySteps = 5;

/** What happens after sending: who does what, within which time, in order. */
function stepsOf(parts: ServiceParts, { stages }: Process): SafeHtml {
  const { t } = parts;
  const task = (wanted: TaskWanted, alone: boolean) =>
    html`
      ${alone ? null : html`<strong>${t.words(wanted.title)}</strong> · `}${taskIn(parts, wanted)}
    `;
  const steps = stages.map(({ title, tasks }) => {
    const [only] = tasks;
    const work =
      tasks.length === 1 && only
        ? html`<br>${task(only, true)}`
        : bullets(tasks.map((each) => task(each, false)));
    return html`<li><strong>${t.words(title)}</strong>${work}</li>`;
  });
  const drawn = stages.length > manySteps ? stages.slice(0, manySteps - 1) : stages;
  const way = drawn.map(({ title }) => html`<li>${t.words(title)}</li>`);
  const left = stages.length - drawn.length;
  const more = left > 0 ? t("home.more", { count: left }) : undefined;
  const whole = html`<ol class="govuk-list govuk-list--number">${steps}</ol>`;
  return html`
    <ol class="hw-steps">${way}</ol>
    ${more && html`<p class="govuk-body hw-muted">${more}</p>`}
    ${details(t("public.who-does-what"), whole)}
  `;
}

function taskIn(parts: ServiceParts, task: TaskWanted): SafeHtml {
  const { catalogue, def, t } = parts;
  const condition = whenIn(parts, task);
  const silent = task.outcomes.find(({ id }) => id === task.onExpiry);
  const more = [
    ...(task.within
      ? [
          html`
            ${t("public.within", { duration: durationIn(task.within, t) })} ${parts.source(task)}
          `,
        ]
      : []),
    ...fourEyesWords(task, t),
    ...(condition ? [condition] : []),
    ...(silent ? [t("public.task-silence", { outcome: t.words(silent.title) })] : []),
  ];
  return html`
    ${whoDoes(catalogue, def, task, t)}
    ${more.map((text) => html`<br><span class="hw-muted">${text}</span>`)}
  `;
}
