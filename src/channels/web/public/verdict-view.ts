import type { Definition, Law, Ruling } from "../../../catalogue/index.ts";
import type { Asked, EligibilityVerdict } from "../../../form/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  answered,
  button,
  buttonGroup,
  html,
  linkButton,
  type SafeHtml,
  summaryList,
  type Tone,
  tag,
} from "../../components/index.ts";
import { insteadView } from "./cannot-apply.ts";
import { readsApplicant } from "./narrowed.ts";
import { feesView, type Outlook, outlookView, sumIn } from "./outlook.ts";

interface Answered {
  readonly def: Definition;
  readonly asked: Asked;
  readonly hidden: SafeHtml;
}

export interface VerdictPage extends Answered {
  readonly verdicts: readonly EligibilityVerdict[];
  /** Nobody is signed in, so what depends on the person is not known. */
  readonly guest: boolean;
  readonly outlook: Outlook;
}

const lawIn = (def: Definition, id: string | undefined): Law | undefined =>
  def.laws.find((law) => law.id === id);

const lawText = (law: Law | undefined, t: Translate): SafeHtml | null =>
  law && !law.illustrative
    ? html`
      <p class="govuk-body-s">
        ${t("service.law")}: ${t.words(law.title)}
      </p>
    `
    : null;

/** What was answered, to see what the result rests on. */
function answersOf({ def, asked }: Answered, t: Translate): SafeHtml | null {
  const rows = asked.pages
    .flatMap((page) => page.rows.map((row) => ({ ...row, page: page.page })))
    .filter(({ answer }) => answer !== "");
  if (rows.length === 0) return null;
  const list = rows.map(({ page, field, question, ...row }) => ({
    key: `${itemOf(def, page, field, t)}${question}`,
    value: answered(row),
  }));
  return html`
    <h2 class="govuk-heading-m">${t("public.your-answers")}</h2>
    ${summaryList({ rows: list })}
  `;
}

/** "Block 2: " before a question that was asked of several things. */
function itemOf(def: Definition, page: string, field: string, t: Translate): string {
  const index = /\[(\d+)\]/.exec(field)?.[1];
  const repeat = def.form.find(({ id }) => id === page)?.repeat;
  if (index === undefined || !repeat) return "";
  return `${t("form.item", { name: t.words(repeat.itemTitle), number: Number(index) + 1 })}: `;
}

const again = (def: Definition, t: Translate): SafeHtml =>
  linkButton({ text: t("public.again"), href: `/services/${def.id}/check`, kind: "secondary" });

/** The answer of a service that only follows rules. */
export function rulingContent(
  page: Answered & { readonly ruling: Ruling },
  t: Translate,
): SafeHtml {
  const { def, ruling } = page;
  const law = lawIn(def, ruling.law);
  return html`
    <p class="govuk-caption-l">${t.words(def.title)}</p>
    <h1 class="govuk-heading-l">${t.words(ruling.title)}</h1>
    <p class="govuk-body-l">${t.words(ruling.text)}</p>
    ${lawText(law, t)}${answersOf(page, t)}${again(def, t)}
    ${
      law?.illustrative
        ? html`<p class="govuk-body-s hw-muted">${t("public.ruling-illustrative")}</p>`
        : null
    }
  `;
}

/** What applying costs whoever answered so. */
export function costContent(
  page: Answered & { readonly outlook: Outlook },
  t: Translate,
): SafeHtml {
  const { def, outlook } = page;
  const sum = sumIn(outlook, t);
  const free = t("service.free");
  const exact = sum === free ? free : sum && t("public.cost-is", { amount: sum });
  const title = exact ?? t("public.cost-title");
  const begin = { text: t("public.to-service"), href: `/services/${def.id}` };
  const repeat = { text: t("public.again"), href: `/services/${def.id}/cost` };
  return html`
    <p class="govuk-caption-l">${t.words(def.title)}</p>
    <h1 class="govuk-heading-l">${title}</h1>
    ${feesView(outlook, t)}${answersOf(page, t)}
    ${buttonGroup(linkButton(begin), linkButton({ ...repeat, kind: "secondary" }))}
  `;
}

