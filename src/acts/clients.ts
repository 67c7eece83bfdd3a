import { type CommandId, type Result, refuse } from "../kernel/index.ts";
import type { Pool } from "../platform/db/index.ts";
import type { Security } from "../platform/security/index.ts";
import {
  askForClient,
  type Client,
  type ClientRequest,
  disableClient,
  endClientRequest,
  isDeciding,
  keepClient,
  listClients,
  newSecret,
  sha256,
} from "../programs/index.ts";
import type { RegisteredClient, Settings } from "../settings/index.ts";

interface ClientsDeps {
  readonly sql: Pool;
  readonly clock: () => Date;
  readonly settings: Pick<Settings, "register">;
  readonly security: Pick<Security, "record">;
}

interface Occasion {
  readonly key: CommandId;
  /** `officer:<id>` */
  readonly actor: string;
}

type NewClient = Omit<Client, "secretHash">;

/** What is said of a program in events: its keys by their ids only. */
const recordOf = ({ id, name, scopes, jwks, authority, stages }: NewClient): RegisteredClient => ({
  ...{ id, name, scopes },
  ...(jwks && { keys: jwks.keys.map(({ kid, kty }) => kid ?? kty ?? "") }),
  ...(authority && { authority, stages: stages ?? [] }),
});

const missing = "settings.client-unknown";
const aboutOf = (id: string) => `client-${id}`;

async function existing(sql: Pool, id: string) {
  const client = (await listClients(sql)).find((each) => each.id === id);
  return client && { client, before: recordOf(client) };
}

/**
 * Registers a program, or changes its rights and keys; one that is to decide waits for a second
 * administrator. One without keys gets a secret where it has none yet, or a new one is asked for.
 * @returns whether it waits, and the secret, which is told this once
 */
export async function registerClient(
  deps: ClientsDeps,
  client: NewClient,
  { key, actor, freshSecret }: Occasion & { readonly freshSecret: boolean },
): Promise<Result<{ readonly waits: boolean; readonly secret?: string }>> {
  const { sql, clock, settings } = deps;
  const now = clock();
  const old = await existing(sql, client.id);
  const change = { ...(old && { before: old.before }), after: recordOf(client) };
  const about = aboutOf(client.id);
  if (isDeciding(client.scopes)) {
    const rows = async (tx: Parameters<typeof askForClient>[0]) => {
      await askForClient(tx, { client, askedBy: actor, askedAt: now });
      return true;
    };
    const event = { type: "ClientAsked", data: change } as const;
    const done = await settings.register({ about, event, rows, missing }, { key, actor });
    return done.ok ? { ok: true, value: { waits: true } } : done;
  }
  const oldHash = freshSecret ? null : (old?.client.secretHash ?? null);
  const secret = client.jwks || oldHash ? undefined : newSecret();
  const secretHash = client.jwks ? null : secret === undefined ? oldHash : sha256(secret);
  // The same form sent twice is one act: a second secret would be one that nobody stored.
  const written = { secret: false };
  const done = await settings.register(
    {
      ...{ about, missing, event: { type: "ClientRegistered", data: change } },
      rows: async (tx) => {
        await keepClient(tx, { ...client, secretHash }, now);
        written.secret = true;
        return true;
      },
    },
    { key, actor },
  );
  if (!done.ok) return done;
  await noteAdded(deps, client, actor);
  return {
    ok: true,
    value: { waits: false, ...(written.secret && secret !== undefined && { secret }) },
  };
}

const noteAdded = ({ security }: ClientsDeps, { id, scopes }: NewClient, actor: string) =>
  security.record({
    ...{ kind: "program-added", actor, about: `client:${id}`, facts: { scopes: [...scopes] } },
  });

/**
 * A second administrator lets a program decide, or declines it. Refuses
 * settings.second-administrator (whoever asked does not confirm), settings.client-unknown.
 */
export async function answerClientRequest(
  deps: ClientsDeps,
  request: ClientRequest,
  { key, actor, confirms }: Occasion & { readonly confirms: boolean },
): Promise<Result<unknown>> {
  const { sql, clock, settings } = deps;
  const { client } = request;
  if (confirms && request.askedBy === actor)
    return refuse("not-allowed", "settings.second-administrator");
  const old = await existing(sql, client.id);
  const after = recordOf(client);
  const done = await settings.register(
    {
      ...{ about: aboutOf(client.id), missing },
      event: confirms
        ? { type: "ClientRegistered", data: { ...(old && { before: old.before }), after } }
        : { type: "ClientDeclined", data: { before: after } },
      rows: async (tx) => {
        if (!(await endClientRequest(tx, request))) return false;
        if (confirms) await keepClient(tx, { ...client, secretHash: null }, clock());
        return true;
      },
    },
    { key, actor },
  );
  if (done.ok && confirms) await noteAdded(deps, client, actor);
  return done;
}

/** Suspends a program: its tokens are refused at once. Refuses settings.client-unknown. */
export async function suspendClient(
  { sql, clock, settings, security }: ClientsDeps,
  id: string,
  occasion: Occasion,
): Promise<Result<unknown>> {
  const old = await existing(sql, id);
  if (!old) return refuse("not-found", missing);
  const done = await settings.register(
    {
      ...{ about: aboutOf(id), missing },
      event: { type: "ClientSuspended", data: { before: old.before } },
      rows: (tx) => disableClient(tx, id, clock()),
    },
    occasion,
  );
  const event = { actor: occasion.actor, about: `client:${id}` };
  if (done.ok) await security.record({ kind: "program-disabled", ...event });
  return done;
}
