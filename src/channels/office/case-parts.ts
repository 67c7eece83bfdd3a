import { type Application, isPaperKeptFrom, whyNotAct } from "../../cases/index.ts";
import { type Standing, standingOf } from "../../credentials/index.ts";
import { type Asked, calculatedRows } from "../../form/index.ts";
import type { Bill } from "../../payments/index.ts";
import type { PlainKey, Translate } from "../../platform/i18n/index.ts";
import {
  answered,
  type Content,
  details,
  html,
  type SafeHtml,
  summaryList,
  type Tone,
  table,
  tag,
} from "../components/index.ts";
import { askAction, askedFor, taskToAsk } from "./ask-this.ts";
import type { CaseFile } from "./case-file.ts";
import { documentTitle } from "./case-words.ts";
import { actorAt, type Desk, factsNow } from "./desk.ts";
import { paperLink, paperList } from "./papers.ts";
import { mayRevoke } from "./revocation.ts";

export const part = (id: string, heading: string, content: Content | null): SafeHtml =>
  html`
    <section class="of-part" aria-labelledby="${id}">
      <h2 class="govuk-heading-m" id="${id}">${heading}</h2>
      ${content}
    </section>
  `;

/**
 * A form of whoever may act on the file; the reason in its place where they recused themselves, and
 * nothing where it is not their work.
 */
export function formIfActing(
  desk: Desk,
  { state }: Application,
  form: () => SafeHtml,
): SafeHtml | null {
  const not = whyNotAct(actorAt(desk), state);
  if (!not) return form();
  return not === "case.recused"
    ? html`<p class="govuk-hint">${desk.t("refusals.case.recused")}</p>`
    : null;
}

/** Who applies, as known on the day of sending. */
export function applicantPart({ t }: Desk, { application }: CaseFile): SafeHtml {
  const { applicant } = application.asked;
  const { phone, email } = application.contact ?? applicant;
  const contact = [phone, email].filter(Boolean).join(", ");
  const rows = [
    { key: t("office-pages.applicant.name"), value: applicant.name },
    {
      key: t("office-pages.applicant.born"),
      value: applicant.birthDate && t.date(applicant.birthDate),
    },
    { key: t("office-pages.applicant.national-id"), value: applicant.nationalId },
    { key: t("office-pages.applicant.nationality"), value: applicant.nationality },
    { key: t("office-pages.applicant.contact"), value: contact },
  ].map(({ key, value }) => ({ key, value: value || "–" }));
  return part("applicant", t("office.applicant"), summaryList({ rows }));
}

/** Fields that the person changed on the last request: what to look at first. */
function changedOnRequest({ history }: Application): ReadonlySet<string> {
  const last = history.findLast(({ type }) => type === "InformationGiven");
  return new Set(last?.type === "InformationGiven" ? last.data.fields : []);
}

/**
 * Questions and answers in the officer's language, who has to decide on them; as they were asked,
 * in the applicant's, one click away. Papers are links.
 */
export function answersPart(desk: Desk, file: CaseFile): SafeHtml {
  const { t } = desk;
  const { application } = file;
  const { asked } = application;
  const heading = t("office.answers");
  const calculated = calculatedPart(desk, application);
  if (asked.lang === t.lang)
    return part("answers", heading, html`${answersIn(desk, file, asked)}${calculated}`);
  const original = answersIn(desk, file, asked);
  return part(
    "answers",
    heading,
    html`
      ${answersIn(desk, file, askedFor(desk, application))}${calculated}
      ${details(t("office-pages.as-asked"), original)}
    `,
  );
}

/** What the rules calculate from the answers, where the service has words for it. */
function calculatedPart(desk: Desk, application: Application): SafeHtml | null {
  const { t } = desk;
  const rows = calculatedIn(desk, application).map(({ title, answer }) => ({
    key: title,
    value: answer,
  }));
  if (rows.length === 0) return null;
  return html`
    <h3 class="govuk-heading-s">${t("office-pages.calculated")}</h3>${summaryList({ rows })}
  `;
}

/** The same as words of the officer. */
export function calculatedIn(desk: Desk, application: Application) {
  const { t, deps } = desk;
  const { values } = factsNow(desk, application);
  return calculatedRows(application.definition, values, deps.askedWords(t.lang)).map(
    ({ title, answer, unit }) => ({
      title: t.words(title),
      answer: unit ? `${answer} ${t.words(unit)}` : answer,
    }),
  );
}

function answersIn(desk: Desk, file: CaseFile, { lang, pages }: Asked): SafeHtml {
  const { t } = desk;
  const { application } = file;
  const changed = changedOnRequest(application);
  const waiting = new Set(application.state.request?.fields);
  const task = taskToAsk(desk, application);
  const askFor = task && lang === t.lang ? askAction(desk, application, task) : undefined;
  const mark = (field: string): SafeHtml | null => {
    if (waiting.has(field)) return html` ${tag(t("status.more-info"), "action")}`;
    return changed.has(field) ? html` ${tag(t("status.answered"), "working")}` : null;
  };
  const shown = pages.map(({ title, rows }) => {
    const list = rows.map(({ field, question, ...row }) => ({
      key: question,
      ...(askFor && { actions: askFor(field, question) }),
      value: html`
        ${
          answerShown(desk, file, { field, answer: answered(row), lang }) ||
          html`
          <span class="hw-muted" lang="${t.lang}">${t("form.not-answered")}</span>
        `
        }
        ${mark(field)}${contactNow(desk, application, field)}
      `,
    }));
    return html`<h3 class="govuk-heading-s">${title}</h3>${summaryList({ rows: list })}`;
  });
  return html`<div lang="${lang}">${shown}</div>`;
}

