import { day, duration, listOf, oneOf, shaped, thing, yes } from "./parts.ts";

const id = shaped({ type: "string", minLength: 1, description: "An id." });
const ids = (description: string) => listOf(description, id);

/** examples.yaml */
export const exampleSchema = shaped({
  type: "array",
  minItems: 1,
  description: "Answers in, outcome out; each is run as a test.",
  items: thing("One example.", ["name", "today", "applicant", "answers", "expect"], {
    name: shaped({
      type: "string",
      minLength: 10,
      description: "A sentence that says what the example shows.",
    }),
    today: day("The date on which everything is evaluated."),
    applicant: thing("What sign-in told.", [], {
      name: shaped({ type: ["string", "null"] }),
      birthDate: shaped({ ...day("Date of birth."), type: ["string", "null"] }),
      nationalId: shaped({ type: ["string", "null"] }),
      nationality: shaped({ type: ["string", "null"] }),
      phone: shaped({ type: ["string", "null"] }),
      email: shaped({ type: ["string", "null"] }),
    }),
    renewal: yes("It renews a paper that was granted; a first application where absent."),
    answers: shaped({
      type: "object",
      description: "Answers by name, as they are stored; money in minor units.",
    }),
    documents: ids("Papers given."),
    expect: thing("What must come out; what is absent is not looked at.", [], {
      problems: ids("Paths in which something is wrong."),
      eligible: yes("Whether all requirements hold."),
      unmet: ids("Requirements that do not hold."),
      pages: ids("Pages on the route."),
      papers: ids("Papers wanted."),
      fees: listOf(
        "Fees owed, amounts in major units.",
        thing("One fee.", ["id", "amount", "currency"], {
          id,
          amount: shaped({ type: "number", minimum: 0, description: "In major units." }),
          currency: id,
        }),
      ),
      tasks: ids("Tasks open right after submission."),
      ruling: id,
      call: oneOf("Whether applications are taken that day.", [
        "always",
        "open",
        "before",
        "closed",
      ]),
      promised: duration("The time promised to the applicant."),
      claims: shaped({
        type: "object",
        minProperties: 1,
        description:
          "Some of what the certificate says after the acts, decided that day, in the source " +
          'language; `""` where it says nothing.',
        additionalProperties: { type: ["string", "number", "boolean"] },
      }),
      validFor: duration("How long the paper would be valid."),
      entitlements: ids("What the answers entitle to."),
    }),
    acts: shaped({
      type: "array",
      description: "A walk through the offices.",
      items: thing("One act.", ["task", "outcome"], {
        task: id,
        outcome: id,
        findings: shaped({
          type: "object",
          description: "What the officer finds, as it is stored; money in minor units.",
        }),
        documents: ids("What the officer attached."),
        cannot: oneOf("The code with which the act must be refused; it is then not done.", [
          "case.outcome-not-possible",
          "case.findings-wrong",
        ]),
      }),
    }),
    ends: oneOf("How it ends: granted or refused.", ["granted", "refused"]),
  }),
});
