import { json, newId } from "../src/platform/db/index.ts";
import type { Figure } from "./figure.ts";
import { makeRoomForFloor } from "./floor.ts";
import { hiddenFields } from "./form.ts";
import { loadSignable, type SignableCase } from "./load.ts";
import { patternOf } from "./pattern.ts";
import { makeFunction, startRecording } from "./recording.ts";
import { type Shot, send, sendAll } from "./requests.ts";
import { type Counting, cpuOfJobs, measure, officerCookie, rounds, type Stage } from "./stage.ts";

const shotsInRound = 120;
const wholeInRound = 30;
/** What product and floor use up in all rounds, and the three that are signed before. */
const signaturesNeeded = 2 * (rounds.warm + rounds.counted) * (shotsInRound + wholeInRound) + 3;

/** Posts the last signature of a case: it is granted, the paper issued, the person told. */
function signing(stage: Stage, tokens: readonly string[], targets: SignableCase[]): Shot {
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

const tokensOf = (stage: Stage, { caseId }: SignableCase): Promise<string[]> =>
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
  await makeRoomForFloor(sql);
  const pattern = patternOf(told, { case: shot.path.split("/")[3] ?? "" });
  await sql`insert into floor.pattern values (${name}, ${json(sql, pattern)})`;
}

/** The decision of an officer that grants an application, and everything that follows by itself. */
export async function benchDecide(stage: Stage): Promise<Figure[]> {
  const targets = await loadSignable(stage.sql, signaturesNeeded);
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
