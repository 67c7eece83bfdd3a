import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { joinWithPasskey } from "../../acts/index.ts";
import { deviceName } from "../../platform/auth/index.ts";
import {
  cookieOf,
  forgetForms,
  formOf,
  langOf,
  limited,
  redirectTo,
  sendHtml,
  sendRefusal,
  setCookie,
} from "../../platform/http/index.ts";
import { button, csrfField, html, layout } from "../components/index.ts";
import { passkeyAnswerIn, passkeyForm } from "../staff/index.ts";
import type { AdminDeps } from "./admin.ts";

type OfToken = { Params: { token: string } };

/** The cookie by which sign-in hears which invitation is accepted: `platform/auth/routes.ts`. */
const cookie = "invitation";
const cookieSeconds = 600;

const over = { kind: "conflict", code: "staff.invitation-over" } as const;

/** Where an invitation leads: who is invited, and by which account they join. */
export function invitationRoutes(app: FastifyInstance, deps: AdminDeps): void {
  const { staff, passkeys, catalogue, i18n, demonstration, issuer } = deps;
  const config = limited("sign-in");

  app.get<OfToken>("/invitation/:token", { config }, async (request, reply) => {
    const member = await staff.invited(request.params.token);
    if (!member) return sendRefusal(reply, over);
    const t = i18n.for(langOf(request));
    const { authorities } = catalogue.jurisdiction;
    const authority = t.words(authorities.find(({ id }) => id === member.authority)?.name);
    const path = `/invitation/${request.params.token}`;
    const title = t("staff.join.title");
    const question = await passkeys.askToAdd(member);
    const csrf = csrfField(request, reply);
    const text = t("staff.passkey.create");
    const content = html`<h1 class="govuk-heading-l">${title}</h1>
      <p class="govuk-body-l">${t("staff.join.lead", { name: member.name, authority })}</p>
      <p class="govuk-body">${t("staff.join.passkey-lead")}</p>
      ${passkeyForm({ action: `${path}/passkey`, adds: true, question, csrf, text }, t)}
      ${
        issuer === undefined
          ? null
          : html`<p class="govuk-body">${t("staff.join.account-lead")}</p>
              <form method="post" action="${path}/account">${csrf}
                ${button({ text: t("staff.join.account"), kind: "secondary" })}</form>`
      }`;
    const demo = demonstration ? { demo: { href: "/demo" } } : {};
    reply.header("referrer-policy", "no-referrer").header("cache-control", "no-store");
    return sendHtml(reply, layout({ title, path, content, ...demo }, t));
  });

  const account = async (request: FastifyRequest<OfToken>, reply: FastifyReply) => {
    const { token } = request.params;
    if (issuer === undefined || !(await staff.invited(token))) return sendRefusal(reply, over);
    setCookie(reply, cookie, token, cookieSeconds);
    return redirectTo(
      reply,
      `/sign-in?${new URLSearchParams({ as: "staff", issuer, next: "/staff/start" })}`,
    );
  };
  app.post<OfToken>("/invitation/:token/account", { config }, account);

  app.post<OfToken>("/invitation/:token/passkey", { config }, async (request, reply) => {
    const { token } = request.params;
    const device = deviceName(request.headers["user-agent"]);
    const replaces = cookieOf(request, "session");
    const answer = passkeyAnswerIn(formOf(request));
    const joined = await joinWithPasskey(deps, { token, answer, device, replaces });
    if (!joined.ok) return sendRefusal(reply, joined.refusal);
    forgetForms(request, reply);
    setCookie(reply, "session", joined.value.session);
    return redirectTo(reply.header("cache-control", "no-store"), "/staff/start");
  });
}
