import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Client } from "../client.ts";
import { type Chance, makeChance } from "../crash/chance.ts";
import { demoClient, tokenFor } from "../journeys/api-given.ts";
import { formsOf } from "../page-forms.ts";
import type { Town } from "../town.ts";
import { addressesOf, at } from "./addresses.ts";
import { formAttack, Memory } from "./from-forms.ts";
import { type Description, openApiAttacks } from "./from-openapi.ts";
import { hostileHeaders, hostileText, type Own } from "./mutate.ts";
import { aliveIn, bodies } from "./payloads.ts";

/** One request. */
export interface Attack {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer | undefined;
}

/** Somebody who is signed in, or nobody, and what they have seen. */
interface Attacker {
  readonly name: string;
  cookie: string;
  token: string;
  readonly memory: Memory;
  /** How often they were sent to sign in since they last were. */
  sent: number;
}

export interface Siege {
  readonly answers: ReadonlyMap<number, number>;
  /** Answers that must not be: the request by its number in this seed. */
  readonly faults: readonly string[];
  /** The longest, in milliseconds. */
  readonly slowest: { readonly ms: number; readonly what: string };
  /** Bytes of live objects after this many requests. */
  readonly heap: readonly { readonly requests: number; readonly bytes: number }[];
}

export interface SiegeOptions {
  readonly seed: number;
  readonly requests: number;
  /** Who takes part, by their ids in the demonstration. */
  readonly people: readonly string[];
  readonly say?: (words: string) => void;
}

/** Addresses of guests: enough that none is turned away for asking too often. */
const guestAddresses = 4096;

/**
 * Sends so many requests, seeded: from the description of the API, from the forms that pages show,
 * and to every route by its pattern. Each answer is judged; what is alive afterwards is counted.
 */
export async function besiege(town: Town, options: SiegeOptions): Promise<Siege> {
  const { seed, requests, people, say = () => {} } = options;
  const chance = makeChance(seed);
  const routes = addressesOf(town.app.http).filter(
    ({ pattern }) => !/^\/(sign-out$|readyz|metrics)/.test(pattern),
  );
  const starts = routes
    .filter(({ method, pattern }) => method === "GET" && !pattern.includes(":"))
    .map(({ pattern }) => pattern);
  const description = (await (await fetch(`${town.url}/api/openapi.json`)).json()) as Description;
  const api = openApiAttacks(description);
  const bearer = async () => (await tokenFor(town, demoClient)).body.access_token as string;
  let token = await bearer();
  const attackers: Attacker[] = [];
  for (const id of people) attackers.push(await attackerFrom(town, id, starts));
  attackers.push(await attackerFrom(town, undefined, starts));
  const services = town.app.catalogue.services.map(({ id }) => id);
  const ids = new Set<string>(services);
  const answers = new Map<number, number>();
  const faults: string[] = [];
  const heap: { requests: number; bytes: number }[] = [];
  let slowest = { ms: 0, what: "" };
  const mark = Math.max(1, Math.floor(requests / 8));
  for (let number = 1; number <= requests; number++) {
    const who = chance.one(attackers);
    const own: Own = [...ids];
    const kind = chance.next();
    const program = kind < 0.3;
    const attack = program
      ? withToken(api.next(chance, own), token)
      : kind < 0.65 && who.memory.forms.length > 0
        ? formAttack(chance, chance.one(who.memory.forms), who.token)
        : kind < 0.8
          ? { method: "GET", url: chance.one(who.memory.pages), headers: {} }
          : routeAttack(chance, routes, { own, token: who.token });
    const from = performance.now();
    const answer = await send(town, attack, who, chance);
    const ms = performance.now() - from;
    const name = program ? "a program" : who.name;
    const what = `#${number} ${attack.method} ${attack.url.slice(0, 160)} as ${name}`;
    if (ms > slowest.ms) slowest = { ms, what };
    answers.set(answer.statusCode, (answers.get(answer.statusCode) ?? 0) + 1);
    const page = String(answer.headers["content-type"]).startsWith("text/html");
    const alive = page ? aliveIn(answer.body) : undefined;
    if (answer.statusCode >= 500 || alive !== undefined) {
      const payload = String(attack.payload ?? "").slice(0, 300);
      const sent = `${JSON.stringify(attack.headers)} ${payload}`;
      const said = answer.body.replaceAll(/<[^>]+>|\s+/g, " ").slice(0, 200);
      faults.push(`${answer.statusCode} ${alive ?? ""} ${what} ${sent} → ${said}`);
      say(faults.at(-1) ?? "");
    }
    if (program && answer.statusCode === 401) token = await bearer();
    await learn(town, who, { answer, attack, ids, chance });
    if (number % mark === 0) {
      heap.push({ requests: number, bytes: liveBytes() });
      say(`${number} requests, ${Math.round((heap.at(-1)?.bytes ?? 0) / 1e6)} MB alive`);
    }
  }
  return { answers, faults, slowest, heap };
}

