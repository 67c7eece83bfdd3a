import type { FastifyReply, FastifyRequest } from "fastify";
import type { RefusalKind } from "../../kernel/index.ts";
import { actorOf } from "../../platform/auth/index.ts";
import type { ProblemPage, RenderProblem } from "../../platform/http/index.ts";
import type { PlainKey, Translate } from "../../platform/i18n/index.ts";
import {
  csrfField,
  html,
  layout,
  linkButton,
  narrow,
  type Page,
  type SafeHtml,
} from "../components/index.ts";
import { demoOf, footOf, type PageDeps } from "./page.ts";

const titles: Readonly<Record<RefusalKind, PlainKey>> = {
  invalid: "http.bad-request",
  "not-allowed": "http.forbidden",
  "not-found": "http.not-found",
  conflict: "web.problem.conflict",
  unavailable: "http.unavailable",
};

/** What goes wrong outside any form, as a page that says what to do now. It asks nobody anything. */
export const problemPage =
  (deps: PageDeps): RenderProblem =>
  (problem, request, reply) => {
    const t = deps.i18n.for(problem.lang);
    const title = t.named(t.has(problem.code) ? problem.code : titles[problem.kind]);
    const path = request.method === "GET" ? request.url : "/";
    const content = narrow(contentOf(problem, title, t));
    const person = personKnown(request, reply);
    return layout({ title, path, content, person, demo: demoOf(deps), foot: footOf(t) }, t);
  };

/** Who is signed in, where that was read before it went wrong; nothing is asked now. */
function personKnown(request: FastifyRequest, reply: FastifyReply): Page["person"] {
  const actor = actorOf(request);
  if (actor.kind === "guest") return undefined;
  const name = actor.kind === "person" ? actor.person.name : actor.officer.name;
  return { name, signOut: { action: "/sign-out", hidden: csrfField(request, reply) } };
}

function contentOf(problem: ProblemPage, title: string, t: Translate): SafeHtml {
  const { code, facts, reference } = problem;
  const text = t.refusal({ code, facts });
  const quote = reference
    ? html`<p class="govuk-body">${t("web.problem.reference")}</p><p class="govuk-body"><strong class="hw-reference">${reference}</strong></p>`
    : null;
  return html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body-l">${text}</p>${quote}${linkButton({ text: t("web.problem.home"), href: "/", kind: "secondary" })}`;
}
