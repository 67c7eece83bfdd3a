import {
  type Paragraph,
  paragraphKinds,
  type SessionState,
  sessionKinds,
  type WorkingGroup,
} from "../../../partnership/index.ts";
import { ownLanguageName, sideName } from "../../components/index.ts";
import { type Desk, ownSide } from "../desk.ts";
import type { DeskField, DeskForm } from "../form.ts";

export const sessionsPath = "/desk/sessions";
export const sessionPath = (id: string): string => `${sessionsPath}/${id}`;
export const paragraphPath = (id: string, paragraph: string): string =>
  `${sessionPath(id)}/paragraphs/${paragraph}`;

/** Puts a session into the calendar. */
export function planForm({ t, deps }: Desk, groups: readonly WorkingGroup[]): DeskForm {
  const languages = deps.i18n.languages.map((lang) => ({
    value: lang,
    text: ownLanguageName(lang),
  }));
  return {
    id: "plan",
    action: `${sessionsPath}/new`,
    send: t("partnership.session.plan"),
    fields: [
      {
        ...{ name: "title", kind: "text", label: t("partnership.session.title") },
        missing: t("partnership.session.enter-title"),
      },
      {
        ...{ name: "kind", kind: "radios", label: t("partnership.session.body") },
        missing: t("partnership.session.choose-body"),
        items: sessionKinds.map((value) => ({ value, text: t(`partnership.session.of.${value}`) })),
      },
      {
        ...{ name: "series", kind: "text", label: t("partnership.session.series") },
        ...{ hint: t("partnership.session.series-hint") },
        missing: t("partnership.session.enter-series"),
      },
      {
        ...{ name: "group", kind: "select", label: t("partnership.session.group") },
        hint: t("partnership.session.group-hint"),
        items: groups.map(({ id, title }) => ({ value: id, text: t.words(title) })),
      },
      {
        ...{ name: "plannedOn", kind: "date", label: t("partnership.session.planned-on") },
        missing: t("partnership.session.enter-day"),
      },
      { name: "place", kind: "text", label: t("partnership.session.place") },
      {
        ...{ name: "prevailing", kind: "radios", label: t("partnership.session.prevailing") },
        ...{ missing: t("partnership.session.choose-prevailing"), value: "en", items: languages },
      },
      {
        ...{ name: "embargo", kind: "radios", label: t("partnership.session.embargo") },
        value: "none",
        missing: t("partnership.session.choose-embargo"),
        items: [
          { value: "none", text: t("partnership.session.embargo-none") },
          { value: "end", text: t("partnership.session.embargo-end") },
        ],
      },
    ],
  };
}

export const itemForm = ({ t }: Desk, id: string): DeskForm => ({
  id: "item",
  action: `${sessionPath(id)}/items`,
  send: t("partnership.session.add-item"),
  fields: [
    {
      ...{ name: "title", kind: "text", label: t("partnership.session.item") },
      missing: t("partnership.session.enter-item"),
    },
    { name: "by", kind: "text", label: t("partnership.session.item-by") },
  ],
});

/** One paragraph of the minutes in every language, and what it is. */
export function paragraphForm(
  { t }: Desk,
  state: SessionState,
  id: string,
  paragraph: Paragraph | undefined,
  number: string,
): DeskForm {
  const { languages, prevailing, parties, agenda, versions } = state;
  const texts = languages.map((lang): DeskField => {
    const name = ownLanguageName(lang);
    const label =
      lang === prevailing ? t("partnership.session.prevailing-in", { language: name }) : name;
    return {
      ...{ name: `text-${lang}`, kind: "lines", label, rows: 4, value: paragraph?.text[lang] },
      ...(lang === prevailing && { missing: t("partnership.session.enter-text") }),
    };
  });
  const { deadline, measure, verification, owners } = paragraph?.promised ?? {};
  return {
    id: "paragraph",
    action: paragraphPath(id, paragraph ? paragraph.id : "new"),
    send: t("partnership.session.save-paragraph"),
    hidden: { version: String(versions[paragraph?.id ?? ""] ?? 0) },
    fields: [
      {
        ...{ name: "number", kind: "text", label: t("partnership.session.number") },
        ...{ value: paragraph?.id ?? number, hint: t("partnership.session.number-hint") },
        missing: t("partnership.session.enter-number"),
      },
      ...texts,
      {
        ...{ name: "kind", kind: "radios", label: t("partnership.session.kind-of") },
        ...{ value: paragraph?.kind ?? "text", missing: t("partnership.session.choose-kind") },
        items: paragraphKinds.map((value) => ({
          value,
          text: t(`partnership.session.kinds.${value}`),
        })),
      },
      {
        ...{ name: "item", kind: "select", label: t("partnership.session.to-item") },
        value: paragraph?.item,
        items: agenda.map((item) => ({ value: item.id, text: t.words(item.title) })),
      },
      {
        ...{ name: "deadline", kind: "date", label: t("partnership.session.deadline") },
        ...{ hint: t("partnership.session.only-commitment"), value: deadline },
      },
      { name: "measure", kind: "text", label: t("partnership.session.measure"), value: measure },
      {
        ...{ name: "verification", kind: "text", label: t("commitments.verification") },
        value: verification,
      },
      ...parties.map(
        (side): DeskField => ({
          ...{ name: `owner-${side}`, kind: "text", value: owners?.[side] },
          label: t("partnership.session.owner-of", { side: sideName(side, t) }),
        }),
      ),
    ],
  };
}

