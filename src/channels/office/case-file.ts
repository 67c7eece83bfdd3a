import {
  type Access,
  type Application,
  isOfOtherOffice,
  isOpen,
  maySee,
  type OwnPlace,
} from "../../cases/index.ts";
import type { Credential } from "../../credentials/index.ts";
import { isUuid } from "../../kernel/index.ts";
import type { Bill } from "../../payments/index.ts";
import { actorAt, type Desk, notThere, notYours } from "./desk.ts";
import type { NameOf } from "./names.ts";

/** One application with all that an officer is shown of it. */
export interface CaseFile {
  readonly application: Application;
  readonly bills: readonly Bill[];
  readonly papers: readonly Credential[];
  readonly accesses: readonly Access[];
  /** Where it stands among those of its call, if it is ranked. */
  readonly place: OwnPlace | undefined;
  readonly nameOf: NameOf;
}

/**
 * The application that the address names, if this officer may see it; else undefined, and the refusal
 * is sent. It never gives back a reply: a reply is a promise of its own being sent, and awaiting one
 * gives undefined.
 */
export async function findApplication(
  desk: Desk,
  allowed: (application: Application) => boolean = ({ state }) => maySee(actorAt(desk), state),
): Promise<Application | undefined> {
  const { caseId = "" } = desk.request.params as { caseId?: string };
  const application = isUuid(caseId) ? await desk.office.cases.open(caseId) : undefined;
  if (application && allowed(application)) return application;
  if (application) {
    const officer = actorAt(desk);
    notYours(
      desk,
      application.state.tasks.some((task) => isOpen(task) && isOfOtherOffice(officer, task)),
    );
  } else notThere(desk);
  return undefined;
}

/** Records that the officer looks at it, then gathers what the siblings know of it. */
export async function openFile(desk: Desk, application: Application): Promise<CaseFile> {
  const { cases, payments, credentials, names } = desk.office;
  const { id } = application;
  await recordLook(desk, application, "case");
  const [bills, papers, accesses, place] = await Promise.all([
    payments.billsOfCase(id),
    credentials.forCase(id),
    cases.accessesOf(id),
    cases.placeOf(application.definition, id),
  ]);
  const nameOf = await names([...officersIn(application), ...accesses.map((each) => each.officer)]);
  return { application, bills, papers, accesses, place, nameOf };
}

/** The person sees who looked at what: `case`, or `file:<document>`. */
export const recordLook = ({ office, officer }: Desk, { id }: Application, what: string) =>
  office.cases.recordAccess(id, { id: officer.id, authority: officer.authority }, what);

function officersIn({ state, history }: Application): string[] {
  const acted = history.flatMap(({ actor }) =>
    actor.startsWith("officer:") ? [actor.slice(8)] : [],
  );
  const held = state.tasks.flatMap(({ claimedBy, proposed, done }) => [
    claimedBy,
    proposed?.by,
    done?.by,
  ]);
  return [...acted, ...held.filter((id) => id !== undefined && id !== "system")] as string[];
}