const tones: Readonly<Record<EligibilityVerdict["verdict"], Tone>> = {
  met: "good",
  unmet: "bad",
  unknown: "neutral",
};

/** Of all requirements together: no as soon as one is not met, yes only where all are. */
export function wholeOf(verdicts: readonly EligibilityVerdict[]): EligibilityVerdict["verdict"] {
  const all = verdicts.map(({ verdict }) => verdict);
  if (all.includes("unmet")) return "unmet";
  return all.includes("unknown") ? "unknown" : "met";
}

const headings = { met: "eligibility.eligible", unmet: "eligibility.not-eligible" } as const;

export function verdictTitle({ def, verdicts, guest }: VerdictPage, t: Translate): string {
  const whole = wholeOf(verdicts);
  if (whole !== "unknown") return t(headings[whole]);
  const open = verdicts.filter(({ verdict }) => verdict === "unknown");
  const onlySignIn = guest && open.every(({ requirement }) => readsApplicant(def, requirement));
  if (!onlySignIn) return t("eligibility.unsure");
  return t(open.length < verdicts.length ? "public.so-far" : "public.known-at-sign-in");
}

/**
 * Requirement by requirement: met, not met, or not yet known, with words and law. One that does not
 * concern whoever answered so is left out.
 */
export function verdictContent(page: VerdictPage, t: Translate): SafeHtml {
  const { def, verdicts } = page;
  const rows = verdicts
    .filter(({ exempt }) => !exempt)
    .map((each) => requirementRow(page, each, t));
  const unmet = def.eligibility.filter(({ id }) =>
    verdicts.some(({ requirement, verdict }) => requirement === id && verdict === "unmet"),
  );
  const next =
    unmet.length > 0
      ? insteadView(unmet, t)
      : html`${outlookView(page.outlook, t)}${startOf(page, t)}`;
  return html`
    <p class="govuk-caption-l">${t.words(def.title)}</p>
    <h1 class="govuk-heading-l">${verdictTitle(page, t)}</h1>
    ${
      wholeOf(verdicts) === "met"
        ? html`
      <p class="govuk-body-l">${t("eligibility.eligible-text")}</p>
    `
        : null
    }
    ${rows.length > 0 ? summaryList({ rows }) : null}${next}${answersOf(page, t)}${again(def, t)}
  `;
}

/**
 * A guest signs in and comes back to the service: the way back cannot repeat what was posted here.
 */
const startOf = ({ def, hidden, guest }: VerdictPage, t: Translate): SafeHtml =>
  guest
    ? html`
      <p>
        ${linkButton({
          text: t("service.sign-in-to-apply"),
          href: `/sign-in?next=/services/${def.id}`,
        })}
      </p>
    `
    : html`
      <form method="post" action="/services/${def.id}/start">
        ${hidden}${button({ text: t("service.apply") })}
      </form>
    `;

function requirementRow(
  { def, guest }: VerdictPage,
  { requirement, verdict }: EligibilityVerdict,
  t: Translate,
) {
  const requirementRead = def.eligibility.find(({ id }) => id === requirement);
  const later = verdict === "unknown" && guest && readsApplicant(def, requirement);
  const words =
    verdict === "unmet"
      ? html`<p class="govuk-body">${t.words(requirementRead?.else)}</p>`
      : later
        ? html`<p class="govuk-body">${t("public.at-sign-in")}</p>`
        : null;
  const shown = tag(t(`public.requirement-${verdict}`), tones[verdict]);
  return {
    key: t.words(requirementRead?.title),
    value: html`${shown}${words}${lawText(lawIn(def, requirementRead?.law), t)}`,
  };
}
