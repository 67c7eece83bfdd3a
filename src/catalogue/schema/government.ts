import {
  currency,
  day,
  listOf,
  mapOf,
  name,
  number,
  oneOf,
  provenance,
  shaped,
  text,
  thing,
  whole,
  yes,
} from "./parts.ts";

/** A name in each language of the government: language → words. */
export const named = shaped({
  type: "object",
  description: "Language → words, for every language of the government.",
  propertyNames: { pattern: "^[a-z]{2}$", description: "a language: rw, en, fr, az" },
  minProperties: 1,
  additionalProperties: { type: "string", minLength: 1, description: "Words in that language." },
});

export const time = shaped({
  type: "string",
  pattern: "^([01]\\d|2[0-3]):[0-5]\\d$",
  description: "Local time as HH:MM, in quotes.",
});

const weekday = shaped<number>({
  type: "integer",
  minimum: 1,
  maximum: 7,
  description: "ISO weekday: 1 Monday … 7 Sunday.",
});

/** When a place or a telephone is open. */
export const openingHours = listOf(
  "When it is open; a day with a break stands in two spans.",
  thing("One span of some weekdays.", ["weekdays", "opens", "closes"], {
    weekdays: listOf("The weekdays it is for.", weekday, 1),
    opens: time,
    closes: time,
  }),
);

const span = thing("From when until when.", ["opens", "closes"], { opens: time, closes: time });

/** Whom people can ask, each fact with its own source. */
const help = thing("Whom people can ask.", ["telephone", "hours", "callBack"], {
  telephone: thing("The telephone of the help desk.", ["number", "languages"], {
    number: text("As one dials it in the country.", "^[0-9+ ]{2,20}$"),
    of: named,
    languages: listOf(
      "Languages that are spoken there.",
      shaped<string>({ type: "string", pattern: "^[a-z]{2}$", description: "A language." }),
      1,
    ),
    ...provenance,
  }),
  hours: thing("When it is answered.", ["spans"], { spans: openingHours, ...provenance }),
  email: thing("An address to write to.", ["address"], {
    address: text("An address.", "^[^@\\s]+@[^@\\s]+$"),
    ...provenance,
  }),
  callBack: thing("When people are called who ask for it, on working days.", ["morning"], {
    morning: span,
    afternoon: span,
    ...provenance,
  }),
});

const degrees = (description: string) =>
  shaped<number>({ type: "number", minimum: -180, maximum: 180, description });

const outline = thing(
  "The outline of the country, to show where a place is.",
  ["west", "east", "south", "north", "height", "outline"],
  {
    west: degrees("Longitude of the left edge."),
    east: degrees("Longitude of the right edge."),
    south: degrees("Latitude of the lower edge."),
    north: degrees("Latitude of the upper edge."),
    height: number("Height of the drawing, which is 100 wide.", { minimum: 1 }),
    outline: shaped<string>({
      type: "string",
      pattern: "^[MLlZz0-9 .,\\n-]{1,9000}$",
      description: "Path data of SVG.",
    }),
    ...provenance,
  },
);

const digits = (description: string, form: string) =>
  shaped({
    type: "string",
    pattern: `^${form}$`,
    description: `${description} Digits, in quotes.`,
  });

const longText = (description: string) => shaped({ type: "string", minLength: 4, description });

const pattern = (description: string) =>
  shaped({
    type: "string",
    minLength: 1,
    description: `${description} A regular expression, which is matched with all of the number.`,
  });

const colour = (description: string) =>
  shaped<string>({
    type: "string",
    pattern: "^#[0-9a-f]{6}$",
    description: `${description} As #rrggbb, dark enough for print in black and white.`,
  });

const emblem = thing("A drawing of filled paths in a square.", ["size", "paths"], {
  size: whole("Length of a side, in the units of the paths.", 10, 2000),
  paths: listOf(
    "The paths, the lowest first.",
    thing("One path.", ["d", "tone"], {
      d: shaped<string>({
        type: "string",
        pattern: "^[MmLlHhVvCcSsQqTtAaZz0-9 .,\\n-]{1,4000}$",
        description: "Path data of SVG.",
      }),
      tone: oneOf("Its colour: strong, second, or that of the paper.", [
        "strong",
        "second",
        "paper",
      ]),
    }),
  ),
});

const state = thing(
  "How the state looks, on its papers and on the web.",
  ["name", "colours", "emblem"],
  {
    name: named,
    colours: thing("Two colours.", ["strong", "second"], {
      strong: colour("Borders and headings."),
      second: colour("Fine lines."),
    }),
    emblem,
    scene: oneOf("The picture of the front page.", ["hills", "sea"]),
    ...provenance,
  },
);

const agentTariff = thing(
  "What an agent outside the halls may ask for their own work; nothing where nothing is said.",
  ["withDocuments", "services"],
  {
    withDocuments: number("For one of these services, in the government's currency.", {
      minimum: 0,
    }),
    services: listOf(
      "The services in which documents are attached; the agent's help with others is free.",
      name("A service.", "kebab-case"),
    ),
    print: number("For printing a certificate.", { minimum: 0 }),
    bill: number("For printing a bill.", { minimum: 0 }),
    ...provenance,
  },
);

