import type { FastifyReply, FastifyRequest } from "fastify";
import { writeNote } from "../../acts/index.ts";
import { maySee, type NewNote } from "../../cases/index.ts";
import { ok, type Result } from "../../kernel/index.ts";
import { type Flash, formOf, redirectTo, refusalFlash, textOf } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";
import { keyOf } from "./act.ts";
import { findApplication } from "./case-file.ts";
import { actorAt, type Desk, deskOf, type Office, refused } from "./desk.ts";

/** POST /office/cases/:caseId/notes: appends a note; the same form twice is one note. */
export async function addNote(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const mine = await findApplication(desk, ({ state }) => maySee(actorAt(desk), state));
  if (!mine.ok) return refused(desk, mine.refusal);
  const form = formOf(request);
  const { id: caseId } = mine.value;
  const note = { id: keyOf(form), caseId, author: actorAt(desk), text: textOf(form, "text") };
  const written = await noteWritten(desk, note);
  const flash = written.ok ? written.value : refusalFlash(written.refusal);
  return redirectTo(reply, `/office/cases/${caseId}`, flash);
}

/** Appends a note; what the next page says of it. Refuses as `writeNote` does. */
export async function noteWritten({ deps }: Desk, note: NewNote): Promise<Result<Flash>> {
  const written = await writeNote(deps, note);
  if (!written.ok) return written;
  const facts = { told: written.value.told.join(" "), untold: written.value.untold.join(" ") };
  return ok({ kind: "success", code: "office-pages.notes.done", facts });
}

/**
 * Who was told of the note that was just added and who was not, by name; the cookie has their ids
 * alone.
 */
export async function toldIn({ deps, t }: Desk, flash: Flash | undefined) {
  if (flash?.code !== "office-pages.notes.done") return null;
  const { facts = {} } = flash;
  const [to, not] = [facts.told, facts.untold].map((ids) =>
    String(ids ?? "")
      .split(" ")
      .filter(Boolean),
  );
  const nameOf = await deps.names([...(to ?? []), ...(not ?? [])]);
  const line = (key: "told" | "untold", ids: readonly string[] = []) =>
    ids.length > 0
      ? html`<p class="govuk-body">
          ${t(`office-pages.notes.${key}`, { names: t.list(ids.map(nameOf)) })}
        </p>`
      : null;
  const lines = [line("told", to), line("untold", not)].filter((each) => each !== null);
  return lines.length > 0 ? html`${lines}` : null;
}
