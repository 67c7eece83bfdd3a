import { join } from "node:path";
import { tellMonday } from "../src/acts/monday.ts";
import { type CommandId, must } from "../src/kernel/index.ts";
import type { Messages } from "../src/messages/index.ts";
import { readMatrix } from "../src/partnership/index.ts";
import { newId, type Pool } from "../src/platform/db/index.ts";
import { makeI18n } from "../src/platform/i18n/index.ts";
import { cpuMs } from "./cpu.ts";
import { type Figure, median } from "./figure.ts";
import { makeRoomForFloor } from "./floor.ts";
import { openSessions } from "./load.ts";
import { loadPartnership, partnershipOn } from "./partnership-load.ts";
import { type Shot, send, sendAll } from "./requests.ts";
import type { Database, Server, World } from "./world.ts";

/** The register that the goals are about, and one to see that its size makes nothing slower. */
const large = { commitments: 10_000, reportsOfEach: 10, instruments: 40, sessions: 20 };
const small = { ...large, commitments: 100 };

const rounds = { warm: 2, counted: 5 };
const shotsInRound = 16;
/** CPU milliseconds of one page, server and PostgreSQL together. */
const mostOfPage = 50;
/** The list of commitments in the frame of the desk, its filters and its words included. */
const mostOverFloor = 3;
const rowsImported = 1000;
const messagesFolder = join(import.meta.dirname, "../messages");

interface RegisterStage extends Database {
  readonly server: Server;
  readonly officer: string;
}

const pages: readonly (readonly [name: string, path: string, desk?: true])[] = [
  ["public", "/partnership"],
  ["public-list", "/partnership/commitments"],
  ["public-list-end", "/partnership/commitments?page=300"],
  ["public-search", "/partnership/commitments?q=article+77"],
  ["public-instrument", "/partnership/bench-instrument-7"],
  ["public-commitment", "/partnership/commitments/bench-00077"],
  ["public-sessions", "/partnership/sessions"],
  ["public-pilots", "/partnership/pilots"],
  ["public-indicators", "/partnership/indicators"],
  ["desk", "/desk", true],
  ["monday", "/desk/monday", true],
  ["monday-post", "/desk/monday?post=rdb-services", true],
  ["register", "/desk/commitments", true],
  ["register-late", "/desk/commitments?show=late&side=az", true],
  ["register-search", "/desk/commitments?q=article+77", true],
  ["instrument", "/desk/instruments/bench-instrument-7", true],
  ["commitment", "/desk/commitments/bench-00077", true],
  ["posts", "/desk/posts", true],
  ["post", "/desk/posts/rdb-services", true],
  ["sessions", "/desk/sessions", true],
  ["session-room", "/desk/sessions/bench-session-19", true],
  ["pilots", "/desk/pilots", true],
  ["risks", "/desk/risks", true],
  ["indicators", "/desk/indicators", true],
  ["scorecards", "/desk/indicators/scorecards", true],
  ["brief", "/desk/brief", true],
];

const shotOf = ({ officer }: RegisterStage, path: string, desk: boolean | undefined): Shot => ({
  ...{ path, expect: 200 },
  ...(desk && { cookie: officer }),
});

async function setRegister(world: World, name: string, size: typeof large): Promise<RegisterStage> {
  const database = await world.database(name);
  // The server seeds its instruments, posts and groups first.
  const server = await world.serve(database.access, "serve");
  await loadPartnership(database.sql, size, new Date());
  return { ...database, server, officer: await deskOfficer(database.sql) };
}

async function deskOfficer(sql: Pool): Promise<string> {
  const id = newId();
  await sql`
    insert into auth.officer (id, iss, sub, name, authority, active, created_at, updated_at)
    values (${id}, 'urn:hamwe:bench', 'desk', 'Desk', 'minaffet', true, now(), now())`;
  await sql`
    insert into auth.held_role (id, officer, role, offices, services, status, asked_by, asked_at,
      given_by, given_at)
    values (${newId()}, ${id}, 'treaty-officer', '{}', '{}', 'held', 'command', now(), 'command',
      now())`;
  const [session] = await openSessions(sql, "officer", [id]);
  return session?.cookie ?? "";
}

interface Contestant {
  readonly server: Server;
  readonly shot: Shot;
}

