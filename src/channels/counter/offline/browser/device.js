// What the device has in hand, in memory while it is unlocked and sealed on the disk: its references,
// its tickets, and the items that are taken or being taken.
import { makeVault, plain, setPlains } from "./vault.js";

const curve = { name: "ECDSA", namedCurve: "P-256" };

/** Makes this device known for a centre. `post` brings the answer of the server or throws. */
export async function enrolDevice({ name, centre, pin }, post) {
  const pair = await crypto.subtle.generateKey(curve, false, ["sign", "verify"]);
  const { x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const made = await post("/counter/offline/devices", { name, centre, key: { x, y } });
  const vault = await makeVault(pin);
  await vault.put({ references: made.references });
  const { id, code, operator } = made;
  const device = { id, code, centre: made.centre, name, operator };
  await setPlains({ device, signing: pair.privateKey });
  return vault;
}

export async function signed(text) {
  const key = await plain("signing");
  const by = { name: "ECDSA", hash: "SHA-256" };
  const bytes = new Uint8Array(await crypto.subtle.sign(by, key, new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The day at the centre, `YYYY-MM-DD`. */
export const dayAt = (timeZone, at = new Date()) => at.toLocaleDateString("sv-SE", { timeZone });

/** All records; what was delivered on an earlier day is let go. */
async function cleared(vault, today) {
  const records = await vault.all();
  const old = Object.entries(records)
    .filter(([, { state, startedAt }]) => state === "done" && startedAt.slice(0, 10) < today)
    .map(([name]) => name);
  if (old.length > 0) await vault.put(Object.fromEntries(old.map((name) => [name, undefined])));
  return Object.fromEntries(Object.entries(records).filter(([name]) => !old.includes(name)));
}

/** Everything behind the key, with the acts that change it. Each act is on the disk when it resolves. */
export async function deviceIn(vault, info, timeZone) {
  const records = await cleared(vault, dayAt(timeZone));
  const items = new Map(
    Object.entries(records)
      .filter(([name]) => name.startsWith("item:"))
      .map(([, item]) => [item.id, item]),
  );
  let references = records.references ?? [];
  let drawn = records.drawn ?? { day: "", last: 0 };
  // One change after another: a reference that is being given out is not put back by a delivery.
  let turn = Promise.resolve();
  const inTurn = (change) => {
    const done = turn.then(change);
    turn = done.catch(() => undefined);
    return done;
  };
  const keep = async (item, more = {}) => {
    await vault.put({ ...more, [`item:${item.id}`]: item });
    items.set(item.id, item);
    return item;
  };
  return {
    info,
    item: (id) => items.get(id),
    items: () => [...items.values()].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
    left: () => references.length,
    save: (item) => inTurn(() => keep(item)),
    drop: (id) =>
      inTurn(async () => {
        await vault.put({ [`item:${id}`]: undefined });
        items.delete(id);
      }),
    /** A ticket of the device's own range; the number and the ticket are kept together or not at all. */
    takeTicket: (wanted) =>
      inTurn(async () => {
        const day = dayAt(timeZone);
        // A clock that was put back gives no number a second time.
        const last = day > drawn.day ? 1 : drawn.last + 1;
        const now = new Date().toISOString();
        const number = `${info.code}-${String(last).padStart(3, "0")}`;
        const id = crypto.randomUUID();
        const ticket = { ...wanted, id, kind: "ticket", number, takenAt: now, startedAt: now };
        const next = { day: day > drawn.day ? day : drawn.day, last };
        await keep({ ...ticket, day, state: "ready", queue: "waiting" }, { drawn: next });
        drawn = next;
        return items.get(id);
      }),
    /** Gives a reference out: from now on it is the person's. */
    takeApplication: (item) =>
      inTurn(async () => {
        const [reference, ...rest] = references;
        if (!reference) return undefined;
        const taken = { ...item, reference, takenAt: new Date().toISOString(), state: "ready" };
        await keep(taken, { references: rest });
        references = rest;
        return taken;
      }),
    addReferences: (more) =>
      inTurn(async () => {
        if (more.length === 0) return;
        const all = [...references, ...more.filter((each) => !references.includes(each))];
        await vault.put({ references: all });
        references = all;
      }),
  };
}
