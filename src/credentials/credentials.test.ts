import assert from "node:assert/strict";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { isSignedBy, isStatementOf, qrText, verifyCwt } from "../certificate-code/index.ts";
import { type CaseId, must, refuse } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { load } from "../platform/events/index.ts";
import { makeI18n } from "../platform/i18n/index.ts";
import { openKeys, type Signer, signHere } from "../signing/index.ts";
import { type Credentials, makeCredentials } from "./credentials.ts";
import { exampleLicence } from "./example-licence.ts";

let database: FreshDatabase;
let folder: string;
let credentials: Credentials;
let now = new Date("2026-11-23T10:00:00Z");
const i18n = makeI18n(join(import.meta.dirname, "../../messages"));
const operator = { en: "Example operator" };
// What papers follow from is the signer's own test.
const lookUp = async () => undefined;

const heads = [{ of: "history", number: 7, rows: 3, hash: "abc" }];
const make = (generate = true, keys = folder, signer?: Signer) =>
  makeCredentials({
    heads: async () => heads,
    sql: database.appSql,
    signer: signer ?? signHere({ keys: openKeys(keys, { generate }), territory: "RW", lookUp }),
    origin: "https://hamwe.example",
    clock: () => now,
    territory: "RW",
    operator,
    timeZone: "Africa/Kigali",
    i18n,
  });
const claimsIn = async (cwt: Uint8Array) => {
  const signer = must(await openKeys(folder, { generate: false }).key("example-mines"));
  return must(await verifyCwt(cwt, () => signer.publicKey));
};
const statusText = async () => {
  const list = await credentials.statusList();
  return list && must(list);
};
const newCase = () => newId<CaseId>();
const refusal = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code;

before(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "hamwe-keys-"));
});
after(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  now = new Date("2026-11-23T10:00:00Z");
  credentials = make();
});

test("a case gives one certificate of a kind, even when issued twice at once", async () => {
  const command = exampleLicence({ caseId: newCase() });
  const all = await Promise.all([1, 2, 3, 4].map(() => credentials.issue(command)));
  const ids = new Set(all.map((each) => must(each).id));
  assert.equal(ids.size, 1);
  const [id] = ids;
  assert.equal((await load(database.appSql, `credential-${id}`)).length, 1);
  assert.equal((await credentials.forCase(command.caseId)).length, 1);
});

test("the history of a paper names nobody", async () => {
  const certificate = must(await credentials.issue(exampleLicence({ caseId: newCase() })));
  const history = JSON.stringify(await load(database.appSql, `credential-${certificate.id}`));
  for (const { value } of exampleLicence().claims)
    assert.ok(!history.includes(typeof value === "object" ? (value.en ?? "") : String(value)));
  assert.ok(!history.includes(certificate.personId));
});

test("a revoked paper is revoked for good, and the list says so at once", async () => {
  const certificate = must(await credentials.issue(exampleLicence({ caseId: newCase() })));
  const before = await statusText();
  const act = {
    id: certificate.id,
    by: "officer:1",
    reason: "Issued by mistake",
    command: "revoke-1",
  };
  assert.equal(
    refusal(await credentials.revoke({ ...act, reason: " " })),
    "credentials.reason-missing",
  );
  must(await credentials.revoke(act));
  must(await credentials.revoke(act));
  const repeated = await credentials.revoke({ ...act, command: "revoke-2" });
  assert.equal(refusal(repeated), "credentials.already-revoked");
  assert.notEqual(await statusText(), before);
  assert.equal((await credentials.find(certificate.id))?.revoked?.reason, "Issued by mistake");
  assert.equal((await credentials.standing(certificate.number))?.standing, "revoked");
});

test("a number tells whether a paper is valid, and nothing about a person", async () => {
  const certificate = must(await credentials.issue(exampleLicence({ caseId: newCase() })));
  const standing = await credentials.standing(
    ` ${certificate.number.toLowerCase().replace("-", " ")} `,
  );
  assert.equal(standing?.standing, "valid");
  assert.ok(!JSON.stringify(standing).includes("Kivu"));
  // The last day counts whole, in Kigali: two hours before it ends in UTC.
  now = new Date("2030-11-22T21:59:59Z");
  assert.equal((await credentials.standing(certificate.number))?.standing, "valid");
  now = new Date("2030-11-22T22:00:00Z");
  assert.equal((await credentials.standing(certificate.number))?.standing, "expired");
  assert.equal(await credentials.standing("nothing"), undefined);
});

test("an authority without a key issues nothing, and production makes no key", async () => {
  const empty = await mkdtemp(join(tmpdir(), "hamwe-no-keys-"));
  const production = make(false, empty);
  const result = await production.issue(exampleLicence({ caseId: newCase() }));
  assert.equal(refusal(result), "credentials.no-key");
  const traversal = exampleLicence({ caseId: newCase() });
  const authority = { ...traversal.authority, id: "../example-mines" };
  assert.equal(refusal(await credentials.issue({ ...traversal, authority })), "credentials.no-key");
  await rm(empty, { recursive: true });
});

test("only the program itself can read a key", async () => {
  must(await credentials.issue(exampleLicence({ caseId: newCase() })));
  const { mode } = await stat(join(folder, "example-mines.pem"));
  assert.equal(mode & 0o777, 0o600);
});