async function attackerFrom(
  town: Town,
  id: string | undefined,
  starts: readonly string[],
): Promise<Attacker> {
  const client = id === undefined ? town.guest() : await town.as(id);
  const who: Attacker = {
    name: id ?? "a guest",
    ...{ cookie: "", token: "", sent: 0, memory: new Memory(starts) },
  };
  await take(who, client);
  return who;
}

/** The cookies of a browser, and a token that fits them. */
async function take(who: Attacker, client: Client): Promise<void> {
  let page = await client.get("/track");
  if (page.status !== 200) page = await client.get("/office");
  who.token =
    formsOf(page.body, page.path)
      .flatMap(({ set }) => set)
      .find(([field]) => field === "_csrf")?.[1] ?? "";
  who.cookie = [...client.cookies].map(([key, value]) => `${key}=${value}`).join("; ");
  who.sent = 0;
}

const withToken = (attack: Attack, token: string): Attack => ({
  ...attack,
  headers: { authorization: `Bearer ${token}`, accept: "application/json", ...attack.headers },
});

/** A route by its pattern, with anything in its blanks, behind it and in its body. */
function routeAttack(
  chance: Chance,
  routes: ReturnType<typeof addressesOf>,
  { own, token }: { readonly own: Own; readonly token: string },
): Attack {
  const { pattern, method: usual } = chance.one(routes);
  const method =
    chance.next() < 0.9 ? usual : chance.one(["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]);
  const blank = () => {
    if (chance.next() < 0.6) return encodeURIComponent(chance.one(own));
    const text = hostileText(chance);
    return chance.next() < 0.5 ? encodeURIComponent(text.toWellFormed()) : text;
  };
  let url = at(pattern, blank).replaceAll(/[\0\r\n]/g, "");
  if (chance.next() < 0.4)
    url += `?${chance.one(["q", "after", "next", "lang", "show", "n"])}=${encoded(chance)}`;
  if (method !== "POST" && method !== "PUT" && method !== "PATCH")
    return { method, url, headers: {} };
  const { type, payload } = chance.one(bodies(encodeURIComponent(token)));
  return { method, url, headers: type ? { "content-type": type } : {}, payload };
}

const encoded = (chance: Chance): string => encodeURIComponent(hostileText(chance).toWellFormed());

async function send(town: Town, attack: Attack, who: Attacker, chance: Chance) {
  const address = Math.floor(chance.between(0, guestAddresses));
  return town.app.http.inject({
    method: attack.method as "GET",
    url: attack.url,
    remoteAddress: `10.9.${address >> 8}.${address & 255}`,
    headers: {
      accept: "text/html",
      ...(who.cookie && { cookie: who.cookie }),
      ...attack.headers,
      ...hostileHeaders(chance),
    },
    ...(attack.payload !== undefined && { payload: attack.payload }),
  });
}

interface Lesson {
  readonly answer: Awaited<ReturnType<typeof send>>;
  readonly attack: Attack;
  readonly ids: Set<string>;
  readonly chance: Chance;
}

/** A page that came shows more forms and more ids; whoever was signed out signs in again. */
async function learn(town: Town, who: Attacker, { answer, attack, ids, chance }: Lesson) {
  const to = String(answer.headers.location ?? "");
  if (/^\/sign-in\?/.test(to) && who.name !== "a guest") {
    who.sent += 1;
    // Whoever is turned away for signing in too often tries again later.
    if (who.sent % 9 === 0)
      await town.as(who.name).then(
        (client) => take(who, client),
        () => {},
      );
  } else if (to.startsWith("/") && answer.statusCode === 303) who.memory.go(to);
  if (answer.statusCode !== 200 || chance.next() > 0.25) return;
  for (const [id] of answer.body.matchAll(/\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}\b/g)) {
    ids.add(Buffer.from(id).toString());
    if (ids.size > 120) ids.delete([...ids][20] ?? "");
  }
  if (String(answer.headers["content-type"]).startsWith("text/html"))
    who.memory.see(attack.url, answer.body);
}

/** What is alive once everything that is not has been collected. */
function liveBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}
