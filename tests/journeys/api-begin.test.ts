/**
 * A stranger who has nothing but the reference page pastes its lines into a shell, one after the
 * other.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { startTown, type Town } from "../town.ts";

let town: Town;
before(async () => {
  town = await startTown();
  await town.person("mukamana-vestine");
});
after(() => town?.close());

const entities: Readonly<Record<string, string>> = { quot: '"', lt: "<", gt: ">", amp: "&" };
const plain = (text: string) =>
  text
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(quot|lt|gt|amp);/g, (_, name) => entities[name] ?? "");

/**
 * The little of curl that the page uses, so that no machine needs it: -s, -u, -d, -H and an
 * address.
 */
const curl = `
const [headers, rest] = [new Headers(), process.argv.slice(1)];
let url = "", body;
for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
  if (arg === "-s") continue;
  if (arg === "-u")
    headers.set("authorization", "Basic " + Buffer.from(rest.shift()).toString("base64"));
  else if (arg === "-H") headers.set(...rest.shift().split(/: (.*)/s).slice(0, 2));
  else if (arg === "-d") body = rest.shift();
  else url = arg;
}
if (body !== undefined && !headers.has("content-type"))
  headers.set("content-type", "application/x-www-form-urlencoded");
const method = body === undefined ? "GET" : "POST";
fetch(url, { method, headers, body })
  .then((answer) => answer.text())
  .then((text) => console.log(text));
`;

/** Runs lines in a shell with these variables; what it printed. */
async function run(lines: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const script = `curl() { "$NODE" -e "$CURL" -- "$@"; }\n${lines}`;
  const given = { ...process.env, ...env, NODE: process.execPath, CURL: curl };
  const { stdout } = await promisify(execFile)("sh", ["-c", script], { env: given });
  return stdout;
}

test("The lines of the reference, pasted as they stand, end in an application and its bill", async () => {
  const page = await (await fetch(`${town.url}/api`)).text();
  const [begin = ""] = page.split('href="/api/reference/');
  const blocks = [...begin.matchAll(/<code>([\s\S]*?)<\/code>/g)].map(([, lines = ""]) =>
    plain(lines),
  );
  const [token, find, draft, ask, send, follow, more] = blocks;
  assert.ok(token && find && draft && ask && send && follow && !more, blocks.join("\n\n"));
  const first = await run([token, find, draft, ask, 'echo "= $TOKEN $DRAFT $YES"'].join("\n"));
  assert.match(first, /"birth-certificate"/);
  const [, TOKEN = "", DRAFT = "", YES = ""] =
    /^= ([\w-]{43}) ([0-9a-f-]{36}) ([0-9a-f-]{36})$/m.exec(first) ?? [];
  assert.notEqual(YES, "", first);

  const [, phone = ""] = /href="([^"]*\/demo\/phone\/[^"]*)"/.exec(begin) ?? [];
  const code = /\b\d{6}\b/.exec(await (await fetch(phone)).text())?.[0] ?? "";
  assert.match(send, /^CODE=000000$/m);
  const second = await run(send.replace("000000", code), { TOKEN, DRAFT, YES });
  const APPLICATION = second.trim();
  assert.match(APPLICATION, /^[0-9a-f-]{36}$/);
  await town.settle();
  const stand = await run(follow, { TOKEN, APPLICATION });
  assert.match(stand, /"status":"awaiting-payment"/);
  assert.match(stand, /"number":"88\d{10}"/);
});