/** CPU milliseconds of one request of each: the median of rounds in which they take turns. */
async function costOf(world: World, contestants: readonly Contestant[]) {
  const counted: number[][] = contestants.map(() => []);
  for (let round = 0; round < rounds.warm + rounds.counted; round++)
    for (const [at, { server, shot }] of contestants.entries()) {
      const shots = Array.from({ length: shotsInRound }, () => shot);
      const roots = [server.pid, world.postmasterPid];
      const before = cpuMs(roots);
      await sendAll(server.url, shots);
      if (round >= rounds.warm) counted[at]?.push((cpuMs(roots) - before) / shots.length);
    }
  return counted.map(median);
}

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
};

/** A matrix of so many rows, all of them right. */
async function importRows(sql: Pool): Promise<void> {
  const head = "No,Commitment,Owner Rwanda,Owner Azerbaijan,Deadline,Measure,Verification";
  const [rw, az] = ["rdb-trade", "azpromo"];
  const rows = Array.from(
    { length: rowsImported },
    (_, n) => `${n + 1},Bring what row ${n} names,${rw},${az},31 March 2027,Measure ${n},Record`,
  );
  const read = must(await readMatrix(Buffer.from([head, ...rows].join("\n"))));
  const { commitments } = partnershipOn(sql, new Date());
  const results = must(
    await commitments.importMatrix(
      read,
      {
        ...{ instrument: "bench-instrument-1", parties: ["rw", "az"], by: "rw" },
        ...{ prevailing: "en", visibility: "public" },
        sideNames: new Map([
          ["rw", ["Rwanda"]],
          ["az", ["Azerbaijan"]],
        ]),
      },
      { key: newId() as string as CommandId, actor: "bench" },
    ),
  );
  const recorded = results.filter(({ outcome }) => outcome === "recorded").length;
  if (recorded !== rowsImported)
    throw new Error(`recorded ${recorded}: ${JSON.stringify(results[0])}`);
}

/** Composes the mail of Monday to every holder of a post; nobody carries it. */
async function mailOfMonday(sql: Pool): Promise<void> {
  let sent = 0;
  const send = async () => {
    sent += 1;
  };
  await tellMonday(
    {
      ...{ partnership: partnershipOn(sql, new Date()), i18n: makeI18n(messagesFolder) },
      ...{ baseUrl: "http://localhost", messages: { send } as unknown as Messages },
    },
    new Date().toISOString().slice(0, 10),
  );
  if (sent === 0) throw new Error("no mail of Monday");
}

export async function benchPartnership(world: World): Promise<Figure[]> {
  const many = await setRegister(world, "register", large);
  const few = await setRegister(world, "register_small", small);
  await makeRoomForFloor(many.sql);
  const floor = await world.serve(many.access, "floor");
  const [least = Number.NaN] = await costOf(world, [
    { server: floor, shot: { path: "/commitments", expect: 200 } },
  ]);
  const figures: Figure[] = [];
  for (const [name, path, desk] of pages) {
    const [value = Number.NaN, ofFew = Number.NaN] = await costOf(
      world,
      [many, few].map((stage) => ({ server: stage.server, shot: shotOf(stage, path, desk) })),
    );
    const { raw } = await send(many.server.url, shotOf(many, path, desk));
    figures.push(
      { name: `partnership.${name}`, value, unit: "ms CPU", goal: mostOfPage },
      { ...{ name: `partnership.${name}.small`, value: ofFew, unit: "ms CPU" } },
      { name: `partnership.${name}.page`, value: raw.length / 1000, unit: "kB", goal: 14 },
    );
    if (path === "/desk/commitments")
      figures.push({
        ...{ name: `partnership.${name}.floor`, value, unit: "ms CPU", ratio: value / least },
        goal: mostOverFloor,
      });
  }
  const timed: readonly (readonly [string, number, () => Promise<unknown>])[] = [
    ["brief-docx", 5, () => send(many.server.url, shotOf(many, "/desk/brief/brief.docx", true))],
    ["brief-pdf", 5, () => send(many.server.url, shotOf(many, "/desk/brief/brief.pdf", true))],
    ["import", 5, () => importRows(many.sql)],
    ["monday-mail", 5, () => mailOfMonday(many.sql)],
  ];
  for (const [name, goal, work] of timed)
    figures.push({ name: `partnership.${name}`, value: await secondsOf(work), unit: "s", goal });
  return figures;
}
