import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The account that PostgreSQL runs under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The environment of PostgreSQL. Without a locale macOS makes it multithreaded, and it refuses to
 * start.
 */
export const postgresEnv = { PATH: "/usr/bin:/bin", LC_ALL: "C" };

/**
 * PostgreSQL refuses to run as root. Started by root we give it the account `postgres`, or
 * `nobody` where there is none; otherwise `undefined`: it runs as whoever we are.
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65534, gid: 65534 };
}

/**
 * Whether this account may run such a command: asked of the kernel, which alone knows all its
 * reasons.
 */
export const may = (account: Account | undefined, command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { ...account, cwd: "/", stdio: "ignore" }).status === 0;
