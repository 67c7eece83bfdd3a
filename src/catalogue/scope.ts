import type { FeelType, Scope } from "../rules/index.ts";

const STRING: FeelType = { kind: "string" };
const DATE: FeelType = { kind: "date" };
const listOf = (of: FeelType): FeelType => ({ kind: "list", of });
const context = (fields: Readonly<Record<string, FeelType>>): FeelType => ({
  kind: "context",
  fields,
});

/** Facts from sign-in, available to every rule. `nationality` is ISO 3166-1 alpha-2. */
export const applicantScope: Scope = {
  applicant: context({
    name: STRING,
    birthDate: DATE,
    nationalId: STRING,
    nationality: STRING,
    phone: STRING,
    email: STRING,
  }),
};

/** Facts of the application itself: whether it is a renewal. */
export const applicationScope: Scope = { application: context({ renewal: { kind: "boolean" } }) };

/** Facts of the government's treaties; the name is absent where it has none. */
export const treatyScope = (treaties: readonly { readonly id: string }[]): Scope =>
  treaties.length === 0
    ? {}
    : { treaty: context(Object.fromEntries(treaties.map(({ id }) => [id, treatyType]))) };

const treatyType = context({
  in_force: { kind: "boolean" },
  in_force_on: DATE,
  signed_on: DATE,
});

/** Facts of the process beside the answers: the outcomes of the tasks so far. */
export const reviewsScope: Scope = {
  reviews: listOf(context({ task: STRING, outcome: STRING, authority: STRING })),
};

/** The name of a task in rules: `site-visit` is `findings.site_visit`. */
export const findingsName = (task: string): string => task.replaceAll("-", "_");

/** Findings so far, by task and field; the name is absent where no task has any. */
export const findingsScope = (tasks: Readonly<Record<string, Scope>>): Scope =>
  Object.keys(tasks).length === 0
    ? {}
    : {
        findings: context(
          Object.fromEntries(Object.entries(tasks).map(([name, own]) => [name, context(own)])),
        ),
      };

/** Facts that claims of the output see beside the answers. */
export const caseScope: Scope = {
  case: context({ reference: STRING, submittedOn: DATE, decidedOn: DATE }),
};

/** Names that belong to the platform or to FEEL and cannot be used for an answer. */
export const reservedNames: ReadonlySet<string> = new Set(
  [
    "applicant",
    "application",
    "reviews",
    "findings",
    "treaty",
    "case",
    "item",
    "today",
    "partial",
  ].concat(
    "if then else for in return some every satisfies and or not".split(" "),
    "null true false function between instance of".split(" "),
  ),
);

/** The list of answers of a repeating page, by the scope of one item. */
export const repeatType = (item: Scope): FeelType => listOf(context(item));
