import type { FastifyReply } from "fastify";
import { answerClientRequest, registerClient, suspendClient } from "../../acts/index.ts";
import { formOf, redirectTo } from "../../platform/http/index.ts";
import {
  type Client,
  type ClientProblem,
  clientFrom,
  clientRequests,
  listClients,
  scopes,
} from "../../programs/index.ts";
import {
  backLink,
  buttonGroup,
  html,
  inset,
  linkButton,
  type SafeHtml,
  table,
  tag,
  warningText,
} from "../components/index.ts";
import { alsoWrong, readTyped, type StaffForm, staffForm, type Typed } from "../staff/index.ts";
import { type Admin, occasionAt, refuseAdmin, showAdmin, showFormPage } from "./admin.ts";
import { actorWords, officersIn } from "./words.ts";

export const clientsPath = "/admin/clients";
const unknown = { kind: "not-found", code: "settings.client-unknown" } as const;

type Listed = Awaited<ReturnType<typeof listClients>>[number];

const rightsWords = ({ t }: Admin, { scopes: rights }: Pick<Client, "scopes">): string =>
  t.list(rights.map((scope) => t(`settings.client.scope.${scope}`)));

function clientRow(at: Admin, client: Listed) {
  const { t } = at;
  const path = `${clientsPath}/${client.id}`;
  const hidden = html`<span class="govuk-visually-hidden">: ${client.name}</span>`;
  const link = (href: string, text: string) =>
    html`<a class="govuk-link" href="${href}">${text}${hidden}</a>`;
  return [
    html`<strong>${client.name}</strong><br>${client.id}`,
    rightsWords(at, client),
    t(client.jwks ? "settings.client.by-key" : "settings.client.by-secret"),
    client.disabledAt
      ? tag(t("settings.client.suspended"), "bad")
      : tag(t("settings.client.active"), "good"),
    html`${link(path, t("settings.change"))} &nbsp;
      ${client.disabledAt ? null : link(`${path}/suspend`, t("settings.client.suspend"))}`,
  ];
}

/** Those that wait, each with the two answers of a second administrator. */
async function waitingPart(at: Admin): Promise<SafeHtml | null> {
  const { deps, t } = at;
  const requests = await clientRequests(deps.sql);
  if (requests.length === 0) return null;
  const names = await deps.officerNames(officersIn(requests.map(({ askedBy }) => askedBy)));
  const answer = (id: string, act: "confirm" | "decline") =>
    staffForm(
      {
        ...{ id: `${act}-${id}`, action: `${clientsPath}/${id}/${act}`, fields: [] },
        send: t(`settings.client.${act}`),
      },
      at,
    );
  return html`<h2 class="govuk-heading-m">${t("settings.client.waiting")}</h2>
    <p class="govuk-body">${t("settings.client.waiting-lead")}</p>
    <div class="ad-row">${table({
      ...{ caption: t("settings.client.waiting"), captionHidden: true },
      columns: [
        { text: t("settings.client.program") },
        { text: t("settings.client.rights") },
        { text: t("staff.who-asked") },
        { text: t("settings.calendar.acts") },
      ],
      rows: requests.map(({ client, askedBy }) => [
        html`<strong>${client.name}</strong><br>${client.id}`,
        rightsWords(at, client),
        actorWords(at, names, askedBy),
        html`${answer(client.id, "confirm")} ${answer(client.id, "decline")}`,
      ]),
    })}</div>`;
}

/** GET /admin/clients: organisations' programs, what they may do, and those that wait. */
export async function clientsPage(at: Admin): Promise<FastifyReply> {
  const { deps, t } = at;
  const clients = await listClients(deps.sql);
  const content = html`<h1 class="govuk-heading-l">${t("settings.client.title")}</h1>
    <p class="govuk-body-l">${t("settings.client.lead")}</p>
    ${await waitingPart(at)}
    ${linkButton({ text: t("settings.client.add"), href: `${clientsPath}/add` })}
    ${table({
      ...{ caption: t("settings.client.title"), captionHidden: true },
      columns: [
        { text: t("settings.client.program") },
        { text: t("settings.client.rights") },
        { text: t("settings.client.proof") },
        { text: t("settings.client.state") },
        { text: t("settings.calendar.acts") },
      ],
      rows: clients.map((client) => clientRow(at, client)),
      empty: t("settings.client.none"),
    })}`;
  return showAdmin(at, { title: t("settings.client.title"), content, path: clientsPath });
}

