import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Client } from "../client.ts";
import { startTown, type Town } from "../town.ts";
import { says, textOf } from "./apply-given.ts";
import { mother, opened, staff } from "./counter-given.ts";

let town: Town;
let first: Client;
let second: Client;
before(async () => {
  town = await startTown("2026-11-23T08:00:00Z");
  [first, second] = [await town.as("mugisha-beatha"), await town.as("habarurema-jean")];
  await first.get("/admin?lang=en");
  await second.get("/admin?lang=en");
});
after(() => town?.close());

const on = (name: string, date: string) => {
  const [year = "", month = "", day = ""] = date.split("-");
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};
const badgeIn = (body: string): string =>
  /\/agents\/[A-Z0-9]{5}-[A-Z0-9]{5}/.exec(body)?.[0] ?? assert.fail("no badge");

/** What whoever checks a badge reads. */
async function checked(badge: string) {
  const somebody = town.guest();
  await somebody.get("/services?lang=en");
  return somebody.get(badge);
}

/** The page of an agent, from the list. */
async function pageOf(name: string): Promise<string> {
  const { body } = await first.get("/admin/agents");
  const row = new RegExp(`href="(/admin/agents/[0-9a-f-]{36})">\\s*${name}`).exec(body);
  return row?.[1] ?? assert.fail(`${name} is not in the list`);
}

describe("An administrator enrols an agent", () => {
  it("with a badge that is valid once they joined and a second administrator agreed", async () => {
    await first.get("/admin/agents/add");
    const wrong = await first.post("/admin/agents/add", {
      ...{ name: "Keza Aline", email: "nowhere" },
      ...{ ...on("from", "2026-12-31"), ...on("until", "2026-12-01") },
    });
    assert.equal(wrong.status, 422);
    const late = await first.post("/admin/agents/add", {
      ...{ name: "Keza Aline", email: "aline@example.rw" },
      ...{ ...on("from", "2026-12-31"), ...on("until", "2026-12-01") },
    });
    says(late, "The last day is before the first");
    const made = await first.post("/admin/agents/add", {
      ...{ name: "Keza Aline", email: "aline@example.rw", ...on("until", "2026-12-31") },
    });
    const token = /\/invitation\/([\w-]{43})/.exec(made.body)?.[1] ?? assert.fail("no link");
    const page = await pageOf("Keza Aline");
    const badge = badgeIn((await first.get(page)).body);
    says(await checked(badge), "Keza Aline", "Not valid", "Do not pay them anything");
    const account = { iss: "urn:hamwe:demo-issuer", sub: "aline", by: "issuer" } as const;
    assert.ok((await town.app.parts.staff.join(token, account)).ok);
    says(await first.get(page), "Waits");
    says(await checked(badge), "Not valid");
    const { body } = await second.get("/admin/waiting");
    const confirm = /\/admin\/staff\/[0-9a-f-]{36}\/roles\/[0-9a-f-]{36}\/confirm/.exec(body)?.[0];
    await second.post(confirm ?? assert.fail("nothing waits"));
    const valid = await checked(badge);
    says(valid, "Valid", "Valid until", "31 December 2026");
    assert.doesNotMatch(valid.body, /Do not pay/);
    const card = await first.get(`${badge}/card`);
    says(card, "Republic of Rwanda", "Keza Aline", "31 December 2026");
    assert.doesNotMatch(textOf(card), /https?:/, "what is worn says no scheme");
    town.setClock("2026-12-31T22:30:00Z");
    says(await checked(badge), "Not valid");
    town.setClock("2026-11-23T08:00:00Z");
  });
});

describe("The badge of an agent", () => {
  it("gets another number where it was lost, and the number before is not valid", async () => {
    const agent = await staff(town, "ndayisaba-paul");
    const before = badgeIn((await agent.get("/counter")).body);
    const page = await pageOf("Ndayisaba Paul");
    says(await first.get(`${page}/replace`), "another number");
    await first.post(`${page}/replace`);
    const badge = badgeIn((await first.get(page)).body);
    assert.notEqual(badge, before);
    says(await checked(before), "Ndayisaba Paul", "Not valid");
    says(await checked(badge), "Ndayisaba Paul", "Valid");
    assert.equal(badgeIn((await agent.get("/counter")).body), badge);
    says(await first.get("/admin/changes"), "Mugisha Beatha", "Agents", "Badge issued");
  });

  it("is not valid on days that it is not for, and its agent serves nobody then", async () => {
    const agent = await staff(town, "ndayisaba-paul");
    const page = await pageOf("Ndayisaba Paul");
    await first.get(page);
    says(
      await first.post(`${page}/badge`, on("from", "2026-11-24")),
      "The change is made",
      "Not valid yet",
    );
    const refused = await agent.get("/counter");
    assert.equal(refused.status, 403);
    says(refused, "Your badge is not valid");
    town.setClock("2026-11-23T22:00:00Z");
    assert.equal((await agent.get("/counter")).status, 200, "midnight in Kigali");
    town.setClock("2026-11-23T08:00:00Z");
    await first.get(page);
    const over = await first.post(`${page}/badge`, on("until", "2026-11-22"));
    assert.equal(over.status, 422);
    says(over, "The last day is before the first, or has passed");
    assert.match(over.body, /href="#badge-until-day"/);
    await first.get(page);
    await first.post(`${page}/badge`, on("from", ""));
    assert.equal((await agent.get("/counter")).status, 200);
  });

  it("is withdrawn at once, in the middle of a visit, with the role", async () => {
    const agent = await staff(town, "ndayisaba-paul");
    await town.person(mother.id);
    const visit = await opened(agent, mother.card);
    const badge = badgeIn((await first.get(await pageOf("Ndayisaba Paul"))).body);
    const list = await first.get("/admin/agents");
    says(list, "Ndayisaba Paul", "23 November 2026");
    const page = await pageOf("Ndayisaba Paul");
    says(await first.get(`${page}/withdraw`), "not valid from this moment on");
    says(await first.post(`${page}/withdraw`), "The change is made", "Withdrawn");
    assert.equal((await agent.get(visit)).status, 403);
    says(await checked(badge), "Not valid", "Do not pay them anything");
    const [row] = await town.app.sql<{ type: string }[]>`
      select type from events.event where type = 'BadgeWithdrawn'`;
    assert.equal(row?.type, "BadgeWithdrawn");
    await first.get(page);
    await first.post(`${page}/badge`);
    const fresh = badgeIn((await first.get(page)).body);
    assert.notEqual(fresh, badge);
    says(await checked(fresh), "Not valid");
  });

  it("is not valid any more where its holder has left", async () => {
    const page = await pageOf("Keza Aline");
    const badge = badgeIn((await first.get(page)).body);
    says(await checked(badge), "Valid");
    const member = page.replace("agents", "staff");
    await first.get(`${member}/left`);
    await first.post(`${member}/left`);
    says(await checked(badge), "Not valid");
  });
});
