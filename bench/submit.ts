import { json } from "../src/platform/db/index.ts";
import type { Figure } from "./figure.ts";
import { makeRoomForFloor } from "./floor.ts";
import { hiddenFields } from "./form.ts";
import { type Draft, exampleDraft } from "./load.ts";
import { patternOf } from "./pattern.ts";
import { makeFunction, startRecording } from "./recording.ts";
import { type Shot, send, sendAll } from "./requests.ts";
import { type Counting, cookieOf, cpuOfJobs, measure, rounds, type Stage } from "./stage.ts";

const shotsInRound = 120;

/** The token against forgery of each person, from a page that they opened before. */
const tokens = new Map<string, string>();

async function tokenOf(stage: Stage, draft: Draft): Promise<string> {
  const known = tokens.get(draft.person);
  if (known) return known;
  const path = `/drafts/${draft.id}/check`;
  const cookie = cookieOf(stage, draft);
  const page = await send(stage.server.url, { path, cookie, expect: 200 });
  const token = hiddenFields(page.text, path).get("_csrf") ?? "";
  tokens.set(draft.person, token);
  return token;
}

/** What the browser posts when a person sends an application. */
export async function sending(stage: Stage): Promise<Shot> {
  const draft = stage.drafts.pop();
  if (!draft) throw new Error("more drafts are needed");
  const body = new URLSearchParams({ _csrf: await tokenOf(stage, draft), declaration: "true" });
  return { path: `/drafts/${draft.id}/check`, cookie: cookieOf(stage, draft), body, expect: 303 };
}

export const several = async (make: () => Promise<Shot>, count = shotsInRound): Promise<Shot[]> => {
  const shots: Shot[] = [];
  while (shots.length < count) shots.push(await make());
  return shots;
};

/** Watches one sending, or also all that follows, and makes the floor out of it. */
async function makeFloor(stage: Stage, counting: Counting): Promise<void> {
  const name = counting === "whole" ? "submit_whole" : "submit";
  const { sql, server } = stage;
  const shot = await sending(stage);
  const draft = shot.path.split("/")[2] ?? "";
  const [row] = await sql<{ person: string }[]>`
    select person_id as person from cases.draft where id = ${draft}`;
  const recording = await startRecording(sql);
  await sendAll(server.url, [shot]);
  if (counting === "whole") await cpuOfJobs(stage);
  const told = await recording.take();
  await makeFunction(sql, name, told);
  await makeRoomForFloor(sql);
  const pattern = patternOf(told, { draft, person: row?.person ?? "" });
  await sql`insert into floor.pattern values (${name}, ${json(sql, pattern)})`;
}

/** Sending an application: until the receipt is shown, and everything that follows by itself. */
export async function benchSubmit(stage: Stage): Promise<Figure[]> {
  await cpuOfJobs(stage);
  await makeFloor(stage, "request");
  await makeFloor(stage, "whole");
  const floor = await stage.world.serve(stage.access, "floor");
  const floorShot = (path: string) => async (): Promise<Shot> => {
    const draft = stage.drafts.pop();
    if (!draft) throw new Error("more drafts are needed");
    const body = { draft: draft.id, person: draft.person, answers: exampleDraft };
    return { path, body, expect: 200 };
  };
  const [product = Number.NaN, least = Number.NaN] = await measure(stage, [
    { server: stage.server, shots: () => several(() => sending(stage)) },
    { server: floor, shots: () => several(floorShot("/submit")) },
  ]);
  // The floor's jobs never fall due: these are the product's alone.
  const follows = (await cpuOfJobs(stage)) / (shotsInRound * (rounds.warm + rounds.counted));
  const [whole = Number.NaN, wholeLeast = Number.NaN] = await measure(
    stage,
    [
      { server: stage.server, shots: () => several(() => sending(stage)) },
      { server: floor, shots: () => several(floorShot("/submit_whole")) },
    ],
    "whole",
  );
  return [
    { name: "submit", value: product, unit: "ms CPU", ratio: product / least, goal: 2.5 },
    { name: "submit.floor", value: least, unit: "ms CPU" },
    { name: "submit.follows", value: follows, unit: "ms CPU", goal: 0.3 },
    { name: "submit.whole", value: whole, unit: "ms CPU", ratio: whole / wholeLeast, goal: 3 },
    { name: "submit.whole.floor", value: wholeLeast, unit: "ms CPU" },
  ];
}
