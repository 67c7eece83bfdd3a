import type { FastifyInstance, FastifyReply } from "fastify";
import { type CommandId, isUuid } from "../../../kernel/index.ts";
import { entryByNote } from "../../../partnership/index.ts";
import { newId } from "../../../platform/db/index.ts";
import { formOf, redirectTo, statusOf } from "../../../platform/http/index.ts";
import { html, instrumentContent, instrumentPageOf, sideName } from "../../components/index.ts";
import { type Desk, type DeskDeps, deskOf, refuseAtDesk, showDesk } from "../desk.ts";
import { type DeskForm, type Typed, typedProblems } from "../form.ts";
import { notesLine } from "../notes/notes.ts";
import { confirmEntry, isConfirmed } from "./confirm-entry.ts";
import { recordSeldom, seldom, seldomForms } from "./more.ts";
import { emptyRecord, type RecordForm, readRecord, recordForm, recordProblems } from "./record.ts";

type Named = { Params: { id: string } };

export const instrumentPath = (id: string): string => `/desk/instruments/${id}`;

const unknown = { kind: "not-found", code: "partnership.instrument-unknown" } as const;

/** One page for each instrument, where what happened to it is recorded. */
export function instrumentRoutes(app: FastifyInstance, deps: DeskDeps): void {
  app.get<Named>("/desk/instruments/:id", (request, reply) =>
    instrument(deskOf(deps, request, reply), request.params.id, emptyRecord(newId())),
  );
  app.post<Named>("/desk/instruments/:id", (request, reply) =>
    record(deskOf(deps, request, reply), request.params.id),
  );
  for (const what of seldom)
    app.post<Named>(`/desk/instruments/:id/${what}`, async (request, reply) => {
      const desk = deskOf(deps, request, reply);
      const { id } = request.params;
      const state = await deps.partnership.instrument(id);
      if (!state) return refuseAtDesk(desk, unknown);
      const path = instrumentPath(id);
      return recordSeldom(desk, id, state, what, path, (typed, form, status) =>
        instrument(desk, id, emptyRecord(newId()), status, { typed, form }),
      );
    });
}

async function instrument(
  desk: Desk,
  id: string,
  form: RecordForm,
  status = form.problems.length > 0 ? statusOf("invalid") : 200,
  more?: { readonly typed: Typed; readonly form: DeskForm },
): Promise<FastifyReply> {
  const { deps, csrf, t, today } = desk;
  const page = await instrumentPageOf(deps, id, "/desk/instruments", today, t);
  if (!page) return refuseAtDesk(desk, unknown);
  const { state } = page.view;
  const path = instrumentPath(id);
  const content = html`${recordProblems(form, t)}
    ${typedProblems(more?.form, more?.typed, desk)}
    ${instrumentContent(page, today, t)}
    ${notesLine(desk, "instrument", id)}
    ${recordForm(form, state, path, csrf, t)}
    ${seldomForms(desk, path, more?.typed)}`;
  return showDesk(desk, { title: t.words(state.text?.title), content, status, path });
}

/** Records what happened; a refusal comes back above the form, with all that was typed. */
async function record(desk: Desk, id: string): Promise<FastifyReply> {
  const { deps, request, reply, officer, t } = desk;
  const state = await deps.partnership.instrument(id);
  if (!state) return refuseAtDesk(desk, unknown);
  const { form, command } = readRecord(formOf(request), state);
  if (!command) return instrument(desk, id, form);
  const entry =
    command.type === "receive-note" ? entryByNote(state, command, desk.today) : undefined;
  if (entry !== undefined && !isConfirmed(desk))
    return confirmEntry(desk, id, instrumentPath(id), entry, form);
  const given = await deps.partnership.give(id, command, {
    key: (isUuid(form.key) ? form.key : newId()) as CommandId,
    actor: `officer:${officer.id}`,
  });
  if (!given.ok) {
    const { code, facts, kind } = given.refusal;
    const side = facts && "side" in facts && { side: sideName(String(facts.side), t) };
    const refused = t.refusal({ code, facts: { ...facts, ...side } });
    return instrument(desk, id, { ...form, key: newId(), refused }, statusOf(kind));
  }
  return redirectTo(reply, instrumentPath(id), {
    kind: "success",
    code: "partnership.desk.done",
  });
}
