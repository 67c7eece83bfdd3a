import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as plain, type Server } from "node:http";
import { type RequestOptions, request } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { TLSSocket } from "node:tls";
import { freePort } from "./crash/processes.ts";
import { makeCertificate } from "./production/front.ts";

/** The examples of `deploy`, run by the real programs in front of a server that echoes. */
const deploy = join(import.meta.dirname, "../deploy");
const folder = mkdtempSync(join(tmpdir(), "hamwe-proxy-"));
const tls = makeCertificate(folder);
let behind: Server;
let behindPort = 0;

before(async () => {
  behind = createServer((asked, response) => {
    if (asked.url === "/events") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: called\n\n");
      return;
    }
    asked.resume();
    response.end(JSON.stringify(asked.headers));
  }).listen(0, "127.0.0.1");
  await once(behind, "listening");
  behindPort = (behind.address() as AddressInfo).port;
});
after(() => {
  behind?.closeAllConnections();
  behind?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ports {
  readonly http: number;
  readonly https: number;
}

interface Proxy {
  readonly binary: string;
  /** Writes the example with this machine's ports and certificate. @returns how it is started */
  prepare(ports: Ports): readonly string[];
}

/** Replaces what a machine must replace; each place must be there. */
function filledIn(file: string, changes: readonly (readonly [RegExp, string])[]): string {
  return changes.reduce(
    (config, [place, value]) => {
      assert.match(config, place, `${file} has no ${place}`);
      return config.replace(place, value);
    },
    readFileSync(join(deploy, file), "utf8"),
  );
}

const [cert, key] = [join(folder, "tls.crt"), join(folder, "tls.key")];

const nginx: Proxy = {
  binary: "/usr/sbin/nginx",
  prepare({ http, https }) {
    const site = filledIn("nginx.conf", [
      [/127\.0\.0\.1:3000/, `127.0.0.1:${behindPort}`],
      [/listen 80;/, `listen 127.0.0.1:${http};`],
      [/listen 443 /, `listen 127.0.0.1:${https} `],
      [/\/etc\/letsencrypt\S+fullchain\.pem/, cert],
      [/\/etc\/letsencrypt\S+privkey\.pem/, key],
      [/server_name hamwe\.gov\.example;/, "server_name localhost;"],
      [/server_name hamwe\.gov\.example;/, "server_name localhost;"],
    ]);
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map((each) => `${each}_temp_path ${join(folder, each)};`)
      .join("\n");
    const user = globalThis.process.getuid?.() === 0 ? "user root;" : "";
    const whole = `${user}\ndaemon off;\npid ${join(folder, "nginx.pid")};\nerror_log stderr warn;
      events {}\nhttp {\naccess_log off;\n${temporary}\n${site}\n}\n`;
    const file = join(folder, "nginx.conf");
    writeFileSync(file, whole);
    execFileSync(nginx.binary, ["-t", "-q", "-c", file, "-p", folder, "-e", "stderr"]);
    return ["-c", file, "-p", folder, "-e", "stderr"];
  },
};

const caddy: Proxy = {
  binary: "/usr/bin/caddy",
  prepare({ http, https }) {
    const config = filledIn("Caddyfile", [
      [/^\{$/m, `{\n\tadmin off\n\thttp_port ${http}\n\thttps_port ${https}\n\tskip_install_trust`],
      [/^hamwe\.gov\.example \{$/m, `localhost:${https} {`],
      [/\ttls \{/, `\ttls ${cert} ${key} {`],
      [/127\.0\.0\.1:3000/, `127.0.0.1:${behindPort}`],
      [/127\.0\.0\.1:3000/, `127.0.0.1:${behindPort}`],
    ]);
    const file = join(folder, "Caddyfile");
    writeFileSync(file, config);
    return ["run", "--config", file, "--adapter", "caddyfile"];
  },
};

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await sleep(50);
  }
  throw new Error(`nobody listens at ${port}`);
}

async function started(proxy: Proxy): Promise<Ports & { readonly process: ChildProcess }> {
  const ports = { http: await freePort(), https: await freePort() };
  const env = { PATH: "/usr/bin:/bin", HOME: folder, XDG_DATA_HOME: folder };
  const stdio = ["ignore", "ignore", "pipe"] as const;
  const process = spawn(proxy.binary, proxy.prepare(ports), { env, stdio: [...stdio] });
  process.stderr?.resume();
  await listening(ports.https);
  return { ...ports, process };
}

interface Seen {
  readonly status: number;
  readonly body: string;
  readonly protocol: string | null;
}

function ask(port: number, path: string, more: RequestOptions = {}, body?: Buffer): Promise<Seen> {
  const { promise, resolve, reject } = Promise.withResolvers<Seen>();
  const to = { host: "127.0.0.1", servername: "localhost", port, path, ca: tls.cert, ...more };
  const asked = request({ ...to, headers: { host: `localhost:${port}`, ...more.headers } });
  asked.once("error", reject).once("response", async (response) => {
    const protocol = (response.socket as TLSSocket).getProtocol();
    const { statusCode: status = 0 } = response;
    const said = more.timeout ? String((await once(response, "data"))[0]) : await text(response);
    if (more.timeout) response.destroy();
    resolve({ status, body: said, protocol });
  });
  asked.end(body);
  return promise;
}

for (const [name, proxy] of Object.entries({ nginx, caddy })) {
  const why = `${name} is not installed: apt-get install ${name}`;
  test(`The example of ${name} does what it says`, {
    skip: !existsSync(proxy.binary) && why,
  }, async () => {
    const { http, https, process } = await started(proxy);
    try {
      const forged = { "x-forwarded-for": "6.6.6.6", "x-forwarded-proto": "http" };
      const seen = await ask(https, "/", { headers: forged });
      assert.deepEqual([seen.status, seen.protocol], [200, "TLSv1.3"]);
      const headers = JSON.parse(seen.body);
      assert.equal(headers["x-forwarded-for"], "127.0.0.1", "what a caller says is replaced");
      assert.equal(headers["x-forwarded-proto"], "https");
      assert.match(headers.host, /^localhost/);
      const older = await ask(https, "/", { maxVersion: "TLSv1.2" });
      assert.deepEqual([older.status, older.protocol], [200, "TLSv1.2"]);
      const oldest = { minVersion: "TLSv1.1", maxVersion: "TLSv1.1", ciphers: "ALL:@SECLEVEL=0" };
      await assert.rejects(ask(https, "/", oldest as RequestOptions));
      for (const path of ["/metrics", "/readyz"])
        assert.ok([403, 404].includes((await ask(https, path)).status), `${path} is for operators`);
      const events = await ask(https, "/events", { timeout: 5_000 });
      assert.equal(events.body, "data: called\n\n", "an event is not held back");
      const redirect = await new Promise<number>((resolve, reject) =>
        plain({ host: "127.0.0.1", port: http, path: "/me", headers: { host: "localhost" } })
          .once("response", ({ statusCode = 0, headers: { location = "" } }) =>
            resolve(location.startsWith("https://localhost") ? statusCode : 0),
          )
          .once("error", reject)
          .end(),
      );
      assert.ok([301, 308].includes(redirect), `http leads to https: ${redirect}`);
      const paper = await ask(https, "/", { method: "POST" }, Buffer.alloc(20 * 2 ** 20));
      assert.equal(paper.status, 200, "a paper of 20 MB goes through");
    } finally {
      const gone = once(process, "exit");
      process.kill();
      await gone;
    }
  });
}
