/**
 * What a person may do about their own data: have a copy of all of it, ask for it to be
 * corrected or erased, and object to how it is used.
 * `personalDataLink` is the way in, for any page of theirs.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  askAboutData,
  levelOfOwnData,
  longestRequest,
  ownArchive,
  ownData,
} from "../../../acts/index.ts";
import { isUuid } from "../../../kernel/index.ts";
import { type Level, type Person, requirePerson } from "../../../platform/auth/index.ts";
import { formOf, langOf, redirectTo, sendRefusal, textOf } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { requestKinds } from "../../../privacy/index.ts";
import {
  breadcrumbs,
  csrfField,
  html,
  type PageError,
  type SafeHtml,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { attachment, webPage, wordsOf } from "../page.ts";
import { archivePage } from "./archive-page.ts";
import { copyPdf } from "./copy-pdf.ts";
import { personalDataView, type RequestTyped } from "./view.ts";

const path = "/applications/personal-data";

export const personalDataLink = (t: Translate): SafeHtml =>
  html`<a class="govuk-link" href="${path}">${t("own-data.heading")}</a>`;

/** `/applications/personal-data`, its downloads and its requests. */
export function personalDataRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get(path, async (request, reply) => show(request, reply, deps));
  app.post(path, async (request, reply) => ask(request, reply, deps));
  app.get(`${path}/data.json`, async (request, reply) => {
    const data = await ownData(deps, await whoMayHaveAll(request, deps));
    const bytes = Buffer.from(JSON.stringify(data, null, 2));
    return attachment(reply, "personal-data.json", "application/json", bytes);
  });
  app.get(`${path}/data.pdf`, async (request, reply) => {
    const data = await ownData(deps, await whoMayHaveAll(request, deps));
    const bytes = await copyPdf(deps, data, wordsOf(request, deps));
    return attachment(reply, "personal-data.pdf", "application/pdf", bytes);
  });
  app.get(`${path}/everything.zip`, async (request, reply) => {
    const data = await ownData(deps, await whoMayHaveAll(request, deps));
    const t = wordsOf(request, deps);
    const { timeZone } = deps.catalogue.jurisdiction;
    const page = { name: "personal-data.html", html: String(archivePage(data, timeZone, t)) };
    return reply
      .header("content-type", "application/zip")
      .header("content-disposition", 'attachment; filename="personal-data.zip"')
      .header("content-security-policy", "default-src 'none'; sandbox")
      .header("cache-control", "private, no-store")
      .send(ownArchive(deps, data, page));
  });
  app.post(`${path}/:id/take-back`, async (request, reply) => {
    const person = requirePerson(request);
    const { id = "" } = request.params as { id?: string };
    const back = isUuid(id) ? await deps.privacy.takeBack({ id, person: person.id }) : undefined;
    if (back && !back.ok) return sendRefusal(reply, back.refusal);
    return redirectTo(reply, path, { kind: "success", code: "own-data.taken-back" });
  });
}

/** A copy of everything asks for the level of the application that asks for most. */
async function whoMayHaveAll(request: FastifyRequest, deps: WebDeps): Promise<Person> {
  const { id } = requirePerson(request);
  return requirePerson(request, (await levelOfOwnData(deps, id)) as Level);
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  typed?: RequestTyped,
): Promise<FastifyReply> {
  const person = requirePerson(request);
  const t = wordsOf(request, deps);
  const [rows, requests, notices] = await Promise.all([
    deps.cases.applicationsOf(person.id),
    deps.privacy.requestsOf(person.id),
    deps.privacy.noticesTo(person.id),
  ]);
  const applications = rows.map(({ id, reference, service, definition }) => {
    const def = deps.catalogue.version(service, definition) ?? deps.catalogue.current(service);
    return { id, text: `${reference} · ${def ? t.words(def.title) : service}` };
  });
  const { timeZone } = deps.catalogue.jurisdiction;
  const csrf = csrfField(request, reply);
  return webPage(request, reply, deps, {
    title: t("own-data.heading"),
    current: "applications",
    content: personalDataView({ path, applications, requests, notices, typed, timeZone, csrf }, t),
    before: breadcrumbs([{ text: t("applications.heading"), href: "/applications" }], t),
    ...(typed && { status: 422, failed: true }),
  });
}

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
): Promise<FastifyReply> {
  const { id: person } = requirePerson(request);
  const t = wordsOf(request, deps);
  const form = formOf(request);
  const typed = {
    ...{ kind: textOf(form, "kind"), about: textOf(form, "about") },
    words: textOf(form, "words").trim().slice(0, longestRequest),
  };
  const kind = requestKinds.find((each) => each === typed.kind);
  const caseId = isUuid(typed.about) ? typed.about : undefined;
  const errors: PageError[] = [];
  if (!kind) errors.push({ id: "kind", text: t("own-data.choose") });
  if (!caseId && typed.about !== "everything")
    errors.push({ id: "about", text: t("own-data.about-missing") });
  if (kind && kind !== "erasure" && typed.words === "")
    errors.push({ id: "words", text: t(`own-data.write.${kind}`) });
  if (!kind || errors.length > 0) return show(request, reply, deps, { ...typed, errors });
  const { words } = typed;
  const asked = await askAboutData(deps, { person, kind, caseId, words, lang: langOf(request) });
  if (!asked.ok)
    return show(request, reply, deps, {
      ...typed,
      errors: [{ id: "kind", text: t.refusal(asked.refusal) }],
    });
  const [newest] = await deps.privacy.requestsOf(person);
  const date = newest ? t.until(newest.dueAt, deps.catalogue.jurisdiction.timeZone) : "";
  return redirectTo(reply, path, { kind: "success", code: "own-data.sent", facts: { date } });
}
