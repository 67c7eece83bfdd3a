import type { Contact } from "../../../cases/index.ts";
import type { Summary } from "../../../form/index.ts";
import type { Refusal } from "../../../kernel/index.ts";
import type { Person } from "../../../platform/auth/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  checkbox,
  errorSummary,
  html,
  inset,
  linkButton,
  type PageError,
  radios,
  type SafeHtml,
  summaryList,
} from "../../components/index.ts";
import {
  firstButton,
  problemText,
  summaryView,
  type ToldIn,
  toldInField,
  unmetView,
} from "../../questions/index.ts";
import { type Already, alreadyView } from "./already.ts";

/** What the office sees of whoever applies, beside the answers. */
export type Applicant = Pick<Person, "name" | "birthDate" | "nationalId">;

/** All answers to check before the application is sent. */
export interface CheckView {
  readonly summary: Summary;
  /** Address of the draft: `/drafts/<id>`. */
  readonly base: string;
  readonly refusal: Refusal | undefined;
  readonly csrf: SafeHtml;
  /** What the identity service confirmed of whoever applies. */
  readonly applicant: Applicant;
  /** Open applications for the same. */
  readonly already: readonly Already[];
  /** Where the account is written to. */
  readonly account: Contact;
  /** What the answers give instead, if anything. */
  readonly other: Contact | undefined;
  /** How the fee is paid, where that is not possible online. */
  readonly noWay?: string | undefined;
  /** In which language they are told about it, and in which others they may be. */
  readonly told: ToldIn;
}

/** The content of the page. Pure. */
export function checkView(view: CheckView, t: Translate): SafeHtml {
  const { summary, base } = view;
  const { def } = summary;
  const unmet = unmetView(summary, t);
  const noWay = summary.fees.length > 0 && view.noWay ? inset(view.noWay) : null;
  const applications = linkButton({
    text: t("applications.heading"),
    href: "/applications",
    kind: "secondary",
  });
  const last = unmet ? html`${unmet}${applications}` : sendForm(view, t);
  return html`${errorSummary(errorsIn(view, t), t)}<p
class="govuk-caption-l">${t.words(def.title)}</p><h1
class="govuk-heading-l">${t("check.heading")}</h1><p
class="govuk-body-l">${t("check.lead")}</p>${alreadyView(view.already, t)}${applicantView(
    view.applicant,
    t,
  )}${summaryView({ summary, base, files: "/files" }, t)}${noWay}${last}`;
}

/** The facts that nobody typed: who applies, as the identity service says. */
export function applicantView({ name, birthDate, nationalId }: Applicant, t: Translate): SafeHtml {
  const rows = [
    { key: t("me.name"), value: name },
    ...(birthDate ? [{ key: t("me.birth-date"), value: t.date(birthDate) }] : []),
    ...(nationalId ? [{ key: t("me.national-id"), value: nationalId }] : []),
  ];
  return html`<h2 class="govuk-heading-m">${t("me.applicant")}</h2>
    <p class="govuk-body hw-muted">${t("me.applicant-hint")}</p>${summaryList({ rows })}`;
}

function errorsIn({ refusal }: CheckView, t: Translate): PageError[] {
  if (!refusal) return [];
  if (refusal.code === "case.declaration-missing")
    return [{ id: "declaration", text: t("problems.declaration") }];
  const whole = { text: t.refusal(refusal) };
  const each = (refusal.problems ?? []).map((problem) => ({
    text: problemText(problem, t),
    id: `answer-${problem.field}`,
  }));
  return [whole, ...each];
}

function sendForm(view: CheckView, t: Translate): SafeHtml {
  const { base, refusal, csrf } = view;
  const error =
    refusal?.code === "case.declaration-missing" ? t("problems.declaration") : undefined;
  const box = checkbox(
    { id: "declaration", name: "declaration", label: t("check.declaration"), error },
    t,
  );
  const later = linkButton({
    text: t("form.save-and-finish-later"),
    href: `${base}/saved`,
    kind: "secondary",
  });
  return html`<form method="post" action="${base}/check" novalidate>${csrf}${firstButton}
    ${messagesView(view, t)}
    <h2 class="govuk-heading-m">${t("check.declaration-heading")}</h2>
    ${box}${buttonGroup(button({ text: t("check.submit") }), later)}</form>`;
}

const addressed = ({ phone, email }: Contact, t: Translate): string =>
  t.list([phone, email].flatMap((each) => each ?? [])) || t("contact.none");

/**
 * Where messages will go: a choice where the answers give another contact than the account; and in
 * which language.
 */
export const messagesView = (
  view: Pick<CheckView, "account" | "other" | "told">,
  t: Translate,
): SafeHtml => html`${addressView(view, t)}${toldInField(view.told, t)}`;

function addressView(
  { account, other }: Pick<CheckView, "account" | "other">,
  t: Translate,
): SafeHtml {
  if (!other)
    return html`<h2 class="govuk-heading-m">${t("contact.messages-heading")}</h2>
      <p class="govuk-body">${t("contact.messages-to", { to: addressed(account, t) })}</p>`;
  return radios(
    {
      ...{ id: "messages", name: "messages", legend: t("contact.messages-heading") },
      ...{ hint: t("contact.messages-hint"), value: "given", size: "m" },
      items: [
        { value: "given", text: t("contact.as-answered", { to: addressed(other, t) }) },
        { value: "account", text: t("contact.as-account", { to: addressed(account, t) }) },
      ],
    },
    t,
  );
}
