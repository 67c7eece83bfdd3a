import type { ServerResponse } from "node:http";

/** Somebody who watches a hall: a board, a phone, the floor manager's page. */
type Watcher = Pick<ServerResponse, "write" | "end" | "destroy" | "writableLength">;

interface Hall {
  readonly watchers: Set<Watcher>;
  latest: string | undefined;
  /** What it shows is being asked for; and has it changed again meanwhile? */
  asking: Promise<void> | undefined;
  again: boolean;
}

export interface StreamNeeds {
  /** What a hall shows now, as the lines of one event; undefined where there is no such hall. */
  readonly show: (hall: string) => Promise<string | undefined>;
  /** The lines of a sign of life. */
  readonly beat: () => string;
  readonly beatEveryMs?: number;
}

export interface Streams {
  /** Do as many watch as one process may keep? Some places are kept for the boards of the halls. */
  full(isBoard: boolean): boolean;
  /** Adds a watcher and says what the hall shows. */
  watch(hall: string, watcher: Watcher): void;
  leave(hall: string, watcher: Watcher): void;
  /** The hall has changed: all that watch it hear it, however many changes came at once. */
  changed(hall: string): void;
  /** Ends every stream, so that the server can close. */
  close(): void;
}

/** Who has not taken so much of what was sent is cut off; his browser comes back and gets what is new. */
const slowBytes = 64 * 1024;
const mostWatchers = 4000;
/** Whoever opens thousands of streams from outside leaves these to the screens on the walls. */
const keptForBoards = 500;

/**
 * One picture of a hall for all who watch it: computed once for each change and written to each as the
 * same bytes. A sign of life goes out only after the hall was read anew, so a display that hears one
 * is right; where the database is away there is none, and displays say that they are old.
 */
export function makeStreams({ show, beat, beatEveryMs = 10_000 }: StreamNeeds): Streams {
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

  /** Reads the hall; one reading at a time, and one more where it changed during that. */
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
    await refresh(name, hall).then(
      () => sendAll(hall, beat()),
      () => undefined,
    );
  }

  return {
    watch(name, watcher) {
      const known = halls.get(name);
      const hall = known ?? newHall();
      halls.set(name, hall);
      hall.watchers.add(watcher);
      if (hall.latest !== undefined) watcher.write(hall.latest);
      else if (!hall.asking) void refresh(name, hall).catch(() => undefined);
    },
    leave(name, watcher) {
      const hall = halls.get(name);
      hall?.watchers.delete(watcher);
      // Nobody keeps it up to date now, so the next to come may not be shown it.
      if (hall?.watchers.size === 0) halls.delete(name);
    },
    changed(name) {
      const hall = halls.get(name);
      if (hall) void refresh(name, hall).catch(() => undefined);
    },
    full: (isBoard) => watching(halls) >= mostWatchers + (isBoard ? keptForBoards : 0),
    close() {
      clearInterval(timer);
      for (const { watchers } of halls.values()) for (const watcher of watchers) watcher.end();
      halls.clear();
    },
  };
}

const newHall = (): Hall => ({
  watchers: new Set(),
  latest: undefined,
  asking: undefined,
  again: false,
});

const watching = (halls: ReadonlyMap<string, Hall>): number =>
  [...halls.values()].reduce((sum, { watchers }) => sum + watchers.size, 0);

function sendAll({ watchers }: Hall, text: string): void {
  const bytes = Buffer.from(text);
  for (const watcher of watchers) {
    if (watcher.writableLength > slowBytes) watcher.destroy();
    else watcher.write(bytes);
  }
}
