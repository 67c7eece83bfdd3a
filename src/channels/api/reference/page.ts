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

interface Group {
  readonly name: string;
  readonly href: string;
  readonly routes: readonly Route[];
}

/** The parts of the reference, each a page of its own: `/api/reference/tasks`. */
export function groupsOf(document: Document): readonly Group[] {
  const routes = Object.entries(document.paths ?? {}).flatMap(([each, methods]) =>
    Object.entries(methods).map(
      ([method, operation]): Route => ({ method, path: each, operation }),
    ),
  );
  return (document.tags ?? []).map(({ name }) => ({
    name,
    href: `/api/reference/${name.toLowerCase()}`,
    routes: routes.filter(({ operation }) => operation.tags.includes(name)),
  }));
}

/** How to begin, and every address, from the same document that machines read. Pure. */
export function referencePage(shown: ReferenceView, t: Translate): SafeHtml {
  const { document, demonstration, path } = shown;
  const index = groupsOf(document).map(
    ({ name, href, routes }) => html`<h2 class="govuk-heading-l" id="${name}">
      <a class="govuk-link" href="${href}">${name}</a></h2><ul class="govuk-list">${routes.map(
        ({ method, path: address, operation }) => html`<li>
        <a class="govuk-link" href="${href}#${operation.operationId}">${operation.summary}</a>
        <code>${method.toUpperCase()} ${address}</code></li>`,
      )}</ul>`,
  );
  const title = t("api.reference.title");
  const content = html`<link rel="stylesheet" href="${stylePath}"><h1 class="govuk-heading-xl">
    ${title}</h1><p class="govuk-body-l">${t("api.reference.lead")}</p><p class="govuk-body">
    <a class="govuk-link" href="/api/openapi.json">${t("api.reference.machine")}</a></p>
    ${beginView(shown, t)}${index}`;
  return layout({ title, path, content, demo: demonstration ? { href: "/demo" } : undefined }, t);
}

/** The addresses of one part: what each takes and gives, and a line to try it with. Pure. */
export function partPage(
  { name, href, routes }: Group,
  { baseUrl, demonstration }: Pick<ReferenceView, "baseUrl" | "demonstration">,
  t: Translate,
): SafeHtml {
  const title = `${t("api.reference.title")}: ${name}`;
  const content = html`<link rel="stylesheet" href="${stylePath}"><p class="govuk-body">
    <a class="govuk-back-link" href="/api">${t("api.reference.title")}</a></p>
    <h1 class="govuk-heading-xl">${title}</h1>
    ${routes.map((route) => operationView(route, baseUrl, t))}`;
  const demo = demonstration ? { href: "/demo" } : undefined;
  return layout({ title, path: href, content, demo }, t);
}
