/**
 * An authority's own system at work: it takes the tasks that wait for it, looks each application up
 * in its register and decides. It uses nothing of Hamwe but the addresses of `/api/reference/tasks`.
 *
 *   npm run api:client -- add civil-register --name "Civil register" --authority minaloc \
 *     --stages birth-certificate/register-check --scopes tasks:read,tasks:write,tasks:decide \
 *     --jwks public.json
 *   HAMWE_URL=https://hamwe.gov.example CLIENT=civil-register KEY=private.jwk REGISTER=register.json \
 *     node examples/authority-system.ts
 *
 * `KEY` is the private key (JWK, ES256) of `public.json`. `REGISTER` has what is found, by the
 * national identity number of the applicant: `{"1199…": {"outcome": "found", "findings": {…}}}`,
 * and where the task takes papers, the files of them beside it:
 * `"papers": {"register-extract": "extract.pdf"}`.
 * Whoever is not in it is left to an officer. It looks once and ends; run it by a timer, or whenever
 * the webhook `task.waiting` calls.
 */
import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { importJWK, SignJWT } from "jose";

const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
};
const url = setting("HAMWE_URL");
const client = setting("CLIENT");
const read = (name: string) => JSON.parse(readFileSync(setting(name), "utf8"));

interface Task {
  readonly application: string;
  readonly task: string;
  readonly reference: string;
  readonly state: string;
}

/** What the register says of an applicant. */
interface Entry {
  readonly outcome: string;
  readonly code?: string;
  readonly text?: string;
  readonly findings?: Readonly<Record<string, unknown>>;
  /** File by the id of the paper. */
  readonly papers?: Readonly<Record<string, string>>;
}
const register: Readonly<Record<string, Entry>> = read("REGISTER");

/** A token by private_key_jwt (RFC 7523); it lasts ten minutes. */
async function token(): Promise<string> {
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: "ES256" })
    .setIssuer(client)
    .setSubject(client)
    .setAudience(url)
    .setJti(randomUUID())
    .setExpirationTime(process.env.NOW ? Number(process.env.NOW) + 60 : "1m")
    .sign(await importJWK(read("KEY"), "ES256"));
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  });
  const response = await fetch(`${url}/oauth/token`, { method: "POST", body });
  const answer = (await response.json()) as { access_token?: string; error?: string };
  if (!answer.access_token) throw new Error(`no token: ${answer.error}`);
  return answer.access_token;
}

const authorization = `Bearer ${await token()}`;

async function get<T>(path: string): Promise<{ readonly body: T; readonly etag: string }> {
  const response = await fetch(`${url}/api/v1${path}`, { headers: { authorization } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return { body: (await response.json()) as T, etag: response.headers.get("etag") ?? "" };
}

/**
 * An act that rests on the version read. Its key follows from what is meant, so that a repetition
 * after a lost answer is the same act.
 */
async function act(path: string, etag: string, body: object = {}): Promise<boolean> {
  const meant = createHash("sha256")
    .update(`${path} ${etag} ${JSON.stringify(body)}`)
    .digest("hex");
  const response = await fetch(`${url}/api/v1${path}`, {
    method: "POST",
    headers: {
      ...{ authorization, "content-type": "application/json" },
      ...{ "idempotency-key": meant, "if-match": etag },
    },
    body: JSON.stringify(body),
  });
  if (response.ok) return true;
  // Somebody else was quicker, or the applicant changed something: it is seen again next time.
  if (response.status === 412 || response.status === 409) return false;
  throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

async function work({ application, task, reference }: Task): Promise<string> {
  const path = `/tasks/${application}/${task}`;
  const file = await get<{ applicant: { nationalId: string | null } }>(`${path}/file`);
  const entry = register[file.body.applicant.nationalId ?? ""];
  if (!entry) return `${reference}: not in the register, left to an officer`;
  if (!(await act(`${path}/claim`, file.etag))) return `${reference}: changed meanwhile`;
  const { papers = {}, ...outcome } = entry;
  const { etag } = await get(path);
  for (const [document, name] of Object.entries(papers)) {
    const content = readFileSync(name, "base64");
    if (!(await act(`${path}/papers`, etag, { document, name: basename(name), content })))
      return `${reference}: changed meanwhile`;
  }
  const done = await act(`${path}/outcome`, etag, outcome);
  return `${reference}: ${done ? entry.outcome : "changed meanwhile"}`;
}

for (let path: string | undefined = "/tasks"; path; ) {
  const { body }: { readonly body: { items: Task[]; next?: string } } = await get(path);
  for (const task of body.items)
    if (task.state === "open" || task.state === "claimed") console.log(await work(task));
  path = body.next && `/tasks?cursor=${encodeURIComponent(body.next)}`;
}
