import type { FastifyInstance, FastifyReply } from "fastify";
import { isUuid } from "../../../kernel/index.ts";
import { longestNote, type Note } from "../../../notes/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../../platform/http/index.ts";
import {
  backLink,
  button,
  errorSummary,
  html,
  type SafeHtml,
  textarea,
  warningText,
} from "../../components/index.ts";
import {
  type Desk,
  type DeskDeps,
  deskOf,
  keepsRegister,
  refuseAtDesk,
  showDesk,
} from "../desk.ts";
import { type NoteKind, noteSubject, subjectOf } from "./subjects.ts";

type Named = { Params: { subject: string } };

export const notesPath = (subject: string): string => `/desk/notes/${encodeURIComponent(subject)}`;

/** Private notes of our side about one subject: for those who keep the register alone. */
export function noteRoutes(app: FastifyInstance, deps: DeskDeps): void {
  app.get<Named>("/desk/notes/:subject", (request, reply) =>
    page(deskOf(deps, request, reply), request.params.subject),
  );
  app.post<Named>("/desk/notes/:subject", (request, reply) =>
    write(deskOf(deps, request, reply), request.params.subject),
  );
  app.post<Named>("/desk/notes/:subject/erase", (request, reply) =>
    erase(deskOf(deps, request, reply), request.params.subject),
  );
}

/**
 * The way to the notes about something. It does not say whether there are any, so that no page
 * reads them for somebody who came for another thing.
 *
 * @param about what the notes are about, where several such links stand on one page
 */
export const notesLink = ({ t }: Desk, kind: NoteKind, id: string, about?: string): SafeHtml =>
  html`<a class="govuk-link" href="${notesPath(subjectOf(kind, id))}">
    ${t("notes.title")}${
      about === undefined ? null : html`<span class="govuk-visually-hidden">: ${about}</span>`
    }</a>`;

/** The same as a paragraph of its own, for whoever keeps the register. */
export const notesLine = (desk: Desk, kind: NoteKind, id: string): SafeHtml | null =>
  keepsRegister(desk) ? html`<p class="govuk-body">${notesLink(desk, kind, id)}</p>` : null;

const unknown = { kind: "not-found", code: "partnership.statement-unknown" } as const;

interface Typed {
  readonly text: string;
  readonly problem: string;
}

async function page(desk: Desk, subject: string, typed?: Typed): Promise<FastifyReply> {
  const { deps, t, reply } = desk;
  const about = await noteSubject(desk, subject);
  if (!about) return refuseAtDesk(desk, unknown);
  const notes = await deps.notes.about(subject);
  const names = await deps.officerNames([...new Set(notes.map(({ author }) => author))]);
  reply.header("cache-control", "no-store");
  return showDesk(desk, {
    title: t("notes.title"),
    content: html`${typed ? errorSummary([{ id: "text", text: typed.problem }], t) : null}
      <span class="govuk-caption-l">${about.title}</span>
      <h1 class="govuk-heading-l">${t("notes.title")}</h1>
      <p class="govuk-body">${t("notes.lead")}</p>
      ${warningText(t("notes.not-classified"), t)}
      ${form(desk, subject, typed)}
      ${notes.map((note) => shown(desk, subject, note, names.get(note.author) ?? ""))}`,
    path: notesPath(subject),
    before: backLink(about.href, t),
    ...(typed && { status: statusOf("invalid") }),
  });
}

const form = ({ t, csrf }: Desk, subject: string, typed: Typed | undefined): SafeHtml =>
  html`<form method="post" action="${notesPath(subject)}" novalidate>
    ${csrf}<input type="hidden" name="id" value="${newId()}">
    ${textarea(
      {
        ...{ id: "text", name: "text", label: t("notes.text"), value: typed?.text ?? "", rows: 4 },
        error: typed?.problem,
      },
      t,
    )}
    ${button({ text: t("notes.write") })}
  </form>`;

/** Line breaks stay as they were typed. */
const lines = (text: string): SafeHtml[] =>
  text.split("\n").map((line, at) => html`${at > 0 ? html`<br>` : null}${line}`);

function shown(desk: Desk, subject: string, { id, author, text, at }: Note, name: string) {
  const { t, csrf, officer, deps } = desk;
  const written = t.dateTime(at, deps.catalogue.jurisdiction.timeZone);
  const own = html`<form method="post" action="${notesPath(subject)}/erase" novalidate>
    ${csrf}<input type="hidden" name="id" value="${id}">
    ${button({ text: t("notes.erase"), kind: "secondary", hidden: written })}
  </form>`;
  return html`<section class="hw-box">
    <h2 class="govuk-heading-s">${[name, written].filter(Boolean).join(", ")}</h2>
    <p class="govuk-body">${lines(text)}</p>
    ${author === officer.id ? own : null}
  </section>`;
}

async function write(desk: Desk, subject: string): Promise<FastifyReply> {
  const { deps, request, reply, officer, t } = desk;
  if (!(await noteSubject(desk, subject))) return refuseAtDesk(desk, unknown);
  const fields = formOf(request);
  const text = textOf(fields, "text");
  const given = textOf(fields, "id");
  const id = isUuid(given) ? given : newId();
  const done = await deps.notes.write({ id, subject, author: officer.id, text });
  if (done.ok)
    return redirectTo(reply, notesPath(subject), { kind: "success", code: "notes.written" });
  const shortened = text.slice(0, 2 * longestNote);
  return page(desk, subject, { text: shortened, problem: t.refusal(done.refusal) });
}

async function erase(desk: Desk, subject: string): Promise<FastifyReply> {
  const id = textOf(formOf(desk.request), "id");
  if (!isUuid(id)) return refuseAtDesk(desk, { kind: "not-found", code: "notes.unknown" });
  const done = await desk.deps.notes.erase(id, desk.officer.id);
  if (!done.ok) return refuseAtDesk(desk, done.refusal);
  return redirectTo(desk.reply, notesPath(subject), { kind: "success", code: "notes.erased" });
}
