import { isoWeekday } from "../kernel/index.ts";
import type { HolidayCommand } from "../settings/index.ts";
import type { ActDeps } from "./deps.ts";

/** What a change of the holidays leads to. */
export interface HolidayEffect {
  /** The day that becomes a holiday, and the day that becomes an ordinary one. */
  readonly closes?: string;
  readonly opens?: string;
  /** Appointments on the day that closes, and at how many centres: all are called off. */
  readonly appointments: number;
  readonly centres: number;
  /** Mobile units hold their stops on the day that closes. */
  readonly mobileStays: boolean;
  /** The day that closes, or opens, is one on which offices are closed every week. */
  readonly closedAnyway: boolean;
}

type EffectDeps = Pick<ActDeps, "catalogue" | "appointments">;

function daysOf(command: HolidayCommand): { readonly closes?: string; readonly opens?: string } {
  if (command.type === "add-holiday") return { closes: command.day.date };
  if (command.type === "remove-holiday") return { opens: command.date };
  const { date, day } = command;
  return day.date === date ? {} : { closes: day.date, opens: date };
}

/** What this command would do now, for whoever decides about it. */
export async function effectOfHoliday(
  { catalogue, appointments }: EffectDeps,
  command: HolidayCommand,
): Promise<HolidayEffect> {
  const { centres = [], weekend } = catalogue.jurisdiction;
  const days = daysOf(command);
  const { closes } = days;
  // A mobile unit keeps to its timetable on holidays.
  const halls = centres.filter(({ kind }) => kind !== "mobile");
  const booked = closes
    ? await Promise.all(
        halls.map(async ({ id }) => (await appointments.kept(id, closes, closes)).booked),
      )
    : [];
  const day = closes ?? days.opens;
  return {
    ...days,
    appointments: booked.reduce((sum, count) => sum + count, 0),
    centres: booked.filter((count) => count > 0).length,
    mobileStays: closes !== undefined && halls.length < centres.length,
    closedAnyway: day !== undefined && weekend.includes(isoWeekday(day)),
  };
}
