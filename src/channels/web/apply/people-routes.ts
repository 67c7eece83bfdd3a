import type { FastifyInstance } from "fastify";
import { householdOf, personKey } from "../../../acts/index.ts";
import { answersAbout } from "../../../form/index.ts";
import { formOf, notFound, redirectTo, textOf } from "../../../platform/http/index.ts";
import type { WebDeps } from "../deps.ts";
import { openDraft } from "./draft.ts";

/** Fills a page in with what was answered about somebody before; the page is still to be sent. */
export function peopleRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.post<{ Params: { id: string; page: string } }>(
    "/household/:id/:page",
    async (request, reply) => {
      const { id, page: pageId } = request.params;
      const { draft, def, person, base } = await openDraft(request, deps, id);
      const page = def.form.find((each) => each.id === pageId);
      if (!page) throw notFound();
      const key = textOf(formOf(request), "person");
      const chosen = (await householdOf(deps, person.id)).find((each) => personKey(each) === key);
      const about = chosen && answersAbout(page, chosen);
      const back = `${base}/page/${page.id}`;
      if (!chosen || !about) return redirectTo(reply, back);
      const answers = { ...draft.answers, ...about };
      await deps.cases.saveDraft({ ...draft, person: person.id, answers });
      const facts = { name: chosen.name };
      return redirectTo(reply, back, { kind: "notice", code: "me.used", facts });
    },
  );
}
