import { webcrypto } from "node:crypto";
import { newId } from "../../src/platform/db/index.ts";
import type { Client } from "../client.ts";
import type { Town } from "../town.ts";
import { mother, staff } from "./counter-given.ts";
import { manager } from "./offline-given.ts";

const { subtle } = webcrypto;
const curve = { name: "ECDSA", namedCurve: "P-256" } as const;

/** The public half of a key that a device would make. */
export async function newKey() {
  const pair = await subtle.generateKey(curve, true, ["sign", "verify"]);
  const { x, y } = await subtle.exportKey("jwk", pair.publicKey);
  return { key: pair.privateKey, public: { x, y } };
}

/** A device as a program would drive it: whatever it says is signed with its key. */
export class Device {
  /** Who delivers. */
  client: Client;
  private readonly key: webcrypto.CryptoKey;
  id = "";
  references: string[] = [];

  private constructor(client: Client, key: webcrypto.CryptoKey) {
    this.client = client;
    this.key = key;
  }

  /** Set up by the floor manager, for this operator to work with. */
  static async enrolled(town: Town, client: Client, centre = "kigali"): Promise<Device> {
    const pair = await newKey();
    const device = new Device(client, pair.key);
    const asked = { centre, name: "A tablet", key: pair.public };
    const made = await posted(await staff(town, manager), "/counter/offline/devices", asked);
    // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came
    const { id, references } = (await made.json()) as any;
    return Object.assign(device, { id, references });
  }

  async delivers(items: readonly object[], more: object = {}) {
    const batch = JSON.stringify({ items, held: 40, open: [], ...more });
    const by = { name: "ECDSA", hash: "SHA-256" };
    const signed = Buffer.from(await subtle.sign(by, this.key, Buffer.from(batch)));
    const signature = signed.toString("base64url");
    const answer = await posted(this.client, "/counter/sync", {
      device: this.id,
      batch,
      signature,
    });
    // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came
    return answer.json() as Promise<any>;
  }
}

/** As the program on the device posts. */
export async function posted(client: Client, path: string, body: object): Promise<Response> {
  const { csrf } = JSON.parse((await client.get("/counter/offline/state")).body);
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { "content-type": "application/json", "x-csrf-token": csrf, cookie };
  return fetch(client.url + path, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Every question of a birth certificate for one's child, answered. */
export const answers = {
  ...{ who: "child", child_name: "Keza", child_birth_date: "2026-03-14" },
  ...{ child_can: "CAN-2026-000123", reason: "other", other_reason: "A gift" },
  ...{ district: "gasabo", sector: "gasabo.remera", phone: "+250787654321" },
};

/** A birth certificate as a device takes it. */
export const application = (town: Town, device: Device, more: object = {}) => ({
  ...{ kind: "application", id: newId(), takenAt: town.now().toISOString(), lang: "rw" },
  ...{ draft: newId(), reference: device.references.shift(), service: "birth-certificate" },
  definition: town.app.catalogue.current("birth-certificate")?.version,
  visited: town.app.catalogue.current("birth-certificate")?.form.map(({ id }) => id),
  person: { name: mother.name, nationalId: mother.card, birthDate: mother.born },
  answers,
  ...more,
});
