import type { ServerResponse } from "node:http";

/** Somebody who watches a hall: a board, a phone, the floor manager's page. */
type Watcher = Pick<ServerResponse, "write" | "end" | "destroy" | "writableLength">;

/** Where a watcher comes from, and the screen of the hall that it is, if any. */
export interface WatchedFrom {
  readonly network: string;
  readonly device?: string | undefined;
}

interface Hall {
  readonly watchers: Map<Watcher, WatchedFrom>;
  latest: string | undefined;
  /** Whether a reading of the hall is running, and whether the hall has changed since it began. */
  asking: Promise<void> | undefined;
  again: boolean;
}

export interface StreamNeeds {
  /** What a hall shows now, as the lines of one event; undefined where there is no such hall. */
  readonly show: (hall: string) => Promise<string | undefined>;
  /** The lines of a sign of life. */
  readonly beat: () => string;
  /** A screen of a hall that begins to watch it; with each sign of life, those that still do. */
  readonly areUp?: (devices: readonly string[]) => Promise<unknown>;
  readonly beatEveryMs?: number;
}

export interface Streams {
  /**
   * Makes room for one more from this network, where need be at the cost of the network that holds
   * the most places. False where none can be made: everybody there has as few. Some places are kept
   * for the boards of the halls.
   */
  makeRoom(isBoard: boolean, network: string): boolean;
  /** Adds a watcher and says what the hall shows. */
  watch(hall: string, watcher: Watcher, from: WatchedFrom): void;
  leave(hall: string, watcher: Watcher): void;
  /** The hall has changed: all that watch it hear it, however many changes came at once. */
  changed(hall: string): void;
  /** Ends every stream, so that the server can close. */
  close(): void;
}

/** A client with more than this unread is disconnected; its browser reconnects and catches up. */
const slowBytes = 64 * 1024;
const mostWatchers = 4000;
/** Places reserved for the boards, so that many streams from outside cannot take them all. */
const keptForBoards = 500;

/**
 * One picture of a hall for all who watch it: computed once for each change and written to each as
 * the same bytes. A sign of life goes out only after the hall was read anew, so a display that
 * hears one is right; where the database is away there is none, and displays say that they are old.
 */
export function makeStreams({ show, beat, areUp, beatEveryMs = 10_000 }: StreamNeeds): Streams {
  const halls = new Map<string, Hall>();
  const timer = setInterval(() => {
    for (const name of halls.keys()) void live(name);
  }, beatEveryMs).unref();

  async function read(name: string, hall: Hall): Promise<void> {
    do {
      hall.again = false;
      const text = await show(name);
      if (text === undefined || text === hall.latest) continue;
      hall.latest = text;
      sendAll(hall, text);
    } while (hall.again);
  }

  /** Reads the hall: one reading at a time, and another if the hall changed meanwhile. */
  function refresh(name: string, hall: Hall): Promise<void> {
    if (hall.asking) hall.again = true;
    hall.asking ??= read(name, hall).finally(() => {
      hall.asking = undefined;
    });
    return hall.asking;
  }

  async function live(name: string): Promise<void> {
    const hall = halls.get(name);
    if (!hall) return;
    const devices = [...hall.watchers.values()].flatMap(({ device }) => device ?? []);
    await refresh(name, hall)
      .then(() => {
        sendAll(hall, beat());
        return devices.length > 0 ? areUp?.([...new Set(devices)]) : undefined;
      })
      .catch(() => undefined);
  }

  return {
    watch(name, watcher, from) {
      const state = halls.get(name);
      const hall = state ?? newHall();
      halls.set(name, hall);
      hall.watchers.set(watcher, from);
      if (from.device !== undefined) void areUp?.([from.device]).catch(() => undefined);
      if (hall.latest !== undefined) watcher.write(hall.latest);
      else if (!hall.asking) void refresh(name, hall).catch(() => undefined);
    },
    leave(name, watcher) {
      const hall = halls.get(name);
      hall?.watchers.delete(watcher);
      // Nobody watches, so the cached picture goes stale and must not be shown to the next watcher.
      if (hall?.watchers.size === 0) halls.delete(name);
    },
    changed(name) {
      const hall = halls.get(name);
      if (hall) void refresh(name, hall).catch(() => undefined);
    },
    makeRoom(isBoard, network) {
      if (watching(halls) < mostWatchers + (isBoard ? keptForBoards : 0)) return true;
      const [place, ...others] = placesOfTheGreatest(halls);
      const own = [...halls.values()].flatMap(({ watchers }) =>
        [...watchers.values()].filter((each) => each.network === network),
      ).length;
      // A network that would then hold as many as the largest gets no place from another.
      if (!place || others.length <= own) return false;
      place.hall.watchers.delete(place.watcher);
      place.watcher.destroy();
      return true;
    },
    close() {
      clearInterval(timer);
      for (const { watchers } of halls.values())
        for (const watcher of watchers.keys()) watcher.end();
      halls.clear();
    },
  };
}

const newHall = (): Hall => ({
  watchers: new Map(),
  latest: undefined,
  asking: undefined,
  again: false,
});

const watching = (halls: ReadonlyMap<string, Hall>): number =>
  [...halls.values()].reduce((sum, { watchers }) => sum + watchers.size, 0);

interface StreamPlace {
  readonly hall: Hall;
  readonly watcher: Watcher;
}

/** The places of the network that holds the most, oldest first in each hall. */
function placesOfTheGreatest(halls: ReadonlyMap<string, Hall>): readonly StreamPlace[] {
  const places = [...halls.values()].flatMap((hall) =>
    [...hall.watchers].map(([watcher, { network }]) => ({ hall, watcher, network })),
  );
  const byNetwork = Map.groupBy(places, ({ network }) => network);
  let greatest: readonly StreamPlace[] = [];
  for (const held of byNetwork.values()) if (held.length > greatest.length) greatest = held;
  return greatest;
}

function sendAll({ watchers }: Hall, text: string): void {
  const bytes = Buffer.from(text);
  for (const watcher of watchers.keys()) {
    if (watcher.writableLength > slowBytes) watcher.destroy();
    else watcher.write(bytes);
  }
}
