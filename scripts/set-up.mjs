// Makes node_modules match package-lock.json, and does nothing (in milliseconds) when it already
// does. Runs before `npm start`, `npm test` and `npm run bench`, under whatever Node the machine
// has from version 20 on; hence JavaScript without dependencies. What runs afterwards runs under
// the Node pinned in package.json, because npm puts node_modules/.bin first on the path.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const production = process.env.NODE_ENV === "production";

if (!matches()) install();
checkNode();

/** Every package of the lock file is there in its version; those for other machines may be missing. */
function matches() {
  const installed = packagesOf(join(modules, ".package-lock.json"));
  if (!installed) return false;
  const wanted = packagesOf(join(root, "package-lock.json")) ?? {};
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const there = installed[path];
    if (!there) return entry.optional || entry.devOptional || (entry.dev && production);
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

/** npm writes down what it installed in the form of a lock file. */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function install() {
  console.log("Setting up: npm ci (once, and again when package-lock.json changes)");
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const run = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (run.status !== 0) {
    console.error("npm ci failed; the lines above say why.");
    process.exit(run.status ?? 1);
  }
}

/** Where there is no pinned Node for this machine, its own will do if it is new enough. */
function checkNode() {
  const pinned = existsSync(
    join(modules, ".bin", process.platform === "win32" ? "node.cmd" : "node"),
  );
  if (pinned || Number(process.versions.node.split(".")[0]) >= 24) return;
  console.error(
    `Node 24 is needed, this is ${process.version}, and no Node 24 came with npm ci ` +
      `(are optional dependencies switched off, or is this ${process.platform}-${process.arch}?).`,
  );
  process.exit(1);
}
