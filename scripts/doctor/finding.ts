/**
 * What one look of the doctor says. `wrong` keeps a server from starting or from working; `weak`
 * lets it run, worse than it should.
 */
export interface Finding {
  /** What was looked at: database, keys, identity provider, … */
  readonly area: string;
  readonly level: "good" | "weak" | "wrong";
  readonly text: string;
}

/** Findings of one area, in the order in which they are said. */
export function findingsOf(area: string) {
  const all: Finding[] = [];
  const say = (level: Finding["level"]) => (text: string) => void all.push({ area, level, text });
  return {
    all,
    good: say("good"),
    weak: say("weak"),
    wrong: say("wrong"),
    /** One of the two, by whether it holds. */
    must(holds: boolean, good: string, wrong: string) {
      say(holds ? "good" : "wrong")(holds ? good : wrong);
    },
    should(holds: boolean, good: string, weak: string) {
      say(holds ? "good" : "weak")(holds ? good : weak);
    },
  };
}

/** What an error says, with the reason behind it, in one line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const deeper = cause instanceof Error ? `: ${cause.message || cause.name}` : "";
  const code = (error as NodeJS.ErrnoException).code;
  return `${error.message || code || error.name}${deeper}`.replaceAll("\n", " ");
}

const marks = { good: "ok    ", weak: "weak  ", wrong: "WRONG " } as const;

/** One line for each finding, then how many there are of each kind. */
export function textOf(findings: readonly Finding[]): string {
  const lines = findings.map(({ area, level, text }) => `${marks[level]}${area}: ${text}`);
  const count = (level: Finding["level"]) => findings.filter((each) => each.level === level).length;
  return [...lines, `${count("wrong")} wrong, ${count("weak")} weak, ${count("good")} good`].join(
    "\n",
  );
}
