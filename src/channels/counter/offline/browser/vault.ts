// The storage of the device: IndexedDB, every record encrypted with AES-GCM under a key that only
// the PIN unwraps, the key that the device signs with among them. In clear are the device's number
// and name, how many items wait, salt and failed tries; nothing of a person.
import type { OwnPin } from "./items.ts";

const rounds = 600_000; // OWASP Password Storage, PBKDF2-HMAC-SHA256
const triesAtMost = 10;
/** Milliseconds to wait after so many wrong PINs. */
export const pauseAfter = (tries: number): number => (tries < 4 ? 0 : 1000 * 2 ** (tries - 3));

const databaseName = "hamwe-counter";
type StoreName = "plain" | "sealed";
type Bytes = Uint8Array<ArrayBuffer>;

/** The key of the records, wrapped by the PIN, and the count of wrong PINs. */
export interface KeyRecord {
  readonly salt: Bytes;
  readonly iv: Bytes;
  readonly wrapped: ArrayBuffer;
  readonly tries: number;
  /** Milliseconds since 1970 before which no PIN is accepted. */
  readonly notBefore: number;
}

interface Sealed {
  readonly iv: Bytes;
  readonly data: ArrayBuffer;
}

/** Encrypted records by name. */
export interface Vault {
  /** Writes all of these records, or none; `undefined` deletes one. */
  put(records: Readonly<Record<string, unknown>>): Promise<void>;
  /** Every record, decrypted. */
  all(): Promise<Readonly<Record<string, unknown>>>;
}

/** The result of a request to IndexedDB. */
const resultOf = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("plain");
    opening.result.createObjectStore("sealed");
  };
  return resultOf(opening);
}

/** Resolves when the writes are on the disk: what a person was told survives a power cut. */
async function write(name: StoreName, put: (store: IDBObjectStore) => void): Promise<void> {
  const database = await openDatabase();
  try {
    const transaction = database.transaction(name, "readwrite", { durability: "strict" });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    put(transaction.objectStore(name));
    await done;
  } finally {
    database.close();
  }
}

async function read<Result>(
  name: StoreName,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openDatabase();
  try {
    return await resultOf(ask(database.transaction(name).objectStore(name)));
  } finally {
    database.close();
  }
}

/** A record in clear; undefined where there is none. */
export const plain = <Value>(name: string): Promise<Value | undefined> =>
  read("plain", (store) => store.get(name));

/** Writes all of these or none: a device that is killed during set-up is not half set up. */
export const setPlains = (records: Readonly<Record<string, unknown>>): Promise<void> =>
  write("plain", (store) => {
    for (const [name, value] of Object.entries(records)) store.put(value, name);
  });

export const setPlain = (name: string, value: unknown): Promise<void> =>
  setPlains({ [name]: value });

const keyRecord = () => plain<KeyRecord>("vault");

/** How many items are stored; counting them needs no PIN. */
export const countSealed = async (): Promise<number> =>
  (await read("sealed", (store) => store.getAllKeys())).filter((name) =>
    String(name).startsWith("item:"),
  ).length;

/** Deletes everything on the device, for good. */
export const forgetAll = async (): Promise<void> => {
  await resultOf(indexedDB.deleteDatabase(databaseName));
};

async function pinKey(pin: string, salt: Bytes): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(pin.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const derived = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  const kind = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(derived, base, kind, false, ["wrapKey", "unwrapKey"]);
}

/** A new key for this device, wrapped by the PIN; unwrapped it exists only in this page. */
export async function makeVault(pin: string): Promise<Vault> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const wrappingKey = await pinKey(pin, salt);
  const kind = { name: "AES-GCM", length: 256 };
  const fresh = await crypto.subtle.generateKey(kind, true, ["encrypt", "decrypt"]);
  const wrapped = await crypto.subtle.wrapKey("raw", fresh, wrappingKey, { name: "AES-GCM", iv });
  const record: KeyRecord = { salt, iv, wrapped, tries: 0, notBefore: 0 };
  await setPlain("vault", record);
  return vaultOf(await unwrap(record, wrappingKey));
}

