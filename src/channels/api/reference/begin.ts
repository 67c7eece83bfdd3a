import type { Translate } from "../../../platform/i18n/index.ts";
import { demoClient } from "../../../programs/index.ts";
import { html, inset, type SafeHtml } from "../../components/index.ts";
import type { TryOut } from "../deps.ts";

export interface Begin {
  readonly baseUrl: string;
  readonly demonstration: boolean;
  readonly tryOut: TryOut | undefined;
}

type Said = "join" | "apply-steps" | "again" | "errors";
type Step = "token" | "find" | "apply" | "draft" | "ask" | "send" | "follow";

/**
 * From nothing to an application: in a demonstration with lines that can be pasted as they are.
 * Pure.
 */
export function beginView({ baseUrl, demonstration, tryOut }: Begin, t: Translate): SafeHtml {
  const { id, secret } = demoClient;
  const paragraph = (key: Said) => html`<p class="govuk-body">${t(`api.reference.${key}`)}</p>`;
  const open = demonstration
    ? inset(t("api.reference.demo", { client: id, secret }))
    : paragraph("join");
  const client = demonstration ? `${id}:${secret}` : "$CLIENT:$SECRET";
  const address = `${baseUrl}/oauth/token`;
  const token = `curl -s -u "${client}" ${address} \\\n  -d grant_type=client_credentials`;
  const find = `curl "${baseUrl}/api/v1/services?q=${tryOut?.service ?? "birth"}"`;
  const steps = [
    step("token", t, captured("TOKEN", token, '.*"access_token"')),
    step(
      "find",
      t,
      tryOut ? `${find}\ncurl ${baseUrl}/api/v1/services/${tryOut.service}/questions` : find,
    ),
    ...(tryOut ? tried(tryOut, baseUrl, t) : [step("apply", t), paragraph("apply-steps")]),
  ];
  return html`<h2 class="govuk-heading-l">${t("api.reference.begin")}</h2>${open}${steps}
    ${paragraph("again")}${paragraph("errors")}`;
}

const step = (key: Step, t: Translate, lines?: string): SafeHtml =>
  html`<h3 class="govuk-heading-s">${t(`api.reference.${key}`)}</h3>
    ${lines && html`<pre class="hw-code" tabindex="0"><code>${lines}</code></pre>`}`;

/** A draft, the person's yes, the application, and where it stands. */
function tried({ service, person, answers, codeAt }: TryOut, baseUrl: string, t: Translate) {
  const { name, nationalId } = person;
  const at = `${baseUrl}${codeAt}`;
  const draft = quoted(JSON.stringify({ service, person: { nationalId }, answers }, null, 1));
  const post = (path: string, key: string, body: string) =>
    `curl -s ${baseUrl}/api/v1/${path} \\\n` +
    `  -H "Authorization: Bearer $TOKEN" \\\n  -H "Idempotency-Key: ${key}-$(date +%s)" \\\n` +
    `  -H "Content-Type: application/json" \\\n  -d ${body}`;
  const yes = '"{\\"draft\\":\\"$DRAFT\\"}"';
  const send =
    '"{\\"draft\\":\\"$DRAFT\\",\\"confirmation\\":{\\"id\\":\\"$YES\\",\\"code\\":\\"$CODE\\"}}"';
  const read = (path: string) =>
    `curl ${baseUrl}/api/v1/applications/$APPLICATION${path} -H "Authorization: Bearer $TOKEN"`;
  return [
    step("draft", t, captured("DRAFT", post("drafts", "draft", draft))),
    step("ask", t, captured("YES", post("confirmations", "yes", yes))),
    html`<p class="govuk-body">
      ${t("api.reference.code", { name })} <a class="govuk-link" href="${at}">${at}</a></p>`,
    step("send", t, `CODE=000000\n${captured("APPLICATION", post("applications", "send", send))}`),
    step("follow", t, `${read("")}\n${read("/bills")}`),
    html`<p class="govuk-body">${t("api.reference.pay", { name })}</p>`,
  ];
}

/** Keeps the id, or what else is named, of what a line answers, and shows it. */
const captured = (name: string, line: string, field = '^{"id"'): string =>
  `${name}=$(${line} |\n  sed 's/${field}:"\\([^"]*\\)".*/\\1/'); echo $${name}`;

/** In single quotes of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
