// What an unlocked device holds: its references, its tickets, and the items that are taken or being
// taken; in memory, and encrypted on the disk.
import type { FormFields } from "./fields.ts";
import {
  type Application,
  type AtDevice,
  type Colleague,
  type ColleagueWithPin,
  type DeviceInfo,
  emptied,
  type FilledApplication,
  type Item,
  isHere,
  isOver,
  isReady,
  isUnsent,
  type Ticket,
} from "./items.ts";
import {
  isOwnPin,
  makeVault,
  pauseAfter,
  plain,
  setPlain,
  setPlains,
  type Vault,
} from "./vault.ts";

const curve = { name: "ECDSA", namedCurve: "P-256" };

export interface Enrolment {
  readonly name: string;
  readonly centre: string;
  readonly pin: string;
}

type Enrolled = DeviceInfo & { readonly references: readonly string[] };

/** Registers this device for a centre. `post` gives the server's answer or throws. */
export async function enrolDevice(
  { name, centre, pin }: Enrolment,
  post: (path: string, body: unknown) => Promise<Enrolled>,
): Promise<Vault> {
  // It leaves the browser's keeping once: into the vault, where only the PIN opens it.
  const pair = await crypto.subtle.generateKey(curve, true, ["sign", "verify"]);
  const signing = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const { x, y } = signing;
  const { references, ...made } = await post("/counter/offline/devices", {
    ...{ name, centre, key: { x, y } },
  });
  const vault = await makeVault(pin);
  await vault.put({ references, signing });
  await setPlains({ device: { ...made, name } satisfies DeviceInfo });
  return vault;
}

