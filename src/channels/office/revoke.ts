import type { FastifyReply, FastifyRequest } from "fastify";
import { type Application, maySee } from "../../cases/index.ts";
import type { Output } from "../../catalogue/index.ts";
import type { Credential } from "../../credentials/index.ts";
import { ok, type Problem, type Result, refuse } from "../../kernel/index.ts";
import { requireRecentProof } from "../../platform/auth/index.ts";
import { newId } from "../../platform/db/index.ts";
import { formOf, redirectTo, statusOf, takeFlash, textOf } from "../../platform/http/index.ts";
import { pick } from "../../platform/i18n/index.ts";
import { html } from "../components/index.ts";
import { banner } from "./banner.ts";
import { findApplication, recordLook } from "./case-file.ts";
import { actorAt, type Desk, deskOf, type Office, refused, show } from "./desk.ts";
import { mayRevoke } from "./revocation.ts";
import { type Revoking, revokePage } from "./revoke-page.ts";
import { keyOf, textLimit } from "./typed.ts";

interface Revocable {
  readonly application: Application;
  readonly paper: Credential;
  readonly reasons: NonNullable<Output["revocation"]>["reasons"];
}

/** The paper that can be ended, or was, if there is one and this officer may. */
async function findPaper(desk: Desk): Promise<Result<Revocable>> {
  const opened = await findApplication(desk, ({ definition }) => mayRevoke(desk, definition));
  if (!opened.ok) return opened;
  const application = opened.value;
  const papers = await desk.deps.credentials.forCase(application.id);
  const paper = papers.find(({ revoked }) => !revoked) ?? papers[0];
  const reasons = application.definition.output?.revocation?.reasons;
  if (!paper || !reasons) return refuse("not-found", "case.not-found");
  return ok({ application, paper, reasons });
}

/** GET /office/cases/:caseId/revoke */
export async function askRevoke(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const paper = await findPaper(desk);
  return paper.ok ? sendRevoke(desk, paper.value, newForm()) : refused(desk, paper.refusal);
}

const newForm = (): Revoking => ({ key: newId(), code: "", text: "", problems: [] });

async function sendRevoke(
  desk: Desk,
  { application, paper, reasons }: Revocable,
  revoking: Revoking,
): Promise<FastifyReply> {
  await recordLook(desk, application, "case", "correct");
  const failed = revoking.problems.length > 0;
  return show(desk, {
    title: desk.t("office-pages.revoke.heading"),
    content: html`
      ${banner(takeFlash(desk.request, desk.reply), desk.t)}
      ${revokePage(desk, { application, paper, reasons }, revoking)}
    `,
    path: `/office/cases/${application.id}/revoke`,
    failed,
    status: failed ? statusOf("invalid") : 200,
  });
}

/**
 * POST /office/cases/:caseId/revoke: ends the paper for good, with a listed reason and words to its
 * holder.
 */
export async function revoke(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = deskOf(deps, request, reply);
  const opened = await findPaper(desk);
  if (!opened.ok) return refused(desk, opened.refusal);
  const revocable = opened.value;
  const form = formOf(request);
  const typed = { code: textOf(form, "code"), text: textOf(form, "text").trim() };
  const reason = revocable.reasons.find(({ id }) => id === typed.code);
  const problems = problemsIn(typed.text, reason !== undefined);
  const key = keyOf(form);
  if (!reason || problems.length > 0)
    return sendRevoke(desk, revocable, { key, ...typed, problems });
  requireRecentProof(request, deps.clock(), deps.proofMinutes);
  const { paper, application } = revocable;
  const given = await deps.credentials.revoke({
    id: paper.id,
    by: `officer:${desk.officer.id}`,
    reason: `${pick(reason.title, paper.lang)}: ${typed.text}`,
    command: key,
  });
  if (!given.ok) return refused(desk, given.refusal);
  const facts = { number: paper.number };
  const code = "office-pages.done.revoke";
  return redirectTo(reply, wayOn(desk, application), { kind: "success", code, facts });
}

const wayOn = (desk: Desk, { id, state }: Application): string =>
  maySee(actorAt(desk), state) ? `/office/cases/${id}` : `/office/cases/${id}/revoke`;

function problemsIn(text: string, named: boolean): Problem[] {
  const problems: Problem[] = [];
  if (!named) problems.push({ field: "code", code: "required" });
  if (text === "") problems.push({ field: "text", code: "required" });
  if (text.length > textLimit) {
    problems.push({ field: "text", code: "too-long", facts: { max: textLimit } });
  }
  return problems;
}