function clientForm(at: Admin, client?: Listed): StaffForm {
  const { deps, t } = at;
  const authorities = deps.catalogue.jurisdiction.authorities.map(({ id, name }) => ({
    ...{ value: id, text: t.words(name) },
  }));
  const keys = client?.jwks ? JSON.stringify(client.jwks, null, 2) : "";
  return {
    ...{ id: "client", send: t("settings.save") },
    action: `${clientsPath}/${client?.id ?? "add"}`,
    fields: [
      ...(client
        ? []
        : [
            {
              ...({ kind: "text", name: "id", label: t("settings.client.id") } as const),
              ...{ hint: t("settings.client.id-hint"), missing: t("settings.client.wrong.id") },
            },
          ]),
      {
        ...{ kind: "text", name: "name", label: t("settings.client.name"), value: client?.name },
        missing: t("settings.client.wrong.name"),
      },
      {
        ...{ kind: "checkboxes", name: "scopes", label: t("settings.client.rights") },
        ...{ value: client?.scopes.join(","), hint: t("settings.client.rights-hint") },
        items: scopes.map((value) => ({ value, text: t(`settings.client.scope.${value}`) })),
        missing: t("settings.client.wrong.scopes"),
      },
      {
        ...{ kind: "lines", name: "keys", label: t("settings.client.keys"), value: keys, rows: 6 },
        hint: t("settings.client.keys-hint"),
      },
      {
        ...{ kind: "checkboxes", name: "options", label: t("settings.client.options") },
        value: client?.bindsTokens ? "binds" : "",
        items: [
          { value: "binds", text: t("settings.client.binds") },
          { value: "fresh", text: t("settings.client.fresh") },
        ],
      },
      {
        ...{ kind: "select", name: "authority", label: t("settings.client.authority") },
        ...{ hint: t("settings.client.authority-hint"), value: client?.authority ?? "" },
        items: [{ value: "", text: t("settings.client.no-authority") }, ...authorities],
      },
      {
        ...{ kind: "lines", name: "stages", label: t("settings.client.stages"), rows: 3 },
        ...{ hint: t("settings.client.stages-hint"), value: client?.stages?.join("\n") },
      },
    ],
  };
}

const frameOf = ({ t }: Admin, client?: Listed) => ({
  title: client ? t("settings.change-of", { name: client.name }) : t("settings.client.add"),
  before: backLink(clientsPath, t, t("settings.client.title")),
});

function problemWords({ t }: Admin, { field, code, text = "" }: ClientProblem): string {
  if (code === "missing")
    return t(field === "name" ? "settings.client.wrong.name" : "settings.client.wrong.scopes");
  return t(`settings.client.wrong.${code}`, { text });
}

async function clientAt(at: Admin): Promise<Listed | undefined> {
  const { id = "" } = at.request.params as { id?: string };
  return (await listClients(at.deps.sql)).find((client) => client.id === id);
}

/** GET /admin/clients/add and /admin/clients/:id */
export const clientPage = async (at: Admin): Promise<FastifyReply> => {
  const isNew = (at.request.params as { id?: string }).id === undefined;
  const client = isNew ? undefined : await clientAt(at);
  return isNew || client
    ? showFormPage(at, clientForm(at, client), frameOf(at, client))
    : refuseAdmin(at, unknown, clientsPath);
};

