import { lastOfFirstRelease, migrationsSince } from "../migrations-since.ts";
import { heading, row } from "./source-files.ts";

/** Whether servers of the version before may go on while a migration is made, for each of them. */
export function upgradesPage(): string {
  const migrations = migrationsSince(lastOfFirstRelease);
  const stop = migrations.filter(({ oldServers }) => oldServers === false);
  const rows = migrations
    .toReversed()
    .map(({ number, oldServers, header }) =>
      row(String(number).padStart(4, "0"), oldServers ? "yes" : "**no**", header),
    );
  const numbers = stop.map(({ number }) => String(number).padStart(4, "0")).join(", ");
  return (
    `${heading("Upgrades", "the headers of migrations/")}` +
    `Stop all servers before \`npm run migrate\` where one of these is pending: ${numbers}.\n\n` +
    `| migration | old servers may run beside it | why |\n|---|---|---|\n${rows.join("\n")}\n`
  );
}
