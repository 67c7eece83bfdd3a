import type { Centres } from "../centres/index.ts";
import type { CounterDesk } from "../counter/index.ts";
import type { CommandId, OfficerId, Result } from "../kernel/index.ts";
import type { Security } from "../platform/security/index.ts";
import type { RegisteredDevice, Settings } from "../settings/index.ts";

/** A kiosk, a display or an offline tablet, in the words of all of them. */
export interface ListedDevice extends RegisteredDevice {
  readonly since: Date;
  /** When it was last heard of; null where it never was. */
  readonly seenAt: Date | null;
}

interface DevicesDeps {
  readonly centres: Pick<Centres, "devices">;
  readonly counter: Pick<CounterDesk, "devices">;
}

interface WithdrawDeps extends Pick<DevicesDeps, "centres"> {
  readonly counter: Pick<CounterDesk, "revokeDevice">;
  readonly settings: Pick<Settings, "register">;
  readonly security: Pick<Security, "record">;
}

/** Every device in use, of all centres, those that were heard of last at the end. */
export async function devicesInUse({
  centres,
  counter,
}: DevicesDeps): Promise<readonly ListedDevice[]> {
  const [screens, tablets] = await Promise.all([centres.devices.inUse(), counter.devices()]);
  return [
    ...screens.map(({ id, kind, centre, name, givenAt, seenAt }) => {
      return { id, kind, centre, name, since: givenAt, seenAt };
    }),
    ...tablets
      .filter(({ revokedAt }) => revokedAt === null)
      .map(({ id, centre, name, code, enrolledAt, deliveredUntil }) => {
        const place = { id, kind: "tablet" as const, centre, name: `${name} (${code})` };
        return { ...place, since: enrolledAt, seenAt: deliveredUntil };
      }),
  ].sort((a, b) => (a.seenAt?.getTime() ?? 0) - (b.seenAt?.getTime() ?? 0));
}

interface Withdrawing {
  readonly officer: OfficerId;
  readonly key: CommandId;
}

/**
 * Takes a device out of use, whichever door the officer came by: it stops at its next request, and
 * what a tablet delivers is refused. Refuses settings.device-unknown.
 */
export async function withdrawDevice(
  deps: WithdrawDeps,
  device: RegisteredDevice,
  { officer, key }: Withdrawing,
): Promise<Result<unknown>> {
  const { id, kind, centre, name } = device;
  const actor = `officer:${officer}`;
  const done = await deps.settings.register(
    {
      about: `device-${id}`,
      event: { type: "DeviceWithdrawn", data: { before: { id, kind, centre, name } } },
      rows: async (tx) => {
        if (kind !== "tablet") return deps.centres.devices.revoke(id, centre, tx);
        await deps.counter.revokeDevice(id, officer, tx);
        return true;
      },
      missing: "settings.device-unknown",
    },
    { key, actor },
  );
  if (done.ok) {
    const facts = { centre };
    await deps.security.record({ kind: "device-revoked", actor, about: `device:${id}`, facts });
  }
  return done;
}
