import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { exampleOf } from "../../src/channels/api/reference/example.ts";
import type { Operation } from "../../src/channels/api/reference/operation.ts";
import { keepClient, sha256 } from "../../src/programs/index.ts";
import { startTown, type Town } from "../town.ts";
import { agency, registered } from "./agency-given.ts";
import { checkPromises, holding, program, type Said } from "./api-given.ts";

let town: Town;
before(async () => {
  town = await startTown();
});
after(() => town.close());

interface Place {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly body: unknown;
}

async function places(): Promise<Place[]> {
  const { body } = await holding(town, "").get("/api/openapi.json");
  return Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const schema = operation.requestBody?.content["application/json"]?.schema;
      return { method: method.toUpperCase(), path, operation, body: schema && exampleOf(schema) };
    }),
  );
}

/** Names that fit an address and belong to nothing. */
const nowhere = (path: string): string =>
  path
    .replaceAll("{task}", "1.none")
    .replaceAll(/\{(id|file|fileId|delivery|paper)\}/g, (_, name) =>
      path.includes("services/{id}") || path.includes("code-lists") ? "none" : name && randomUUID(),
    )
    .replaceAll(/\{(serviceId|eFormId)\}/g, "none")
    .replaceAll("{registry}", "none")
    .replaceAll("{version}", "1.0");

/** Headers without which some addresses answer nothing else. */
const ownHeaders = {
  "information-mediator-client": "RW/GOV/1001/bank",
  "if-match": '"1"',
};

const told = ({ operation }: Place, status: number): boolean =>
  String(status) in operation.responses;

test("Every refusal that the description promises really comes, in the shape that it promises", async () => {
  const bank = await program(town);
  await keepClient(
    town.app.sql,
    { id: "nothing", name: "Nothing", scopes: [], secretHash: sha256("nothing"), jwks: null },
    town.now(),
  );
  const powerless = await program(town, { id: "nothing", secret: "nothing" });
  const system = await agency(
    town,
    await registered(town, {
      ...{ id: "civil-register", authority: "minaloc" },
      stages: ["birth-certificate/register-check"],
    }),
  );
  const guest = holding(town, "");
  const missed: string[] = [];
  const expect = (place: Place, status: number, said: Said) => {
    if (said.status !== status)
      missed.push(
        `${place.method} ${place.path}: ` +
          `${status} is promised, ${said.status} came ${JSON.stringify(said.body)}`,
      );
  };
  for (const place of await places()) {
    const { method, path, body } = place;
    const own = path.startsWith("/api/v1/tasks") ? system : bank;
    const at = nowhere(path);
    const key = { ...ownHeaders, "idempotency-key": randomUUID() };
    if (told(place, 401)) expect(place, 401, await guest.send(method, at, body, key));
    if (told(place, 403)) expect(place, 403, await powerless.send(method, at, body, key));
    const keyed = place.operation.parameters?.some(({ name }) => name === "idempotency-key");
    if (keyed) expect(place, 400, await own.send(method, at, body, ownHeaders));
    if (told(place, 404) && path !== "/api/v1/drafts") {
      const sent = path === "/api/v1/confirmations" ? { draft: randomUUID() } : body;
      expect(
        place,
        404,
        await own.send(method, at, sent, { ...key, "idempotency-key": randomUUID() }),
      );
    }
    if (told(place, 422) && body)
      expect(place, 422, await own.send(method, at, { nonsense: 1 }, key));
    if (told(place, 413)) expect(place, 413, await tooLarge(own.token, method, at));
    if (told(place, 415)) expect(place, 415, await otherKind(own.token, method, at));
  }
  assert.equal(missed.join("\n"), "");
});

/** Says only that it will send a gigabyte. */
const tooLarge = (token: string, method: string, path: string) =>
  raw(method, path, {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "content-length": "1000000000",
  });

const otherKind = (token: string, method: string, path: string) =>
  raw(
    method,
    path,
    { authorization: `Bearer ${token}`, "content-type": "text/plain", "content-length": "2" },
    "hi",
  );

function raw(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const sent = request(`${town.url}${path}`, { method, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const said = {
        status: response.statusCode ?? 0,
        body: JSON.parse(Buffer.concat(chunks).toString()),
        headers: new Headers(),
      };
      await checkPromises(town, method, path, said, String(response.headers["content-type"]));
      resolve(said);
      sent.destroy();
    });
    sent.once("error", reject);
    if (body === undefined) sent.flushHeaders();
    else sent.end(body);
  });
}

test("A program that asks too often is told when to come back, and others go on", async () => {
  const bank = await program(town);
  const first = await bank.get("/api/v1/applications");
  assert.match(first.headers.get("ratelimit") ?? "", /^"requests";r=\d+;t=\d+$/);
  assert.equal(first.headers.get("ratelimit-policy"), '"requests";q=600;w=60');
  let last = first;
  // A minute may begin while it asks, and its requests are counted from none then.
  for (let batch = 0; batch < 40 && last.status !== 429; batch++) {
    const all = await Promise.all(Array.from({ length: 50 }, () => bank.get("/api/v1/webhooks")));
    last = all.find(({ status }) => status === 429) ?? last;
  }
  assert.equal(last.status, 429);
  assert.equal(last.body.code, "api.too-many-requests");
  assert.ok(Number(last.headers.get("retry-after")) > 0);
  assert.equal((await holding(town, "").get("/api/v1/services?limit=1")).status, 200);
});
