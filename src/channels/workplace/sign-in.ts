import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  deviceName,
  type PasskeyQuestion,
  type Passkeys,
  requireOfficer,
} from "../../platform/auth/index.ts";
import {
  cookieOf,
  forgetForms,
  formOf,
  langOf,
  limited,
  redirectTo,
  safePath,
  sendHtml,
  setCookie,
  textOf,
} from "../../platform/http/index.ts";
import { csrfField, errorSummary, html, layout, linkButton } from "../components/index.ts";
import {
  passkeyAnswerIn,
  passkeyForm,
  type StaffDeps,
  sendStaffPage,
  staffRequest,
} from "../staff/index.ts";

export interface WorkplaceDeps extends StaffDeps {
  readonly passkeys: Passkeys;
  /** Where officers sign in at an identity provider; absent where none knows officers. */
  readonly issuer?: string | undefined;
}

const signInPath = "/staff/sign-in";
const proofPath = "/staff/proof";

/** Where somebody goes on; a page of ours, and never the one that asks. */
const nextIn = (text: unknown): string =>
  safePath(typeof text === "string" ? text : "", "/staff/start");

/** Signing in with a passkey, and proving once more that it is they. */
export function signInRoutes(app: FastifyInstance, deps: WorkplaceDeps): void {
  const config = limited("sign-in");
  app.get(signInPath, { config }, async (request, reply) =>
    signInPage(deps, request, reply, nextIn((request.query as { next?: unknown }).next)),
  );
  app.post(signInPath, { config }, (request, reply) => signIn(deps, request, reply));
  app.get(proofPath, { config }, async (request, reply) => {
    const next = nextIn((request.query as { next?: unknown }).next);
    return proofPage(deps, request, reply, next);
  });
  app.post(proofPath, { config }, (request, reply) => prove(deps, request, reply));
}

async function signInPage(
  deps: WorkplaceDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  next: string,
  refused?: string,
): Promise<FastifyReply> {
  const { passkeys, i18n, issuer, demonstration } = deps;
  const t = i18n.for(langOf(request));
  const title = t("staff.sign-in.title");
  const content = html`${refused && errorSummary([{ text: refused }], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("staff.sign-in.lead")}</p>
    ${passkeyForm(
      {
        ...{ action: signInPath, adds: false, text: t("staff.sign-in.passkey"), hidden: { next } },
        ...{ question: await passkeys.askToProve(), csrf: csrfField(request, reply) },
      },
      t,
    )}
    ${
      issuer === undefined
        ? null
        : linkButton({
            ...{ text: t("staff.sign-in.issuer"), kind: "secondary" },
            href: `/sign-in?${new URLSearchParams({ as: "staff", issuer, next })}`,
          })
    }`;
  const path = `${signInPath}?${new URLSearchParams({ next })}`;
  const demo = demonstration ? { demo: { href: "/demo" } } : {};
  reply.header("cache-control", "no-store");
  const page = { title, path, content, failed: refused !== undefined, ...demo };
  return sendHtml(reply, layout(page, t), refused ? 403 : 200);
}

async function signIn(deps: WorkplaceDeps, request: FastifyRequest, reply: FastifyReply) {
  const posted = formOf(request);
  const next = nextIn(textOf(posted, "next"));
  const device = deviceName(request.headers["user-agent"]);
  const replaces = cookieOf(request, "session");
  const opened = await deps.passkeys.signIn(passkeyAnswerIn(posted), { device, replaces });
  if (!opened.ok) {
    const t = deps.i18n.for(langOf(request));
    return signInPage(deps, request, reply, next, t.refusal(opened.refusal));
  }
  forgetForms(request, reply);
  setCookie(reply, "session", opened.value.session);
  return redirectTo(reply.header("cache-control", "no-store"), next);
}

/** The provider asks once more, whoever is signed in there. */
const again = { as: "staff", fresh: "1" } as const;

/** GET /staff/proof: by a passkey, or anew at the identity provider. */
async function proofPage(
  deps: WorkplaceDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  next: string,
  refused?: string,
): Promise<FastifyReply> {
  const officer = requireOfficer(request);
  const at = staffRequest(deps, request, reply, officer);
  const { t, csrf } = at;
  const own = await deps.passkeys.of(officer.id);
  const question: PasskeyQuestion | undefined =
    own.length > 0 ? await deps.passkeys.askToProve(officer.id) : undefined;
  const title = t("staff.proof.title");
  const form = { action: proofPath, adds: false, text: t("staff.proof.passkey"), hidden: { next } };
  const content = html`${refused && errorSummary([{ text: refused }], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("staff.proof.lead")}</p>
    ${question && passkeyForm({ ...form, question, csrf }, t)}
    ${
      deps.issuer === undefined
        ? null
        : linkButton({
            ...{ text: t("staff.proof.issuer"), kind: question ? "secondary" : "primary" },
            href: `/sign-in?${new URLSearchParams({ ...again, issuer: deps.issuer, next })}`,
          })
    }`;
  const path = `${proofPath}?${new URLSearchParams({ next })}`;
  const home = { text: t("office.title"), href: "/office" };
  return sendStaffPage(at, {
    title,
    content,
    path,
    home,
    entries: [],
    status: refused ? 403 : 200,
  });
}

async function prove(deps: WorkplaceDeps, request: FastifyRequest, reply: FastifyReply) {
  const officer = requireOfficer(request);
  const posted = formOf(request);
  const next = nextIn(textOf(posted, "next"));
  const session = cookieOf(request, "session") ?? "";
  const of = { officer: officer.id, session };
  const proved = await deps.passkeys.prove(passkeyAnswerIn(posted), of);
  if (proved.ok) return redirectTo(reply, next);
  const t = deps.i18n.for(langOf(request));
  return proofPage(deps, request, reply, next, t.refusal(proved.refusal));
}
