import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type MinutesLabels,
  mergeMinutes,
  type Paragraph,
  type ParagraphKind,
  paragraphKinds,
  type RowResult,
  readMinutes,
  type SessionState,
  writeMinutes,
} from "../../../partnership/index.ts";
import { formOf, multipartOf, statusOf, textOf } from "../../../platform/http/index.ts";
import { isLang } from "../../../platform/i18n/index.ts";
import {
  button,
  details,
  html,
  inset,
  ownLanguageName,
  postWords,
  promisedLines,
  type SafeHtml,
  sideName,
  type Tone,
  table,
  tag,
} from "../../components/index.ts";
import {
  chairs,
  type Desk,
  type DeskDeps,
  deskOf,
  ownSide,
  refuseAtDesk,
  showDesk,
} from "../desk.ts";
import {
  alsoWrong,
  deskForm,
  occasionOf,
  readTyped,
  refusalWords,
  type Typed,
  typedProblems,
} from "../form.ts";
import { notesLine } from "../notes/notes.ts";
import { paragraphForm, paragraphPath, sessionPath, sessionsPath, uploadForm } from "./forms.ts";
import { done, refusedInRoom, textsOf, withSession } from "./routes.ts";

type Named = { Params: { id: string } };
type OfParagraph = { Params: { id: string; paragraph: string } };
type OfFile = { Params: { id: string; file: string } };

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const noFile = { kind: "not-found", code: "http.not-found" } as const;
const badFile = { kind: "invalid", code: "partnership.word-file" } as const;

/** The minutes of a session: a page for each paragraph, and Word files out and in. */
export function minutesRoutes(app: FastifyInstance, deps: DeskDeps): void {
  const keeper = (request: FastifyRequest, reply: FastifyReply) => deskOf(deps, request, reply);
  app.get<OfFile>(`${sessionsPath}/:id/:file`, (request, reply) =>
    withSession(deskOf(deps, request, reply, chairs), request.params.id, (desk, state) =>
      sendFile(desk, state, request.params.file),
    ),
  );
  app.post<Named>(
    `${sessionsPath}/:id/minutes`,
    { config: { multipart: true } },
    (request, reply) => withSession(keeper(request, reply), request.params.id, takeFile),
  );
  const paragraph = `${sessionsPath}/:id/paragraphs/:paragraph`;
  app.get<OfParagraph>(paragraph, (request, reply) =>
    withSession(keeper(request, reply), request.params.id, (desk, state) =>
      paragraphPage(desk, state, request.params.paragraph),
    ),
  );
  app.post<OfParagraph>(paragraph, (request, reply) =>
    withSession(keeper(request, reply), request.params.id, (desk, state) =>
      writeParagraph(desk, state, request.params.paragraph),
    ),
  );
  app.post<OfParagraph>(`${paragraph}/remove`, (request, reply) =>
    withSession(keeper(request, reply), request.params.id, (desk, state) =>
      removeParagraph(desk, state, request.params.paragraph),
    ),
  );
}

/** The number after the last one. */
const nextNumber = ({ paragraphs }: SessionState): string =>
  String(Math.max(0, ...paragraphs.map(({ id }) => Number.parseInt(id, 10))) + 1);

function paragraphPage(
  desk: Desk,
  state: SessionState,
  number: string,
  typed?: Typed,
  status = 200,
): FastifyReply {
  const { t, csrf } = desk;
  const { id = "", paragraphs } = state;
  const paragraph = paragraphs.find((each) => each.id === number);
  const form = paragraphForm(desk, state, id, paragraph, nextNumber(state));
  const title = paragraph
    ? t("partnership.session.paragraph", { paragraph: paragraph.id })
    : t("partnership.session.add-paragraph");
  const remove = paragraph
    ? details(
        t("partnership.session.remove-paragraph"),
        html`<form method="post" action="${paragraphPath(id, paragraph.id)}/remove">${csrf}
          <p class="govuk-body">${t("partnership.session.remove-hint")}</p>
          ${button({ text: t("partnership.session.remove-yes"), kind: "warning" })}</form>`,
      )
    : null;
  const content = html`${typedProblems(form, typed, desk)}
    <p class="govuk-body"><a class="govuk-link" href="${sessionPath(id)}#minutes">
      ${t.words(state.title)}</a></p>
    <h1 class="govuk-heading-l">${title}</h1>
    ${deskForm(form, desk, typed)}${remove}
    ${paragraph ? notesLine(desk, "paragraph", `${id}:${paragraph.id}`) : null}`;
  return showDesk(desk, { title, content, status, path: form.action });
}

