import type { Figure } from "./figure.ts";
import { makeRoomForFloor } from "./floor.ts";
import type { Shot } from "./requests.ts";
import { measure, officerCookie, type Stage } from "./stage.ts";

const shotsInRound = 300;
/** What the machine's own unrest does to two equal measurements. */
const unrest = 1.1;

const opening = (stage: Stage, n: number): Shot => ({
  ...{ path: "/office", expect: 200 },
  cookie: officerCookie(stage, n),
});

const shotsOf = (make: (n: number) => Shot) => () =>
  Array.from({ length: shotsInRound }, (_, n) => make(n));

/** The first fifty pieces of work of an officer, of many cases and of few. */
export async function benchWorklist(large: Stage, small: Stage): Promise<Figure[]> {
  await makeRoomForFloor(large.sql);
  const floor = await large.world.serve(large.access, "floor");
  const path = "/worklist?authority=minaloc&role=executive-secretary";
  const [ofMany = Number.NaN, ofFew = Number.NaN, least = Number.NaN] = await measure(large, [
    { server: large.server, shots: shotsOf((n) => opening(large, n)) },
    { server: small.server, shots: shotsOf((n) => opening(small, n)) },
    { server: floor, shots: shotsOf(() => ({ path, expect: 200 })) },
  ]);
  return [
    { name: "worklist", value: ofMany, unit: "ms CPU", ratio: ofMany / least, goal: 1.8 },
    {
      ...{ name: "worklist.growth", value: ofMany, unit: "ms CPU", ratio: ofMany / ofFew },
      ...{ than: `that of 5,000 cases`, goal: unrest },
    },
    { name: "worklist.floor", value: least, unit: "ms CPU" },
  ];
}
