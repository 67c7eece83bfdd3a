import { Type } from "typebox";
import { DocumentShape } from "../catalogue/schemas.ts";
import {
  Amount,
  Answers,
  ConfirmationGiven,
  dueShape,
  instant,
  Lang,
  listOf,
  PartWrong,
  pageOf,
  shape,
  uuid,
  Words,
  wordOf,
} from "../schemas.ts";

export const IdParams = shape({ id: uuid("Id") });
export const FileParams = shape({ id: uuid("Id of the draft"), file: uuid("Id of the paper") });

const ToldIn = Type.Optional(
  wordOf(["rw", "en", "fr", "az"], {
    description:
      "The language in which the person is told about this application, " +
      "if another than the one that they chose for all",
  }),
);

export const NewDraft = shape({
  service: Type.Optional(Type.String({ maxLength: 80, examples: ["birth-certificate"] })),
  person: Type.Optional(
    shape({
      nationalId: Type.String({
        minLength: 4,
        maxLength: 40,
        examples: ["1199880012345678", "5AB1C2D"],
      }),
    }),
  ),
  application: Type.Optional(
    uuid("Instead of service and person: the application whose request for more this answers"),
  ),
  renews: Type.Optional(
    uuid(
      "Instead of service and person: " +
        "the application whose paper is renewed, while its act `renew` is open",
    ),
  ),
  answers: Answers,
  lang: Type.Optional(Lang),
  toldIn: ToldIn,
});

export const NewAnswers = shape({ answers: Answers });

export const FileShape = shape({
  id: uuid("Id of the paper"),
  document: Type.String({ description: "For which document it is" }),
  name: Type.String(),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
});

export const DraftShape = shape({
  id: uuid("Id of the draft"),
  service: Type.String(),
  version: Type.Integer(),
  expiresAt: instant("When it is thrown away"),
  problems: listOf(PartWrong, {
    description: "What is missing or wrong, as far as it can be told without the person",
  }),
  wanted: listOf(DocumentShape, { description: "Papers that these answers ask for" }),
  files: listOf(FileShape),
});

export const NewFileBody = shape({
  document: Type.String({ maxLength: 80, description: "Id of the document wanted" }),
  name: Type.String({ minLength: 1, maxLength: 200, examples: ["degree.pdf"] }),
  content: Type.String({ contentEncoding: "base64", description: "The file in base64" }),
});

const rating = {
  score: Type.Integer({ minimum: 1, maximum: 5, description: "1 very badly served, 5 very well" }),
  comment: Type.Optional(Type.String({ maxLength: 1000, description: "The person’s own words" })),
};

export const RatingAsked = shape({
  application: uuid("The decided application that is rated"),
  ...rating,
});

export const AppealAsked = shape({
  application: uuid("The application whose refusal the person appeals"),
  text: Type.String({ minLength: 1, maxLength: 5000, description: "Why the decision is wrong" }),
});

const contact = {
  phone: Type.Union([Type.String({ maxLength: 20, examples: ["+250788123456"] }), Type.Null()], {
    description: "With its country code (E.164); null for no text messages",
  }),
  email: Type.Union(
    [Type.String({ maxLength: 254, examples: ["ineza@example.org"] }), Type.Null()],
    {
      description: "Null for no e-mails; one of the two is needed",
    },
  ),
  toldIn: ToldIn,
};

export const ContactAsked = shape({
  application: uuid("The application whose messages are to go elsewhere"),
  ...contact,
});

export const NewConfirmation = Type.Union([
  shape({ contact: ContactAsked }),
  shape({ appeal: AppealAsked }),
  shape({ rate: RatingAsked }),
  shape({ draft: uuid("The draft that the person is to say yes to, as it is now") }),
  shape({ withdraw: uuid("The application that the person is to take back") }),
  shape({
    usage: Type.String({
      minLength: 4,
      maxLength: 40,
      description:
        "National number of the person whose looked-at files are to be read (`usage:read`)",
    }),
  }),
]);