export const uploadForm = ({ t, deps }: Desk, id: string, lang: string): DeskForm => ({
  id: "word",
  action: `${sessionPath(id)}/minutes`,
  send: t("partnership.session.take-in"),
  fields: [
    {
      ...{ name: "file", kind: "file", label: t("partnership.session.word-file") },
      ...{ hint: t("partnership.session.word-hint"), accept: ".docx" },
    },
    {
      ...{ name: "lang", kind: "select", label: t("partnership.session.word-language") },
      ...{ value: lang, hint: t("partnership.session.word-language-hint") },
      items: deps.i18n.languages.map((value) => ({ value, text: ownLanguageName(value) })),
    },
  ],
});

/** The yes of the own side, from the head of its delegation. */
export const signForm = (desk: Desk, id: string, hash: string): DeskForm => ({
  id: "sign",
  action: `${sessionPath(id)}/sign`,
  send: desk.t("partnership.session.sign-for", { side: sideName(ownSide(desk), desk.t) }),
  hidden: { hash },
  fields: [],
});

/** Post, day and file of a yes that the other side gave on paper. */
const paperFields = ({ t, today }: Desk): readonly DeskField[] => [
  {
    ...{ name: "post", kind: "text", label: t("partnership.session.signed-by") },
    missing: t("partnership.session.enter-post"),
  },
  {
    ...{ name: "on", kind: "date", label: t("partnership.session.signed-on"), value: today },
    missing: t("partnership.session.enter-day"),
  },
  {
    ...{ name: "paper", kind: "text", label: t("partnership.session.paper") },
    ...{ hint: t("partnership.session.paper-hint") },
    missing: t("partnership.session.enter-paper"),
  },
];

export const paperForm = (desk: Desk, id: string, side: string, hash: string): DeskForm => ({
  id: `paper-${side}`,
  action: `${sessionPath(id)}/sign`,
  send: desk.t("partnership.session.record-signature"),
  hidden: { side, hash },
  fields: paperFields(desk),
});

export function erratumForm({ t }: Desk, id: string, state: SessionState): DeskForm {
  const { paragraphs, languages } = state;
  return {
    id: "erratum",
    action: `${sessionPath(id)}/errata`,
    send: t("partnership.session.propose-erratum"),
    fields: [
      {
        ...{ name: "paragraph", kind: "select", label: t("partnership.session.number") },
        missing: t("partnership.session.choose-paragraph"),
        items: paragraphs.map((each) => ({ value: each.id, text: each.id })),
      },
      ...languages.map(
        (lang): DeskField => ({
          ...{ name: `text-${lang}`, kind: "lines", label: ownLanguageName(lang), rows: 2 },
        }),
      ),
      {
        ...{ name: "reason", kind: "text", label: t("partnership.session.reason") },
        missing: t("partnership.session.enter-reason"),
      },
    ],
  };
}

/** The yes of a side to an erratum: its own at this instance, the other's on paper. */
export const acceptForm = (desk: Desk, id: string, erratum: string, side: string): DeskForm => ({
  id: `accept-${erratum}-${side}`,
  action: `${sessionPath(id)}/errata/${erratum}`,
  send: desk.t("partnership.session.accept-erratum", { side: sideName(side, desk.t) }),
  hidden: { side },
  fields: side === ownSide(desk) ? [] : paperFields(desk),
});
