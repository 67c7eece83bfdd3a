import { get } from "node:http";
import { setTimeout as rest } from "node:timers/promises";

/** A display as the bench watches through it: until when it had which version of the hall. */
interface Watcher {
  readonly had: Map<number, number>;
  version: number;
  close(): void;
}

function watch(url: string): Promise<Watcher> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (answer) => {
      const watcher: Watcher = { had: new Map(), version: 0, close: () => request.destroy() };
      answer.setEncoding("utf8").on("data", (text: string) => {
        const version = Number(/"version":(\d+)/.exec(text)?.[1] ?? 0);
        if (version <= watcher.version) return;
        watcher.version = version;
        watcher.had.set(version, performance.now());
      });
      answer.on("error", () => undefined);
      resolve(watcher);
    });
    request.on("error", reject);
  });
}

export interface Watchers {
  /** When the last of them had this version, or a later one. */
  lastHad(version: number): Promise<number>;
  close(): void;
}

/** So many displays at one address, all connected and with a picture. */
export async function openWatchers(url: string, count: number): Promise<Watchers> {
  const all: Watcher[] = [];
  for (let begun = 0; begun < count; begun += 50)
    all.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, count - begun) }, () => watch(url)))),
    );
  const have = async (version: number) => {
    for (let tries = 0; tries < 2000; tries++) {
      if (all.every((each) => each.version >= version)) return;
      await rest(5);
    }
    throw new Error(`some display never had version ${version}`);
  };
  await have(1);
  return {
    async lastHad(version) {
      await have(version);
      return Math.max(...all.map(({ had }) => firstFrom(had, version)));
    },
    close: () => {
      for (const each of all) each.close();
    },
  };
}

const firstFrom = (had: ReadonlyMap<number, number>, version: number): number =>
  Math.min(...[...had].flatMap(([each, at]) => (each >= version ? at : [])));
