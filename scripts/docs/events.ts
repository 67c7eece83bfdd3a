import { onCase, onPayment, onVisit } from "../../src/reactions.ts";
import { heading, row, sourceFiles } from "./source-files.ts";

interface Follower {
  readonly task: string;
  readonly about: string | undefined;
}

const reactions: Readonly<Record<string, readonly Follower[] | undefined>> = {
  ...onCase,
  ...onPayment,
  ...onVisit,
};

/** Names of the events of each module's model, and the jobs that reactions.ts lets follow. */
export function eventsPage(): string {
  const rows = [
    ...sourceFiles()
      .filter(({ path }) => /^src\/[a-z]+\/model\.ts$/.test(path))
      .flatMap(({ path, text }) =>
        eventsIn(text).map((event) => ({ event, part: path.split("/")[1] ?? "" })),
      ),
    ...Object.keys(onVisit).map((event) => ({ event, part: "centres" })),
  ].map(({ event, part }) => row(`\`${event}\``, part, jobsAfter(event)));
  return `${heading("Events", "the models and reactions.ts")}| event | module | jobs that follow |\n|---|---|---|\n${rows.join("\n")}\n`;
}

/** An event is named in the past tense and with capitals; commands and states are not. */
const eventsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/(?:type: |Happened<\s*)"([A-Z][A-Za-z]+)"/g)].map(([, name = ""]) => name),
  ),
];

const jobsAfter = (event: string): string =>
  (reactions[event] ?? [])
    .map(({ task, about }) => (about ? `${task} (${about})` : task))
    .join(", ");
