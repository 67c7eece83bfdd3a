// What the device keeps: IndexedDB, every record sealed with AES-GCM by a key that only the PIN opens.
// In clear stand the device's own number and name, salt, tries and the signing key (which no script
// can read); nothing of a person.
const rounds = 600_000; // OWASP Password Storage, PBKDF2-HMAC-SHA256
const triesAtMost = 10;
/** Milliseconds after so many wrong PINs. */
const pauseAfter = (tries) => (tries < 4 ? 0 : 1000 * 2 ** (tries - 3));

const request = (wanted) =>
  new Promise((resolve, reject) => {
    wanted.onsuccess = () => resolve(wanted.result);
    wanted.onerror = () => reject(wanted.error);
  });

async function open() {
  const opening = indexedDB.open("hamwe-counter", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("plain");
    opening.result.createObjectStore("sealed");
  };
  return request(opening);
}

/** Writes are on the disk before they count as done: what a person was told survives a power cut. */
async function write(store, put) {
  const database = await open();
  try {
    const change = database.transaction(store, "readwrite", { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      change.oncomplete = resolve;
      change.onabort = () => reject(change.error);
    });
    put(change.objectStore(store));
    await done;
  } finally {
    database.close();
  }
}

async function read(store, ask) {
  const database = await open();
  try {
    return await request(ask(database.transaction(store).objectStore(store)));
  } finally {
    database.close();
  }
}

export const plain = (name) => read("plain", (store) => store.get(name));
export const setPlain = (name, value) => setPlains({ [name]: value });
/** All of these or none: a device that was killed on the way is not half a device. */
export const setPlains = (records) =>
  write("plain", (store) => {
    for (const [name, value] of Object.entries(records)) store.put(value, name);
  });

/** How many records are sealed here; it needs no PIN to count them. */
export const countSealed = async () =>
  (await read("sealed", (store) => store.getAllKeys())).filter((name) => name.startsWith("item:"))
    .length;

/** Everything that the device keeps, for good. */
export const forgetAll = () => request(indexedDB.deleteDatabase("hamwe-counter"));

async function pinKey(pin, salt) {
  const typed = new TextEncoder().encode(pin.normalize("NFKC"));
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const derived = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  const kind = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(derived, base, kind, false, ["wrapKey", "unwrapKey"]);
}

/** A fresh key for this device, wrapped by the PIN; the unwrapped one lives only in this page. */
export async function makeVault(pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const by = await pinKey(pin, salt);
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, [
    "encrypt",
    "decrypt",
  ]);
  const wrapped = await crypto.subtle.wrapKey("raw", fresh, by, { name: "AES-GCM", iv });
  await setPlain("vault", { salt, iv, wrapped, tries: 0, notBefore: 0 });
  return vaultOf(await unwrap({ iv, wrapped }, by));
}

const unwrap = ({ iv, wrapped }, by) =>
  crypto.subtle.unwrapKey("raw", wrapped, by, { name: "AES-GCM", iv }, "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);

/**
 * Opens with the PIN. `{vault}`, or `{wait}` seconds, or `{left}` tries, or `{sealed}` after the tenth:
 * nothing is destroyed, but the PIN is not asked again until somebody has signed in with network.
 */
export async function openVault(pin) {
  const kept = await plain("vault");
  if (kept.tries >= triesAtMost) return { sealed: true };
  const now = Date.now();
  // Where the clock was put back meanwhile, nobody waits for longer than the pause was.
  const wait = Math.ceil(Math.min(kept.notBefore - now, pauseAfter(kept.tries)) / 1000);
  if (wait > 0) {
    await setPlain("vault", { ...kept, notBefore: now + wait * 1000 });
    return { wait };
  }
  // Counted before it is tried, so that closing the page does not give the try back.
  const tries = kept.tries + 1;
  await setPlain("vault", { ...kept, tries, notBefore: now + pauseAfter(tries) });
  try {
    const key = await unwrap(kept, await pinKey(pin, kept.salt));
    await setPlain("vault", { ...kept, tries: 0, notBefore: 0 });
    return { vault: vaultOf(key) };
  } catch {
    return tries >= triesAtMost ? { sealed: true } : { left: triesAtMost - tries };
  }
}

/** Somebody who may serve here has signed in: a PIN that was wrong ten times may be tried again. */
export async function breakSeal() {
  const kept = await plain("vault");
  if (kept && kept.tries >= triesAtMost)
    await setPlain("vault", { ...kept, tries: 0, notBefore: 0 });
}

/** The records of a device behind its key. */
function vaultOf(key) {
  const sealed = async (value) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(value));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text) };
  };
  const opened = async ({ iv, data }) =>
    JSON.parse(
      new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data)),
    );
  return {
    /** Writes all of these records, or none: `undefined` takes one away. */
    async put(records) {
      const ready = await Promise.all(
        Object.entries(records).map(async ([name, value]) => [
          name,
          value === undefined ? undefined : await sealed(value),
        ]),
      );
      await write("sealed", (store) => {
        for (const [name, value] of ready)
          if (value === undefined) store.delete(name);
          else store.put(value, name);
      });
    },
    async all() {
      const names = await read("sealed", (store) => store.getAllKeys());
      const values = await read("sealed", (store) => store.getAll());
      const texts = await Promise.all(values.map(opened));
      return Object.fromEntries(names.map((name, at) => [name, texts[at]]));
    },
  };
}
