// Makes node_modules match package-lock.json, and does nothing (in milliseconds) when it already
// does. Runs before `npm start`, `npm test` and `npm run bench`, under whatever Node the machine
// has from version 20 on; hence JavaScript without dependencies. What runs afterwards runs under
// the Node pinned in package.json, because npm puts node_modules/.bin first on the path.
// What was installed for production (`npm ci --omit=dev`) stays as whoever runs it made it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const lock = packagesOf(join(root, "package-lock.json")) ?? {};
const installed = packagesOf(join(modules, ".package-lock.json"));
const withoutDev =
  installed !== undefined &&
  !Object.entries(lock).some(([path, { dev }]) => dev && installed[path]);
/** What starts a server needs no package of development. */
const needsDev =
  process.env.NODE_ENV !== "production" &&
  !["prestart", "predemo:two"].includes(process.env.npm_lifecycle_event ?? "");

const unlike = Object.entries(lock).filter(isUnlike);
if (!installed || unlike.length > 0) {
  if (process.env.HAMWE_MODE === "production" || withoutDev) refuse();
  install();
}
checkNode();

/** Missing, or of another version; those for other machines may be missing. */
function isUnlike([path, entry]) {
  if (path === "") return false;
  const there = installed?.[path];
  if (!there) return !(entry.optional || entry.devOptional || (entry.dev && !needsDev));
  return there.version !== entry.version || there.integrity !== entry.integrity;
}

function refuse() {
  console.error(
    unlike.every(([, { dev }]) => dev)
      ? "This needs the packages of development, and they are not installed here (npm ci " +
          "--omit=dev). Run it in a clone of its own, or after npm ci."
      : "node_modules is not what package-lock.json says, and nothing is installed in production " +
          "by itself: npm ci --omit=dev --ignore-scripts",
  );
  process.exit(1);
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
