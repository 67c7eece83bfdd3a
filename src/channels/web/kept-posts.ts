import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  actorOf,
  type KeptPost,
  keptPosts,
  nameOfActor,
  takeKeptPost,
} from "../../platform/auth/index.ts";
import { cookieOf, csrfOf, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  csrfField,
  html,
  narrow,
  type SafeHtml,
} from "../components/index.ts";
import type { WebDeps } from "./deps.ts";
import { webPage, wordsOf } from "./page.ts";

const path = "/sign-in/kept";

/**
 * `/sign-in/kept`: a form that came after its session had ended, for whoever has signed in again as
 * the same person or officer. They are asked first: much can have happened in an hour.
 */
export function keptPostRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get(path, async (request, reply) => {
    const t = wordsOf(request, deps);
    const of = whose(request, deps);
    const posts = of ? await keptPosts(deps.sql, of) : [];
    if (posts.length === 0) return nothingWaits(reply);
    const csrf = csrfField(request, reply);
    const { timeZone } = deps.catalogue.jurisdiction;
    const all = posts.every(({ proof }) => proof);
    const heading = t(all ? "sessions.proof-heading" : "sessions.kept-heading");
    return webPage(request, reply, deps, {
      title: heading,
      content: narrow(html`
        <h1 class="govuk-heading-l">${heading}</h1>
        <p class="govuk-body-l">${t("sessions.kept-lead")}</p>
        ${posts.map((post) => postView(post, { t, csrf, timeZone }))}
      `),
    });
  });
  app.post(path, async (request, reply) => {
    const form = formOf(request);
    const of = whose(request, deps);
    const post = of && (await takeKeptPost(deps.sql, textOf(form, "post"), of));
    if (!post) return nothingWaits(reply);
    if (textOf(form, "act") !== "send")
      return redirectTo(reply, post.from, { kind: "notice", code: "sessions.kept-dropped" });
    return sendAgain(app, request, reply, post);
  });
}

const nothingWaits = (reply: FastifyReply) =>
  redirectTo(reply, "/", { kind: "notice", code: "sessions.kept-gone" });

function whose(request: FastifyRequest, { clock }: Pick<WebDeps, "clock">) {
  const actor = actorOf(request);
  if (actor.kind === "guest") return undefined;
  return { account: nameOfActor(actor), cookie: cookieOf(request, "kept"), now: clock() };
}

interface PostView {
  readonly t: Translate;
  readonly csrf: SafeHtml;
  readonly timeZone: string;
}

function postView({ id, at, withoutFiles }: KeptPost, { t, csrf, timeZone }: PostView): SafeHtml {
  const time = t.dateTime(at, timeZone);
  return html`
    <form method="post" action="${path}">
      ${csrf}<input type="hidden" name="post" value="${id}">
      <h2 class="govuk-heading-s">${t("sessions.kept-at", { time })}</h2>
      ${withoutFiles ? html`<p class="govuk-body">${t("sessions.kept-files")}</p>` : null}
      ${buttonGroup(
        button({ text: t("sessions.kept-send"), name: "act", value: "send" }),
        button({ text: t("sessions.kept-drop"), kind: "secondary", name: "act", value: "drop" }),
      )}
    </form>
  `;
}

/** Headers of the inner answer that belong to the connection and are not copied. */
const ofTheConnection = new Set(["connection", "keep-alive", "transfer-encoding", "date"]);

/**
 * Sends it as the browser would have sent it, with the token of the new session: every guard, limit
 * and rule of that address is asked as if it came just now.
 */
async function sendAgain(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  { url, contentType, body, from }: KeptPost,
): Promise<FastifyReply> {
  const { cookie = "", host = "", "accept-language": languages = "" } = request.headers;
  const answer = await app.inject({
    method: "POST",
    url,
    remoteAddress: request.ip,
    headers: {
      ...{ cookie, host, accept: "text/html", "accept-language": languages },
      "content-type": contentType,
      "sec-fetch-site": "same-origin",
      referer: `${request.protocol}://${host}${from}`,
      "x-csrf-token": csrfOf(request, reply),
    },
    payload: Buffer.from(body),
  });
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined && !ofTheConnection.has(name)) reply.header(name, value);
  return reply.code(answer.statusCode).send(answer.rawPayload);
}
