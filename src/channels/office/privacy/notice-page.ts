import type { FastifyReply, FastifyRequest } from "fastify";
import { confirmBreachNotice, countBreachPeople, writeBreachNotice } from "../../../acts/index.ts";
import { isUuid } from "../../../kernel/index.ts";
import { requireRecentProof } from "../../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import { type Lang, languageNames, languages } from "../../../platform/i18n/index.ts";
import {
  type Breach,
  type BreachKind,
  type BreachNotice,
  breachKinds,
} from "../../../privacy/index.ts";
import {
  button,
  details,
  errorSummary,
  html,
  narrow,
  type PageError,
  type SafeHtml,
  summaryList,
  tag,
  textarea,
} from "../../components/index.ts";
import { firstButton } from "../../questions/index.ts";
import { type Desk, type Office, refused } from "../desk.ts";
import { privacyDesk, sections, showPrivacy } from "./frame.ts";
import {
  kindField,
  longestList,
  namesOf,
  peopleFields,
  peopleNames,
  peopleRows,
  readPeople,
  typedPeople,
} from "./notice-people.ts";

/** Characters of a notice in one language. */
const longest = 3000;
interface Typed {
  /** By the names of the form's fields. */
  readonly fields: Readonly<Record<string, string>>;
  readonly errors: readonly PageError[];
}

const pathOf = (id: string) => `${sections.breaches}/${id}/notice`;
const notFound = { kind: "not-found", code: "privacy.breach-not-found" } as const;

async function breachOf({ deps, request }: Desk): Promise<Breach | undefined> {
  const { id } = request.params as { id?: string };
  return (await deps.privacy.breaches()).find((breach) => breach.id === id);
}

const wordNames = languages.map((lang) => `words-${lang}`);

/** The fields that are not shown while this way is chosen. */
const otherNames = (kind: BreachKind | undefined): readonly string[] => {
  const shown = kind ? [...namesOf[kind], ...wordNames] : [];
  return [...peopleNames, ...wordNames].filter((name) => !shown.includes(name));
};

/** GET /office/privacy/breaches/:id/notice: what its people are told, and how far that has gone. */
export async function showNotice(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  return showOne(privacyDesk(deps, request, reply));
}

async function showOne(desk: Desk, typed?: Typed): Promise<FastifyReply> {
  const { deps, t } = desk;
  const breach = await breachOf(desk);
  if (!breach) return refused(desk, notFound);
  const notice = await deps.privacy.noticeOf(breach.id);
  const fields = typed?.fields ?? (await typedOf(desk, notice));
  const form = notice?.confirmedAt ? null : writeForm(desk, breach.id, fields, typed?.errors ?? []);
  // A form that is sent back with errors is not folded away.
  const folded = form && notice && !typed ? details(t("privacy-desk.notice.change"), form) : form;
  return showPrivacy(desk, {
    section: "breaches",
    title: t("privacy-desk.notice.title"),
    lead: t("privacy-desk.notice.lead"),
    content: html`${errorSummary(typed?.errors ?? [], t)}
      <h2 class="govuk-heading-m">${breach.what}</h2>
      ${notice ? await noticeView(desk, notice) : null}${folded}`,
    ...(typed && typed.errors.length > 0 && { status: 422 }),
  });
}

async function noticeView(desk: Desk, notice: BreachNotice): Promise<SafeHtml> {
  const { deps, t } = desk;
  const { words, writtenBy } = notice;
  const [people, nameOf] = await Promise.all([
    countBreachPeople(deps, notice.people),
    deps.names([writtenBy, ...readerOf(notice)]),
  ]);
  const rows = [
    ...peopleRows(desk, notice.people, nameOf),
    { key: t("privacy-desk.notice.count"), value: t.number(people) },
    ...languages.map((lang) => ({
      key: t("privacy-desk.notice.words", { language: languageNames[lang] }),
      value: html`<div lang="${lang}">${paragraphs(words[lang] ?? "")}</div>`,
    })),
    { key: t("privacy-desk.notice.by"), value: nameOf(writtenBy) },
  ];
  return html`${summaryList({ rows })}
    ${notice.confirmedAt ? progress(desk, notice) : confirmForm(desk, notice)}`;
}

const paragraphs = (text: string): SafeHtml[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => html`<p class="govuk-body">${line}</p>`);

function progress({ t }: Desk, { reached, unreachable, endedAt }: BreachNotice): SafeHtml {
  const figures = { reached: t.number(reached), unreachable: t.number(unreachable) };
  const state = endedAt
    ? tag(t("privacy-desk.notice.ended"), "good")
    : tag(t("privacy-desk.notice.running"), "working");
  const value = html`${t("privacy-desk.notice.figures", figures)}<br>${state}`;
  return summaryList({ rows: [{ key: t("privacy-desk.notice.progress"), value }] });
}

