import type { Translate } from "../../../platform/i18n/index.ts";
import { html, layout, type SafeHtml } from "../../components/index.ts";
import type { TryOut } from "../deps.ts";
import { beginView } from "./begin.ts";
import { type Operation, operationView, type Route } from "./operation.ts";
import { stylePath } from "./style.ts";

export interface Document {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly tags?: readonly { readonly name: string }[];
}

interface ReferenceView {
  readonly document: Document;
  readonly baseUrl: string;
  readonly demonstration: boolean;
  readonly tryOut: TryOut | undefined;
  readonly path: string;
}

/** The reference of the API, from the same document that machines read. Pure. */
export function referencePage(shown: ReferenceView, t: Translate): SafeHtml {
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
      html`<li><a class="govuk-link" href="#${group.name}">${group.name}</a><ul class="govuk-list">
        ${group.routes.map(
          ({ operation }) => html`<li>
          <a class="govuk-link" href="#${operation.operationId}">
          ${operation.summary}</a></li>`,
        )}</ul></li>`,
  );
  const parts = groups.map(
    (group) =>
      html`<h2 class="govuk-heading-l" id="${group.name}">${group.name}</h2>
        ${group.routes.map((route) => operationView(route, baseUrl, t))}`,
  );
  const title = t("api.reference.title");
  const content = html`<link rel="stylesheet" href="${stylePath}"><h1 class="govuk-heading-xl">
    ${title}</h1><p class="govuk-body-l">${t("api.reference.lead")}</p><p class="govuk-body">
    <a class="govuk-link" href="/api/openapi.json">${t("api.reference.machine")}</a></p>
    ${beginView(shown, t)}<ul class="govuk-list hw-index">${index}</ul>${parts}`;
  return layout({ title, path, content, demo: demonstration ? { href: "/demo" } : undefined }, t);
}
