import { createRequire } from "node:module";
import type HolidaysOf from "date-holidays";
import type { Calendar } from "../kernel/index.ts";
import { type Sql, transaction } from "../platform/db/index.ts";
import type { Holiday, Jurisdiction, Words } from "./model.ts";
import { insertHoliday, readHolidays, readSeededYears, takeYear } from "./store.ts";

/** Loaded on demand: it contains the holidays of the whole world, and most starts need none. */
const load = createRequire(import.meta.url);

/**
 * The working time of this government in the given years. A new year is seeded with the country's
 * public holidays from `date-holidays`, where its calendar.yaml does not say otherwise; changes by
 * administrators are preserved.
 */
export async function readCalendar(
  sql: Sql,
  jurisdiction: Jurisdiction,
  years: readonly number[],
): Promise<Calendar> {
  const seeded = await readSeededYears(sql);
  for (const year of years) if (!seeded.includes(year)) await seedYear(sql, jurisdiction, year);
  return calendarOf(sql, jurisdiction, years);
}

/** The same without seeding: for years that were read before. */
export async function calendarOf(
  sql: Sql,
  jurisdiction: Jurisdiction,
  years: readonly number[],
): Promise<Calendar> {
  const holidays = await readHolidays(sql, years);
  const { timeZone, weekend, opens, closes } = jurisdiction;
  const closed = holidays.filter(({ observed }) => observed).map(({ date }) => date);
  return { timeZone, weekend, opens, closes, holidays: new Set(closed) };
}

const seedYear = (sql: Sql, jurisdiction: Jurisdiction, year: number): Promise<void> =>
  transaction(sql, async (tx) => {
    if (!(await takeYear(tx, year))) return;
    const own = jurisdiction.holidays?.filter(({ date }) => date.startsWith(`${year}-`)) ?? [];
    const listed = publicHolidays(jurisdiction, year);
    for (const holiday of own) await insertHoliday(tx, holiday);
    for (const day of listed) await insertHoliday(tx, { ...day, observed: true });
  });

/** Public holidays of the country from `date-holidays`, in the languages that it has. */
export function publicHolidays(
  { code, languages }: Pick<Jurisdiction, "code" | "languages">,
  year: number,
): Omit<Holiday, "observed">[] {
  const Holidays: typeof HolidaysOf = load("date-holidays");
  const country = new Holidays(code.toUpperCase(), { types: ["public"] });
  const names = new Map<string, Record<string, string>>();
  for (const lang of languages)
    for (const { date, name } of country.getHolidays(year, lang)) {
      const day = date.slice(0, 10);
      const words = names.get(day) ?? {};
      names.set(day, { ...words, [lang]: words[lang] ? `${words[lang]}, ${name}` : name });
    }
  return [...names].map(([date, name]): { date: string; name: Words } => ({ date, name }));
}
