import { readFileSync, writeFileSync } from "node:fs";
import type { TestEvent } from "node:test/reporters";

/** Where this process writes at its end how many seconds of processor it took. */
export const cpuFileVariable = "HAMWE_TEST_CPU_FILE";
const cpuFile = process.env[cpuFileVariable];
if (cpuFile) {
  delete process.env[cpuFileVariable];
  process.once("exit", () => writeFileSync(cpuFile, String(cpuSeconds())));
}

/** Of this process and, where the system tells, of all that it started and that has ended. */
function cpuSeconds(): number {
  try {
    // The fields behind the name, which may hold blanks: 14 to 17 in proc_pid_stat(5), in ticks.
    const stat = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return stat.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
}

/** A line when a test begins and one when it has ended, so that a file that hangs can say where. */
export default async function* running(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of source) {
    if (type === "test:dequeue") yield `> ${data.name}\n`;
    else if (type === "test:complete") yield `< ${data.name}\n`;
  }
}

/** The tests that began and did not end. */
export function stillRunning(lines: string): string[] {
  const names: string[] = [];
  for (const line of lines.split("\n")) {
    const name = line.slice(2);
    if (line.startsWith("> ")) names.push(name);
    else if (line.startsWith("< ")) names.splice(names.lastIndexOf(name), 1);
  }
  return names;
}
