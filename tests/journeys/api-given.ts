import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Town } from "../town.ts";

/** The client that everybody may be in a demonstration. */
export const demoClient = { id: "demo-bank", secret: "open-to-everybody-in-the-demonstration" };

export interface Said {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: any JSON; its shape is the contract test's business
  readonly body: any;
  readonly headers: Headers;
}

/** A program that calls over HTTP with a token, as one at a bank would. */
export interface Program {
  readonly token: string;
  get(path: string, headers?: Record<string, string>): Promise<Said>;
  /** With a fresh Idempotency-Key where none is given. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Said>;
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Said>;
}

export async function tokenFor(
  town: Town,
  { id, secret }: { readonly id: string; readonly secret: string } = demoClient,
  scope?: string,
): Promise<Said> {
  const body = new URLSearchParams({ grant_type: "client_credentials", ...(scope && { scope }) });
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
  return said(
    await fetch(`${town.url}/oauth/token`, { method: "POST", body, headers: { authorization } }),
  );
}

export async function said(response: Response): Promise<Said> {
  const text = await response.text();
  const json = /json/.test(response.headers.get("content-type") ?? "") && text !== "";
  return {
    status: response.status,
    body: json ? JSON.parse(text) : text,
    headers: response.headers,
  };
}

export async function program(town: Town, client = demoClient, scope?: string): Promise<Program> {
  const { status, body } = await tokenFor(town, client, scope);
  assert.equal(status, 200, JSON.stringify(body));
  return holding(town, body.access_token);
}

/** A program with this token, or without any. */
export function holding(town: Town, token: string): Program {
  const send: Program["send"] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${town.url}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined &&
          !(body instanceof FormData) && { "content-type": "application/json" }),
        "accept-language": "en",
        ...headers,
      },
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const answer = await said(response);
    await checkPromises(town, method, path, answer, response.headers.get("content-type") ?? "");
    return answer;
  };
  return {
    token,
    send,
    get: (path, headers) => send("GET", path, undefined, headers),
    post: (path, body, headers) =>
      send("POST", path, body, { "idempotency-key": randomUUID(), ...headers }),
  };
}

type Responses = Record<string, { content?: Record<string, { schema: object }> }>;

interface Promised {
  readonly ajv: Ajv2020;
  readonly paths: Record<string, Record<string, { responses: Responses }>>;
  readonly components: object;
}

const promised = new WeakMap<Town, Promise<Promised>>();

async function readPromises(town: Town): Promise<Promised> {
  const { body } = await said(await fetch(`${town.url}/api/openapi.json`));
  const ajv = new Ajv2020({ strict: false });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  return { ajv, paths: body.paths, components: body.components };
}

/**
 * Whatever an address of the API answers is what the description promises of it: status, kind and
 * shape.
 */
export async function checkPromises(
  town: Town,
  method: string,
  path: string,
  { status, body }: Said,
  type: string,
): Promise<void> {
  if (!promised.has(town)) promised.set(town, readPromises(town));
  const { ajv, paths, components } = await (promised.get(town) ?? readPromises(town));
  const [plain = ""] = path.split("?");
  const known = Object.keys(paths)
    .filter((each) => new RegExp(`^${each.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(plain))
    .sort((a, b) => a.split("{").length - b.split("{").length)[0];
  const operation = known && paths[known]?.[method.toLowerCase()];
  if (!operation) return;
  const said = operation.responses[String(status)];
  assert.ok(
    said,
    `${method} ${known} answers ${status}, of which nothing is said: ${JSON.stringify(body)}`,
  );
  const [kind = ""] = type.split(";");
  if (status === 204) return;
  const schema = said.content?.[kind]?.schema;
  assert.ok(schema, `${method} ${known} ${status} is ${kind}`);
  const fits = ajv.compile({ ...schema, components });
  assert.ok(
    fits(body),
    `${method} ${known} ${status}: ${JSON.stringify(fits.errors)} ${JSON.stringify(body)}`,
  );
}
