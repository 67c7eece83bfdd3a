/**
 * `npm run bench`: what Hamwe costs, against the goals, in one run. `npm run bench -- NAME`
 * measures one thing: submit, decide, jobs, carrier, worklist, desk, form-page, pages, rules,
 * queue, call-next, board, ussd, webhooks, partnership or sizing; `--cases 1000000` beside it says
 * how many cases there are. Ends with 1 where a goal is missed. docs/performance.md says what is
 * measured and how.
 */
import { parseArgs } from "node:util";
import { benchBoard } from "./board.ts";
import { benchCallNext } from "./call-next.ts";
import { benchCarrier } from "./carrier.ts";
import { benchDecide } from "./decide.ts";
import { benchDesk } from "./desk.ts";
import { type Figure, lineOf, missed } from "./figure.ts";
import { benchFormPage } from "./form-page.ts";
import { benchJobs } from "./jobs.ts";
import { benchPages } from "./pages.ts";
import { benchPartnership } from "./partnership.ts";
import { benchQueue } from "./queue/queue.ts";
import { benchRules } from "./rules.ts";
import { benchSizing } from "./sizing.ts";
import { type Stage, setStage } from "./stage.ts";
import { benchSubmit } from "./submit.ts";
import { benchUssd } from "./ussd.ts";
import { benchWebhooks } from "./webhooks.ts";
import { benchWorklist } from "./worklist.ts";
import { openWorld, type World } from "./world.ts";

const few = 5_000;

interface Stages {
  readonly world: () => Promise<World>;
  readonly large: () => Promise<Stage>;
  readonly small: () => Promise<Stage>;
  readonly cases: number;
}

const figures: Readonly<Record<string, (stages: Stages) => Promise<Figure[]>>> = {
  rules: async () =>
    (await benchRules()).map(({ name, value, unit }) => ({
      ...{ name, value, unit },
      ...(name === "rules.guard" && { goal: 5 }),
    })),
  queue: benchQueue,
  pages: async ({ large }) => benchPages(await large()),
  "form-page": async ({ large }) => benchFormPage(await large()),
  worklist: async ({ large, small }) => benchWorklist(await large(), await small()),
  desk: async ({ world, cases }) => benchDesk(await world(), cases),
  submit: async ({ large }) => benchSubmit(await large()),
  decide: async ({ large }) => benchDecide(await large()),
  jobs: async ({ large }) => benchJobs(await large()),
  carrier: async ({ small }) => benchCarrier(await small()),
  "call-next": async ({ world }) => benchCallNext(await world()),
  board: async ({ world }) => benchBoard(await world()),
  ussd: async ({ world }) => benchUssd(await world()),
  webhooks: async ({ world }) => benchWebhooks(await world()),
  partnership: async ({ world }) => benchPartnership(await world()),
  sizing: async ({ small, cases }) => benchSizing(await small(), cases),
};

/** Makes something when it is first asked for. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function run(names: readonly string[], many: number): Promise<boolean> {
  let opened: World | undefined;
  const world = once(async () => {
    opened = await openWorld();
    return opened;
  });
  const stageOf = (name: string, cases: number) =>
    once(async () => setStage(await world(), name, cases));
  const stages = {
    world,
    cases: many,
    large: stageOf("large", many),
    small: stageOf("small", few),
  };
  let failed = false;
  try {
    for (const name of names)
      for (const figure of (await figures[name]?.(stages)) ?? []) {
        console.log(lineOf(figure));
        failed ||= missed(figure);
      }
  } finally {
    await opened?.close();
  }
  return failed;
}

const { positionals: names, values } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: "string", default: "100000" } },
});
const cases = Number(values.cases);
const unknown = names.find((name) => !figures[name]);
if (unknown !== undefined || !Number.isSafeInteger(cases) || cases < few) {
  if (unknown !== undefined)
    console.error(`There is no ${unknown}. There are: ${Object.keys(figures).join(", ")}`);
  else console.error(`--cases is a whole number from ${few} on`);
  process.exit(2);
}
process.exit((await run(names.length > 0 ? names : Object.keys(figures), cases)) ? 1 : 0);
