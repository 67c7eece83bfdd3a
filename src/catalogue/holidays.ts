import { dump } from "js-yaml";
import { canonical, dateOf } from "../kernel/index.ts";
import type { Sql } from "../platform/db/index.ts";
import { publicHolidays } from "./calendar.ts";
import type { Finding } from "./catalogue.ts";
import type { Holiday, Jurisdiction } from "./model.ts";
import { calendarSchema } from "./schema/calendar.ts";
import { readHolidays, readSeededYears } from "./store.ts";
import { checkStructure } from "./structure.ts";
import { type Path, readYaml } from "./yaml-file.ts";

interface Raw {
  readonly holidays: readonly (Pick<Holiday, "date" | "name"> & { readonly observed?: boolean })[];
}

/**
 * Reads the calendar.yaml of a government: its holidays where they differ from the public list. A
 * database takes them when it seeds their year; after that administrators change them.
 */
export function readCalendarFile(
  name: string,
  content: string,
  { languages }: Pick<Jurisdiction, "languages">,
): { readonly holidays: readonly Holiday[]; readonly findings: readonly Finding[] } {
  const file = readYaml(name, content);
  const structure = checkStructure(file, calendarSchema);
  if (structure.length > 0) return { holidays: [], findings: structure };
  const { holidays } = file.data as Raw; // its structure has just been checked
  const days = holidays.map(({ date }) => date);
  const finding = (path: Path, message: string, mend: string) => file.finding(path, message, mend);
  const findings = holidays.flatMap(({ date, name: names }, i) => {
    const [year = "", month = "", day = ""] = date.split("-");
    const path = ["holidays", i];
    return [
      ...(dateOf(day, month, year) === date
        ? []
        : [finding([...path, "date"], `\`${date}\` is no day`, "write it as YYYY-MM-DD")]),
      ...(days.indexOf(date) === i
        ? []
        : [finding([...path, "date"], `\`${date}\` stands here twice`, "remove one")]),
      ...languages
        .filter((lang) => names[lang] === undefined)
        .map((lang) =>
          finding([...path, "name"], `\`name\` has no words in \`${lang}\``, `add \`${lang}:\``),
        ),
    ];
  });
  return {
    holidays: holidays.map((each) => ({ ...each, observed: each.observed ?? true })),
    findings,
  };
}

/** The holidays of this database where they differ from the public list, in order. */
export async function editedHolidays(
  sql: Sql,
  jurisdiction: Pick<Jurisdiction, "code" | "languages">,
): Promise<readonly Holiday[]> {
  const years = await readSeededYears(sql);
  const rows = await readHolidays(sql, years);
  const seeds = new Map(
    years
      .flatMap((year) => publicHolidays(jurisdiction, year))
      .map((seed) => [seed.date, { ...seed, observed: true }]),
  );
  const edited = rows.filter((row) => canonical(row) !== canonical(seeds.get(row.date) ?? null));
  const days = new Set(rows.map(({ date }) => date));
  // The list has learnt of these since the year was seeded: here they are ordinary days.
  const left = [...seeds.values()].filter(({ date }) => !days.has(date));
  return [...edited, ...left.map((seed) => ({ ...seed, observed: false }))].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
}

/** The same as the text of a calendar.yaml. */
export function calendarFile(holidays: readonly Holiday[]): string {
  const rows = holidays.map(({ date, name, observed }) => ({
    ...{ date, name },
    ...(!observed && { observed }),
  }));
  return `# Public holidays where they differ from the public list, written by \`npm run
# settings:export\`. A database takes them when it seeds their year.
${dump({ holidays: rows })}`;
}
