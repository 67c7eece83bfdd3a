/** Who uses the new installation, as browsers do: administrators, officers, and a citizen. */
import assert from "node:assert/strict";
import { Client } from "../client.ts";
import { plain } from "../page-forms.ts";
import { makeDevice } from "./passkey.ts";

/** Name and e-mail address of each administrator and officer; roles of minaloc. */
export const officers = [
  { name: "Mutesi Diane", role: "civil-registrar" },
  { name: "Nkusi Paul", role: "executive-secretary" },
] as const;

/** What the identity provider says of the citizen. */
export const citizen = {
  ...{ sub: "c-1", name: "Uwase Aline", given_name: "Aline", family_name: "Uwase" },
  ...{ birthdate: "1994-05-02", national_id: "1199470012345678", nationality: "RW" },
  ...{ phone_number: "+250788123456", phone_number_verified: true },
} as const;

/** Opens a link of an invitation and joins with a new passkey. @returns their browser */
export async function join(link: string): Promise<Client> {
  const { origin, pathname } = new URL(link);
  const browser = new Client(origin);
  const page = await browser.get(`${pathname}?lang=en`);
  assert.equal(page.status, 200, page.body.slice(0, 400));
  const [, options = ""] = /data-passkey="add"\s+data-options="([^"]*)"/.exec(page.body) ?? [];
  const answer = makeDevice().answer(plain(options), origin);
  const joined = await browser.post(`${pathname}/passkey`, { answer });
  assert.equal(joined.status, 200, `${joined.path} ${joined.body.slice(0, 400)}`);
  assert.doesNotMatch(joined.path, /invitation|sign-in/);
  return browser;
}

/** Invites an officer of minaloc, and gives them a role that a second administrator confirms. */
export async function addOfficer(
  administrators: readonly [Client, Client],
  { name, role }: (typeof officers)[number],
): Promise<Client> {
  const [first, second] = administrators;
  await first.get("/admin/staff/invite");
  const { body } = await first.post("/admin/staff/invite", { name, authority: "minaloc" });
  const [link = assert.fail(body)] = /https:[^"]*\/invitation\/[\w-]{43}/.exec(body) ?? [];
  const [page = ""] = /\/admin\/staff\/[0-9a-f-]{36}/.exec(body) ?? [];
  const browser = await join(link);
  await first.get(page);
  const asked = await first.post(`${page}/roles`, { role });
  assert.equal(asked.status, 200, asked.body);
  const { body: waiting } = await second.get("/admin/waiting");
  const confirm = /\/admin\/staff\/[0-9a-f-]{36}\/roles\/[0-9a-f-]{36}\/confirm/.exec(waiting);
  const confirmed = await second.post(confirm?.[0] ?? assert.fail("nothing waits"));
  assert.equal(confirmed.status, 200, confirmed.body);
  return browser;
}

/** Signs in at the identity provider, in a browser of their own. */
export async function signIn(baseUrl: string, issuer: string, sub: string): Promise<Client> {
  const browser = new Client(baseUrl);
  const asked = await browser.get("/sign-in?next=/applications?lang=en");
  assert.match(asked.path, /^\/interaction\//, `${asked.path} ${asked.body.slice(0, 400)}`);
  const back = await browser.send(`${issuer}${asked.path}`, new URLSearchParams({ sub }));
  assert.equal(back.status, 200, `${back.path} ${back.body.slice(0, 400)}`);
  return browser;
}
