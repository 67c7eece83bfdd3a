import type { Translate } from "../../../platform/i18n/index.ts";
import { html, inset, layout, type SafeHtml } from "../../components/index.ts";
import { demoClient } from "../oauth/demo-client.ts";
import { type Operation, operationView, type Route } from "./operation.ts";
import { stylePath } from "./style.ts";

export interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly tags?: readonly { readonly name: string }[];
}

interface Shown {
  readonly document: Document;
  readonly baseUrl: string;
  readonly demonstration: boolean;
  readonly path: string;
}

/** The reference of the API, from the same document that machines read. Pure. */
export function referencePage(shown: Shown, t: Translate): SafeHtml {
  const { document, baseUrl, demonstration, path } = shown;
  const routes = Object.entries(document.paths ?? {}).flatMap(([each, methods]) =>
    Object.entries(methods).map(
      ([method, operation]): Route => ({ method, path: each, operation }),
    ),
  );
  const groups = (document.tags ?? []).map(({ name }) => ({
    name,
    routes: routes.filter(({ operation }) => operation.tags.includes(name)),
  }));
  const index = groups.map(
    (group) =>
      html`<li><a class="govuk-link" href="#${group.name}">${group.name}</a><ul class="govuk-list">${group.routes.map(({ operation }) => html`<li><a class="govuk-link" href="#${operation.operationId}">${operation.summary}</a></li>`)}</ul></li>`,
  );
  const parts = groups.map(
    (group) =>
      html`<h2 class="govuk-heading-l" id="${group.name}">${group.name}</h2>${group.routes.map((route) => operationView(route, baseUrl, t))}`,
  );
  const title = t("api.reference.title");
  const content = html`<link rel="stylesheet" href="${stylePath}"><h1 class="govuk-heading-xl">${title}</h1><p class="govuk-body-l">${t("api.reference.lead")}</p><p class="govuk-body"><a class="govuk-link" href="/api/openapi.json">${t("api.reference.machine")}</a></p>${beginView(baseUrl, demonstration, t)}<ul class="govuk-list hw-index">${index}</ul>${parts}`;
  return layout({ title, path, content, demo: demonstration ? { href: "/demo" } : undefined }, t);
}

const code = (text: string) => html`<pre class="hw-code" tabindex="0"><code>${text}</code></pre>`;

function beginView(baseUrl: string, demonstration: boolean, t: Translate): SafeHtml {
  const { id, secret } = demoClient;
  const client = demonstration ? `${id}:${secret}` : "$CLIENT:$SECRET";
  const step = (key: "token" | "find" | "apply") =>
    html`<h3 class="govuk-heading-s">${t(`api.reference.${key}`)}</h3>`;
  const token = `curl -u "${client}" ${baseUrl}/oauth/token \\\n  -d grant_type=client_credentials`;
  const said = (key: string) => html`<p class="govuk-body">${t(`api.reference.${key}`)}</p>`;
  const open = demonstration ? inset(t("api.reference.demo", { client: id, secret })) : null;
  return html`<h2 class="govuk-heading-l">${t("api.reference.begin")}</h2>${open}${step("token")}${code(token)}${step("find")}${code(`curl "${baseUrl}/api/v1/services?q=birth"`)}${step("apply")}${said("apply-steps")}${said("again")}${said("errors")}`;
}