async function writeParagraph(
  desk: Desk,
  state: SessionState,
  number: string,
): Promise<FastifyReply> {
  const { deps, request, reply } = desk;
  const { id = "", paragraphs, languages, parties } = state;
  const before = paragraphs.find((each) => each.id === number);
  const posted = formOf(request);
  const form = paragraphForm(desk, state, id, before, nextNumber(state));
  const typed = readTyped(form, posted);
  if (typed.wrong.length > 0) return paragraphPage(desk, state, number, typed, statusOf("invalid"));
  const { values } = typed;
  const kind = paragraphKinds.find((each) => each === values.kind) ?? "text";
  const { item, deadline = "", measure = "", verification = "" } = values;
  const owners = Object.fromEntries(
    parties.flatMap((side) => {
      const owner = values[`owner-${side}`];
      return owner ? [[side, owner]] : [];
    }),
  );
  const paragraph: Paragraph = {
    ...{ id: values.number ?? "", kind, text: textsOf(typed, languages) },
    ...(item && { item }),
    ...(kind === "commitment" && { promised: { deadline, measure, verification, owners } }),
  };
  const written = await deps.partnership.sessions.give(
    id,
    {
      type: "write-paragraph",
      paragraph,
      after: paragraph.id === before?.id ? Number(textOf(posted, "version")) : 0,
      by: ownSide(desk),
    },
    occasionOf(desk, posted),
  );
  if (!written.ok) {
    const refused = refusalWords(written.refusal, desk);
    const status = statusOf(written.refusal.kind);
    const again =
      written.refusal.code === "partnership.deadline-before-session"
        ? alsoWrong(form, typed, "deadline", refused)
        : { ...typed, refused };
    return paragraphPage(desk, state, number, again, status);
  }
  return done(reply, id);
}

async function removeParagraph(
  desk: Desk,
  { id = "" }: SessionState,
  paragraph: string,
): Promise<FastifyReply> {
  const { deps, request, reply } = desk;
  const command = { type: "remove-paragraph", paragraph, by: ownSide(desk) } as const;
  const occasion = occasionOf(desk, formOf(request));
  const removed = await deps.partnership.sessions.give(id, command, occasion);
  return removed.ok ? done(reply, id) : refuseAtDesk(desk, removed.refusal);
}

/** `minutes-en.docx`, or `minutes-all.docx` with every language beside the others. */
async function sendFile(desk: Desk, state: SessionState, file: string): Promise<FastifyReply> {
  const { reply, t } = desk;
  const asked = /^minutes-([a-z]{2,3})\.docx$/.exec(file)?.[1];
  const languages = asked === "all" ? state.languages : state.languages.filter((l) => l === asked);
  if (languages.length === 0) return refuseAtDesk(desk, noFile);
  const title = t.words(state.title);
  const bytes = await writeMinutes(state, title, languages, labelsOf(desk, state));
  return reply
    .header("content-type", wordType)
    .header("content-disposition", `attachment; filename="${state.id}-${file}"`)
    .header("cache-control", "private, no-store")
    .send(bytes);
}

