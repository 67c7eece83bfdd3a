import type { DocumentWanted } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { details, html, type SafeHtml } from "../../components/index.ts";
import { bullets } from "../../questions/index.ts";
import { whenIn } from "./facts.ts";
import type { ServiceParts } from "./service-parts.ts";

/** A part of a service's page under its own heading, reachable by `#id`, with room above it. */
export const section = (id: string, title: string, content: SafeHtml): SafeHtml =>
  html`
    <section class="hw-part" aria-labelledby="${id}">
      <h2 class="govuk-heading-m" id="${id}">${title}</h2>
      ${content}
    </section>
  `;

/** What few need to know before they apply: folded, under its own heading. */
export const folded = (id: string, title: string, content: SafeHtml): SafeHtml =>
  html`
    <section aria-labelledby="${id}">
      <details class="hw-fold">
        <summary><h2 class="govuk-heading-s" id="${id}">${title}</h2></summary>
        <div>${content}</div>
      </details>
    </section>
  `;

/** More than these are folded: the sentence above them says who is meant. */
const fewConditions = 1;

/** Who may apply: the sentence for everybody, and each condition that is checked. */
export function whoSection({ def, source, t }: ServiceParts): SafeHtml {
  const conditions = def.eligibility.map(({ title, law, ...fact }) => {
    const basis = def.laws.find(({ id, illustrative }) => id === law && !illustrative);
    return html`
      ${t.words(title)}
      ${basis ? html` <small class="hw-muted">(${t.words(basis.title)})</small>` : null}${" "}
      ${source(fact)}
    `;
  });
  const list =
    conditions.length === 0
      ? null
      : conditions.length > fewConditions
        ? details(t("public.all-conditions"), bullets(conditions))
        : html`<p class="govuk-body">${t("public.conditions")}</p>${bullets(conditions)}`;
  return section(
    "who",
    t("service.who"),
    html`<p class="govuk-body">${t.words(def.whoMayApply)}</p>${list}`,
  );
}

/** More than `manyPapers` are shown up to `fewPapers`, the others folded. */
const manyPapers = 4;
const fewPapers = 3;

/**
 * The papers: those always asked for, and those asked for in some cases, with the case in words.
 */
export function paperSection(parts: ServiceParts): SafeHtml | null {
  const { def, t } = parts;
  if (!def.process) return null;
  const always = def.documents.filter(({ when }) => !when);
  const sometimes = def.documents.filter(({ when }) => when);
  const few = always.length > manyPapers ? fewPapers : manyPapers;
  const [first, rest] = [always.slice(0, few), always.slice(few)];
  const content =
    def.documents.length === 0
      ? html`<p class="govuk-body">${t("service.need-nothing")}</p>`
      : html`
        ${always.length === 0 ? null : checklist(first.map((paper) => paperIn(paper, t)))}
        ${
          rest.length === 0
            ? null
            : details(
                t("public.papers-more", { count: rest.length }),
                checklist(rest.map((paper) => paperIn(paper, t))),
              )
        }
        ${
          sometimes.length === 0
            ? null
            : html`
          ${details(
            t("public.papers-sometimes"),
            checklist(sometimes.map((paper) => conditional(parts, paper))),
          )}
        `
        }
      `;
  return section("need", t("service.need"), content);
}

/** To be ticked on paper: each with a box. */
const checklist = (papers: readonly SafeHtml[]): SafeHtml =>
  html`<ul class="govuk-list hw-checklist">${papers.map((paper) => html`<li>${paper}</li>`)}</ul>`;

const paperIn = ({ title, hint, required }: DocumentWanted, t: Translate): SafeHtml =>
  html`
    ${t.words(title)}${required ? null : html` ${t("component.optional")}`}
    ${hint ? html`<br><span class="hw-muted">${t.words(hint)}</span>` : null}
  `;

const conditional = (parts: ServiceParts, paper: DocumentWanted): SafeHtml =>
  html`
    ${paperIn(paper, parts.t)}
    ${paper.when ? html`<br><span class="hw-muted">${whenIn(parts, paper)}</span>` : null}
  `;

/** The questions to come, so that nobody is surprised half-way. */
export function questionSection({ def, t }: ServiceParts): SafeHtml {
  const pages = def.form.map(
    (page) =>
      html`
        <p class="govuk-body"><strong>${t.words(page.title)}</strong></p>
        ${bullets(
          page.fields.map(
            (field) => html`
          ${t.words(field.label)}${field.required ? null : html` ${t("component.optional")}`}
        `,
          ),
        )}
      `,
  );
  return details(t("public.questions"), html`${pages}`);
}
