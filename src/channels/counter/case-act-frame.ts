import type { FastifyReply } from "fastify";
import { type Application, withPapers } from "../../cases/index.ts";
import { notFound } from "../../platform/http/index.ts";
import { narrow, type SafeHtml } from "../components/index.ts";
import { wayBack } from "../questions/index.ts";
import { type CaseAct, caseActs } from "./case-acts.ts";
import { openCase } from "./case-desk.ts";
import { showVisit, type VisitDesk } from "./visit-desk.ts";

export const pathOfCase = ({ base }: VisitDesk, { id }: Application): string =>
  `${base}/applications/${id}`;

/** Browsers send a line's end in two signs; what is hashed has one. */
export const plain = (text: string): string => text.replaceAll("\r\n", "\n");

/** The act that the address names. */
export async function actIn(
  desk: VisitDesk,
): Promise<{ readonly caseOpen: Application; readonly act: CaseAct }> {
  const { act: name } = desk.request.params as { readonly act?: string };
  const act = caseActs.find((each) => each === name);
  if (!act) throw notFound();
  const opened = await openCase(desk);
  return { caseOpen: act === "answer" ? await withWaiting(desk, opened) : opened, act };
}

/** An application with the papers that wait with the answer that is prepared in this visit. */
export const withWaiting = async ({ deps, visit }: VisitDesk, app: Application) =>
  withPapers(app, await deps.cases.preparedDocuments(app.id, visit.id));

/** A page about one act, with the way back to the application. */
export function showAct(
  desk: VisitDesk,
  found: Application,
  shown: { readonly content: SafeHtml; readonly status?: number },
): FastifyReply {
  const path = pathOfCase(desk, found);
  const { t } = desk;
  return showVisit(desk, {
    title: `${found.state.submitted?.reference} ${t.words(found.definition.title)}`,
    content: narrow(shown.content),
    before: wayBack(path, t),
    path,
    failed: shown.status !== undefined,
    ...(shown.status !== undefined && { status: shown.status }),
  });
}
