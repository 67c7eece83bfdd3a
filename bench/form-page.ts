import type { Figure } from "./figure.ts";
import { makeRoomForFloor } from "./floor.ts";
import { send } from "./requests.ts";
import { cookieOf, measure, type Stage } from "./stage.ts";

const shotsInRound = 600;
/**
 * 0.5 ms was asked for on a machine where a floor took 0.07 ms; milliseconds of two machines do not
 * compare.
 */
const goal = 7.1;

/**
 * A page of questions with four fields, one of them a list of thirty districts, as a person sees
 * it. The floor sends the same bytes, packed before.
 */
export async function benchFormPage(stage: Stage): Promise<Figure[]> {
  // So many that none of their people meets the limit of one.
  const drafts = stage.drafts.slice(0, shotsInRound);
  const shots = Array.from({ length: shotsInRound }, (_, n) => {
    const draft = drafts[n % drafts.length];
    if (!draft) throw new Error("no draft");
    const path = `/drafts/${draft.id}/page/certificate`;
    return { path, cookie: cookieOf(stage, draft), expect: 200 };
  });
  const [first] = shots;
  if (!first) throw new Error("no draft");
  const { raw } = await send(stage.server.url, first);
  await makeRoomForFloor(stage.sql);
  await stage.sql`insert into floor.page values (${raw})`;
  const floor = await stage.world.serve(stage.access, "floor");
  const [value = Number.NaN, least = Number.NaN] = await measure(stage, [
    { server: stage.server, shots: () => shots },
    { server: floor, shots: () => shots.map((shot) => ({ ...shot, path: "/page" })) },
  ]);
  return [
    { name: "form-page", value, unit: "ms CPU", ratio: value / least, goal },
    { name: "form-page.floor", value: least, unit: "ms CPU" },
  ];
}
