import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../../tests/database.ts";
import type { AuthorityId, OfficerId } from "../../kernel/index.ts";
import { newId } from "../db/index.ts";
import { signedOutAmong, syncOfficers } from "./index.ts";
import type { NewOfficer } from "./model.ts";
import { hashOf } from "./sealed.ts";
import { endOtherSessions } from "./session-list.ts";
import {
  endSession,
  endSessionsOf,
  openSession,
  sessionLimits,
  sweepSessions,
} from "./sessions.ts";
import { joinStaff } from "./staff.ts";

const began = new Date("2026-11-23T08:00:00Z");
const later = new Date("2026-11-23T08:05:00Z");
const account = { iss: "https://id.example", sub: "mugabo" };
const operator: NewOfficer = {
  ...{ ...account, name: "Mugabo Jean", authority: "centres" as AuthorityId },
  ...{ roles: ["operator"], offices: [] },
};

let database: FreshDatabase;
let officer: OfficerId;
let session: string;
const signIn = () => openSession(database.appSql, { of: { officer }, shared: false }, began);
const sync = (officers: readonly NewOfficer[]) =>
  syncOfficers(database.ownerSql, officers, { newId, now: later });

before(async () => {
  database = await freshDatabase();
});
beforeEach(async () => {
  await sync([operator]);
  const [row] = await database.ownerSql<{ id: OfficerId }[]>`select id from auth.officer`;
  officer = row?.id ?? assert.fail("no officer");
  session = await signIn();
});
after(() => database.drop());

const signedOutAt = async (now = later) =>
  (await signedOutAmong(database.appSql, [officer], now)).get(officer);

describe("An officer whose session is ended is signed out from then on", () => {
  it("where somebody else signs in in the same browser", async () => {
    assert.equal(await signedOutAt(), undefined);
    await endSession(database.appSql, session, later);
    assert.deepEqual(await signedOutAt(), later);
  });
  it("where all of theirs are ended", async () => {
    await endSessionsOf(database.appSql, officer, later);
    assert.deepEqual(await signedOutAt(), later);
  });
  it("where they end it from another browser, and that ends too", async () => {
    const other = await signIn();
    await endOtherSessions(database.appSql, officer, { butOf: other }, later);
    assert.equal(await signedOutAt(), undefined, "they are signed in at the other one");
    const handle = hashOf(other).toString("hex");
    await endOtherSessions(database.appSql, officer, { handle }, later);
    assert.deepEqual(await signedOutAt(), later);
  });
  it("where the list of officers changes what they may do, or no longer has them", async () => {
    await sync([{ ...operator, roles: ["floor-manager"] }]);
    assert.deepEqual(await signedOutAt(), later);
    await signIn();
    assert.equal(await signedOutAt(), undefined);
    await sync([]);
    assert.deepEqual(await signedOutAt(), later);
  });
  it("where they join again by a link", async () => {
    const token = "j".repeat(43);
    await database.ownerSql`
      insert into auth.invitation (token_hash, officer, made_at, open_until)
      values (${hashOf(token)}, ${officer}, ${began}, ${new Date("2026-11-24T08:00:00Z")})`;
    assert.equal(await joinStaff(database.appSql, token, account, later), officer);
    assert.deepEqual(await signedOutAt(), later);
  });
  it("and from its own end on where it had run out before", async () => {
    const swept = new Date(later.getTime() + 2 * sessionLimits.rememberedAfter);
    await sweepSessions(database.appSql, swept);
    const ranOut = new Date(began.getTime() + sessionLimits.officer.idle);
    assert.deepEqual(await signedOutAt(swept), ranOut);
  });
});
