import type { Translate } from "../../../platform/i18n/index.ts";
import { details, html, type SafeHtml, table } from "../../components/index.ts";
import { exampleOf, type Row, rowsOf, type Schema } from "./example.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

/** An operation as the OpenAPI document has it. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Content }>
  >;
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** One address: what it is for, what it takes, what it gives, and a line to try it with. */
export function operationView(
  { method, path, operation }: Route,
  baseUrl: string,
  t: Translate,
): SafeHtml {
  const { operationId, summary, description, parameters = [] } = operation;
  const scope = operation.security?.[0]?.oauth?.[0];
  const right = scope ? t("api.reference.scope", { scope }) : t("api.reference.public");
  const params = parameters.map(
    ({ name, required = false, schema, description: meaning = schema.description ?? "" }): Row => ({
      name,
      kind: schema.format ?? schema.type ?? "JSON",
      required,
      meaning,
    }),
  );
  const body = operation.requestBody?.content["application/json"]?.schema;
  return html`<section id="${operationId}" class="hw-operation"><h3 class="govuk-heading-m">
    <code>${method.toUpperCase()} ${path}</code></h3><p class="govuk-body">
    <strong>${summary}.</strong> ${marked(description ?? "")} ${right}</p>
    ${rowsTable(params, t("api.reference.parameters"), t)}
    ${body && rowsTable(rowsOf(body), t("api.reference.body"), t)}${answersView(operation, t)}
    <pre class="hw-code" tabindex="0"><code>${curlOf(method, path, operation, baseUrl)}</code></pre>
    </section>`;
}

/** What stands between backticks in a description is code. */
const marked = (text: string): SafeHtml =>
  html`${text.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;

function rowsTable(rows: readonly Row[], caption: string, t: Translate): SafeHtml | null {
  if (rows.length === 0) return null;
  const columns = (["name", "kind", "meaning"] as const).map((key) => ({
    text: t(`api.reference.${key}`),
  }));
  return table({
    caption,
    columns,
    rows: rows.map(({ name, kind, required, meaning }) => [
      html`<code>${name}</code>`,
      required ? `${kind}, ${t("api.reference.required")}` : kind,
      marked(meaning),
    ]),
  });
}

function answersView({ responses }: Operation, t: Translate): SafeHtml {
  const statuses = Object.entries(responses);
  const [status, good] = statuses.find(([each]) => each.startsWith("2")) ?? [];
  const schema = good?.content?.["application/json"]?.schema;
  const list = html`<ul class="govuk-list">
    ${statuses.map(
      ([each, { description }]) => html`<li>
      <code>${each}</code> ${marked(description)}</li>`,
    )}</ul>`;
  const rows = schema && rowsTable(rowsOf(schema), status ?? "", t);
  return details(t("api.reference.answers"), html`${list}${rows}`);
}

/** A line for a terminal; what is to be put in stands in capitals. */
function curlOf(
  method: string,
  path: string,
  { security, parameters = [], requestBody }: Operation,
  baseUrl: string,
): string {
  const lines = [
    `curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}` +
      `${baseUrl}${path.replaceAll(/\{(\w+)\}/g, (_, name) => name.toUpperCase())}`,
  ];
  if (security?.[0]?.oauth) lines.push(`-H "Authorization: Bearer $TOKEN"`);
  for (const { in: where, name } of parameters) {
    if (where !== "header") continue;
    lines.push(
      name === "idempotency-key"
        ? `-H "Idempotency-Key: $(uuidgen)"`
        : `-H "${name}: RW/GOV/1001/APP"`,
    );
  }
  const schema = requestBody?.content["application/json"]?.schema;
  if (schema)
    lines.push(`-H "Content-Type: application/json"`, `-d '${JSON.stringify(exampleOf(schema))}'`);
  return lines.join(" \\\n  ");
}
