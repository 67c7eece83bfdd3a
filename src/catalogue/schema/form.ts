import { fieldTypes } from "../field-kinds.ts";
import { textFormats } from "../model-parts.ts";
import {
  currency,
  listOf,
  mapOf,
  name,
  number,
  type Of,
  oneOf,
  provenance,
  rule,
  shaped,
  text,
  thing,
  whenWords,
  whole,
  words,
  yes,
} from "./parts.ts";

const fieldKeys = {
  type: oneOf("What kind of answer is expected.", fieldTypes),
  label: words("The question itself."),
  hint: words("Help below the question."),
  required: yes("Must be answered where it is asked; true where absent."),
  missing: words(
    "What to do where it is not answered, without a full stop: Select who the certificate is for.",
  ),
  show: rule("Asked only where this holds; may name earlier answers."),
  valid: thing("What must hold of the answer.", ["rule", "else"], {
    rule: rule("True where the answer is right; may name this field and earlier ones."),
    else: words("What to do where it does not hold."),
  }),
  prefill: rule(
    "First value, taken from `applicant` or earlier answers; the person may change it.",
  ),
  options: mapOf("Value → words, for choice and choices.", "kebab-case", words("One option.")),
  list: name("Id of a code list, for code.", "kebab-case"),
  within: name(
    "The earlier question of the other list, to whose answer the code belongs: district.",
    "snake_case",
  ),
  minimum: number("Smallest number; for money in major units."),
  maximum: number("Largest number; for money in major units."),
  maxLength: whole("Most characters: 200 for text and 2000 for long-text where absent.", 1, 20_000),
  format: oneOf(
    "How a text is written: the name of a person, or a code whose spaces and dashes do not count.",
    textFormats,
  ),
  minItems: whole("Fewest ticks, for choices.", 0, 100),
  maxItems: whole("Most ticks, for choices.", 1, 100),
  currency,
  unit: words("What stands behind a number: hectares."),
};

const field = thing("One question.", ["type", "label"], fieldKeys);

export const finding = thing("One question to the officer.", ["type", "label"], {
  ...fieldKeys,
  confirms: rule(
    "What the application says of it, of the same type: whoever finds something else, and " +
      "whoever signs after them, is warned.",
  ),
  warn: thing("What is to be looked at twice in the answer.", ["rule", "else"], {
    rule: rule(
      "True where nothing is; may name all findings of the task. Where it does not hold, whoever " +
        "records the answer, and whoever signs after them, is warned.",
    ),
    else: words("What is to be looked at, as a sentence."),
  }),
});

const repeat = thing(
  "The page is asked once for each of several things.",
  ["name", "min", "max", "itemTitle"],
  {
    name: name("Name of the list of answers, for rules.", "snake_case"),
    min: whole("Fewest things.", 0, 100),
    max: whole("Most things.", 1, 100),
    itemTitle: words("What one of them is called."),
  },
);

const page = thing("One page of questions.", ["title", "fields"], {
  title: words("Heading of the page."),
  intro: words("A paragraph under the heading."),
  show: rule("The page is asked only where this holds; may name answers of earlier pages."),
  repeat,
  fields: mapOf("Name → field, in the order of the page.", "snake_case", field),
});

export const form = mapOf(
  "Page id → page, asked in this order; a page whose `show` does not hold is left out.",
  "kebab-case",
  page,
);

const documentKeys = {
  title: words("What the paper is called."),
  hint: words("What must be seen on it."),
  accept: listOf(
    "Media types; PDF, JPEG and PNG where absent.",
    text("A media type, such as application/pdf.", "^[a-z]+/[a-z0-9.+-]+$"),
    1,
  ),
  maxMB: whole("Largest file in megabytes; 5 where absent.", 1, 50),
  maxFiles: whole("Most files; 1 where absent.", 1, 20),
  when: rule("Wanted only where this holds."),
  whenWords,
  required: yes("Must be given where it is wanted; true where absent."),
};

const document = thing("One paper.", ["title"], {
  ...documentKeys,
  sensitive: yes(
    "About health or the like: who votes in a committee of a stage does not see it; " +
      "false where absent.",
  ),
});

export const taskDocuments = mapOf(
  "Id → photo, report or drawing that the officer attaches to the outcome; its `when` may also " +
    "name `outcome`, `reviews` and `findings`.",
  "kebab-case",
  thing("One paper of the officer.", ["title"], {
    ...documentKeys,
    applicantSees: yes("The applicant sees it once the task is done; false where absent."),
  }),
);

export const documents = mapOf("Id → paper that the applicant gives.", "kebab-case", document, 0);

export const feeKinds = ["duty", "service", "other"] as const;

export const upTo = number(
  "Most that it may be, in major units, where the source gives a range from `amount`.",
  { minimum: 0 },
);

const tariff = thing("A price and since when it applies.", ["amount"], {
  from: shaped<string>({
    ...provenance.checkedOn,
    description: "First day, YYYY-MM-DD; absent in the oldest.",
  }),
  amount: rule("Amount in major units."),
  upTo,
  ...provenance,
});

export const tariffs = listOf("Prices by date, newest first, instead of `amount`.", tariff, 1);

export type RawField = Of<typeof field>;
export type RawFinding = Of<typeof finding>;
export type RawPage = Of<typeof page>;
export type RawTariff = Of<typeof tariff>;
