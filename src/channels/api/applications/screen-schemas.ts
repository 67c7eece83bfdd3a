import { Type } from "typebox";
import { Answers, listOf, PartWrong, shape, Words, wordOf } from "../schemas.ts";

export { IdParams } from "./schemas.ts";

const pageId = Type.String({ maxLength: 80, description: "Id of a page of `questions`" });
const itemAt = (more: object) => Type.Integer({ minimum: 0, maximum: 999, ...more });

export const ScreenQuery = shape({
  page: Type.Optional(pageId),
  item: Type.Optional(itemAt({ description: "Which item of a page that repeats, from 0" })),
});

export const ScreenGiven = shape({
  page: pageId,
  item: Type.Optional(
    itemAt({
      description: "Which item of a page that repeats, from 0; the number of items adds one",
    }),
  ),
  do: Type.Optional(
    wordOf(["answer", "search", "add", "remove"], {
      description:
        "`answer` (the default) goes on, `search` only looks for codes, " +
        "`add` answers and asks one more item, `remove` takes the item away",
    }),
  ),
  answers: Type.Optional(Answers),
  search: Type.Optional(
    Type.Record(Type.String({ pattern: "^[a-z][a-z0-9_]*$" }), Type.String({ maxLength: 100 }), {
      description: "Words to look for in a long code list, by question",
      examples: [{ product: "coffee" }],
    }),
  ),
  shown: Type.Optional(
    listOf(Type.String({ maxLength: 80 }), {
      maxItems: 200,
      description: "The questions that were shown: others that come up are asked next",
    }),
  ),
});

const Question = shape({
  field: Type.String(),
  required: Type.Boolean(),
  schema: Type.Record(Type.String(), Type.Unknown(), {
    description: "JSON Schema of the answer, with the words of the question",
  }),
  answer: Type.Optional(Type.Unknown({ description: "What is answered so far" })),
  carried: Type.Optional(
    Type.Boolean({
      description: "Of a renewal: an answer of before counts, unless another is given",
    }),
  ),
  searched: Type.Optional(
    Type.Boolean({ description: "The code list is long: look for a word with `search`" }),
  ),
  search: Type.Optional(
    shape({
      text: Type.String(),
      count: Type.Integer({ description: "How many entries match; at most 20 are here" }),
      matches: listOf(shape({ value: Type.String(), label: Words })),
    }),
  ),
});

export const ScreenShape = shape({
  show: wordOf(["questions", "items", "documents", "check", "elsewhere"], {
    description:
      "`questions` to answer, the `items` of a page that repeats, `documents` to attach, " +
      "`check` when all is there, `elsewhere` when `field` is to be answered on another page",
  }),
  page: Type.Optional(Type.String()),
  title: Type.Optional(Words),
  item: Type.Optional(Type.Integer()),
  step: Type.Optional(shape({ number: Type.Integer(), total: Type.Integer() })),
  before: Type.Optional(Type.String({ description: "The page before this one" })),
  mayAdd: Type.Optional(Type.Boolean({ description: "One more item may be added" })),
  carried: Type.Optional(
    Type.Boolean({
      description: "Of a renewal: the items of before count; the first that is given replaces them",
    }),
  ),
  count: Type.Optional(Type.Integer({ description: "How many items there are" })),
  questions: Type.Optional(listOf(Question)),
  problems: Type.Optional(listOf(PartWrong, { description: "What is wrong on this page" })),
  field: Type.Optional(Type.String()),
});
