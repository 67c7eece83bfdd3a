import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { langOf, redirectTo, sendHtml, sendRefusal, setCookie } from "../../platform/http/index.ts";
import { button, csrfField, html, layout } from "../components/index.ts";
import type { AdminDeps } from "./admin.ts";

type OfToken = { Params: { token: string } };

/** The cookie by which sign-in hears which invitation is accepted: `platform/auth/routes.ts`. */
const cookie = "invitation";
const cookieSeconds = 600;

const over = { kind: "conflict", code: "staff.invitation-over" } as const;

/** Where an invitation leads: who is invited, and by which account they join. */
export function invitationRoutes(app: FastifyInstance, deps: AdminDeps): void {
  const { staff, catalogue, i18n, demonstration } = deps;

  app.get<OfToken>("/invitation/:token", async (request, reply) => {
    const member = await staff.invited(request.params.token);
    if (!member) return sendRefusal(reply, over);
    const t = i18n.for(langOf(request));
    const { authorities } = catalogue.jurisdiction;
    const authority = t.words(authorities.find(({ id }) => id === member.authority)?.name);
    const path = `/invitation/${request.params.token}`;
    const title = t("staff.join.title");
    const content = html`<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body-l">${t("staff.join.lead", { name: member.name, authority })}</p>
      <p class="govuk-body">${t("staff.join.account-lead")}</p>
      <form method="post" action="${path}/account">${csrfField(request, reply)}
        ${button({ text: t("staff.join.account") })}</form>`;
    const demo = demonstration ? { demo: { href: "/demo" } } : {};
    reply.header("referrer-policy", "no-referrer").header("cache-control", "no-store");
    return sendHtml(reply, layout({ title, path, content, ...demo }, t));
  });

  const account = async (request: FastifyRequest<OfToken>, reply: FastifyReply) => {
    const { token } = request.params;
    if (!(await staff.invited(token))) return sendRefusal(reply, over);
    setCookie(reply, cookie, token, cookieSeconds);
    return redirectTo(reply, "/sign-in?as=staff&next=/office");
  };
  app.post<OfToken>("/invitation/:token/account", account);
}
