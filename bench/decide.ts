import { json, newId } from "../src/platform/db/index.ts";
import type { Figure } from "./figure.ts";
import { hiddenFields } from "./form.ts";
import { patternOf } from "./pattern.ts";
import { makeFunction, startRecording } from "./recording.ts";
import { type Shot, send, sendAll } from "./requests.ts";
import { type Counting, cpuOfJobs, measure, officerCookie, rounds, type Stage } from "./stage.ts";

const shotsInRound = 120;
const wholeInRound = 30;

interface Target {
  readonly caseId: string;
  readonly key: string;
}

/**
 * Open signatures of birth certificates whose histories are equally long, so that one pattern fits
 * all.
 */
const targetsOf = ({ sql }: Stage) => sql<Target[]>`
  with open as (
    select t.case_id as "caseId", t.key, a.version
    from cases.task as t join cases.application as a on a.id = t.case_id
    where t.closed_at is null and t.task = 'signature' and a.service = 'birth-certificate'
  )
  select "caseId", key from open where (key, version) = (
    select key, version from open group by 1, 2 order by count(*) desc limit 1)
  limit 4500`;

/** Posts the last signature of a case: it is granted, the paper issued, the person told. */
function signing(stage: Stage, tokens: readonly string[], targets: Target[]): Shot {
  const target = targets.pop();
  if (!target) throw new Error("more cases that wait for a signature are needed");
  const officer = targets.length % tokens.length;
  const fields = {
    ...{ _csrf: tokens[officer] ?? "", key: newId() },
    ...{ act: "complete", task: target.key, outcome: "sign", code: "", text: "" },
  };
  const path = `/office/cases/${target.caseId}/act`;
  const body = new URLSearchParams(fields);
  return { path, cookie: officerCookie(stage, officer), body, expect: 303 };
}

const tokensOf = (stage: Stage, { caseId }: Target): Promise<string[]> =>
  Promise.all(
    stage.officers.map(async (_, n) => {
      const path = `/office/cases/${caseId}`;
      const cookie = officerCookie(stage, n);
      const page = await send(stage.server.url, { path, cookie, expect: 200 });
      return hiddenFields(page.text, `${path}/act`).get("_csrf") ?? "";
    }),
  );

async function makeFloor(stage: Stage, shot: Shot, counting: Counting): Promise<void> {
  const name = counting === "whole" ? "decide_whole" : "decide";
  const { sql, server } = stage;
  const recording = await startRecording(sql);
  await sendAll(server.url, [shot]);
  if (counting === "whole") await cpuOfJobs(stage);
  const told = await recording.take();
  await makeFunction(sql, name, told);
  await sql`create table if not exists floor.pattern (name text primary key, pattern jsonb)`;
  await sql`grant select on floor.pattern to hamwe_app`;
  const pattern = patternOf(told, { case: shot.path.split("/")[3] ?? "" });
  await sql`insert into floor.pattern values (${name}, ${json(sql, pattern)})`;
}

/** The decision of an officer that grants an application, and everything that follows by itself. */
export async function benchDecide(stage: Stage): Promise<Figure[]> {
  const targets = [...(await targetsOf(stage))];
  const [first] = targets;
  if (!first) throw new Error("no case waits for a signature");
  const tokens = await tokensOf(stage, first);
  // The first paper of its kind writes more than all later ones: it is not the one to record.
  await sendAll(stage.server.url, [signing(stage, tokens, targets)]);
  await cpuOfJobs(stage);
  await makeFloor(stage, signing(stage, tokens, targets), "request");
  await makeFloor(stage, signing(stage, tokens, targets), "whole");
  const floor = await stage.world.serve(stage.access, "floor");
  const floorShot = (path: string) => (): Shot => {
    const { caseId = "", key = "" } = targets.pop() ?? {};
    return { path, body: { case: caseId, task: key, outcome: "sign" }, expect: 200 };
  };
  const several = (make: () => Shot, length = shotsInRound) => Array.from({ length }, make);
  const sign = () => signing(stage, tokens, targets);
  const [product = Number.NaN, least = Number.NaN] = await measure(stage, [
    { server: stage.server, shots: () => several(sign) },
    { server: floor, shots: () => several(floorShot("/decide")) },
  ]);
  const follows = (await cpuOfJobs(stage)) / (shotsInRound * (rounds.warm + rounds.counted));
  const [whole = Number.NaN, wholeLeast = Number.NaN] = await measure(
    stage,
    [
      { server: stage.server, shots: () => several(sign, wholeInRound) },
      { server: floor, shots: () => several(floorShot("/decide_whole"), wholeInRound) },
    ],
    "whole",
  );
  return [
    { name: "decide", value: product, unit: "ms CPU", ratio: product / least, goal: 2.5 },
    { name: "decide.floor", value: least, unit: "ms CPU" },
    { name: "decide.follows", value: follows, unit: "ms CPU", goal: 1 },
    { name: "decide.whole", value: whole, unit: "ms CPU", ratio: whole / wholeLeast, goal: 4.5 },
    { name: "decide.whole.floor", value: wholeLeast, unit: "ms CPU" },
  ];
}