export const ConfirmationShape = shape({
  id: uuid("Id of the confirmation"),
  expiresAt: instant("Until when the code can be used"),
  sentBy: Type.Literal("sms", {
    description: "The same whether or not we know the person: a program learns here of nobody",
  }),
  addressCodes: Type.Optional(
    shape(
      { phone: Type.Optional(uuid("Its id")), email: Type.Optional(uuid("Its id")) },
      { description: "For a contact: the code that was sent to each of its addresses as well" },
    ),
  ),
});

export const NewApplication = shape({
  draft: uuid("Id of the draft"),
  confirmation: ConfirmationGiven,
});

export const NewRating = shape({ ...rating, confirmation: ConfirmationGiven });
export const RatingShape = shape({
  application: uuid("Id of the application"),
  score: Type.Integer(),
  ratedAt: instant("When it was rated; rated again, the later rating counts"),
});

const addressCode = (what: string) =>
  Type.Optional(
    shape({
      id: uuid("As the confirmation told it"),
      code: Type.String({ minLength: 1, maxLength: 20, description: what }),
    }),
  );

export const NewContact = shape({
  ...contact,
  confirmation: ConfirmationGiven,
  codes: shape(
    {
      phone: addressCode("The code that came to this telephone"),
      email: addressCode("The code that came to this e-mail address"),
    },
    { description: "The code that was sent to each address, as the person tells it" },
  ),
});

export const NewAppeal = shape({
  text: Type.String({
    minLength: 1,
    maxLength: 5000,
    description: "Why the decision is wrong, in exactly the words that the person said yes to",
  }),
  confirmation: ConfirmationGiven,
});

export const NewPayment = shape({
  bill: Type.String({ minLength: 1, maxLength: 20, description: "Number of the bill" }),
});
export const PaymentShape = shape({
  bill: Type.String({ description: "Number of the bill" }),
  payAt: Type.String({ format: "uri", description: "Where the person pays, in a browser" }),
});

export const Confirmed = shape({ confirmation: ConfirmationGiven });
export const NewGiven = shape({
  draft: uuid("Id of the draft that answers"),
  confirmation: ConfirmationGiven,
});

const brief = {
  id: uuid("Id of the application"),
  reference: Type.String({ examples: ["7KQ3M-9XFCD"] }),
  service: Type.String(),
  status: Type.String({
    description:
      "awaiting-payment, in-review, waiting-for-applicant, granted-awaiting-payment, " +
      "granted, refused, withdrawn, in-appeal",
  }),
  stage: Type.Optional(Type.String()),
  submittedAt: instant("When it was sent"),
  promisedBy: Type.Optional(instant("By when it is to be decided; absent while the clock stands")),
  decidedAt: Type.Optional(instant("When it was decided")),
};

export const ApplicationBrief = shape(brief);
export const ApplicationsPage = pageOf(ApplicationBrief);

export const ApplicationShape = shape({
  ...brief,
  title: Words,
  fees: listOf(
    shape({
      id: Type.String(),
      amount: Amount,
      text: Type.String(),
      ...dueShape,
      paid: Type.Boolean(),
    }),
  ),
  request: Type.Optional(
    shape(
      {
        fields: listOf(shape({ field: Type.String(), question: Type.String() })),
        text: Type.String({ description: "The officer’s words" }),
        answerBy: instant("Last moment for an answer"),
      },
      { description: "What is asked of the person now" },
    ),
  ),
  acts: listOf(
    shape({
      act: Type.String({
        examples: ["withdraw"],
        description: "answer, pay, appeal, renew, contact, withdraw, rate",
      }),
      open: Type.Boolean(),
      until: Type.Optional(instant("Last moment, where it has a term")),
      lastDay: Type.Optional(Type.String({ format: "date", description: "Last day, included" })),
      code: Type.Optional(Type.String({ description: "Why it is not open" })),
    }),
    { description: "What the person can do with it now, and why not the rest" },
  ),
  events: listOf(
    shape({ type: Type.String({ examples: ["application.decided"] }), at: instant("When") }),
  ),
});

export const Bills = shape({
  items: listOf(
    shape({
      number: Type.String({ description: "The number that a person pays with" }),
      for: Words,
      amount: Amount,
      text: Type.String(),
      status: Type.String({ examples: ["created", "paid", "expired"] }),
      payBy: instant("Last moment to pay"),
    }),
  ),
});
