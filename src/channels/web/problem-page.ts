import type { FastifyReply, FastifyRequest } from "fastify";
import { actorOf } from "../../platform/auth/index.ts";
import {
  type Presentation,
  type ProblemPage,
  presentationOf,
  type RenderProblem,
} from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  csrfField,
  html,
  layout,
  linkButton,
  narrow,
  type Page,
  type SafeHtml,
  searchBox,
} from "../components/index.ts";
import { dayPath } from "../staff/index.ts";
import { demoOf, footOf, lookIn, type PageDeps } from "./page.ts";
import { suggestFrom } from "./public/index.ts";

/**
 * A page for an error outside any form, with what to do now. It makes no query.
 */
export const problemPage =
  (deps: PageDeps): RenderProblem =>
  (problem, request, reply) => {
    const t = deps.i18n.for(problem.lang);
    const words = presentationOf(problem, t);
    const { title } = words;
    const path = request.method === "GET" ? request.url : "/";
    // From elsewhere than their ministry lets them work, their desks would turn them away as well.
    const isStaff = actorOf(request).kind === "officer" && problem.code !== "auth.other-network";
    const content = narrow(contentOf(words, { ...problem, isStaff }, t));
    const person = personKnown(request, reply);
    const frame = { demo: demoOf(deps), look: lookIn(deps, t), foot: footOf(deps, t) };
    return layout({ title, path, content, person, ...frame }, t);
  };

/** Who is signed in, where that was read before it went wrong; nothing is asked now. */
function personKnown(request: FastifyRequest, reply: FastifyReply): Page["person"] {
  const actor = actorOf(request);
  if (actor.kind === "guest") return undefined;
  const name = actor.kind === "person" ? actor.person.name : actor.officer.name;
  return { name, signOut: { action: "/sign-out", hidden: csrfField(request, reply) } };
}

function contentOf(
  { title, text }: Presentation,
  {
    reference,
    kind,
    isStaff,
  }: Pick<ProblemPage, "reference" | "kind"> & { readonly isStaff: boolean },
  t: Translate,
): SafeHtml {
  const quote = reference
    ? html`<p class="govuk-body">${t("web.problem.reference")}</p>
        <p class="govuk-body"><strong class="hw-reference">${reference}</strong></p>`
    : null;
  const label = t("public.search-instead");
  const search = searchBox({ action: "/services", label, suggest: suggestFrom(t) }, t);
  // Whoever works here and opened a page of another role goes on among their own desks.
  const next = isStaff
    ? { text: t("staff.day.title"), href: dayPath }
    : { text: t("web.problem.home"), href: "/" };
  const home = linkButton({ ...next, kind: "secondary" });
  return html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${text}</p>
    ${quote}${kind === "not-found" ? search : null}${home}`;
}
