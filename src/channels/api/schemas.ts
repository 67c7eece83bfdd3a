import { type TArrayOptions, type TObject, type TProperties, type TSchema, Type } from "typebox";

/** Objects say all that they have: what is not named here is neither taken nor given. */
export const shape = <T extends TProperties>(properties: T, more: object = {}): TObject<T> =>
  Type.Object(properties, { additionalProperties: false, ...more });

export const listOf = <T extends TSchema>(item: T, more: TArrayOptions = {}) =>
  Type.Array(item, more);

/** One of a few words. */
export const wordOf = <const T extends readonly string[]>(words: T, more: object = {}) =>
  Type.Unsafe<T[number]>({ type: "string", enum: words, ...more });

/** When a fee is due. */
export const dueShape = {
  due: wordOf(["submit", "grant", "stage"], {
    description: "At submission, at the grant, or when the application comes to `stage`",
  }),
  stage: Type.Optional(Type.String({ description: "Begins once this has been paid" })),
};

export const instant = (description: string) =>
  Type.String({ format: "date-time", description: `${description} (ISO 8601, UTC)` });

export const uuid = (description: string) => Type.String({ format: "uuid", description });

export const Words = Type.Record(Type.String(), Type.String(), {
  description: "Words by language code",
  examples: [{ en: "Birth certificate", rw: "Icyemezo cy’amavuko" }],
});

export const Amount = shape(
  {
    minor: Type.Integer({ description: "In minor units: 500 is 5.00 AZN, and 500 RWF" }),
    currency: Type.String({ description: "ISO 4217", examples: ["RWF", "AZN"] }),
  },
  { description: "An amount of money" },
);

export const PartWrong = shape({
  pointer: Type.String({
    description: "JSON pointer into the body; of a parameter of the address its name: `/limit`",
    examples: ["/answers/copies"],
  }),
  field: Type.String({ description: "Path of the answer", examples: ["areas[0].hectares"] }),
  code: Type.String({ examples: ["required"] }),
  detail: Type.String({ description: "In the language of Accept-Language, for a person" }),
});

export const problemSchema = {
  $id: "Problem",
  ...shape(
    {
      type: Type.String({ format: "uri", description: "A page that explains this code" }),
      title: Type.String(),
      status: Type.Integer(),
      detail: Type.String({ description: "In the language of Accept-Language, for a person" }),
      code: Type.String({ examples: ["case.answers-missing"] }),
      errors: Type.Optional(listOf(PartWrong, { description: "All that is wrong, at once" })),
      reference: Type.Optional(Type.String({ description: "To quote to the help desk" })),
    },
    { description: "RFC 9457" },
  ),
};

/** The answer of an answer: any JSON by the name of the question. */
export const Answers = Type.Record(Type.String({ pattern: "^[a-z][a-z0-9_]*$" }), Type.Unknown(), {
  description: "Answers by question, as the schemas of `questions` say",
  examples: [{ purpose: "school", copies: 2 }],
});

export const Lang = wordOf(["rw", "en", "fr", "az"], {
  description: "Language in which the person is written to",
});

export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
  cursor: Type.Optional(
    Type.String({ maxLength: 200, description: "`next` of the page before; take it as it is" }),
  ),
};

export const pageOf = (item: TSchema) =>
  shape({
    items: listOf(item),
    next: Type.Optional(Type.String({ description: "Where there is more: the `cursor` for it" })),
  });

export const ConfirmationGiven = shape(
  {
    id: uuid("Id of the confirmation"),
    code: Type.String({
      pattern: "^\\s*\\d{6}\\s*$",
      examples: ["123456"],
      description: "The six digits that the person was sent",
    }),
  },
  { description: "The person’s yes to exactly this" },
);
