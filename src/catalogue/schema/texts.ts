import { type ById, type Of, type Schema, shaped, thing } from "./parts.ts";

const text = (description: string, maxLength: number): Schema<string> =>
  shaped({ type: "string", minLength: 1, maxLength, description });

const textSchema = thing("Words of one message; what is left out stays as it is.", [], {
  sms: text("The SMS.", 600),
  subject: text("Subject of the e-mail, and heading in the inbox.", 200),
  body: text("The e-mail.", 5000),
});

/** Words of one message, with `{places}` for its facts. */
export type MessageText = Of<typeof textSchema>;

const letterSchema: Schema<Readonly<Record<string, string>>> = shaped({
  type: "object",
  description: "Words of one letter by their part; what is left out stays as it is.",
  minProperties: 1,
  propertyNames: { pattern: "^[a-z][a-z-]*$" },
  additionalProperties: text("A title, a sentence, or what the letter says besides.", 1500),
});

/** Words of one letter by their part, with `{places}` for its facts. */
export type LetterText = Of<typeof letterSchema>;

const byPlace = <T>(description: string, words: Schema<T>): Schema<ById<T>> =>
  shaped({
    type: "object",
    description,
    propertyNames: {
      pattern: "^[a-z][a-z-]*\\.[a-z][a-z0-9-]*\\.[a-z]{2}$",
      description: "what.service.language, such as granted.birth-certificate.en; all services: all",
    },
    additionalProperties: words,
  });

/** texts.yaml */
export const textsSchema = byPlace(
  "Messages to people, in words of the government's own.",
  textSchema,
);

/** letters.yaml */
export const lettersSchema = byPlace(
  "Letters to people, in words of the government's own.",
  letterSchema,
);
