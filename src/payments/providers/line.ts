import { ProviderFault } from "../provider.ts";

/** How long a provider has for one answer. A page waits for less: see `within` in attempts.ts. */
const patienceMs = 8_000;
/** No answer of a provider is longer, in bytes. */
const longest = 262_144;

export interface Question {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH";
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Statuses that are an answer and no fault, beside 2xx. */
  readonly expects?: readonly number[];
}

export interface Answer {
  readonly status: number;
  /** The JSON object of the answer; empty where it has none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * Asks a provider over HTTPS. Throws `ProviderFault`: unreachable for no answer in time, 408, 429
 * and 5xx; refused for any other 4xx; unreadable for what is no JSON object, or too long.
 */
export async function askProvider(url: string, question: Question = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body, expects = [] } = question;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      redirect: "error",
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patienceMs),
    });
    text = await readText(response);
  } catch (error) {
    if (error instanceof ProviderFault) throw error;
    throw new ProviderFault("unreachable", `no answer: ${(error as Error).name}`);
  }
  const { status } = response;
  if (response.ok || expects.includes(status)) return { status, body: objectIn(text) };
  const passing = status === 408 || status === 429 || status >= 500;
  throw new ProviderFault(passing ? "unreachable" : "refused", `answered ${status}`);
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > longest) throw new ProviderFault("unreadable", "the answer is too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function objectIn(text: string): Answer["body"] {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Answer["body"];
  } catch {
    // Said below.
  }
  throw new ProviderFault("unreadable", "the answer is no JSON object");
}

/** A field that an answer must have as text. */
export function textIn(body: Answer["body"], field: string): string {
  const value = body[field];
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number") return String(value);
  throw new ProviderFault("unreadable", `no ${field} in the answer`);
}

/** An object within an answer. */
export function partOf(body: Answer["body"], field: string): Answer["body"] {
  const value = body[field];
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Answer["body"];
  throw new ProviderFault("unreadable", `no ${field} in the answer`);
}

/** What a callback's body is, where it is a JSON object; it is never trusted further. */
export function callbackIn(rawBody: string): Answer["body"] {
  try {
    return objectIn(rawBody);
  } catch {
    return {};
  }
}