function confirmForm({ t, csrf, officer }: Desk, notice: BreachNotice): SafeHtml {
  if (notice.writtenBy === officer.id)
    return html`<p class="govuk-body">${t("privacy-desk.notice.other")}</p>`;
  return html`<form method="post" action="${pathOf(notice.breach)}/confirm">${csrf}
    <input type="hidden" name="revision" value="${String(notice.revision)}">
    ${button({ text: t("privacy-desk.notice.confirm"), kind: "warning" })}</form>`;
}

/** Whose reading of files it is about, where it is about that. */
const readerOf = ({ people }: BreachNotice) => (people.kind === "seen" ? [people.by] : []);

/** A notice as its form would send it. */
async function typedOf(desk: Desk, notice: BreachNotice | undefined): Promise<Typed["fields"]> {
  if (!notice) return {};
  return {
    ...typedPeople(desk, notice.people, await desk.deps.names(readerOf(notice))),
    ...Object.fromEntries(languages.map((lang) => [`words-${lang}`, notice.words[lang] ?? ""])),
  };
}

function writeForm(
  desk: Desk,
  id: string,
  fields: Typed["fields"],
  errors: readonly PageError[],
): SafeHtml {
  const { t, csrf } = desk;
  const errorOf = (field: string) => errors.find((error) => error.id === field)?.text;
  const kind = breachKinds.find((each) => each === fields.kind);
  const wordsOf = (lang: Lang, index: number) =>
    textarea(
      {
        ...{ id: `words-${lang}`, name: `words-${lang}`, rows: 6, maxlength: longest },
        label: t("privacy-desk.notice.words", { language: languageNames[lang] }),
        ...(index === 0 && { hint: t("privacy-desk.notice.hint") }),
        ...{ value: fields[`words-${lang}`], error: errorOf(`words-${lang}`) },
      },
      t,
    );
  const save = button({ text: t("privacy-desk.notice.save") });
  const shown = kind
    ? html`${peopleFields(desk, kind, fields, errors)}${languages.map(wordsOf)}${save}`
    : null;
  // What is not shown is sent along: whoever chooses another way and comes back finds it again.
  const along = otherNames(kind).map(
    (name) => html`<input type="hidden" name="${name}" value="${fields[name] ?? ""}">`,
  );
  return narrow(html`<form method="post" action="${pathOf(id)}" novalidate>
    ${csrf}${along}${kind ? firstButton : null}${kindField(desk, fields, errors)}${shown}</form>`);
}

/** POST /office/privacy/breaches/:id/notice: the first of two officers writes it. */
export async function writeNotice(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { t } = desk;
  const breach = await breachOf(desk);
  if (!breach) return refused(desk, notFound);
  const form = formOf(request);
  const fields = Object.fromEntries(
    ["kind", ...peopleNames, ...wordNames].map((name) => {
      const most = name === "references" ? longestList : longest;
      return [name, textOf(form, name).trim().slice(0, most)];
    }),
  );
  if (textOf(form, "_action") === "choose" && fields.kind)
    return showOne(desk, { fields, errors: [] });
  const read = await readPeople(desk, fields);
  const errors: PageError[] = "errors" in read ? [...read.errors] : [];
  for (const lang of languages)
    if (!fields[`words-${lang}`]) {
      const text = t("privacy-desk.notice.give-words", { language: languageNames[lang] });
      errors.push({ id: `words-${lang}`, text });
    }
  if ("errors" in read || errors.length > 0) return showOne(desk, { fields, errors });
  const written = await writeBreachNotice(deps, {
    ...{ breach: breach.id, people: read.people, by: desk.officer.id },
    words: Object.fromEntries(languages.map((lang) => [lang, fields[`words-${lang}`] ?? ""])),
  });
  if (!written.ok) return refused(desk, written.refusal);
  return back(reply, breach.id, "privacy-desk.notice.saved");
}

/** POST /office/privacy/breaches/:id/notice/confirm: the second of two officers sends it. */
export async function confirmNotice(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { id = "" } = request.params as { id?: string };
  if (!isUuid(id)) return refused(desk, notFound);
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const revision = Number(textOf(formOf(request), "revision"));
  const confirmed = await confirmBreachNotice(deps, {
    ...{ breach: id, revision, by: desk.officer.id },
  });
  if (!confirmed.ok) return refused(desk, confirmed.refusal);
  return back(reply, id, "privacy-desk.notice.confirmed");
}

const back = (
  reply: FastifyReply,
  id: string,
  code: "privacy-desk.notice.saved" | "privacy-desk.notice.confirmed",
) => redirectTo(reply, pathOf(id), { kind: "success", code });