function labelsOf({ t, deps }: Desk, state: SessionState): MinutesLabels {
  const { plannedOn, place, prevailing = "", hash, phase, signatures } = state;
  const agreed = hash
    ? [
        t("partnership.session.agreed-under", { hash }),
        ...signatures.map(({ side, post, on }) => {
          const words = postWords(post, deps.catalogue.jurisdiction.authorities, t);
          return `${sideName(side, t)}: ${words}, ${t.date(on)}`;
        }),
      ]
    : [t("partnership.session.draft")];
  return {
    lines: [
      [plannedOn ? t.date(plannedOn) : "", place].filter(Boolean).join(", "),
      t("partnership.session.prevails", { language: ownLanguageName(prevailing) }),
      ...(phase === "none" ? [] : agreed),
    ],
    number: t("partnership.session.number"),
    version: t("partnership.session.version"),
    kind: t("partnership.session.kind-of"),
    kinds: kindsIn(t),
    commitments: t("commitments.title"),
    promised: (paragraph) =>
      promisedLines(paragraph, state, deps.catalogue.jurisdiction.authorities, t).map(
        ({ label, text }) => `${label}: ${text}`,
      ),
    errata: t("partnership.session.errata"),
    language: ownLanguageName,
  };
}

const kindsIn = (t: Desk["t"]): Readonly<Record<ParagraphKind, string>> => ({
  text: t("partnership.session.kinds.text"),
  decision: t("partnership.session.kinds.decision"),
  commitment: t("partnership.session.kinds.commitment"),
  information: t("partnership.session.kinds.information"),
});

/** What a word of the file means, whichever language the file was made in. */
function kindOf({ deps }: Desk, word: string): ParagraphKind | undefined {
  const answer = word.trim().toLowerCase();
  return paragraphKinds.find((kind) =>
    deps.i18n.languages.some((lang) => kindsIn(deps.i18n.for(lang))[kind].toLowerCase() === answer),
  );
}

/** Takes a Word file in: what became of each row is shown, and nothing is overwritten unseen. */
async function takeFile(desk: Desk, state: SessionState): Promise<FastifyReply> {
  const { deps, request } = desk;
  const { id = "", prevailing = "" } = state;
  const { fields, files } = multipartOf(request);
  const form = uploadForm(desk, id, prevailing);
  const typed = readTyped(form, fields);
  const lang = isLang(typed.values.lang) ? typed.values.lang : prevailing;
  const [file] = files;
  const rows = file && (await readMinutes(file.body, lang));
  if (!rows) return refusedInRoom(desk, state, form, typed, badFile);
  const { paragraphs, results } = mergeMinutes(state, rows, (word) => kindOf(desk, word));
  const written = await deps.partnership.sessions.give(
    id,
    { type: "write", paragraphs, by: ownSide(desk) },
    occasionOf(desk, fields),
  );
  if (!written.ok) return refusedInRoom(desk, state, form, typed, written.refusal);
  return taken(desk, state, results);
}

const outcomeTones: Readonly<Record<RowResult["outcome"], Tone>> = {
  new: "good",
  changed: "good",
  same: "neutral",
  stale: "bad",
  unreadable: "bad",
  "needs-form": "action",
};

function taken(desk: Desk, { id = "", title }: SessionState, results: readonly RowResult[]) {
  const { t } = desk;
  const refused = results.filter(
    ({ outcome }) => outcome === "stale" || outcome === "unreadable",
  ).length;
  const say = (outcome: RowResult["outcome"]): SafeHtml =>
    html`${tag(t(`partnership.session.row.${outcome}`), outcomeTones[outcome])}
      ${t(`partnership.session.row-hint.${outcome}`)}`;
  const content = html`<h1 class="govuk-heading-l">${t("partnership.session.taken-in")}</h1>
    ${refused > 0 ? inset(t("partnership.session.rows-refused", { count: refused })) : null}
    ${table({
      caption: t("partnership.session.taken-in"),
      captionHidden: true,
      columns: [
        { text: t("partnership.session.number") },
        { text: t("partnership.session.result") },
      ],
      rows: results.map(({ id: number, outcome }) => [number, say(outcome)]),
      empty: t("partnership.session.no-minutes"),
    })}
    <p class="govuk-body"><a class="govuk-link" href="${sessionPath(id)}#minutes">
      ${t.words(title)}</a></p>`;
  return showDesk(desk, {
    title: t("partnership.session.taken-in"),
    content,
    path: sessionPath(id),
  });
}
