import { loadDesk } from "./desk-load.ts";
import type { Figure } from "./figure.ts";
import { makeRoomForFloor } from "./floor.ts";
import { hiddenFields } from "./form.ts";
import { addOfficers, openSessions } from "./load.ts";
import { type Shot, send } from "./requests.ts";
import { measure, officerCookie, type Stage } from "./stage.ts";
import type { World } from "./world.ts";

const shotsInRound = 40;
/** The most that an officer waits for, in milliseconds of the server. */
const goal = 50;

/** A database with so many files of one authority, and its officers at their desks. */
async function openDesk(world: World, cases: number): Promise<Stage> {
  const database = await world.database("desk");
  const { sql, access } = database;
  const server = await world.serve(access, "serve");
  const officers = await addOfficers(sql);
  await loadDesk(sql, cases);
  const ids = officers.map(({ id }) => id);
  return {
    ...{ ...database, world, server, worker: server, drafts: [], people: new Map() },
    officers: await openSessions(sql, "officer", ids),
  };
}

const tokensOf = (stage: Stage): Promise<string[]> =>
  Promise.all(
    stage.officers.map(async (_, n) => {
      const shot = { path: "/office", cookie: officerCookie(stage, n), expect: 200 };
      const page = await send(stage.server.url, shot);
      return hiddenFields(page.text, "/office/find").get("_csrf") ?? "";
    }),
  );

const day = (ago: number): string =>
  new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** Lists of an officer by what they are narrowed to. */
const listsOf = (holder: string): Readonly<Record<string, string>> => ({
  all: "/office",
  overdue: "/office?show=overdue",
  mine: "/office?show=mine",
  day: `/office?from=${day(3)}&to=${day(3)}`,
  month: `/office?from=${day(30)}&to=${day(1)}`,
  colleague: `/office?holder=${holder}`,
  "by-step": "/office?sort=step",
  newest: "/office?sort=-received",
});

/**
 * What is typed into the box: three letters, a whole name, one that is a letter off, a number, and
 * what nobody has.
 */
const typed: Readonly<Record<string, string>> = {
  letters: "muk",
  name: "mukamu kama",
  "rare-name": "rarara gigi",
  "one-letter-off": "rararra gigi",
  number: "1199470012345678",
  nobody: "zzzzzz",
};

/** Finding a file and opening a list, of so many files, beside one SELECT answered as JSON. */
export async function benchDesk(world: World, cases: number): Promise<Figure[]> {
  const stage = await openDesk(world, cases);
  await makeRoomForFloor(stage.sql);
  const floor = await world.serve(stage.access, "floor");
  const tokens = await tokensOf(stage);
  const shots = (make: (n: number) => Shot) => () =>
    Array.from({ length: shotsInRound }, (_, n) => make(n));
  const listing = (path: string) =>
    shots((n) => ({ path, cookie: officerCookie(stage, n), expect: 200 }));
  const { server, officers } = stage;
  const path = "/office/find";
  /** What the browser of an officer keeps of what they typed: the next page searches for it. */
  const cookieFor = async (q: string, n: number) => {
    const body = new URLSearchParams({ _csrf: tokens[n] ?? "", q, for: "contact" });
    const cookie = officerCookie(stage, n);
    const { cookies } = await send(server.url, { path, cookie, body, expect: 303 });
    return `${cookie}; ${cookies.find((each) => each.startsWith("find=")) ?? ""}`;
  };
  const finding = (q: string) => async () => {
    const cookies = await Promise.all(officers.map((_, n) => cookieFor(q, n)));
    // A single match is opened at once.
    const expect = [200, 303];
    return shots((n) => ({ path, cookie: cookies[n % cookies.length] ?? "", expect }))();
  };
  const asked = {
    ...named("desk.list", listsOf(officers[1]?.of ?? ""), listing),
    ...named("desk.find", typed, finding),
  };
  const select = "/worklist?authority=minaloc&role=executive-secretary";
  const [least = Number.NaN, ...costs] = await measure(stage, [
    { server: floor, shots: shots(() => ({ path: select, expect: 200 })) },
    ...Object.values(asked).map((each) => ({ server, shots: each })),
  ]);
  return [
    ...Object.keys(asked).flatMap((name, index): Figure[] => {
      const value = costs[index] ?? Number.NaN;
      return [
        { name, value, unit: "ms CPU", goal },
        { name: `${name}.beside-floor`, value, unit: "ms CPU", ratio: value / least },
      ];
    }),
    { name: "desk.floor", value: least, unit: "ms CPU" },
  ];
}

type Shots = () => readonly Shot[] | Promise<readonly Shot[]>;

const named = (
  part: string,
  of: Readonly<Record<string, string>>,
  make: (what: string) => Shots,
): Readonly<Record<string, Shots>> =>
  Object.fromEntries(Object.entries(of).map(([name, what]) => [`${part}.${name}`, make(what)]));
