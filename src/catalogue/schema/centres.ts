import { accessKinds } from "../model-centre.ts";
import { named, openingHours, time } from "./government.ts";
import {
  day,
  listOf,
  mapOf,
  name,
  oneOf,
  position,
  provenance,
  shaped,
  text,
  thing,
} from "./parts.ts";

const count = (description: string, minimum = 1) =>
  shaped({
    type: "integer",
    minimum,
    maximum: 1000,
    description,
  });

const topic = thing("What one comes for.", ["letter", "name", "services", "minutes"], {
  letter: shaped({
    type: "string",
    pattern: "^[A-Z]$",
    description: "The letter of its tickets: A.",
  }),
  name: named,
  services: listOf(
    "Services of this government that are asked for under it.",
    name("The id of a service.", "kebab-case"),
  ),
  minutes: count("Expected minutes at the counter, until enough were measured."),
  slots: thing("Appointments; absent where it takes none.", ["minutes", "atOnce"], {
    minutes: count("Length of a slot.", 5),
    atOnce: count("Appointments in one slot."),
  }),
});

const rules = thing("House rules.", ["earlyMinutes", "lateMinutes", "daysAhead", "callMinutes"], {
  earlyMinutes: count("With an appointment one is let in at most so long before.", 0),
  lateMinutes: count("An appointment is void when one comes more than this late.", 0),
  daysAhead: count("Appointments can be booked so many days ahead."),
  callMinutes: count("A called ticket may be skipped after so long."),
  waitMinutes: count("Waits longer than this are shown in red to whoever runs the hall."),
  order: shaped({
    enum: ["arrival", "optimised"],
    description:
      "Calls within one series of numbers by arrival (the default), or as it saves most time.",
  }),
  ...provenance,
});

/** centres.yaml */
export const centresSchema = mapOf(
  "Id → centre.",
  "kebab-case",
  thing(
    "One place where people are served in person.",
    ["name", "kind", "address", "topics", "counters", "rules"],
    {
      name: named,
      kind: shaped({
        enum: ["hall", "mobile"],
        description: "A hall, or a mobile unit with stops.",
      }),
      address: named,
      position,
      directions: named,
      access: listOf(
        "What it has for people with disabilities and for parents.",
        oneOf("One of the things that have words.", accessKinds),
      ),
      telephone: text("As one dials it in the country.", "^[0-9+ ]{2,20}$"),
      email: text("An address.", "^[^@\\s]+@[^@\\s]+$"),
      hours: openingHours,
      closings: listOf(
        "When it is closed once, whatever its hours or stops say.",
        thing("Whole days, or some hours of each.", ["firstDay", "lastDay", "reason"], {
          firstDay: day("The first local day."),
          lastDay: day("The last one; the same for one day."),
          from: time,
          until: time,
          reason: named,
        }),
      ),
      topics: mapOf("Id → topic, in the order of the kiosk.", "kebab-case", topic),
      counters: shaped({
        type: "object",
        description: "What stands above the counter → the topics that it serves.",
        propertyNames: {
          pattern: "^[A-Z]?[1-9]\\d{0,2}$",
          description: "a number, such as 7 or B7",
        },
        minProperties: 1,
        additionalProperties: listOf("Topics.", name("The id of a topic.", "kebab-case"), 1),
      }),
      groups: mapOf(
        "Id → people who need not wait as long.",
        "kebab-case",
        thing("One group.", ["name"], { name: named, ...provenance }),
        0,
      ),
      rules,
      stops: listOf(
        "Where a mobile unit stands when.",
        thing("One stop.", ["day", "opens", "closes", "place"], {
          day: day("The local day."),
          opens: time,
          closes: time,
          place: named,
        }),
      ),
      callOuts: thing("Operators go to people and firms that order them.", ["topics"], {
        topics: listOf("For these topics.", name("The id of a topic.", "kebab-case"), 1),
        ...provenance,
      }),
      ...provenance,
    },
  ),
);
