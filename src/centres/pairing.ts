import { createHash } from "node:crypto";
import { type Sql, transaction } from "../platform/db/index.ts";
import type { CentresDeps } from "./deps.ts";
import { addDevice, type HallDevice, type NewDevice, seeDevice } from "./devices.ts";

/** How long a code is shown and can be typed. */
export const pairingMinutes = 10;
const mostTries = 5;

/** How a browser becomes a screen of a hall without a sign-in on it. */
export interface Pairings {
  /** A new code of six digits for this browser, with the secret that it alone has. */
  begin(centre: string): Promise<{ readonly secret: string; readonly code: string }>;
  /** What this browser shows; undefined once it is over. */
  codeOf(centre: string, secret: string): Promise<string | undefined>;
  /** Makes the browser that shows this code a screen; undefined where none shows it. */
  approve(code: string, device: NewDevice): Promise<HallDevice | undefined>;
  /** The screen that this browser has become: once, then the secret is spent. */
  claim(centre: string, secret: string): Promise<HallDevice | undefined>;
}

const hashOf = (secret: string) => createHash("sha256").update(secret).digest();

/** Six digits, all equally likely: 2^32 is not far from a multiple of a million. */
const digits = (bytes: Uint8Array): string =>
  String(Buffer.from(bytes).readUInt32BE(0) % 1_000_000).padStart(6, "0");

export function makePairings(deps: CentresDeps): Pairings {
  const { sql, random } = deps;
  const oldest = () => new Date(deps.clock().getTime() - pairingMinutes * 60_000);
  const add = (tx: Sql, centre: string, secret: string, code: string) => tx`
    insert into centres.pairing (secret, centre, code, made_at)
    values (${hashOf(secret)}, ${centre}, ${code}, ${deps.clock()})
    on conflict do nothing`;
  return {
    async begin(centre) {
      await sql`delete from centres.pairing where made_at <= ${oldest()}`;
      const secret = Buffer.from(random(16)).toString("base64url");
      for (let tries = 0; tries < mostTries; tries += 1) {
        const code = digits(random(4));
        const { count } = await add(sql, centre, secret, code);
        if (count === 1) return { secret, code };
      }
      throw new Error("no code of six digits is free");
    },
    async codeOf(centre, secret) {
      const [row] = await sql<{ code: string }[]>`
        select code from centres.pairing
        where secret = ${hashOf(secret)} and centre = ${centre} and made_at > ${oldest()}`;
      return row?.code;
    },
    approve: (code, device) =>
      transaction(sql, async (tx) => {
        const [row] = await tx<{ secret: Buffer }[]>`
          select secret from centres.pairing
          where centre = ${device.centre} and code = ${code} and made_at > ${oldest()}
            and device is null
          for update`;
        if (!row) return undefined;
        const made = await addDevice({ ...deps, sql: tx }, device);
        await tx`update centres.pairing set device = ${made.id} where secret = ${row.secret}`;
        return made;
      }),
    async claim(centre, secret) {
      const [row] = await sql<{ device: string }[]>`
        delete from centres.pairing
        where secret = ${hashOf(secret)} and centre = ${centre} and made_at > ${oldest()}
          and device is not null
        returning device`;
      return row && seeDevice(deps, row.device);
    },
  };
}