/** Signature over a text, base64; the server reads base64url too, as earlier programs send it. */
async function signed(jwk: unknown, text: string): Promise<string> {
  const { subtle } = crypto;
  // A device that an earlier program set up has its key beside the vault, and goes on with it.
  const key = jwk
    ? await subtle.importKey("jwk", jwk as JsonWebKey, curve, false, ["sign"])
    : ((await plain("signing")) as CryptoKey);
  const by = { name: "ECDSA", hash: "SHA-256" };
  const signature = await subtle.sign(by, key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

/** The day at the centre, `YYYY-MM-DD`. */
export const dayAt = (timeZone: string, at = new Date()): string =>
  at.toLocaleDateString("sv-SE", { timeZone });

/** The last ticket number of a day. */
interface Drawn {
  readonly day: string;
  readonly last: number;
}

/** What stands in the fields of a form that was not sent, and the address of its page. */
export interface Typed {
  readonly at: string;
  readonly fields: FormFields;
  /** Whose it is, where they said who they are. */
  readonly by?: Colleague | undefined;
}

/** Wrong tries of own PINs, by the hash: whoever chooses another begins anew. */
type WrongPins = Readonly<Record<string, { readonly tries: number; readonly notBefore: number }>>;

/** What came of an own PIN: right, or wrong, with seconds to wait before the next try. */
export type PinTried = { readonly isRight: boolean; readonly seconds: number };

interface Contents {
  readonly typed: readonly Typed[];
  readonly items: Map<string, Item>;
  readonly references: readonly string[];
  readonly drawn: Drawn;
  readonly signing: unknown;
  readonly colleagues: readonly ColleagueWithPin[];
  /** Of everybody who was one of them, by their id. */
  readonly names: Readonly<Record<string, string>>;
  readonly wrong: WrongPins;
  /** Who worked with it last. */
  readonly last: Colleague | undefined;
}

const namesOf = (all: unknown): Contents["names"] =>
  Object.fromEntries(((all ?? []) as readonly Colleague[]).map(({ id, name }) => [id, name]));

const isItem = ([name]: readonly [string, unknown]): boolean => name.startsWith("item:");

/** Everything in the vault; what was delivered on an earlier day is deleted. */
async function contentsOf(vault: Vault, timeZone: string): Promise<Contents> {
  const records = await vault.all();
  const all = Object.entries(records).filter(isItem) as [string, Item][];
  const today = dayAt(timeZone);
  const isOld = (item: Item) => isOver(item) && dayAt(timeZone, new Date(item.startedAt)) < today;
  const old = all.filter(([, item]) => isOld(item));
  if (old.length > 0) await vault.put(Object.fromEntries(old.map(([name]) => [name, undefined])));
  const items = all.map(([, item]) => item).filter((item) => !isOld(item));
  return {
    items: new Map(items.map((item) => [item.id, item])),
    references: (records.references as readonly string[] | undefined) ?? [],
    signing: records.signing,
    // A program of before kept one, of whoever worked with it last.
    typed: [(records.typed as Typed | readonly Typed[] | undefined) ?? []]
      .flat()
      .map((each) => ({ by: records.last as Colleague | undefined, ...each })),
    // A program of before kept names without a PIN.
    colleagues: ((records.colleagues as readonly ColleagueWithPin[] | undefined) ?? []).filter(
      ({ pin }) => pin !== undefined,
    ),
    names: (records.names as Contents["names"] | undefined) ?? namesOf(records.colleagues),
    wrong: (records.wrong as WrongPins | undefined) ?? {},
    last: records.last as Colleague | undefined,
    drawn: (records.drawn as Drawn | undefined) ?? { day: "", last: 0 },
  };
}

/** What a ticket is for. */
export type TicketRequest = Pick<Ticket, "topic" | "group" | "party" | "lang">;

export type Device = Awaited<ReturnType<typeof deviceIn>>;

/**
 * Everything behind the key, with the acts that change it. Each act is on the disk when it
 * resolves.
 */
export async function deviceIn(vault: Vault, info: DeviceInfo, timeZone: string) {
  const contents = await contentsOf(vault, timeZone);
  const { items, signing } = contents;
  let { references, drawn, typed, colleagues, names, last, wrong } = contents;
  // Whoever unlocks it says anew who they are.
  let present: AtDevice | undefined;
  const by = () => (present ? { takenBy: present.id } : {});
  const isOwn = ({ by }: Pick<Typed, "by">) =>
    colleagues.length === 0 || !present || !by || by.id === present.id;
  const own = () => typed.find(isOwn);
  const setTyped = async (all: readonly Typed[]): Promise<void> => {
    await vault.put({ typed: all });
    typed = all;
  };
  /** Nobody goes on with a form of what is over here. */
  const withoutForms = (id: string): Promise<void> =>
    setTyped(typed.filter(({ at }) => !at.includes(id)));
  // One change after another: a reference that is being given out is not put back by a delivery.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(change: () => Promise<Result>): Promise<Result> => {
    const done = queue.then(change);
    queue = done.catch(() => undefined);
    return done;
  };
  const store = async <Kind extends Item>(item: Kind, more = {}): Promise<Kind> => {
    await vault.put({ ...more, [`item:${item.id}`]: item });
    items.set(item.id, item);
    await countWaiting();
    return item;
  };
  // In clear, so that who finds the device locked knows whether something is on it alone.
  const countWaiting = () => setPlain("waiting", [...items.values()].filter(isUnsent).length);
  await countWaiting();
  return {
    info,
    item: (id: string): Item | undefined => items.get(id),
    /** The device's signature. */
    sign: (text: string): Promise<string> => signed(signing, text),
    /** What was typed at this address and not sent. */
    typedAt: (at: string): FormFields | undefined => {
      const mine = own();
      return mine?.at === at ? mine.fields : undefined;
    },
    /** Where whoever works with it left a form in the middle. */
    leftAt: (): string | undefined => own()?.at,
    saveTyped: (next: Typed | undefined): Promise<void> =>
      inTurn(async () => {
        if (!next && !own()) return;
        const others = typed.filter((each) => !isOwn(each));
        await setTyped(next ? [...others, { ...next, by: last }] : others);
      }),
    /** Who else has a form here that is not finished. */
    unfinished: (): string[] => {
      const begun = [...items.values()].filter(({ state }) => state === "open");
      const all = [...typed, ...begun.map(({ startedBy }) => ({ by: startedBy }))];
      return [...new Set(all.filter((each) => !isOwn(each)).flatMap(({ by }) => by?.name ?? []))];
    },
    /** Newest first. */
    items: (): Item[] => [...items.values()].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
    /** Tickets of today that are in the queue of the hall, newest first. */
    inHall: (): Ticket[] =>
      [...items.values()]
        .filter((item) => item.kind === "ticket")
        .filter(
          ({ state, day, queue }) =>
            state === "done" && day === dayAt(timeZone) && queue !== "served",
        )
        .sort((a, b) => (a.number < b.number ? 1 : -1)),
    /** How many references can still be given out. */
    left: (): number => references.length,
    save: <Kind extends Item>(item: Kind): Promise<Kind> => inTurn(() => store(item)),
    /** Corrects or withdraws what is still here alone; undefined where it may have arrived. */
    takeBack: (id: string, change: Partial<Application>): Promise<Item | undefined> =>
      inTurn(async () => {
        const item = items.get(id);
        if (!item || !isHere(item)) return undefined;
        if (!change.withdrawn) return store({ ...item, ...change });
        await withoutForms(id);
        return store(emptied({ ...item, ...change }));
      }),
    /** Those of these that are ready, as they are sent: from now on they may have arrived. */
    sending: (ids: readonly string[]): Promise<Item[]> =>
      inTurn(async () => {
        const ready = ids.flatMap((id) => items.get(id) ?? []).filter(isReady);
        const marked = ready.map((item) =>
          item.kind === "application" ? { ...item, isSending: true } : item,
        );
        for (const item of marked) if (item.kind === "application") await store(item);
        return marked;
      }),
    drop: (id: string): Promise<void> =>
      inTurn(async () => {
        await vault.put({ [`item:${id}`]: undefined });
        await withoutForms(id);
        items.delete(id);
        await countWaiting();
      }),
    /** Who works with it now. */
    present: (): AtDevice | undefined => present,
    /** Who worked with it last. */
    last: (): Colleague | undefined => last,
    /** Everybody of the hall who has a PIN of their own. */
    colleagues: (): readonly ColleagueWithPin[] => colleagues,
    setColleagues: (all: readonly ColleagueWithPin[]): Promise<void> =>
      inTurn(async () => {
        if (JSON.stringify(all) === JSON.stringify(colleagues)) return;
        names = { ...names, ...namesOf(all) };
        await vault.put({ colleagues: all, names });
        colleagues = all;
      }),
    /** The name of whoever has worked here, also where they have left. */
    nameOf: (id = ""): string | undefined => names[id] ?? (last?.id === id ? last.name : undefined),
    /** Tries an own PIN; each wrong one makes the next wait longer. Counted before it is tried. */
    tryPin: ({ pin }: ColleagueWithPin, typedPin: string): Promise<PinTried> =>
      inTurn(async () => {
        const { tries, notBefore } = wrong[pin.hash] ?? { tries: 0, notBefore: 0 };
        const now = Date.now();
        const seconds = Math.ceil(Math.min(notBefore - now, pauseAfter(tries)) / 1000);
        const count = async (next: number, millis = pauseAfter(next)) => {
          wrong = { ...wrong, [pin.hash]: { tries: next, notBefore: now + millis } };
          await vault.put({ wrong });
        };
        // Stored shortened: a clock that was put back makes nobody wait the whole pause each time.
        if (seconds > 0) {
          await count(tries, seconds * 1000);
          return { isRight: false, seconds };
        }
        await count(tries + 1);
        const isRight = await isOwnPin(pin, typedPin);
        if (isRight) await count(0);
        return { isRight, seconds: 0 };
      }),
    /** Somebody else works with it from now on. */
    setPresent: ({ id, name }: Colleague): Promise<void> =>
      inTurn(async () => {
        if (present?.id === id) return;
        names = { ...names, [id]: name };
        await vault.put({ last: { id, name }, names });
        last = { id, name };
        present = { ...last, since: new Date().toISOString() };
      }),
    /** A ticket of the device's own range; number and ticket are stored together or not at all. */
    takeTicket: (request: TicketRequest): Promise<Ticket> =>
      inTurn(async () => {
        const day = dayAt(timeZone);
        // A clock that was put back gives no number a second time.
        const last = day > drawn.day ? 1 : drawn.last + 1;
        const next: Drawn = { day: day > drawn.day ? day : drawn.day, last };
        const now = new Date().toISOString();
        const ticket: Ticket = {
          ...request,
          id: crypto.randomUUID(),
          kind: "ticket",
          number: `${info.code}-${String(last).padStart(3, "0")}`,
          day,
          takenAt: now,
          startedAt: now,
          ...by(),
          state: "ready",
          queue: "waiting",
        };
        await store(ticket, { drawn: next });
        drawn = next;
        return ticket;
      }),
    /** Gives out a reference: from now on it is the person's. Undefined where none is left. */
    takeApplication: (item: FilledApplication): Promise<FilledApplication | undefined> =>
      inTurn(async () => {
        // What was corrected keeps the one that is the person's already.
        const rest = references.slice(item.reference ? 0 : 1);
        const reference = item.reference ?? references[0];
        if (!reference) return undefined;
        const takenAt = new Date().toISOString();
        const taken: FilledApplication = { ...item, ...by(), reference, takenAt, state: "ready" };
        await store(taken, { references: rest });
        await withoutForms(item.id);
        references = rest;
        return taken;
      }),
    addReferences: (more: readonly string[]): Promise<void> =>
      inTurn(async () => {
        if (more.length === 0) return;
        const all = [...references, ...more.filter((each) => !references.includes(each))];
        await vault.put({ references: all });
        references = all;
      }),
  };
}
