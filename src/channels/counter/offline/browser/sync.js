// Brings what was taken to the server. An item stays here until the answer has named it; sent twice it is
// still one there, so a lost answer costs nothing but the second try.
import { signed } from "./device.js";
import { plain } from "./vault.js";

const atOnce = 10;

async function ask(path, init) {
  const answer = await fetch(path, { ...init, redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect" || answer.status === 401) throw new Error("sign-in");
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok)
    throw Object.assign(new Error("refused"), { code: body.code, status: answer.status });
  return body;
}

/** Who is signed in on this device; throws "sign-in" where nobody is, anything else without network. */
export async function stateOf() {
  const device = await plain("device");
  return ask(`/counter/offline/state?device=${device?.id ?? ""}`, {
    headers: { accept: "application/json" },
  });
}

export async function post(path, body) {
  const { csrf } = await stateOf();
  return ask(path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json",
      "x-csrf-token": csrf,
    },
    body: JSON.stringify(body),
  });
}

const sentForm = ({ id, kind, takenAt, lang, ...item }) =>
  kind === "ticket"
    ? {
        ...{ id, kind, takenAt, lang, number: item.number, topic: item.topic, party: item.party },
        ...(item.group && { group: item.group }),
        ...(item.servedAt && { servedAt: item.servedAt }),
      }
    : {
        ...{ id, kind, takenAt, lang, draft: item.draft, reference: item.reference },
        ...{ service: item.service, definition: item.definition, answers: item.answers },
        ...{ visited: item.visited },
        person: { name: item.person.name, nationalId: item.person.nationalId },
      };

/** Is it to be delivered? Who stands at this table is not called by another one meanwhile. */
export const isReady = ({ state, queue }) => state === "ready" && queue !== "called";

/**
 * Delivers what is ready, a few at a time, and asks what became of the conflicts. What the server cannot
 * take in now stays, and is in nobody's way. Tells how many of those there are.
 */
export async function deliver(device) {
  const stuck = new Set();
  for (let round = 0; round < 50; round++) {
    const items = device.items();
    const ready = items
      .filter((item) => isReady(item) && !stuck.has(item.id))
      .slice(-atOnce)
      .reverse()
      .map(sentForm);
    const open = items.filter(({ state }) => state === "conflict").map(({ id }) => id);
    if (round > 0 && ready.length === 0) break;
    const now = new Date().toISOString();
    const batch = JSON.stringify({ now, items: ready, held: device.left(), open });
    const answer = await post("/counter/sync", {
      device: device.info.id,
      batch,
      signature: await signed(batch),
    });
    for (const told of [...answer.results, ...answer.open]) await settle(device, told);
    await device.addReferences(answer.references);
    for (const { item, state } of answer.results) if (state === "retry") stuck.add(item);
    if (ready.length < atOnce) break;
  }
  return stuck.size;
}

/** What is done needs no words any more: only that it is, and under which reference, until the day is over. */
async function settle(device, { item: id, state, reason, reference }) {
  const item = device.item(id);
  if (!item || state === "retry") return;
  if (state === "conflict") {
    if (item.state !== "conflict" || item.reason !== reason)
      await device.save({ ...item, state, reason });
    return;
  }
  const { kind, takenAt, startedAt, number, day, queue } = item;
  const { person, answers, visited, ...rest } = item;
  const told = reason && { reason, given: item.reference };
  await device.save(
    kind === "ticket"
      ? { id, kind, takenAt, startedAt, number, day, queue, state }
      : { ...rest, state, reference: reference ?? item.reference, ...told },
  );
}
