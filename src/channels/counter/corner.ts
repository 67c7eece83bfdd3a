import type { FastifyReply, FastifyRequest } from "fastify";
import { actorOf, isSharedComputer } from "../../platform/auth/index.ts";
import { langOf, sendHtml } from "../../platform/http/index.ts";
import { button, csrfField, html, layout, linkButton, narrow } from "../components/index.ts";
import type { CounterDeps } from "./deps.ts";

/**
 * GET /corner: a self-service computer in the hall. Whoever starts here is signed in
 * as on a shared computer (five minutes idle); coming back here, the browser forgets everything.
 */
export const cornerPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const t = deps.i18n.for(langOf(request));
    const guest = actorOf(request).kind === "guest";
    const leave = html`<form method="post" action="/sign-out">${csrfField(request, reply)}
      ${button({ text: t("counter.corner.end"), kind: "warning" })}</form>`;
    const begin = linkButton({
      text: t("counter.corner.begin"),
      href: "/sign-in?shared=1&next=/",
      kind: "start",
    });
    const look = linkButton({
      text: t("counter.corner.look"),
      href: "/services",
      kind: "secondary",
    });
    // Whoever sat here before leaves nothing: not even as a guest.
    if (guest) reply.header("clear-site-data", '"cache", "storage"');
    const acts = guest ? html`<div class="govuk-button-group">${begin}${look}</div>` : leave;
    const lead = t(
      guest || isSharedComputer(request) ? "counter.corner.lead" : "counter.corner.not-shared",
    );
    const content = html`<h1 class="govuk-heading-xl">${t("counter.corner.title")}</h1>
      <p class="govuk-body-l">${lead}</p>${acts}`;
    const page = {
      title: t("counter.corner.title"),
      path: "/corner",
      content: narrow(content),
      ...(deps.demonstration && { demo: { href: "/demo" } }),
      foot: { links: [{ text: t("layout.help"), href: "/help" }] },
      person: personOf(request, reply),
    };
    return sendHtml(reply, layout(page, t));
  };

function personOf(request: FastifyRequest, reply: FastifyReply) {
  const actor = actorOf(request);
  if (actor.kind === "guest") return undefined;
  const name = actor.kind === "person" ? actor.person.name : actor.officer.name;
  return { name, signOut: { action: "/sign-out", hidden: csrfField(request, reply) } };
}
