/**
 * `npm run demo:two`: Rwanda and Azerbaijan as two governments, each a process with a database,
 * keys and officers of its own, in `.data/two/rw` and `.data/two/az`. Their registers of the
 * partnership are introduced to each other at the desk (`/desk/two-sides`).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const first = Number(process.env.PORT || 3000);
const governments = [
  { code: "rw", name: "Rwanda", officer: "officer-gahigi", port: first },
  { code: "az", name: "Azerbaijan", officer: "officer-mammadov", port: first + 1 },
] as const;

/** Starts one government; resolves when it is open, and throws where it ends before. */
function start({ code, name, port }: (typeof governments)[number]): Promise<ChildProcess> {
  const server = spawn(process.execPath, [join(root, "src/main.ts")], {
    cwd: root,
    env: {
      ...process.env,
      HAMWE_MODE: "demo",
      HAMWE_JURISDICTION: join(root, "jurisdictions", code),
      HAMWE_DATA: join(process.env.HAMWE_DATA || join(root, ".data"), "two", code),
      PORT: String(port),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    server.once("exit", (status) => reject(new Error(`${name} ended with ${status}`)));
    server.stdout.on("data", (said: Buffer) => {
      process.stdout.write(
        said
          .toString()
          .replace(/^/gm, `${code}  `)
          .replace(/\w\w {2}$/, ""),
      );
      if (said.includes("is open at")) resolve(server);
    });
  });
}

const servers: ChildProcess[] = [];
const stop = () => {
  for (const server of servers) server.kill("SIGTERM");
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);

// One after the other: both make their databases at the first start.
for (const government of governments) servers.push(await start(government));
for (const { name, officer, port } of governments)
  console.log(`${name}: http://localhost:${port}/desk/two-sides (sign in as ${officer})`);
