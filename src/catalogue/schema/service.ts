import type { FeeMoment } from "../model.ts";
import { documents, feeKinds, form, tariffs, upTo } from "./form.ts";
import {
  contradictedBy,
  currency,
  day,
  duration,
  listOf,
  mapOf,
  name,
  type Of,
  oneOf,
  provenance,
  type RawRule,
  rule,
  shaped,
  text,
  thing,
  whenWords,
  whole,
  words,
} from "./parts.ts";
import { appeal, interim, output, process } from "./process.ts";

const law = name("Id of a law above.", "kebab-case");

const eligibility = mapOf(
  "Id → what must hold to apply; shown before the form and enforced at submission.",
  "kebab-case",
  thing("One requirement.", ["title", "rule", "else"], {
    title: words("The requirement, said to the applicant."),
    rule: rule("True where it is met."),
    else: words("What the person is told where it is not met."),
    instead: words("What they can do instead: which office, which document."),
    law,
    ...provenance,
  }),
  0,
);

const fee = thing("One fee.", ["title", "currency", "due"], {
  title: words("What is paid for."),
  currency,
  due: shaped<FeeMoment>({
    type: "string",
    pattern: "^(submit|grant|before [a-z][a-z0-9-]*)$",
    description:
      "When it is paid: `submit`, `grant`, or `before <stage>`, which begins once it is paid.",
  }),
  kind: oneOf("What it is: duty (of the state), service (of the provider) or other.", feeKinds),
  unit: words("What the amount is for where it is counted: per page, per container."),
  upTo,
  when: rule("Owed only where this holds."),
  whenWords,
  amount: rule("Amount in major units."),
  tariffs,
  contradictedBy,
  ...provenance,
});

const fees = mapOf(
  "Id → fee. The tariff in force on the day of submission applies.",
  "kebab-case",
  fee,
  0,
);

const rulings = mapOf(
  "Id → answer of a service that answers at once; the first that holds is given.",
  "kebab-case",
  thing("One answer.", ["title", "text"], {
    when: rule("Given where this holds; absent in the last."),
    title: words("The answer in short."),
    text: words("What it means and what to do next."),
    law,
  }),
);

const entitlements = mapOf(
  "Id → what the answers entitle to; all that hold are given, each with its reason.",
  "kebab-case",
  thing("One entitlement.", ["title", "text"], {
    title: words("What the person is entitled to."),
    text: words("Why, and what it is worth."),
    when: rule("Given where this holds; always, where absent."),
    whenWords,
    law,
    ...provenance,
  }),
);

const calls = listOf(
  "When applications are taken, oldest first; always, where absent. Both days belong to the call.",
  thing("One call.", ["opens", "closes"], {
    opens: day("First day."),
    closes: day("Last day."),
    ...provenance,
  }),
  1,
);

const service = thing(
  "One public service as data. Terms follow CPSV-AP 3.2.",
  [
    "service",
    "version",
    "language",
    "title",
    "description",
    "whoMayApply",
    "audience",
    "authority",
    "level",
    "form",
    "retention",
  ],
  {
    service: name("The id; the same as the folder's name.", "kebab-case"),
    version: whole("Raised with every change after publication.", 1, 9999),
    language: text("Source language of the words in this file.", "^[a-z]{2}$"),
    title: words("What the service is called."),
    description: words("One sentence."),
    whoMayApply: words("One sentence."),
    keywords: listOf(
      "Search words that a person would use, in any language.",
      shaped<string>({ type: "string", minLength: 1 }),
    ),
    lifeEvents: listOf("Life events of jurisdiction.yaml.", name("A life event.", "kebab-case")),
    audience: oneOf("Who it is for: citizen, business or both.", ["citizen", "business", "both"]),
    authority: name("The competent authority, of authorities.yaml.", "kebab-case"),
    level: oneOf(
      "Assurance to submit: 1 low, 2 substantial, 3 high; 0 no sign-in (rules only).",
      [0, 1, 2, 3],
    ),
    calls,
    laws: mapOf(
      "Id → law on which the service stands.",
      "kebab-case",
      thing("One law.", ["title"], { title: words("Its official name."), ...provenance }),
      0,
    ),
    form,
    documents,
    worklist: listOf(
      "Questions whose answers tell files apart in a list of officers; at most three.",
      name("A question of a page that is not repeated.", "snake_case"),
    ),
    calculate: mapOf(
      "Name → rule; each may use the answers and those above it.",
      "snake_case",
      shaped<RawRule | { readonly rule: RawRule; readonly title: string; readonly unit?: string }>({
        type: ["string", "number", "boolean", "object"],
        description:
          "An intermediate result, a FEEL expression; with `title`, officers are shown it.",
        properties: {
          rule: rule("The result: a number, a date, a text, or yes or no."),
          title: words("What officers read beside it."),
          unit: words("Behind a number, such as hectares."),
        },
        required: ["rule", "title"],
        additionalProperties: false,
      }),
      0,
    ),
    eligibility,
    fees,
    rulings,
    entitlements,
    process,
    interim,
    output,
    renewal: thing("How a granted paper is renewed.", ["opens", "reuse"], {
      opens: duration("How long before expiry."),
      reuse: listOf("Names of answers carried over.", name("A field or a repeat.", "snake_case")),
      ...provenance,
    }),
    appeal,
    retention: thing("How long the case is kept.", ["granted", "otherwise"], {
      granted: duration("After a grant."),
      otherwise: duration("After anything else."),
      ...provenance,
    }),
  },
);

/**
 * The content of a service.yaml: structure check, type, editors' completion and documentation in
 * one.
 */
export const serviceSchema = shaped<RawService>({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Public service",
  ...service,
});

/** The content of a service.yaml whose structure has been checked. */
export type RawService = Of<typeof service>;
export type RawFee = Of<typeof fee>;
