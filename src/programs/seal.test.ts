import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type FreshDatabase, freshDatabase } from "../../tests/database.ts";
import { newId } from "../platform/db/index.ts";
import { sealFor } from "./seal.ts";
import { renewSecrets } from "./webhooks/webhooks.ts";

const secret = "the next secret of this server, long enough";
const secretBefore = "the first secret of this server, long enough";
let database: FreshDatabase;
before(async () => {
  database = await freshDatabase();
});
after(() => database.drop());

test("A webhook's secret is sealed anew at night after the server's was changed", async () => {
  const { ownerSql, appSql } = database;
  await ownerSql`insert into programs.client (id, name, scopes, secret_hash, created_at)
    values ('bank', 'Bank', '{}', ${Buffer.alloc(32)}, now())`;
  const old = sealFor({ secret: secretBefore }).close("whsec_one");
  await ownerSql`insert into programs.webhook (id, client, url, events, secret, created_at)
    values (${newId()}, 'bank', 'https://bank.example', '{}', ${old}, now())`;
  const present = async () => {
    const [row] = await appSql<{ secret: Buffer }[]>`select secret from programs.webhook`;
    return row?.secret ?? Buffer.of();
  };
  const changing = sealFor({ secret, secretBefore });
  assert.equal(changing.open(await present()), "whsec_one", "and works meanwhile");
  assert.throws(() => sealFor({ secret }).open(old));
  await renewSecrets(appSql, changing);
  const renewed = await present();
  assert.equal(sealFor({ secret }).open(renewed), "whsec_one");
  await renewSecrets(appSql, changing);
  assert.deepEqual(await present(), renewed, "once");
});
