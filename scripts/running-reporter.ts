import type { TestEvent } from "node:test/reporters";

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
