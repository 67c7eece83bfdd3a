import { Type } from "typebox";
import { FileShape } from "../applications/schemas.ts";
import { instant, listOf, pageOf, shape, uuid, Words, wordOf } from "../schemas.ts";

const key = Type.String({
  pattern: "^\\d{1,3}\\.[a-z][a-z0-9-]{0,79}$",
  description: "Key of the task within its application",
  examples: ["1.search"],
});

export const TaskParams = shape({ id: uuid("Id of the application"), task: key });
export const PaperParams = shape({
  id: uuid("Id of the application"),
  task: key,
  paper: uuid("Id of the paper"),
});

const place = {
  application: uuid("Id of the application"),
  task: key,
  reference: Type.String({ description: "Number of the application" }),
  service: Type.String({ examples: ["birth-certificate"] }),
  stage: Type.String({ examples: ["search"] }),
  openedAt: instant("Since when it waits"),
  dueAt: Type.Optional(instant("By when this step is to be done")),
  promisedBy: Type.Optional(instant("By when the person was promised a decision")),
  state: wordOf(
    ["open", "claimed", "claimed-by-other", "proposed", "signed", "waiting", "done", "over"],
    {
      description:
        "`proposed`: one of two has signed; `signed`: the decision takes effect shortly, " +
        "and can be taken back until then; `waiting`: the applicant was asked for more; " +
        "`over`: it is done without an outcome of its own",
    },
  ),
};

export const TaskRow = shape(place);
export const TasksPage = pageOf(TaskRow);

const Named = shape({ id: Type.String(), title: Words });

export const TaskShape = shape({
  ...place,
  title: Words,
  version: Type.Integer({ description: "Of the application; `ETag`, and what If-Match wants" }),
  fourEyes: Type.Boolean({ description: "Two sign" }),
  programAlone: Type.Boolean({ description: "A system needs no second signature here" }),
  outcomes: listOf(
    shape({
      ...Named.properties,
      reasonRequired: Type.Boolean(),
      possibleWhen: Type.Optional(Type.String({ description: "Possible only there (FEEL)" })),
    }),
    { description: "How it may end" },
  ),
  refusalReasons: listOf(Named, { description: "A refusal names one of them in `code`" }),
  findings: Type.Record(Type.String(), Type.Unknown(), {
    description: "What is asked with the outcome, by name, as JSON Schema",
  }),
  documents: listOf(
    shape({
      ...Named.properties,
      accept: listOf(Type.String({ examples: ["application/pdf"] })),
      maxBytes: Type.Integer(),
      maxFiles: Type.Integer(),
      required: Type.Boolean({ description: "The outcome waits for it, where it is wanted" }),
      applicantSees: Type.Boolean({ description: "The applicant sees it once the task is done" }),
      wantedWhen: Type.Optional(Type.String({ description: "Wanted only there (FEEL)" })),
    }),
    { description: "What may be attached before the outcome" },
  ),
  proposed: Type.Optional(
    shape({ outcome: Type.String(), by: Type.String({ examples: ["officer"] }) }),
  ),
  done: Type.Optional(shape({ outcome: Type.String(), at: instant("When") })),
});

const Values = Type.Record(Type.String(), Type.Unknown(), {
  description: "By the name of the question",
  examples: [{ copies: 2 }],
});

const textOrNull = Type.Union([Type.String(), Type.Null()]);

export const AttachedShape = shape({ ...FileShape.properties, task: key });

export const FileOfTask = shape({
  application: uuid("Id of the application"),
  reference: Type.String(),
  service: Type.String(),
  definition: Type.Integer({ description: "Version of the service that it follows" }),
  version: Type.Integer({ description: "Of the application; `ETag`, and what If-Match wants" }),
  revision: Type.Integer({ description: "Of the answers: one more with each answer to a request" }),
  submittedAt: instant("When it was sent"),
  lang: Type.String({ description: "Language of the person" }),
  applicant: shape({
    name: textOrNull,
    birthDate: textOrNull,
    nationalId: textOrNull,
    nationality: textOrNull,
    phone: textOrNull,
    email: textOrNull,
  }),
  answers: Values,
  papers: listOf(FileShape, { description: "What the applicant gave" }),
  attached: listOf(AttachedShape, { description: "What officers and systems attached" }),
  work: listOf(
    shape({
      task: key,
      stage: Type.String(),
      authority: Type.String(),
      outcome: Type.String(),
      at: instant("When"),
      findings: Values,
    }),
    { description: "What came of earlier tasks, as far as it is not kept from this one" },
  ),
});

const text = Type.String({ minLength: 1, maxLength: 5000, description: "The person reads this" });

export const NewOutcome = shape({
  outcome: Type.String({ maxLength: 80, examples: ["found"] }),
  code: Type.Optional(Type.String({ maxLength: 80, description: "Id of a reason for refusal" })),
  text: Type.Optional(text),
  findings: Type.Optional(Values),
});
export const NewReturn = shape({ text });
export const NewRequest = shape({
  fields: listOf(Type.String({ maxLength: 200 }), {
    minItems: 1,
    maxItems: 200,
    description: "Paths of answers, or `documents.<id>`",
    examples: [["documents.degree"]],
  }),
  text,
});
