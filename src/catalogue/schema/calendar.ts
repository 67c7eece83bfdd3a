import { named } from "./government.ts";
import { listOf, shaped, thing } from "./parts.ts";

/** calendar.yaml */
export const calendarSchema = thing("The public holidays of a government.", ["holidays"], {
  holidays: listOf(
    "Holidays where they differ from the public list.",
    thing("One day.", ["date", "name"], {
      date: shaped<string>({
        ...{ type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
        description: "The day, YYYY-MM-DD.",
      }),
      name: named,
      observed: shaped<boolean>({
        type: "boolean",
        description: "False where the public list has the day, and it is no holiday here.",
      }),
    }),
  ),
});
