import assert from "node:assert/strict";
import { test } from "node:test";
import {
  acceptAll,
  bundleOf,
  carry,
  introduce,
  officer,
  pair,
  type Register,
  sentText,
} from "../../../tests/two-registers.ts";
import { must } from "../../kernel/index.ts";
import type { Risk, RiskCommand } from "../risks/model.ts";

const risk = (id: string, more: Partial<Risk> = {}): RiskCommand => ({
  ...{ type: "identify" },
  risk: {
    ...{ id, cause: "One port", event: `The port closes (${id})`, effect: "Containers wait" },
    ...{ category: "supply-chain", owners: { rw: "MININFRA", az: "Customs" } },
    ...{ inherent: { likelihood: 4, impact: 4 }, residual: { likelihood: 3, impact: 3 } },
    ...{ treatment: "reduce", nextLook: "2027-01-15", ...more },
  },
});
const give = async ({ partnership }: Register, id: string, ...commands: RiskCommand[]) => {
  for (const command of commands) must(await partnership.risks.give(id, command, officer()));
};
const signal = (text: string): RiskCommand => ({
  ...{ type: "note-signal", signal: { on: "2026-11-20", text, source: "Note 37", by: "rdb" } },
});
const look = (likelihood: number, by: string): RiskCommand => ({
  ...{ type: "look", by, residual: { likelihood, impact: 3 }, nextLook: "2027-02-01" },
});
async function linked(): Promise<readonly [Register, Register]> {
  const [rw, az] = await pair();
  await introduce(rw, az);
  await introduce(az, rw);
  return [rw, az];
}
const textOf = (bundle: string): string =>
  Buffer.from(bundle.split(".")[1] ?? "", "base64url").toString();

test("a joint risk is seen by both, and each side's rating stands beside the other's", async () => {
  const [rw, az] = await linked();
  await give(rw, "port", risk("port", { joint: true }), signal("A queue of three days"));
  await carry(rw, az);
  await acceptAll(az, "risk-port");
  await give(az, "port", look(2, "customs"));
  await give(rw, "port", look(4, "mininfra"));
  await carry(az, rw);
  await carry(rw, az);
  const [ours, theirs] = await Promise.all(
    [rw, az].map(async ({ partnership }) => partnership.risks.one("port")),
  );
  assert.deepEqual([ours?.risk?.residual.likelihood, ours?.theirs?.residual.likelihood], [4, 2]);
  assert.deepEqual(
    [theirs?.risk?.residual.likelihood, theirs?.theirs?.residual.likelihood],
    [2, 4],
  );
  assert.equal(theirs?.signals[0]?.text, "A queue of three days");
});

test("a risk of one side alone stays home with all that was seen, until it is shared", async () => {
  const [rw, az] = await linked();
  await give(rw, "quiet", risk("quiet"), signal("Seen by us alone"), look(4, "mininfra"));
  await give(rw, "port", risk("port", { joint: true }));
  const bundle = textOf(await bundleOf(rw));
  assert.ok(!bundle.includes("quiet") && !bundle.includes("Seen by us alone"));
  await give(rw, "quiet", { type: "share" });
  const shared = await bundleOf(rw);
  assert.ok(!textOf(shared).includes("Seen by us alone"), "what was seen before stays");
  for (const text of [await sentText(rw.exchange, 1), shared])
    must(await az.exchange.receive(text, officer()));
  await acceptAll(az, "risk-quiet");
  const taken = await az.partnership.risks.one("quiet");
  assert.equal(taken?.risk?.residual.likelihood, 4, "as it stands now");
});

test("the end of a joint risk needs both, and a full register says that it is full", async () => {
  const [rw, az] = await linked();
  await give(rw, "port", risk("port", { joint: true }));
  await carry(rw, az);
  await acceptAll(az, "risk-port");
  await give(rw, "port", { type: "close", reason: "A second port" });
  await carry(rw, az);
  assert.equal((await az.partnership.risks.one("port"))?.closed, undefined);
  await acceptAll(az, "risk-port");
  assert.equal((await az.partnership.risks.one("port"))?.closed?.reason, "A second port");
  for (let n = 0; n < 12; n++) await give(az, `own-${n}`, risk(`own-${n}`));
  await give(rw, "more", risk("more", { joint: true }));
  await carry(rw, az);
  const all = { partner: "rw", subjects: ["risk-more"], until: 1e9 };
  const full = await az.exchange.acceptAll(all, officer());
  assert.equal(!full.ok && full.refusal.code, "partnership.too-many-risks");
  await give(az, "own-0", { type: "close", reason: "Gone" });
  assert.equal(await acceptAll(az, "risk-more"), 1, "nothing was lost meanwhile");
});