const unwrap = ({ iv, wrapped }: KeyRecord, wrappingKey: CryptoKey): Promise<CryptoKey> =>
  crypto.subtle.unwrapKey(
    "raw",
    wrapped,
    wrappingKey,
    { name: "AES-GCM", iv },
    "AES-GCM",
    false, // not extractable
    ["encrypt", "decrypt"],
  );

export type Unlocking =
  | { readonly kind: "open"; readonly vault: Vault }
  /** Seconds until the next try. */
  | { readonly kind: "wait"; readonly seconds: number }
  /** Wrong; so many tries are left. */
  | { readonly kind: "wrong"; readonly left: number }
  | { readonly kind: "sealed" };

/** Whether no PIN is accepted any more, until somebody signs in. */
export const isSealed = async (): Promise<boolean> =>
  ((await keyRecord())?.tries ?? 0) >= triesAtMost;

/**
 * Opens with the PIN. After the tenth wrong one it is sealed: nothing is deleted, but no PIN is
 * accepted until somebody has signed in with network.
 */
export async function openVault(pin: string): Promise<Unlocking> {
  const record = await keyRecord();
  if (!record) throw new Error("the device is not set up");
  if (record.tries >= triesAtMost) return { kind: "sealed" };
  const now = Date.now();
  // A clock that was put back makes nobody wait for longer than the pause itself.
  const seconds = Math.ceil(Math.min(record.notBefore - now, pauseAfter(record.tries)) / 1000);
  if (seconds > 0) {
    await setPlain("vault", { ...record, notBefore: now + seconds * 1000 });
    return { kind: "wait", seconds };
  }
  // Counted before it is tried: closing the page does not give the try back.
  const tries = record.tries + 1;
  await setPlain("vault", { ...record, tries, notBefore: now + pauseAfter(tries) });
  try {
    const key = await unwrap(record, await pinKey(pin, record.salt));
    await setPlain("vault", { ...record, tries: 0, notBefore: 0 });
    return { kind: "open", vault: vaultOf(key) };
  } catch {
    return tries >= triesAtMost ? { kind: "sealed" } : { kind: "wrong", left: triesAtMost - tries };
  }
}

/** Somebody who may serve here has signed in: PINs are accepted again. */
export async function breakSeal(): Promise<void> {
  const record = await keyRecord();
  if (record && record.tries >= triesAtMost)
    await setPlain("vault", { ...record, tries: 0, notBefore: 0 });
}

const bytesOf = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** Whether this is the PIN that the officer chose. */
export async function isOwnPin({ salt, hash, rounds }: OwnPin, typed: string): Promise<boolean> {
  const text = new TextEncoder().encode(typed.normalize("NFKC"));
  const key = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveBits"]);
  const by = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(salt), iterations: rounds };
  const bits = new Uint8Array(await crypto.subtle.deriveBits(by, key, 256));
  return btoa(String.fromCharCode(...bits)) === hash;
}

/** The records of a device behind its key. */
function vaultOf(key: CryptoKey): Vault {
  const seal = async (value: unknown): Promise<Sealed> => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(value));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text) };
  };
  const unseal = async ({ iv, data }: Sealed): Promise<unknown> =>
    JSON.parse(
      new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data)),
    );
  return {
    async put(records) {
      const sealed = await Promise.all(
        Object.entries(records).map(
          async ([name, value]) =>
            [name, value === undefined ? undefined : await seal(value)] as const,
        ),
      );
      await write("sealed", (store) => {
        for (const [name, value] of sealed)
          if (value === undefined) store.delete(name);
          else store.put(value, name);
      });
    },
    async all() {
      const names = await read("sealed", (store) => store.getAllKeys());
      const sealed: Sealed[] = await read("sealed", (store) => store.getAll());
      const values = await Promise.all(sealed.map(unseal));
      return Object.fromEntries(names.map((name, at) => [String(name), values[at]]));
    },
  };
}
