import type { Authority } from "../../catalogue/index.ts";
import {
  correctedText,
  type Paragraph,
  type ParagraphKind,
  type SessionState,
} from "../../partnership/index.ts";
import { isLang, languageNames, type Translate } from "../../platform/i18n/index.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { postWords, sideName } from "./sides.ts";
import { table } from "./table.ts";
import { type Tone, tag } from "./tag.ts";

/** The name of a language in that language. */
export const ownLanguageName = (lang: string): string =>
  isLang(lang) ? languageNames[lang] : lang;

const kindTones: Readonly<Record<ParagraphKind, Tone>> = {
  text: "neutral",
  decision: "working",
  commitment: "action",
  information: "neutral",
};

/** Text of a person in its own language, line by line; a gap where it is not written yet. */
const written = (text: string | undefined, lang: string, t: Translate): SafeHtml =>
  text?.trim()
    ? html`<div lang="${lang}">${text.split("\n").map((line) => html`${line}<br>`)}</div>`
    : html`<span class="hw-muted">${t("partnership.session.not-written")}</span>`;

interface PromisedLine {
  readonly label: string;
  readonly text: string;
  /** Where a person wrote the text: its language. */
  readonly lang?: string;
}

/** What a commitment of minutes says beside its text: by when, how it is proved, who owns it. */
export function promisedLines(
  { promised }: Paragraph,
  { prevailing = "" }: Pick<SessionState, "prevailing">,
  authorities: readonly Authority[],
  t: Translate,
): readonly PromisedLine[] {
  if (!promised) return [];
  const { deadline, measure, verification = "", owners } = promised;
  const lines: readonly PromisedLine[] = [
    { label: t("commitments.deadline"), text: t.date(deadline) },
    { label: t("commitments.measure"), text: measure, lang: prevailing },
    { label: t("commitments.verification"), text: verification, lang: prevailing },
    ...Object.entries(owners).map(([side, post]) => {
      const text = postWords(post, authorities, t);
      const label = `${t("commitments.owner")}, ${sideName(side, t)}`;
      return { label, text, ...(text === post && { lang: "en" }) };
    }),
  ];
  return lines.filter(({ text }) => text.trim() !== "");
}

/**
 * What a reader of minutes chooses: the language beside the prevailing one, and a way to change.
 */
export interface MinutesView {
  /** Authorities of the own government: posts that own a commitment are called by them. */
  readonly authorities: readonly Authority[];
  readonly beside: string;
  /** The page of one paragraph, where it may be changed. */
  readonly edit?: (paragraph: string) => string;
  /** What else leads on from a paragraph, beneath what it is. */
  readonly more?: (paragraph: string) => Content;
}

/**
 * The minutes paragraph by paragraph: the prevailing text, one other language beside it, and what
 * each paragraph is. Corrections of both sides are in the text.
 */
export function minutesTable(state: SessionState, view: MinutesView, t: Translate): SafeHtml {
  const { prevailing = "", paragraphs } = state;
  const { beside, edit, more, authorities } = view;
  const two = beside !== prevailing;
  const numberOf = (id: string): Content =>
    edit ? html`<a class="govuk-link" href="${edit(id)}">${id}</a>` : id;
  return table({
    caption: t("partnership.session.minutes"),
    captionHidden: true,
    columns: [
      { text: t("partnership.session.number") },
      {
        text: t("partnership.session.prevailing-in", { language: ownLanguageName(prevailing) }),
      },
      ...(two ? [{ text: t("partnership.session.text-beside") }] : []),
      { text: t("partnership.session.kind-of") },
    ],
    rows: paragraphs.map((paragraph) => {
      const text = correctedText(state, paragraph);
      return [
        numberOf(paragraph.id),
        html`${written(text[prevailing], prevailing, t)}
          ${promised(promisedLines(paragraph, state, authorities, t))}`,
        ...(two ? [written(text[beside], beside, t)] : []),
        html`${tag(t(`partnership.session.kinds.${paragraph.kind}`), kindTones[paragraph.kind])}
          ${more ? html`<br>${more(paragraph.id)}` : null}`,
      ];
    }),
    empty: t("partnership.session.no-minutes"),
  });
}

const promised = (lines: readonly PromisedLine[]): SafeHtml | null =>
  lines.length === 0
    ? null
    : html`<p class="govuk-hint">${lines.map(
        ({ label, text, lang }) =>
          html`${label}: ${lang ? html`<span lang="${lang}">${text}</span>` : text}<br>`,
      )}</p>`;

/** Links that choose the language beside the prevailing one. */
export const besideLinks = (
  { languages, prevailing }: SessionState,
  beside: string,
  path: string,
  t: Translate,
): SafeHtml =>
  html`<p class="govuk-body">${t("partnership.session.beside")}${html` `}
    ${languages
      .filter((lang) => lang !== prevailing)
      .map((lang) =>
        lang === beside
          ? html`<strong lang="${lang}">${ownLanguageName(lang)}</strong> `
          : html`<a class="govuk-link" lang="${lang}" href="${path}?beside=${lang}">
              ${ownLanguageName(lang)}</a> `,
      )}</p>`;

/** A hash in groups of eight, so that two people can compare it by voice. */
export const hashWords = (hash: string): SafeHtml =>
  html`<code class="hw-hash">${hash.match(/.{1,8}/g)?.join(" ") ?? hash}</code>`;

export const examples = (t: Translate): Example[] => [
  {
    name: "two languages beside each other",
    html: minutesTable(
      {
        ...{ phase: "open", parties: ["rw", "az"], languages: ["en", "rw"], prevailing: "en" },
        ...{ agenda: [], signatures: [], versions: {}, errata: [] },
        paragraphs: [
          { id: "1", kind: "decision", text: { en: "Agreed.", rw: "Byemejwe." } },
          { id: "2", kind: "text", text: { en: "Noted." } },
          {
            ...{ id: "3", kind: "commitment", text: { en: "Both send lists." } },
            promised: {
              ...{ deadline: "2027-03-01", measure: "Lists received", verification: "Letters" },
              owners: { rw: "trade/head" },
            },
          },
        ],
      },
      { beside: "rw", authorities: [] },
      t,
    ),
  },
];