/** POST /admin/clients/add and /admin/clients/:id */
export async function keepClientPage(at: Admin): Promise<FastifyReply> {
  const { deps, reply, request, t } = at;
  const isNew = (request.params as { id?: string }).id === undefined;
  const client = isNew ? undefined : await clientAt(at);
  if (!isNew && !client) return refuseAdmin(at, unknown, clientsPath);
  const posted = formOf(request);
  const form = clientForm(at, client);
  const typed = readTyped(form, posted);
  const { name = "", keys = "", authority = "" } = typed.values;
  const listOf = (text = "") => text.split(/[\s,]+/).filter((part) => part !== "");
  const options = listOf(typed.values.options);
  const read = clientFrom({
    ...{ id: client?.id ?? typed.values.id ?? "", name: name.slice(0, 100), keys, authority },
    ...{ scopes: listOf(typed.values.scopes), stages: listOf(typed.values.stages) },
    bindsTokens: options.includes("binds"),
  });
  const again = (wrong: Typed) => showFormPage(at, form, frameOf(at, client), wrong);
  if ("problems" in read) {
    const isTold = (field: string) => typed.wrong.some(({ name: each }) => each === field);
    const more = read.problems.filter(({ field }) => !isTold(field));
    return again(
      more.reduce(
        (all, problem) => alsoWrong(form, all, problem.field, problemWords(at, problem)),
        typed,
      ),
    );
  }
  const taken = isNew && (await listClients(deps.sql)).some(({ id }) => id === read.client.id);
  if (taken) return again(alsoWrong(form, typed, "id", t("settings.client.wrong.taken")));
  const freshSecret = options.includes("fresh");
  const done = await registerClient(deps, read.client, {
    ...{ ...occasionAt(at, posted), freshSecret },
  });
  if (!done.ok) return again({ ...typed, refused: t.refusal(done.refusal) });
  const { waits, secret } = done.value;
  if (secret !== undefined) return secretPage(at, read.client.name, secret);
  const code = waits ? "settings.client.waits" : "settings.client.done";
  return redirectTo(reply, clientsPath, { kind: "success", code });
}

/** The secret of a program, shown this once. */
function secretPage(at: Admin, name: string, secret: string): FastifyReply {
  const { t } = at;
  const title = t("settings.client.secret-title", { name });
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    ${warningText(t("settings.client.secret-once"), t)}
    ${inset(html`<code class="ad-lines">${secret}</code>`)}
    ${buttonGroup(linkButton({ text: t("settings.client.title"), href: clientsPath }))}`;
  return showAdmin(at, { title, content, path: clientsPath });
}

/** GET /admin/clients/:id/suspend */
export async function suspendPage(at: Admin): Promise<FastifyReply> {
  const { t } = at;
  const client = await clientAt(at);
  if (!client || client.disabledAt) return refuseAdmin(at, unknown, clientsPath);
  const [action, send] = [`${clientsPath}/${client.id}/suspend`, t("settings.client.suspend")];
  return showFormPage(
    at,
    { id: "suspend", action, send, fields: [] },
    {
      title: t("settings.client.suspend-title", { name: client.name }),
      before: backLink(clientsPath, t, t("settings.client.title")),
      lead: warningText(t("settings.client.suspend-warning"), t),
    },
  );
}

/** POST /admin/clients/:id/suspend */
export async function suspend(at: Admin): Promise<FastifyReply> {
  const { deps, request, reply } = at;
  const { id = "" } = request.params as { id?: string };
  const done = await suspendClient(deps, id, occasionAt(at, formOf(request)));
  if (!done.ok) return refuseAdmin(at, done.refusal, clientsPath);
  return redirectTo(reply, clientsPath, { kind: "success", code: "settings.client.done" });
}

/** POST /admin/clients/:id/confirm and …/decline, by a second administrator. */
export const answerRequest =
  (confirms: boolean) =>
  async (at: Admin): Promise<FastifyReply> => {
    const { deps, request, reply } = at;
    const { id } = request.params as { id?: string };
    const asked = (await clientRequests(deps.sql)).find(({ client }) => client.id === id);
    if (!asked) return refuseAdmin(at, unknown, clientsPath);
    const occasion = { ...occasionAt(at, formOf(request)), confirms };
    const done = await answerClientRequest(deps, asked, occasion);
    if (!done.ok) return refuseAdmin(at, done.refusal, clientsPath);
    return redirectTo(reply, clientsPath, { kind: "success", code: "settings.client.done" });
  };
