/**
 * The image of `Containerfile` in production, beside a PostgreSQL and an identity provider of its
 * own, with every secret from a file. `podman build --format docker -t hamwe .` makes it, and
 * `HAMWE_IMAGE=hamwe npm test -- container` runs this.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "./crash/processes.ts";
import { makeCertificate, startFront } from "./production/front.ts";
import {
  databaseSettings,
  makeDatabase,
  makeLogins,
  makePasswords,
  startProvider,
} from "./production/installation.ts";
import { bareMachine } from "./production/machine.ts";

const image = process.env.HAMWE_IMAGE ?? "";
const folder = mkdtempSync(join(tmpdir(), "hamwe-container-"));
chmodSync(folder, 0o755);
const cleanUp: (() => unknown)[] = [];
after(async () => {
  for (const each of cleanUp.reverse()) await each();
  rmSync(folder, { recursive: true, force: true });
});

const run = promisify(execFile);
const podman = (...args: string[]) => run("podman", args, { maxBuffer: 2 ** 24 });

/** Files that the container's user may read, and nobody else. */
function folderFor(user: number, name: string, files: Readonly<Record<string, string>> = {}) {
  const path = join(folder, name);
  mkdirSync(path, { mode: 0o700 });
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(path, file), `${text}\n`, { mode: 0o600 });
    chownSync(join(path, file), user, user);
  }
  chownSync(path, user, user);
  return path;
}

test("The image is migrated, opened and looked at by its doctor", {
  skip: !image && "names no image: HAMWE_IMAGE",
}, async () => {
  const user = Number((await podman("run", "--rm", "--no-healthcheck", image, "id", "-u")).stdout);
  assert.notEqual(user, 0, "not root");
  const machine = await bareMachine(folder, "database");
  cleanUp.push(() => machine.stop());
  const passwords = makePasswords();
  await makeDatabase(machine, passwords);
  const { owner, server } = databaseSettings(machine, passwords);
  const [port, outside, provider] = [await freePort(), await freePort(), await freePort()];
  const tls = makeCertificate(folder);
  const metrics = randomBytes(32).toString("base64url");
  const secrets = folderFor(user, "secrets", {
    DATABASE_URL: owner.DATABASE_URL,
    ...{ ...server, HAMWE_METRICS_TOKEN: metrics },
    HAMWE_SECRET: randomBytes(32).toString("base64"),
  });
  const [keys, client] = [folderFor(user, "keys"), folderFor(user, "client")];
  const env: Readonly<Record<string, string>> = {
    ...{ HAMWE_MODE: "production", PORT: String(port), HAMWE_HOST: "127.0.0.1" },
    ...{ HAMWE_BASE_URL: `https://localhost:${outside}`, HAMWE_PROXIES: "127.0.0.1,::1" },
    ...{ HAMWE_ISSUER_URL: `http://127.0.0.1:${provider}`, HAMWE_CLIENT_ID: "hamwe" },
    ...{ HAMWE_CLIENT_KEY: "/client/client.jwk", HAMWE_SIGNING_KEYS: "/keys" },
    NODE_EXTRA_CA_CERTS: "/tls.crt",
  };
  const from = (...names: string[]) =>
    names.flatMap((name) => ["--env", `${name}_FILE=/secrets/${name}`]);
  const given = [
    ...["--network", "host", "--volume", `${secrets}:/secrets:ro`, "--volume", `${keys}:/keys`],
    ...["--volume", `${client}:/client`, "--volume", `${join(folder, "tls.crt")}:/tls.crt:ro`],
    ...Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]),
  ];
  const serving = from(...Object.keys(server), "HAMWE_SECRET", "HAMWE_METRICS_TOKEN");
  /** A command of the image with these settings, in a container of its own. */
  const command = async (settings: readonly string[], ...words: string[]) =>
    (
      await podman(
        "run",
        "--rm",
        "--no-healthcheck",
        ...given,
        ...settings,
        image,
        "node",
        ...words,
      )
    ).stdout;
  assert.match(await command(from("DATABASE_URL"), "scripts/migrate.ts"), /0001/);
  await makeLogins(machine, passwords);
  const key = JSON.parse(await command(serving, "scripts/keys.ts", "client"));
  assert.match(await command(serving, "scripts/keys.ts", "make", "all"), /signs for minaloc/);
  const callback = `${env.HAMWE_BASE_URL}/sign-in/callback`;
  const known = { client: { id: "hamwe", key, callback }, people: [] };
  cleanUp.push(await startProvider({ port: provider, ...known }));
  // Its health is asked below: without systemd podman asks nobody by itself.
  const detached = ["run", "--detach", "--health-interval", "disable"];
  const name = (await podman(...detached, ...given, ...serving, image)).stdout.trim();
  cleanUp.push(() => podman("rm", "--force", name));
  const front = await startFront(tls, outside, port);
  cleanUp.push(() => front.stop());
  const ready = () => fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  for (const end = Date.now() + 600_000; !(await ready())?.ok; await sleep(250)) {
    const { stdout, stderr } = await podman("logs", name);
    const { stdout: state } = await podman("inspect", "--format", "{{.State.Status}}", name);
    assert.equal(state.trim(), "running", stdout + stderr);
    assert.ok(Date.now() < end, `not ready within ten minutes:\n${stdout}${stderr}`);
  }
  await podman("healthcheck", "run", name);
  const page = await fetch(`${env.HAMWE_BASE_URL}/services?lang=en`);
  assert.equal(page.status, 200);
  const invite = ["invite", "ann@ministry.example", "--url", env.HAMWE_BASE_URL ?? ""];
  assert.match(await command(from("DATABASE_URL"), "scripts/admin.ts", ...invite), /https:/);
  const doctor = await podman("exec", name, "node", "scripts/doctor.ts", "--json").catch(
    (ended: { readonly stdout: string }) => ended,
  );
  const findings = JSON.parse(doctor.stdout) as { area: string; level: string; text: string }[];
  const of = (level: string) =>
    findings.flatMap((each) => (each.level === level ? [`${each.area}: ${each.text}`] : []));
  // Ann has not come yet; all else that is missing here may be missing in a government.
  assert.deepEqual(
    of("wrong").map((text) => text.slice(0, 23)),
    ["staff: no administrator"],
  );
  const optional = /^(staff|e-mail|SMS|payments): |HAMWE_CLAMD|archive_mode/;
  assert.deepEqual(
    of("weak").filter((text) => !optional.test(text)),
    [],
  );
  await podman("stop", "--time", "30", name);
  const { stdout: code } = await podman("inspect", "--format", "{{.State.ExitCode}}", name);
  assert.equal(code.trim(), "0", "it closes in good order");
});