test("after its right is withdrawn an authority issues nothing; both days are listed", async () => {
  const authority = { id: "example-closed", name: { en: "Closed Office" } };
  must(await credentials.issue(exampleLicence({ caseId: newCase(), authority })));
  now = new Date("2026-12-01T10:00:00Z");
  await credentials.withdrawIssuer("example-closed");
  const refused = await credentials.issue(exampleLicence({ caseId: newCase(), authority }));
  assert.equal(refusal(refused), "credentials.issuer-withdrawn");
  const payload = must(await credentials.trustList()).split(".")[1] ?? "";
  const { LoTE } = JSON.parse(Buffer.from(payload, "base64url").toString());
  const closed = LoTE.TrustedEntitiesList.find(
    (entity: { TrustedEntityInformation: { TEName: { value: string }[] } }) =>
      entity.TrustedEntityInformation.TEName[0]?.value === "Closed Office",
  );
  const [service] = closed.TrustedEntityServices;
  assert.equal(service.ServiceInformation.StatusStartingTime, "2026-12-01T10:00:00.000Z");
  assert.equal(service.ServiceHistory[0].StatusStartingTime, "2026-11-23T10:00:00.000Z");
});

test("the program itself cannot change what a paper says once it is issued", async () => {
  must(await credentials.issue(exampleLicence({ caseId: newCase() })));
  await assert.rejects(
    database.appSql`update credentials.credential set claims = '[]'`,
    /permission denied/,
  );
});

test("lines that do not fit into the code are bound by its digest", async () => {
  const { claims } = exampleLicence();
  const long = { name: "terms", label: { en: "Terms" }, value: "No blasting. ".repeat(40) };
  const command = exampleLicence({ caseId: newCase(), claims: [...claims, long] });
  const certificate = must(await credentials.issue(command));
  const read = await claimsIn(certificate.cwt);
  assert.equal(read.leftOut, 1);
  const code = qrText("https://hamwe.example", certificate.cwt);
  const statement = await credentials.statement(code);
  assert.ok(statement && read.digest);
  assert.ok(await isStatementOf(read.digest, statement.salt, statement.statement));
  const { number, lines } = JSON.parse(statement.statement);
  assert.equal(number, certificate.number);
  assert.equal(lines.length, claims.length + 1);
  assert.deepEqual(lines.at(-1), { name: "terms", label: { en: "Terms" }, value: long.value });
  assert.equal(await credentials.statement(code.slice(0, -8)), undefined);
  const short = must(await credentials.issue(exampleLicence({ caseId: newCase() })));
  assert.equal(await credentials.statement(qrText("", short.cwt)), undefined);
});

test("a kind of paper that stays as it is takes no lock, and is written once", async () => {
  const authority = { id: "example-still", name: { en: "Still Office" } };
  const give = () => credentials.issue(exampleLicence({ caseId: newCase(), authority }));
  must(await give());
  const version = () =>
    database.ownerSql`select xmin::text from credentials.document_type
      where authority = ${authority.id}`.then(([row]) => row?.xmin);
  const versionNow = await version();
  must(await give());
  assert.equal(await version(), versionNow);
});

test("the newest links of the chains are published, signed by the operator", async () => {
  const [header = "", payload = "", signature = ""] = must(await credentials.chainHeads()).split(
    ".",
  );
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  assert.equal(read(header).typ, "chainheads+jwt");
  assert.deepEqual(read(payload), { iss: "rw", iat: now.getTime() / 1000, heads });
  const bytes = Buffer.from(`${header}.${payload}`);
  const key = must(await credentials.operatorKey());
  assert.ok(await isSignedBy(key, Buffer.from(signature, "base64url"), bytes));
});

test("while the signer is away a list is the last signed one until that is over", async () => {
  const here = signHere({ keys: openKeys(folder, { generate: true }), territory: "RW", lookUp });
  let away = false;
  const busy = refuse("unavailable", "credentials.signer-busy");
  const signer: Signer = {
    publicKey: async (name) => (away ? busy : here.publicKey(name)),
    sign: async (claims, kid) => (away ? busy : here.sign(claims, kid)),
  };
  credentials = make(true, folder, signer);
  must(await credentials.issue(exampleLicence({ caseId: newCase() })));
  const lists = async () => ({
    key: await credentials.operatorKey(),
    trust: await credentials.trustList(),
    status: await credentials.statusList(),
    heads: await credentials.chainHeads(),
  });
  away = true;
  assert.deepEqual(await lists(), { key: busy, trust: busy, status: busy, heads: busy });
  away = false;
  const signed = await lists();
  must(signed.trust);
  away = true;
  now = new Date("2026-11-30T09:59:59Z");
  assert.deepEqual(await lists(), signed);
  now = new Date("2026-11-30T10:00:00Z");
  assert.deepEqual(await lists(), { ...signed, status: busy }, "good for seven days");
  now = new Date("2026-12-23T10:00:00Z");
  assert.deepEqual(await lists(), { ...signed, status: busy, trust: busy }, "good for thirty");
  away = false;
  assert.notDeepEqual(must(await credentials.trustList()), must(signed.trust));
  assert.ok(await statusText());
});
