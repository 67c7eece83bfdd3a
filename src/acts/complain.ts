import type { Application } from "../cases/index.ts";
import type { Definition } from "../catalogue/index.ts";
import { type DraftId, ok, type PersonId, type Result } from "../kernel/index.ts";
import type { ActDeps } from "./deps.ts";

/** The service by which people say how they were served; a government may have none. */
const complaintService = "feedback-and-complaint";

type Deps = Pick<ActDeps, "catalogue" | "cases">;

export const complaintForm = ({ catalogue }: Pick<Deps, "catalogue">): Definition | undefined =>
  catalogue.current(complaintService);

/**
 * A draft of a complaint about an application, with its authority, its service and its number; one
 * that was begun about it is continued. Undefined where this government takes no complaints here.
 * Refuses case.too-many-drafts.
 * @param title of the service, in the language of the person
 */
export async function beginComplaint(
  deps: Deps,
  app: Application,
  person: PersonId,
  title: string,
): Promise<Result<DraftId> | undefined> {
  const form = complaintForm(deps);
  const reference = app.state.submitted?.reference;
  if (!form || reference === undefined) return undefined;
  const begun = (await deps.cases.draftsOf(person)).find(
    ({ service, answers }) => service === form.id && answers.application_number === reference,
  );
  if (begun) return ok(begun.id);
  const room = await deps.cases.roomForDraft(person);
  if (!room.ok) return room;
  const about = form.form
    .flatMap(({ fields }) => fields)
    .find(({ name }) => name === "about")
    ?.options.find(({ value }) => value === app.definition.authority)?.value;
  const answers = { ...(about && { about }), service_name: title, application_number: reference };
  const draft = { person, service: form.id, definition: form.version, answers };
  return ok(await deps.cases.startDraft(draft));
}
