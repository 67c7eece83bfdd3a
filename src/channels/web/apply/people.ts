import type { FastifyReply, FastifyRequest } from "fastify";
import { householdOf, personKey } from "../../../acts/index.ts";
import { answersAbout, asksForPerson, type PersonNamed } from "../../../form/index.ts";
import { button, csrfField, html, type SafeHtml } from "../../components/index.ts";
import type { Opened, QuestionPage } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";

/** People who may be chosen on the page that a request opens. */
const offered = new WeakMap<FastifyRequest, readonly PersonNamed[]>();

const pageIn = ({ params }: FastifyRequest) => (params as { readonly page?: string }).page;

/** Whom the person named before, where this page asks for one of them and has no answer yet. */
export async function lookForPeople(
  request: FastifyRequest,
  deps: WebDeps,
  { def, draft, person }: Opened,
): Promise<void> {
  const page = def.form.find(({ id }) => id === pageIn(request));
  if (request.method !== "GET" || !page || draft.visited.includes(page.id)) return;
  if (page.fields.some(({ name }) => draft.answers[name] !== undefined)) return;
  if (!asksForPerson(page)) return;
  const household = await householdOf(deps, person.id);
  offered.set(
    request,
    household.filter((each) => answersAbout(page, each) !== undefined),
  );
}

/** The page with a choice of these people above its questions. */
export function withPeople(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  { content }: QuestionPage,
): SafeHtml {
  const people = offered.get(request) ?? [];
  if (people.length === 0) return html`${content}`;
  const t = wordsOf(request, deps);
  const { id, page } = request.params as { readonly id: string; readonly page: string };
  const buttons = people.slice(0, 6).map((each) =>
    button({
      text: t("me.use", { name: each.name, date: t.date(each.birthDate) }),
      kind: "secondary",
      name: "person",
      value: personKey(each),
    }),
  );
  return html`<form class="hw-box" method="post" action="/drafts/${id}/person/${page}">
    ${csrfField(request, reply)}<p class="govuk-body">${t("me.use-lead")}</p>
    <div class="govuk-button-group">${buttons}</div></form>${content}`;
}
