/**
 * `npm run test:hostile -- --requests 1000000 --seed 7`: malformed and hostile requests to a town
 * of its own, generated from the description of the API, the forms of its pages and its routes.
 * None may be answered 5xx or come back alive, and nothing may be kept of them in memory.
 */
import { parseArgs } from "node:util";
import { startTown, type Town } from "../town.ts";
import { besiege } from "./siege.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
  },
});
const town = await startTown();
const began = performance.now();
try {
  const siege = await besiege(town, {
    seed: Number(values.seed),
    requests: Number(values.requests),
    people: [...town.people.slice(0, 6), ...oneOfEachWork(town.officers)].map(({ id }) => id),
    say: (words) => console.log(`${((performance.now() - began) / 1000).toFixed(0)} s  ${words}`),
  });
  const told = [...siege.answers].sort(([a], [b]) => a - b);
  console.log(`seed ${values.seed}, ${values.requests} requests`);
  console.log(`answers: ${told.map(([status, times]) => `${status}: ${times}`).join(", ")}`);
  console.log(`slowest: ${siege.slowest.ms.toFixed(0)} ms, ${siege.slowest.what}`);
  const megabytes = siege.heap.map(({ bytes }) => (bytes / 1e6).toFixed(1));
  console.log(`alive after each eighth, MB: ${megabytes.join(" ")}`);
  console.log(`${siege.faults.length} faults`);
  process.exitCode = siege.faults.length === 0 ? 0 : 1;
} finally {
  await town.close();
}
process.exit();

/** An officer of each authority and role: all that staff can do is tried. */
function oneOfEachWork(officers: Town["officers"]) {
  const works = Map.groupBy(officers, ({ authority, roles }) => `${authority} ${roles}`);
  return [...works.values()].flatMap(([first]) => first ?? []).slice(0, 40);
}
