import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** One requirement of OWASP ASVS 5.0.0, and where this program stands. */
export interface Requirement {
  /** `7.5.2` */
  readonly id: string;
  readonly level: 1 | 2 | 3;
  /** In our own short words. */
  readonly about: string;
  readonly status: "met" | "not-applicable" | "operator" | "open";
  /** Test files that would fail where it is not met. */
  readonly tests?: readonly string[];
  /** Pages with their heading, where it asks for something written. */
  readonly docs?: readonly string[];
  readonly why?: string;
}

const file = join(import.meta.dirname, "../../docs/security/asvs.yaml");

export const readAsvs = (): readonly Requirement[] => parse(readFileSync(file, "utf8"));

const chapters = [
  ...["Encoding and sanitisation", "Validation and business logic", "Web front end"],
  ...["API and web service", "Files", "Authentication", "Sessions", "Authorisation"],
  ...["Self-contained tokens", "OAuth and OIDC", "Cryptography", "Communication"],
  ...[
    "Configuration",
    "Data protection",
    "Coding and architecture",
    "Logging and errors",
    "WebRTC",
  ],
];

const statuses = ["met", "not-applicable", "operator", "open"] as const;

const chapterOf = ({ id }: Requirement): number => Number(id.split(".")[0]);

/** docs/generated/asvs.md: the counts, then every requirement. */
export function asvsPage(): string {
  const all = readAsvs();
  const count = (level: number, status: Requirement["status"]) =>
    all.filter((each) => each.level === level && each.status === status).length;
  const counts = [1, 2, 3].map(
    (level) => `| ${level} | ${statuses.map((status) => count(level, status)).join(" | ")} |`,
  );
  const sections = chapters.map((name, index) => {
    const rows = all.filter((each) => chapterOf(each) === index + 1).map(row);
    return `## V${index + 1} ${name}\n\n| id | level | about | status | tested by, or why |
|---|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `# OWASP ASVS 5.0.0, requirement by requirement

Made from [docs/security/asvs.yaml](../security/asvs.yaml) by \`npm run docs\`. The short words \
are ours; the text is at
github.com/OWASP/ASVS. Level 2 is for all of this program, \
level 3 for staff and keys. "Operator" is met by who runs it.

| level | ${statuses.join(" | ")} |
|---|${statuses.map(() => "---|").join("")}
${counts.join("\n")}

${sections.join("\n")}`;
}

const row = ({ id, level, about, status, tests = [], docs = [], why = "" }: Requirement) => {
  const links = [...tests, ...docs].map((path) => `[${path.replace(/^.*\//, "")}](../../${path})`);
  const where = [...links, ...(why ? [why] : [])].join("; ");
  return `| ${id} | ${level} | ${about} | ${status} | ${where.replaceAll("|", "\\|")} |`;
};
