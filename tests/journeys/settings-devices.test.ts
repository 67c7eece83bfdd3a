import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { OfficerId } from "../../src/kernel/index.ts";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says } from "./apply-given.ts";

let town: Town;
let admin: Client;
before(async () => {
  town = await startTown("2026-11-23T07:00:00Z");
  admin = await town.as("mugisha-beatha");
  await admin.get("/admin?lang=en");
});
after(() => town?.close());

describe("An administrator sees every device and withdraws one", () => {
  it("lists screens and tablets of all centres, and withdraws each kind", async () => {
    const { centres, counter } = town.app.parts;
    const [officer] = await town.database.ownerSql<{ id: OfficerId }[]>`
      select id from auth.officer order by id limit 1`;
    const givenBy = officer?.id ?? assert.fail("no officer");
    const kiosk = await centres.devices.add({
      ...{ centre: "kigali", kind: "kiosk", printer: true, name: "By the door", givenBy },
    });
    const publicKey = { kty: "EC", crv: "P-256", x: "x", y: "y" } as const;
    const tablet = await counter.enrolDevice({
      ...{ centre: "bus-east", name: "Tablet 3", publicKey, enrolledBy: givenBy },
    });
    const list = await admin.get("/admin/devices");
    says(list, `Tablet 3 (${tablet.code}) Offline tablet Service bus of the East Never`);
    says(list, "By the door Ticket machine Kigali service hall 23 November 2026");
    const path = `/admin/devices/${kiosk.id}/withdraw`;
    says(await admin.get(path), "Withdraw “By the door”", "It gives no more tickets");
    says(await admin.post(path), "The device is withdrawn", "Tablet 3");
    assert.ok((await centres.devices.see(kiosk.id))?.revokedAt);
    says(await admin.post(path), "This device is no longer in use");
    says(await admin.post(`/admin/devices/${tablet.id}/withdraw`), "No devices are in use");
    assert.ok((await counter.deviceOf(tablet.id))?.revokedAt);
    const changes = await admin.get("/admin/changes");
    says(changes, "Mugisha Beatha Devices Device withdrawn Offline tablet · Tablet 3");
    says(changes, "Device withdrawn Ticket machine · By the door");
  });

  it("lets nobody else see them", async () => {
    const other = await town.as("ishimwe-kevin");
    assert.equal((await other.get("/admin/devices")).status, 403);
  });
});