/** jurisdiction.yaml */
export const jurisdictionSchema = thing(
  "One government as data.",
  [
    "code",
    "name",
    "languages",
    "currency",
    "timeZone",
    "weekend",
    "opens",
    "closes",
    "telephone",
    "identityNumber",
    "nameOrder",
    "levels",
    "lifeEvents",
  ],
  {
    code: shaped({
      type: "string",
      pattern: "^[a-z]{2}$",
      description: "ISO 3166-1 alpha-2 in lower case; the folder's name.",
    }),
    name: named,
    state,
    languages: listOf(
      "Languages, in the order of the switch.",
      shaped({ type: "string", pattern: "^[a-z]{2}$", description: "A language." }),
      1,
    ),
    currency,
    timeZone: shaped({
      type: "string",
      minLength: 1,
      description: "IANA time zone, such as Africa/Kigali.",
    }),
    weekend: listOf(
      "ISO weekdays on which offices are closed: 6 Saturday, 7 Sunday.",
      shaped({
        type: "integer",
        minimum: 1,
        maximum: 7,
      }),
    ),
    opens: time,
    closes: time,
    quietHours: thing("When only urgent SMS are sent, over midnight too.", ["from", "until"], {
      from: time,
      until: time,
      ...provenance,
    }),
    telephone: thing(
      "How telephone numbers are written in the country.",
      ["countryCode", "trunkPrefix", "national", "digits", "example"],
      {
        countryCode: digits("Country code of ITU-T E.164, without `+`.", "[1-9]\\d{0,2}"),
        trunkPrefix: digits(
          "Dialled before a number inside the country; empty where none.",
          "\\d?",
        ),
        national: pattern("A whole national number, without country code and trunk prefix."),
        digits: whole("How many digits a national number has.", 4, 14),
        example: longText("A number as people of the country write it."),
        ...provenance,
      },
    ),
    identityNumber: thing("How identity numbers look.", ["pattern", "example"], {
      pattern: pattern("A whole number: capitals and digits, without separators."),
      example: longText("A number as it stands on a card."),
      ...provenance,
    }),
    help,
    map: outline,
    payment: thing("How people can pay.", ["methods"], {
      methods: listOf(
        "In the order of the page.",
        oneOf("A way to pay.", ["mobile-money", "card", "bank"]),
        1,
      ),
      ...provenance,
    }),
    agentTariff,
    nameOrder: oneOf("Which part of a name is written first.", ["family-first", "given-first"]),
    levels: shaped({
      type: "object",
      description: "OIDC acr value → level of assurance: 1, 2, 3, or staff.",
      additionalProperties: {
        enum: [1, 2, 3, "staff"],
        description: "1 low, 2 substantial, 3 high, or staff.",
      },
    }),
    phonePinLevel: shaped({
      enum: [1, 2],
      description:
        "Level of assurance that the phone PIN gives on a feature phone; 1 where absent.",
    }),
    lifeEvents: mapOf("Id → name.", "kebab-case", named, 0),
  },
);

/** authorities.yaml */
export const authoritiesSchema = mapOf(
  "Id → authority.",
  "kebab-case",
  thing("One authority.", ["name", "roles"], {
    name: named,
    url: shaped({
      type: "string",
      pattern: "^https?://\\S+$",
      description: "Its official address.",
    }),
    roles: mapOf("Id → role in which people act for it.", "kebab-case", named),
    offices: shaped({
      type: "string",
      pattern: "^[a-z0-9-]+$",
      description:
        "The code list of its offices, such as `districts`; absent where it has one place.",
    }),
    panel: yes(
      "Its members decide together: an appeal to it names its `committee`; false where absent.",
    ),
    ...provenance,
  }),
);

/** treaties.yaml */
export const treatiesSchema = mapOf(
  "Id → treaty; rules name it treaty.<id>.in_force.",
  "snake_case",
  thing("One treaty between governments.", ["title", "parties"], {
    title: named,
    signedOn: day("When it was signed; absent where the day was not found."),
    ...provenance,
    parties: shaped({
      type: "object",
      description: "Government → how far it has come there.",
      propertyNames: { pattern: "^[a-z]{2}$", description: "a government: rw, az" },
      minProperties: 2,
      additionalProperties: thing("One side.", ["inForceOn"], {
        ratifiedOn: day("When its parliament approved, where that is known."),
        inForceOn: {
          ...day("Since when it binds this side; null where that is not known or not yet so."),
          type: ["string", "null"],
        },
        ...provenance,
      }),
    }),
  }),
);

/** lists/<id>.yaml */
export const listSchema = thing("A code list.", ["title", "codes"], {
  title: named,
  ...{ source: provenance.source, checkedOn: provenance.checkedOn },
  within: name(
    "The list that its entries belong to; `codes` are then its codes → code → name.",
    "kebab-case",
  ),
  codes: shaped({
    type: "object",
    description: "Code → name; a plain string is the same name in every language.",
    minProperties: 1,
    additionalProperties: {
      type: ["string", "object"],
      description: "A name, or language → name.",
      additionalProperties: { type: "string", minLength: 1 },
    },
  }),
});

const searched = listOf(
  "Words by which people look for it, in any language.",
  shaped<string>({ type: "string", minLength: 1 }),
);

/** search.yaml */
export const searchSchema = thing("What people look for, and by which words.", [], {
  words: mapOf("Service → more words than its own file has.", "kebab-case", searched),
  elsewhere: mapOf(
    "Id → a service that is not here.",
    "kebab-case",
    thing("A service elsewhere.", ["title", "words", "at", "url"], {
      title: named,
      words: searched,
      at: named,
      url: text("Its web address.", "^https://\\S+$"),
      ...provenance,
    }),
  ),
});

const icon = name("Name of an icon.", "kebab-case");
const shelved = listOf("Ids of services.", name("A service.", "kebab-case"), 1);

/** topics.yaml */
export const topicsSchema = thing("How the services are grouped for people.", ["topics"], {
  topics: mapOf(
    "Id → a shelf, in the order of the front page.",
    "kebab-case",
    thing("One topic.", ["title", "icon", "services"], { title: named, icon, services: shelved }),
  ),
  visitors: shelved,
  lifeEventIcons: mapOf("Life event → its icon.", "kebab-case", icon),
});
