import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks a second of /proc/<pid>/stat: USER_HZ, 100 on every Linux that Node runs on. */
const tickMs = 10;

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** User and system time of children that have ended and been waited for. */
  readonly endedChildrenMs: number;
}

/**
 * proc(5): after the name in brackets come state, ppid and, 11 fields later, utime stime cutime
 * cstime.
 */
function read(pid: number): Process | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [cutime, cstime] = [Number(fields[13]), Number(fields[14])];
    return { pid, parent: Number(fields[1]), endedChildrenMs: (cutime + cstime) * tickMs };
  } catch {
    return undefined; // It ended while we looked.
  }
}

/**
 * Time on a processor of every thread of a process, from the scheduler's own books in nanoseconds.
 */
function ownMs(pid: number): number {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const nanoseconds = tasks.map((task) =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ", 1)[0]),
    );
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
  } catch {
    return 0;
  }
}

function treeOf(root: number, all: readonly Process[]): Process[] {
  const own = all.filter(({ pid }) => pid === root);
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return [...own, ...below(root)];
}

/**
 * Milliseconds of CPU that these processes and all below them have used since they began, by the
 * accounts of the kernel. A child that ended counts through its parent, in steps of 10 ms.
 */
export function cpuMs(roots: readonly number[]): number {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => read(Number(name)))
    .filter((process) => process !== undefined);
  return roots
    .flatMap((root) => treeOf(root, all))
    .reduce((sum, { pid, endedChildrenMs }) => sum + ownMs(pid) + endedChildrenMs, 0);
}
