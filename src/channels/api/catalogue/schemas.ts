import { Type } from "typebox";
import {
  Amount,
  Answers,
  dueShape,
  listOf,
  PartWrong,
  pageOf,
  pageQuery,
  shape,
  Words,
  wordOf,
} from "../schemas.ts";

export const ServiceParams = shape({
  id: Type.String({
    maxLength: 80,
    description: "Id of a service",
    examples: ["birth-certificate"],
  }),
});

export const ServicesQuery = shape({
  q: Type.Optional(Type.String({ maxLength: 200, description: "Words in any language" })),
  ...pageQuery,
});

const brief = {
  id: Type.String({ examples: ["birth-certificate"] }),
  version: Type.Integer(),
  title: Words,
  description: Words,
  authority: Type.String({ description: "Id of the authority that decides" }),
  level: Type.Integer({
    description: "How surely the person must be known: 1 low, 2 substantial, 3 high",
  }),
  kind: wordOf(["application", "answer"], {
    description: "`application`: can be applied for. `answer`: rules answer at once",
  }),
  open: Type.Boolean({ description: "Whether applications are taken today" }),
};

export const ServiceBrief = shape(brief);
export const ServicesPage = pageOf(ServiceBrief);

export const DocumentShape = shape({
  id: Type.String(),
  title: Words,
  required: Type.Boolean(),
  accept: listOf(Type.String(), { description: "Media types; the content is looked at" }),
  maxBytes: Type.Integer(),
  maxFiles: Type.Integer(),
  askedWhen: Type.Optional(Type.String({ description: "FEEL" })),
});

export const Service = shape({
  ...brief,
  whoMayApply: Words,
  requirements: listOf(shape({ id: Type.String(), title: Words })),
  documents: listOf(DocumentShape),
  promise: Type.Optional(Type.String({ description: "How long it takes at most, in words" })),
  laws: listOf(shape({ id: Type.String(), title: Words })),
});

export const Questions = shape({
  service: Type.String(),
  version: Type.Integer(),
  pages: listOf(
    shape({
      id: Type.String(),
      askedWhen: Type.Optional(Type.String({ description: "FEEL" })),
      repeats: Type.Optional(
        Type.String({ description: "Name of the list of which this is one item" }),
      ),
      schema: Type.Record(Type.String(), Type.Unknown(), {
        description: "JSON Schema 2020-12; `label` has the words in every language",
      }),
    }),
  ),
});

export const CheckBody = shape({
  answers: Answers,
  applicant: Type.Optional(
    shape(
      {
        birthDate: Type.Optional(Type.String({ format: "date" })),
        nationality: Type.Optional(Type.String({ pattern: "^[A-Z]{2}$", examples: ["RW", "AZ"] })),
      },
      { description: "Facts that rules may need; used for this answer and forgotten" },
    ),
  ),
});

export const FeeShape = shape({
  id: Type.String(),
  title: Words,
  amount: Amount,
  text: Type.String({ description: "As a person reads it" }),
  ...dueShape,
  illustrative: Type.Boolean({ description: "An example, not confirmed by the authority" }),
});

export const Checked = shape({
  complete: Type.Boolean({ description: "Nothing is missing or wrong among the answers" }),
  problems: listOf(PartWrong),
  eligibility: listOf(
    shape({
      requirement: Type.String(),
      title: Words,
      verdict: wordOf(["met", "unmet", "unknown"]),
      why: Type.Optional(Words),
    }),
  ),
  documents: listOf(DocumentShape, { description: "Papers that these answers ask for" }),
  fees: listOf(FeeShape),
  timeLimit: Type.Optional(Type.String({ description: "In words" })),
});

export const CodesQuery = shape({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  ...pageQuery,
});
export const CodesPage = pageOf(shape({ value: Type.String(), label: Words }));
