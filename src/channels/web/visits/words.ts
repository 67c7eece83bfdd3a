import type { Centre, Topic } from "../../../centres/index.ts";
import { addDays } from "../../../kernel/index.ts";

/** Stops that are still to come, at most so many. */
export const stopsAhead = ({ stops = [] }: Centre, today: string, most: number) =>
  stops.filter(({ day }) => day >= today && day < addDays(today, 366)).slice(0, most);

export const takesAppointments = ({ slots }: Topic): boolean => slots !== undefined;