/** Beside the answer that gave a contact: the one confirmed since, where messages go now. */
function contactNow({ t }: Desk, { definition, answers, contact }: Application, field: string) {
  const asked = definition.form.flatMap(({ fields }) => fields).find(({ name }) => name === field);
  const from = asked?.prefill?.source.trim();
  if (!contact || (from !== "applicant.phone" && from !== "applicant.email")) return null;
  const now = from === "applicant.phone" ? contact.phone : contact.email;
  if (!now || now === answers[field]) return null;
  return html` <span class="hw-muted" lang="${t.lang}">
    ${t("office-pages.contact-now", { contact: now })}</span>`;
}

interface ShownAnswer {
  readonly field: string;
  readonly answer: Content;
  readonly lang: string;
}

/** An answer; of a paper its link, with its tick where it stands in the officer's language. */
function answerShown(desk: Desk, file: CaseFile, { field, answer, lang }: ShownAnswer): Content {
  if (!field.startsWith("documents.")) return answer;
  const id = field.slice("documents.".length);
  if (isPaperKeptFrom(file.application, id, actorAt(desk)))
    return html`<span class="hw-muted">${desk.t("committee.paper-kept")}</span>`;
  const files = file.application.documents[id] ?? [];
  if (files.length === 0) return "";
  return lang === desk.t.lang
    ? paperList(desk, file, files)
    : html`${files.map((paper) => paperLink(desk, file.application, paper))}`;
}

/** Papers that no question of the answers shows: sent before a later answer made them needless. */
export function otherPapers(desk: Desk, file: CaseFile): SafeHtml | null {
  const { t } = desk;
  const { application } = file;
  const asked = new Set(
    application.asked.pages.flatMap(({ rows }) => rows.map(({ field }) => field)),
  );
  const rows = Object.entries(application.documents)
    .filter(([id, files]) => files.length > 0 && !asked.has(`documents.${id}`))
    .map(([id]) => ({
      key: documentTitle(t, application, id),
      value: answerShown(desk, file, { field: `documents.${id}`, answer: "", lang: t.lang }),
    }));
  return rows.length > 0 ? part("papers", t("office.attachments"), summaryList({ rows })) : null;
}

const billTones: Readonly<Record<Bill["status"], Tone>> = {
  created: "waiting",
  pending: "waiting",
  paid: "good",
  failed: "bad",
  expired: "neutral",
  refunded: "neutral",
};

export function paymentsPart({ t, deps }: Desk, { bills }: CaseFile): SafeHtml | null {
  if (bills.length === 0) return null;
  const rows = bills.map((bill) => [
    bill.number,
    t.words(bill.words),
    t.money(bill.money),
    html`
      ${tag(t(`office-pages.bill.${bill.status}`), billTones[bill.status])}${" "}
      ${bill.paidAt ? deps.days.words(t, bill.paidAt) : null}
    `,
  ]);
  const columns = (["pay.number", "pay.for", "pay.amount", "application.status"] as const).map(
    (key) => ({
      text: t(key),
      numeric: key === "pay.amount",
    }),
  );
  const caption = t("office-pages.payments");
  return part("payments", caption, table({ caption, captionHidden: true, columns, rows }));
}

const standingKeys: Readonly<Record<Standing, readonly [PlainKey, Tone]>> = {
  valid: ["documents.valid", "good"],
  expired: ["status.expired", "neutral"],
  revoked: ["status.revoked", "bad"],
};

/** The certificates that were given, with the way to end one for whoever may. */
export function issuedPart(desk: Desk, { application, papers }: CaseFile): SafeHtml | null {
  const { t, deps, now } = desk;
  if (papers.length === 0) return null;
  const rows = papers.map((paper) => {
    const standing = standingOf(paper, now);
    const [key, tone] = standingKeys[standing];
    const until = paper.validUntil
      ? html` ${t("documents.valid-until")}: ${t.date(paper.validUntil)}`
      : null;
    const reason = paper.revoked ? html`<br>${paper.revoked.reason}` : null;
    const end =
      standing !== "revoked" && mayRevoke(desk, application.definition)
        ? details(
            t("office-pages.more-acts"),
            html`
              <a class="govuk-link" href="/office/cases/${application.id}/revoke">
                ${t("office.revoke")}
              </a>
            `,
          )
        : null;
    return {
      key: t.words(paper.title),
      value: html`
        <span class="hw-reference">${paper.number}</span> ${tag(t.named(key), tone)}${until}<br>
        <span class="hw-muted">
          ${t("documents.issued-on")}: ${deps.days.words(t, paper.issuedAt)}
        </span>
        ${reason}${end}
      `,
    };
  });
  return part("issued", t("office-pages.issued"), summaryList({ rows }));
}

export const dateTime = (t: Translate, at: string | Date, { deps }: Desk): string =>
  t.dateTime(at, deps.catalogue.jurisdiction.timeZone);
