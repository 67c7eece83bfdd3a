import type { FastifyReply, FastifyRequest } from "fastify";
import { writeToApplicant } from "../../acts/index.ts";
import { type Application, maySee, type NewNote } from "../../cases/index.ts";
import { isUuid, ok, type Problem, type Refusal, type Result } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import {
  type Flash,
  type FormFields,
  formOf,
  redirectTo,
  statusOf,
  textOf,
} from "../../platform/http/index.ts";
import { findApplication } from "./case-file.ts";
import { sendCase } from "./case-page.ts";
import { actorAt, type Desk, deskOf, type Office, refused } from "./desk.ts";
import { sendMoved } from "./moved.ts";
import { noteWritten } from "./notes.ts";
import { type Beside, type Box, keyOf, type Typed, typedAlone, versionIn } from "./typed.ts";

/** Writes to colleagues or to the applicant; what the next page says of it. */
async function writeIn(
  desk: Desk,
  box: Box,
  words: Pick<NewNote, "id" | "text"> & { readonly caseId: Application["id"] },
): Promise<Result<Flash>> {
  const author = actorAt(desk);
  if (box === "note") return noteWritten(desk, { ...words, author });
  const written = await writeToApplicant(desk.deps, words, author);
  return written.ok ? ok({ kind: "success", code: "thread.sent" }) : written;
}

/** Why it was not written, as what is wrong with its box. */
const problemIn = ({ t }: Desk, box: Box, { code, facts }: Refusal): Problem => ({
  ...{ field: box, code, words: { [t.lang]: t.refusal({ code, facts }) } },
});

/**
 * Writes the note or the message that stands beside a decision, or shows the related files: the
 * file comes back with the decision as it was filled in; what was written stays, also where the
 * file is not theirs to act on any more.
 */
export async function actBeside(
  desk: Desk,
  application: Application,
  typed: Typed,
  { name, form }: { readonly name: Beside; readonly form: FormFields },
): Promise<FastifyReply> {
  if (name === "related") return sendCase(desk, application, typed);
  const key = textOf(form, `${name}-key`);
  const id = isUuid(key) ? key : newId();
  const words = { id, caseId: application.id, text: typed[name] ?? "" };
  const written = await writeIn(desk, name, words);
  if (written.ok) return sendCase(desk, application, { ...typed, [name]: "", done: written.value });
  const { refusal } = written;
  if (refusal.kind !== "invalid") return notOpen(desk, typed, refusal);
  const problems = [problemIn(desk, name, refusal)];
  return sendCase(desk, application, { ...typed, problems }, statusOf(refusal.kind));
}

/**
 * POST /office/cases/:caseId/notes and …/messages: the box that is sent on its own; the same form
 * twice is one. Refused, it comes back with what was written in it.
 */
export const sendAlone =
  (box: Box) =>
  async (deps: Office, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const desk = deskOf(deps, request, reply);
    const form = formOf(request);
    const typed = { text: textOf(form, "text"), version: versionIn(form) };
    const mine = await findApplication(desk, ({ state }) => maySee(actorAt(desk), state));
    if (!mine.ok) return notOpen(desk, typedAlone(box, typed), mine.refusal);
    const { id: caseId } = mine.value;
    const written = await writeIn(desk, box, { id: keyOf(form), caseId, text: typed.text });
    if (written.ok) return redirectTo(reply, `/office/cases/${caseId}`, written.value);
    const { refusal } = written;
    if (refusal.kind !== "invalid") return notOpen(desk, typedAlone(box, typed), refusal);
    const back = typedAlone(box, typed, [problemIn(desk, box, refusal)]);
    return sendCase(desk, mine.value, back, statusOf(refusal.kind));
  };

/** The file is not open to the officer any more: why, and what they wrote. */
async function notOpen(desk: Desk, typed: Typed, refusal: Refusal): Promise<FastifyReply> {
  const { caseId = "" } = desk.request.params as { readonly caseId?: string };
  const application = isUuid(caseId) ? await desk.deps.cases.open(caseId) : undefined;
  return application ? sendMoved(desk, application, typed, refusal) : refused(desk, refusal);
}
