import { reachOf } from "../../acts/index.ts";
import type { Application } from "../../cases/index.ts";
import { isUuid } from "../../kernel/index.ts";
import { notFound } from "../../platform/http/index.ts";
import type { VisitDesk } from "./visit-desk.ts";

/**
 * The client's application that the address names. The look is recorded first, and shown to the
 * client; a page that only refreshes itself counts as the same look.
 */
export async function openCase(desk: VisitDesk): Promise<Application> {
  const { deps, request, person } = desk;
  const { caseId = "" } = request.params as { readonly caseId?: string };
  const opened = isUuid(caseId) ? await deps.cases.open(caseId) : undefined;
  if (opened?.state.submitted?.person !== person.id || !opened) throw notFound();
  if (!(await reachOf(deps, desk.visit)).hasCase(opened.id)) throw notFound();
  const again = (request.query as { readonly again?: unknown }).again === "1";
  if (!(again && (await hasLooked(desk, opened.id)))) await recordLook(desk, opened.id);
  return opened;
}

/** Has this officer's look been recorded since they opened this client's file? */
export async function hasLooked(
  { deps, officer, visit }: VisitDesk,
  caseId: string,
): Promise<boolean> {
  const looks = await deps.cases.accessesOf(caseId);
  return looks.some((look) => look.officer === officer.id && look.at >= visit.openedAt);
}

export const recordLook = ({ deps, officer }: VisitDesk, caseId: string, what = "case") =>
  deps.cases.recordAccess(caseId, { id: officer.id, authority: officer.authority }, what);
