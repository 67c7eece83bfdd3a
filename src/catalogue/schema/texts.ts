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

/** texts.yaml */
export const textsSchema: Schema<ById<MessageText>> = shaped({
  type: "object",
  description: "Messages to people, in words of the government's own.",
  propertyNames: {
    pattern: "^[a-z][a-z-]*\\.[a-z][a-z0-9-]*\\.[a-z]{2}$",
    description:
      "message.service.language, such as granted.birth-certificate.en; all services: all",
  },
  additionalProperties: textSchema,
});
