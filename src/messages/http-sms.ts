import type { Gateway } from "./deliverer.ts";
import type { Message } from "./outbox.ts";

/** A carrier's HTTP interface, described by settings alone; docs/sms-gateway.md tells each. */
export interface HttpSms {
  /** May hold placeholders in its query, as may `headers` and `body`. */
  readonly url: string;
  readonly method: "GET" | "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  /** Absent for GET. */
  readonly body?: string | undefined;
  /** Where the answer, in JSON, holds the carrier's id: `messages.0.id`; absent: none is read. */
  readonly id?: string | undefined;
  /** Where it says whether it took the message; absent: its HTTP status alone says so. */
  readonly status?: string | undefined;
  /** What stands there where it did. */
  readonly accepted: readonly string[];
  readonly key: string;
  readonly from: string;
  /** How its reports of delivery are read. */
  readonly report?: SmsReport | undefined;
}

/** A report of delivery: fields of its form, its query or its JSON by their paths. */
export interface SmsReport {
  readonly id: string;
  readonly status: string;
  readonly arrived: readonly string[];
  readonly failed: readonly string[];
}

const placeholder = /\{(to|plain-to|message|from|key|id)\}/g;

/** Writes values into a template, each in the manner of what stands around it. */
function fill(
  template: string,
  values: Readonly<Record<string, string>>,
  write: (value: string) => string,
): string {
  return template.replaceAll(placeholder, (_, name: string) => write(values[name] ?? ""));
}

const asJson = (value: string): string => JSON.stringify(value).slice(1, -1);
const asXml = (value: string): string =>
  value.replaceAll(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
/** A header takes no line's end: it would begin another. */
const asHeader = (value: string): string => value.replaceAll(/[\r\n]/g, " ");

function writerFor(headers: HttpSms["headers"]): (value: string) => string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type");
  if (type?.[1].includes("json")) return asJson;
  return type?.[1].includes("xml") ? asXml : encodeURIComponent;
}

/** The text at a path of parsed JSON, `messages.0.id`; undefined where nothing is there. */
export function textAt(answer: unknown, path: string): string | undefined {
  let value: unknown = answer;
  for (const step of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step))
      return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

const patienceMs = 10_000;
/** No answer of a carrier is longer. */
const longestAnswer = 64 * 1024;

/**
 * Sends an SMS by the interface that the settings describe. Throws where it was refused, with the
 * carrier's status but neither the number nor the text.
 */
export const httpSms = (settings: HttpSms): Gateway => ({
  async send({ id, recipient, body: text }: Message): Promise<string | undefined> {
    const { key, from, method, headers, body } = settings;
    const values = {
      ...{ to: recipient, "plain-to": recipient.replace(/^\+/, "") },
      ...{ message: text, from, key, id },
    };
    const response = await fetch(fill(settings.url, values, encodeURIComponent), {
      method,
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, fill(value, values, asHeader)]),
      ),
      ...(body !== undefined && { body: fill(body, values, writerFor(headers)) }),
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
    const answered = (await response.text()).slice(0, longestAnswer);
    if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`);
    return readAnswer(settings, answered);
  },
});

function readAnswer({ id, status, accepted }: HttpSms, answered: string): string | undefined {
  if (id === undefined && status === undefined) return undefined;
  let answer: unknown;
  try {
    answer = JSON.parse(answered);
  } catch {
    throw new Error("the SMS gateway answered no JSON");
  }
  if (status !== undefined) {
    const given = textAt(answer, status);
    if (given === undefined || !accepted.includes(given))
      throw new Error(`the SMS gateway refused: ${given?.slice(0, 40) ?? "no status"}`);
  }
  return id === undefined ? undefined : textAt(answer, id);
}

/** What a report says; `arrived` is absent while the message is still on its way. */
export function readReport(
  { id, status, arrived, failed }: SmsReport,
  report: unknown,
): { readonly ref: string; readonly arrived?: boolean } | undefined {
  const ref = textAt(report, id);
  const state = textAt(report, status) ?? "";
  if (!ref) return undefined;
  if (arrived.includes(state)) return { ref, arrived: true };
  return failed.includes(state) ? { ref, arrived: false } : { ref };
}
