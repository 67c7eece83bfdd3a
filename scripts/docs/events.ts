import { heading, row, sourceFiles } from "./source-files.ts";

/** Names of the events of each module's model, and the jobs that reactions.ts lets follow. */
export function eventsPage(): string {
  const files = sourceFiles();
  const reactions = files.find(({ path }) => path === "src/reactions.ts")?.text ?? "";
  const rows = files
    .filter(({ path }) => /^src\/[a-z]+\/model\.ts$/.test(path))
    .flatMap(({ path, text }) =>
      eventsIn(text).map((event) =>
        row(`\`${event}\``, path.split("/")[1] ?? "", followers(reactions, event)),
      ),
    );
  return `${heading("Events", "the models and reactions.ts")}| event | module | jobs that follow |\n|---|---|---|\n${rows.join("\n")}\n`;
}

/** An event is named in the past tense and with capitals; commands and states are not. */
const eventsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/(?:type: |Happened<\s*)"([A-Z][A-Za-z]+)"/g)].map(([, name = ""]) => name),
  ),
];

function followers(reactions: string, event: string): string {
  const start = reactions.search(new RegExp(`^  ${event}: \\[`, "m"));
  if (start < 0) return "";
  const entry = reactions.slice(start, start + reactions.slice(start).search(/\],\n/));
  const told = [...entry.matchAll(/tell\("([a-z-]+)"\)|template: "([a-z-]+)"/g)].map(
    ([, a, b]) => `notify (${a ?? b})`,
  );
  const jobs = [...entry.matchAll(/task: "([a-z-]+)"/g)].flatMap(([, name = ""]) =>
    name === "notify" ? [] : [name],
  );
  if (/issueBills/.test(entry)) jobs.push("issue-bill");
  if (/issuePaper/.test(entry)) jobs.push("issue-paper");
  if (/tell\(data\.outcome\)/.test(entry)) told.push("notify (granted or refused)");
  return [...told, ...jobs].join(", ");
}
