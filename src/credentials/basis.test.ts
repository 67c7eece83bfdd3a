import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, mock, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { decodeClaims, encodeClaims } from "../certificate-code/index.ts";
import { type CaseId, type CredentialId, must, type Result } from "../kernel/index.ts";
import { connect, inLots, newId, type Pool, requireSignerRights } from "../platform/db/index.ts";
import { makeEventLog } from "../platform/events/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { lookUpIn, openKeys, signHere, type ToSign } from "../signing/index.ts";
import { makeCredentials } from "./credentials.ts";
import { exampleLicence } from "./example-licence.ts";

const folder = mkdtempSync(join(tmpdir(), "hamwe-basis-"));
const now = new Date("2026-11-23T10:00:00.500Z");
let database: FreshDatabase;
let signerSql: Pool;
before(async () => {
  database = await freshDatabase();
  signerSql = connect(database.signerUrl, 2);
});
after(async () => {
  await signerSql.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const keys = openKeys(folder, { generate: true });
/** As in production: it reads by a login of its own. */
const signer = () => signHere({ keys, territory: "RW", lookUp: lookUpIn(signerSql) });
const credentials = (signing = signer()) =>
  makeCredentials({
    ...{ sql: database.appSql, signer: signing, clock: () => now, territory: "RW" },
    ...{ origin: "https://hamwe.example", timeZone: "Africa/Kigali" },
    ...{
      operator: { en: "Operator" },
      i18n: makeI18n(join(import.meta.dirname, "../../messages")),
    },
  });

const log = makeEventLog();
type Told = readonly { readonly type: string; readonly data: object }[];
const granted: Told = [
  { type: "CaseDecided", data: { outcome: "granted", by: [] } },
  { type: "OutputReleased", data: {} },
];

/** A case of which the history tells this. */
async function caseWith(events: Told): Promise<CaseId> {
  const id = newId<CaseId>();
  const meta = { command: "decide", actor: "system", at: now };
  if (events.length > 0)
    await log.record(database.appSql, { stream: `case-${id}`, after: 0, events, meta });
  return id;
}

const order = (caseId: CaseId, command = `paper:${caseId}`) => exampleLicence({ caseId, command });
const give = (caseId: CaseId, command?: string) => credentials().issue(order(caseId, command));
const why = (result: Result<unknown>) =>
  !result.ok && (Object.values(result.refusal.facts ?? {})[0] ?? result.refusal.code);

test("A paper is signed where the history tells of its decision, and only there", async () => {
  const { cwt } = must(await give(await caseWith(granted)));
  assert.ok(cwt.length > 64);
  assert.equal(why(await give(await caseWith([]))), "decision");
  const [decided, released] = granted as [Told[0], Told[0]];
  assert.equal(why(await give(await caseWith([decided]))), "decision", "not released");
  const refused = { type: "CaseDecided", data: { outcome: "refused" } } as const;
  assert.equal(why(await give(await caseWith([refused, released]))), "decision");
  const later = await caseWith([decided, released, refused]);
  assert.equal(why(await give(later)), "decision", "the last outcome counts");
  const appealed = await caseWith([refused, decided, released]);
  assert.equal(why(await give(appealed)), false, "granted after an appeal");
});

test("A paper on the way is signed where it was released under its own name", async () => {
  const { documentType } = exampleLicence();
  const release = (paper: string) => caseWith([{ type: "PaperReleased", data: { paper } }]);
  const right = await release(documentType);
  assert.equal(why(await give(right, `paper:${right}:${documentType}`)), false);
  const other = await release("receipt");
  assert.equal(why(await give(other, `paper:${other}:${documentType}`)), "decision");
  const output = await release(documentType);
  assert.equal(why(await give(output)), "decision", "it is not what the grant gives");
});

/** A paper that is recorded and not signed yet, as a thief of the server's login would meet it. */
async function recorded(): Promise<Extract<ToSign, { kind: "paper" }>> {
  const caseId = await caseWith(granted);
  const prepared = must(await credentials().prepare(order(caseId)));
  await Promise.all(prepared.rows(database.appSql));
  const [row] = await database.ownerSql<{ content: Buffer }[]>`
    select content from credentials.credential where id = ${prepared.id}`;
  return {
    ...{ kind: "paper", authority: "example-mines" },
    content: (row?.content ?? Buffer.of()).toString("base64url"),
    follows: { caseId, credentialId: prepared.id },
  };
}
const kidNow = async () => must(await keys.key("example-mines")).publicKey.kid;
const sign = async (asked: ToSign) => why(await signer().sign(asked, await kidNow()));
const claimsOf = ({ content }: { content: string }) => {
  const claims = decodeClaims(Buffer.from(content, "base64url"));
  assert.ok(claims);
  return claims;
};

test("Nothing else is signed in the place of a paper that is in the history", async () => {
  const asked = await recorded();
  const claims = claimsOf(asked);
  const holder = [...claims.fields].find(([, value]) => typeof value === "string")?.[0] ?? 8;
  const changes = [
    { fields: new Map([...claims.fields, [holder, "Somebody Else"]]) },
    { number: "AAAAA-AAAAA" },
    { status: { ...claims.status, index: 5 } },
    { issuedAt: claims.issuedAt - 86_400 },
  ];
  for (const change of changes) {
    const content = Buffer.from(encodeClaims({ ...claims, ...change })).toString("base64url");
    assert.equal(await sign({ ...asked, content }), "content");
  }
  const another = { ...asked.follows, caseId: await caseWith(granted) };
  assert.equal(await sign({ ...asked, follows: another }), "content", "of another case");
  const unheard = { ...asked.follows, credentialId: newId<CredentialId>() };
  assert.equal(await sign({ ...asked, follows: unheard }), "record");
  assert.equal(await sign(asked), false);
});

test("A paper that waited is signed when it is first read, or by a server, once", async () => {
  const first = (await recorded()).follows.credentialId;
  assert.equal((await credentials().find(first))?.cwt, undefined);
  const [one, two] = await Promise.all([1, 2].map(() => credentials().pdf(first, "en")));
  for (const pdf of [one, two]) assert.ok(pdf?.ok);
  const cwt = (await credentials().find(first))?.cwt;
  assert.ok(cwt);
  await credentials().pdf(first, "rw");
  assert.deepEqual((await credentials().find(first))?.cwt, cwt);
  const second = (await recorded()).follows.credentialId;
  await credentials().signWaiting();
  assert.ok((await credentials().find(second))?.cwt);
});

/** Resolves once all of these papers are signed. */
async function signed(ids: readonly string[]): Promise<void> {
  const left = () => database.ownerSql`
    select from credentials.credential where id = any(${[...ids]}::uuid[]) and cwt is null`;
  while ((await left()).length > 0) await turn();
}

/** No polling within a test. */
const never = { poll: 600_000 };

test("What waits is signed after a nudge, with one look-up and one transaction", async () => {
  const ids = [];
  while (ids.length < 12) ids.push((await recorded()).follows.credentialId);
  const lots: number[] = [];
  const lookUp = lookUpIn(signerSql);
  const counting = signHere({
    ...{ keys, territory: "RW" },
    lookUp: inLots(async (papers: readonly Parameters<typeof lookUp>[0][]) => {
      lots.push(papers.length);
      return Promise.all(papers.map(lookUp));
    }),
  });
  const own = credentials(counting);
  // Its first look finds them; whatever comes later waits for a nudge.
  const stop = own.startSigning({ limits: { ...never, gather: 0 } });
  await signed(ids);
  assert.ok(lots.length <= 2, `${lots} in a lot`);
  const { credentialId } = (await recorded()).follows;
  own.nudge();
  await signed([credentialId]);
  await stop();
});

test("What another server signs is left to it, and goes on once that is killed", async () => {
  const { credentialId: held } = (await recorded()).follows;
  const { credentialId: free } = (await recorded()).follows;
  const other = await database.appSql.reserve();
  await other.unsafe(`begin; select from credentials.credential where id = '${held}' for update`);
  await credentials().signWaiting();
  assert.equal((await credentials().find(held))?.cwt, undefined);
  assert.ok((await credentials().find(free))?.cwt);
  const stop = credentials().startSigning({ limits: { poll: 20 } });
  other.drop();
  await signed([held]);
  await stop();
});

test("A paper that the signer refuses is put off and holds up no other", async () => {
  const { credentialId: unfounded } = (await recorded()).follows;
  await database.ownerSql`
    update credentials.credential set authority = 'other-mines', sign_at = '-infinity'
    where id = ${unfounded}`;
  const { credentialId } = (await recorded()).follows;
  await credentials().signWaiting();
  assert.ok((await credentials().find(credentialId))?.cwt);
  const [row] = await database.ownerSql<{ later: boolean }[]>`
    select cwt is null and sign_at > now() as later from credentials.credential
    where id = ${unfounded}`;
  assert.equal(row?.later, true);
});

test("A revoked paper is not signed any more", async () => {
  const asked = await recorded();
  const { credentialId: id } = asked.follows;
  must(await credentials().revoke({ id, by: "officer:1", reason: "Lost", command: "revoke" }));
  assert.equal(await sign(asked), "revoked");
});

test("A signer's login reads what papers follow from, and nothing else", async () => {
  await requireSignerRights(signerSql);
  await assert.rejects(requireSignerRights(database.appSql), /may do more than a signer/);
  assert.ok((await signerSql`select type from events.paper_basis`).length > 0);
  const tables = await database.ownerSql<{ name: string }[]>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`;
  for (const { name } of tables)
    await assert.rejects(signerSql.unsafe(`select from ${name}`), { code: "42501" }, name);
  const [row] = await database.ownerSql<{ views: number }[]>`
    select count(*)::int as views from pg_views
    where schemaname not in ('pg_catalog', 'information_schema')
      and has_table_privilege('hamwe_signer', format('%I.%I', schemaname, viewname), 'select')`;
  assert.equal(row?.views, 1);
  await assert.rejects(signerSql`insert into events.paper_basis (stream) values ('case-1')`);
});

test("Places that several have looked up at once last until all are taken", async () => {
  const own = credentials();
  const kind = { authority: "mines", documentType: "licence" };
  const findOne = async () => must(await own.findPlace(kind)).statusIndex;
  const places = new Set(await Promise.all(Array.from({ length: 4 }, findOne)));
  // What is registered is read anew, while more places are left than are looked up at once.
  const later = performance.now() + 6_000;
  const clock = mock.method(performance, "now", () => later);
  try {
    places.add(await findOne());
  } finally {
    clock.mock.restore();
  }
  assert.equal(places.size, 5, "nobody has another's place");
});
