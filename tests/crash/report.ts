import type { Findings } from "./check.ts";
import type { Notebook } from "./notebook.ts";
import type { Kill } from "./trial.ts";

export interface Told {
  readonly notebook: Notebook;
  readonly findings: Findings;
  readonly kills: readonly Kill[];
  readonly recoveries: readonly number[];
  readonly seed: number;
  /** Seconds within which the worker must be back each time. */
  readonly limit: number;
}

/** Prints the figures. @returns whether all is as it should be */
export function report({ notebook, findings, kills, recoveries, seed, limit }: Told): boolean {
  const count = (kind: Kill) => kills.filter((each) => each === kind).length;
  const seconds = [...recoveries].sort((a, b) => a - b).map((ms) => (ms / 1000).toFixed(1));
  const middle = seconds[Math.floor(seconds.length / 2)] ?? "–";
  const lines: readonly (readonly [string, string | number])[] = [
    ["seed", seed],
    [
      "kills",
      [
        `${kills.length}: ${count("node")} Node, ${count("postgres")} PostgreSQL`,
        `${count("both")} both, ${count("ended")} connections ended, ${count("reset")} reset`,
      ].join(", "),
    ],
    ["worker back after", `${middle} s in the middle, ${seconds.at(-1)} s at most`],
    ["acknowledged submissions", notebook.submissions.size],
    ["acknowledged decisions", notebook.decisions.size],
    ["acknowledged payments", notebook.payments.size],
    ["acknowledged papers", notebook.uploads.length],
    ["tried again", notebook.retries],
    ["asked to come back (503, 429)", notebook.putOff],
    ["gave no answer in 20 s", notebook.hung],
    ["faults (500)", notebook.faults.length],
    ["events", findings.events],
    ["folds checked", `${findings.cases} cases, ${findings.tasks} tasks, ${findings.bills} bills`],
    ["lost", findings.lost.length],
    ["doubled", findings.doubled.length],
    ["wrong", findings.wrong.length],
  ];
  for (const [name, value] of lines) console.log(`${name.padEnd(32)}${value}`);
  for (const [what, times] of notebook.surprises)
    console.log(`  not as expected, ${times} times: ${what}`);
  const idle = [
    ...(notebook.submissions.size === 0 ? ["nobody submitted anything"] : []),
    ...(notebook.decisions.size === 0 ? ["nobody decided anything"] : []),
    ...(notebook.payments.size === 0 ? ["nobody paid anything"] : []),
  ];
  const violations = [
    ...findings.lost.map((what) => `lost: ${what}`),
    ...findings.doubled.map((what) => `doubled: ${what}`),
    ...findings.wrong.map((what) => `wrong: ${what}`),
    ...notebook.faults.map((what) => `fault: ${what}`),
    ...recoveries
      .filter((ms) => ms > limit * 1000)
      .map((ms) => `late: the worker was back after ${(ms / 1000).toFixed(1)} s`),
    ...idle,
  ];
  for (const violation of violations) console.log(`VIOLATION ${violation}`);
  return violations.length === 0;
}
