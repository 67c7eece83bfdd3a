import type { Treaty } from "../catalogue/index.ts";
import { dateIn, type Result } from "../kernel/index.ts";
import { load, type Recorded } from "../platform/events/index.ts";
import { changesSince } from "./brief/changes.ts";
import { type Feeds, makeFeeds } from "./calendar/feeds.ts";
import { type Commitments, makeCommitments } from "./commitments/commitments.ts";
import { openDecisions } from "./commitments/open-decisions.ts";
import { openOnDay, readCommitmentSeeds, seedCommitments } from "./commitments/seed.ts";
import { type Corridor, readCorridors } from "./corridors.ts";
import { type Groups, makeGroups } from "./groups/handle.ts";
import { type Indicators, makeIndicators } from "./indicators/handle.ts";
import { readIndicators } from "./indicators/seed.ts";
import { giveInstrument, seedInstruments } from "./instruments/handle.ts";
import type { InstrumentCommand, InstrumentState } from "./instruments/model.ts";
import { readInstruments } from "./instruments/seed.ts";
import { readInstrumentState, readInstrumentStates, streamOf } from "./instruments/store.ts";
import { makePilots, type Pilots } from "./pilots/handle.ts";
import { readPilots } from "./pilots/seed.ts";
import { seedPosts } from "./posts/handle.ts";
import { makePosts, type Posts } from "./posts/posts.ts";
import { readPostSeeds } from "./posts/seed.ts";
import { makeRisks, type Risks } from "./risks/handle.ts";
import { readRisks } from "./risks/seed.ts";
import { makeSessions, type Sessions } from "./sessions/handle.ts";
import { type OpenOn, readSessions } from "./sessions/seed.ts";
import type { Occasion } from "./shell.ts";
import { makeUpdates, type Updates, type UpdatesDeps } from "./updates/updates.ts";

/** The partnership as doors see it. */
export interface Partnership {
  /** Gives a command to an instrument. Refuses partnership.*. */
  give(
    id: string,
    command: InstrumentCommand,
    occasion: Occasion,
  ): Promise<Result<InstrumentState>>;
  /** All instruments, those signed last first. */
  instruments(): Promise<readonly InstrumentState[]>;
  instrument(id: string): Promise<InstrumentState | undefined>;
  /** Meetings of joint bodies and their minutes. */
  readonly sessions: Sessions;
  readonly commitments: Commitments;
  /** The posts that own commitments. */
  readonly posts: Posts;
  readonly groups: Groups;
  /** Secret addresses under which calendar programs read deadlines. */
  readonly feeds: Feeds;
  /** The monthly question to the owners of commitments. */
  readonly updates: Updates;
  /** Joint pilot projects, gate by gate. */
  readonly pilots: Pilots;
  /** What changed of commitments since a day, for a brief. */
  changesSince(since: string, limit: number): ReturnType<typeof changesSince>;
  /** What threatens the partnership; at most twelve are open. */
  readonly risks: Risks;
  /** Series by which one sees what the partnership brought. */
  readonly indicators: Indicators;
  /** Ways by which goods travel, with what was published of them. */
  corridors(): readonly Corridor[];
  /** Everything that was recorded of an instrument, oldest first. */
  history(id: string): Promise<readonly Recorded[]>;
  /**
   * Puts the instruments of a government's folder into the register, each once: what was recorded
   * since stays as it is. Throws where the file is wrong.
   */
  seed(folder: string, treaties: readonly Treaty[]): Promise<void>;
  /**
   * The same for what is known, or invented, of posts, commitments, sessions, pilots and more. A
   * series that two folders have is that of the later one, which has values for it.
   */
  seedSubjects(...folders: readonly string[]): Promise<void>;
}

export function makePartnership(deps: UpdatesDeps): Partnership {
  const { sql, clock, timeZone } = deps;
  let corridors: readonly Corridor[] = [];
  const sessions = makeSessions(deps, openDecisions);
  const pilots = makePilots(deps);
  const risks = makeRisks(deps);
  const indicators = makeIndicators(deps);
  const seedFolder = async (folder: string): Promise<void> => {
    const parties = new Map(
      (await readInstrumentStates(sql)).map(({ text }) => [text?.id, text?.parties ?? []]),
    );
    const promised = readCommitmentSeeds(folder, (id) => parties.get(id) ?? []);
    const openOn: OpenOn = (day, group) => openOnDay(promised, day, group);
    // Sessions of the past first: they opened with the decisions of their own day.
    await sessions.seed(readSessions(folder, openOn));
    const { groups, posts } = readPostSeeds(folder);
    await seedPosts(deps, groups, posts);
    await seedCommitments(deps, promised, dateIn(clock(), timeZone));
    await pilots.seed(readPilots(folder));
    await risks.seed(readRisks(folder));
  };
  return {
    ...{ sessions, pilots, risks, indicators },
    changesSince: (since, limit) => changesSince(sql, since, limit),
    commitments: makeCommitments(deps),
    posts: makePosts(deps),
    groups: makeGroups(deps),
    feeds: makeFeeds(deps),
    updates: makeUpdates(deps),
    give: (id, command, occasion) => giveInstrument(deps, id, command, occasion),
    instruments: () => readInstrumentStates(sql),
    instrument: (id) => readInstrumentState(sql, id),
    history: (id) => load(sql, streamOf(id)),
    corridors: () => corridors,
    async seed(folder, treaties) {
      corridors = readCorridors(folder);
      await seedInstruments(deps, readInstruments(folder, treaties));
    },
    async seedSubjects(...folders) {
      for (const folder of folders) await seedFolder(folder);
      const series = folders.flatMap((folder) => readIndicators(folder));
      const latest = new Map(series.map((one) => [one.id, one]));
      await indicators.seed([...latest.values()]);
    },
  };
}
