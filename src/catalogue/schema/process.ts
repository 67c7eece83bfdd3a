import { paperLayouts, paperParts } from "../paper-kinds.ts";
import { finding, taskDocuments } from "./form.ts";
import {
  contradictedBy,
  duration,
  listOf,
  mapOf,
  name,
  type Of,
  oneOf,
  provenance,
  rule,
  shaped,
  text,
  thing,
  whenWords,
  whole,
  words,
  yes,
} from "./parts.ts";

const authority = name("An authority of authorities.yaml.", "kebab-case");
const role = name("A role of that authority.", "kebab-case");
const target = name("Where it leads: a stage, granted or refused.", "kebab-case");

const outcome = thing("One way to end.", ["title"], {
  title: words("What the officer chooses."),
  to: target,
  when: rule("Possible only where this holds; may name `reviews` and `findings`."),
  reasonRequired: yes("The officer must explain; false where absent."),
});

const task = thing("One piece of work for one authority.", ["authority", "role", "outcomes"], {
  title: words("What is to be done; the stage's title where absent (single task only)."),
  authority,
  authorityBy: rule(
    "Gives the authority whose work it is, by its id; where it names none, `authority`. " +
      "May name `reviews` and `findings`.",
  ),
  office: rule(
    "Gives the office of the authority whose work it is, by its code, such as an answer; " +
      "any office's where it gives none. May name `reviews` and `findings`.",
  ),
  role,
  within: duration("Target for this task; illustrative where no source says it."),
  ...provenance,
  when: rule("Opened only where this holds; may also name `reviews`."),
  whenWords,
  onExpiry: name(
    "What happens when nobody acts in time: an outcome's id, or escalate.",
    "kebab-case",
  ),
  fourEyes: yes("A second officer must confirm; false where absent."),
  programAlone: yes(
    "With fourEyes: a system of the authority decides without a second signature; " +
      "false where absent, so that a person signs.",
  ),
  differentFrom: listOf(
    "Tasks whose officers may not do this one in the same case; may name the task itself.",
    name("A task.", "kebab-case"),
    1,
  ),
  blind: yes(
    "What came of the tasks of `differentFrom` is shown to nobody else until this one is done; " +
      "false where absent.",
  ),
  skippedInRenewal: yes("A renewal does without it; false where absent."),
  findings: mapOf(
    "Name → what the officer finds, asked with the outcome; rules name it findings.<task>.<name>.",
    "snake_case",
    finding,
  ),
  documents: taskDocuments,
  outcomes: mapOf("Id → how the task may end.", "kebab-case", outcome),
});

const criterion = (description: string) =>
  thing(description, ["title", "value"], {
    title: words("What is counted, in words."),
    value: rule("A number; may name `reviews` and `findings`."),
  });

const ranking = thing(
  "The applications of a call stand here in an order; its one task waits until all are ranked.",
  ["by"],
  {
    by: criterion("What comes first: the higher number."),
    ties: listOf("Where that is equal, these in turn.", criterion("One more number."), 1),
    decide: thing(
      "Lets the whole call be decided in one act, from the list.",
      ["above", "below", "reason"],
      {
        above: name("The outcome of those above the line.", "kebab-case"),
        below: name("The outcome of those below it.", "kebab-case"),
        reason: name("The reason for refusal of those below it.", "kebab-case"),
      },
    ),
    places: whole("How many can be taken: a line on the list, and no more.", 1, 100_000),
    beyond: yes("More may be taken, each by an express act with a reason; never where absent."),
    list: mapOf(
      "Name → what the list of those taken says of each.",
      "snake_case",
      thing("One statement.", ["title", "value"], {
        title: words("Heading of the column."),
        value: rule("The value; may also name `case` and `findings`."),
      }),
    ),
    ...provenance,
  },
);

const committee = thing(
  "Several members decide the one task by votes instead of one officer.",
  ["members", "quorum", "majority", "otherwise"],
  {
    members: whole("How many members vote: officers of the task's role.", 2, 25),
    quorum: whole("How many of them must have voted.", 2, 25),
    majority: oneOf("What an outcome needs of the votes: more than half, two thirds, or all.", [
      "simple",
      "two-thirds",
      "all",
    ]),
    otherwise: name(
      "The outcome where none has the majority, such as that a refusal stands.",
      "kebab-case",
    ),
    substitutes: name(
      "Another role of the authority, whose holders a supervisor may name in place of a member " +
        "with a conflict of interest; those of the task's role alone where absent.",
      "kebab-case",
    ),
    publicDissent: yes(
      "Whoever voted otherwise is named in the letter and on a certificate; nobody where absent.",
    ),
    ...provenance,
  },
);

const stage = thing("A stage of the work.", ["title"], {
  title: words("Shown to the applicant as well."),
  task,
  tasks: mapOf("Tasks side by side, instead of `task`.", "kebab-case", task),
  join: shaped<"all" | "any" | { readonly count: number }>({
    type: ["string", "object"],
    description: "How many tasks must be done: all (where absent), any, or {count: 2}.",
    pattern: "^(all|any)$",
    properties: { count: whole("How many.", 1, 20) },
    required: ["count"],
    additionalProperties: false,
  }),
  next: target,
  committee,
  ranking,
});

const clock = thing(
  "The promise to the applicant: how long until the decision.",
  ["starts", "limit", "onExpiry"],
  {
    starts: text(
      "When it begins: `submitted`, or `after <stage>`.",
      "^(submitted|after [a-z][a-z0-9-]*)$",
    ),
    limits: listOf(
      "Other times that hold where a rule does (chosen speed); the first that holds, else `limit`.",
      thing("One time.", ["when", "limit"], {
        when: rule("True where this time is promised; may also name `reviews`."),
        whenWords,
        limit: duration("How long."),
        ...provenance,
      }),
      1,
    ),
    limit: duration("How long; where `limits` stand before it, what holds otherwise."),
    stopsWhileWaiting: yes("Stops while the applicant is asked for more; true where absent."),
    extension: thing("Once, with reasons.", ["by", "role", "authority"], {
      by: duration("How much longer."),
      role,
      authority,
    }),
    onExpiry: oneOf("What silence means: grant, refuse or escalate.", [
      "grant",
      "refuse",
      "escalate",
    ]),
    grantBlockedBy: rule("Where this holds, silence does not grant: it escalates."),
    contradictedBy,
    ...provenance,
  },
);

export const process = thing(
  "How it is decided; absent in a service that answers at once.",
  ["clock", "moreInformation", "stages", "refusalReasons"],
  {
    clock,
    moreInformation: thing(
      "Asking the applicant for more.",
      ["rounds", "answerWithin", "onExpiry", "from"],
      {
        rounds: whole("How often at the most.", 0, 5),
        answerWithin: duration("How long the applicant has."),
        onExpiry: oneOf("What happens then: withdraw, refuse or continue.", [
          "withdraw",
          "refuse",
          "continue",
        ]),
        from: listOf("Stages from which an officer may ask.", name("A stage.", "kebab-case")),
      },
    ),
    escalation: thing(
      "What is still open so long after it was escalated goes to a role above the supervisor.",
      ["after", "role"],
      {
        after: duration("How long after it came to the supervisor."),
        role: name("A role of the authority whose task it is.", "kebab-case"),
        ...provenance,
      },
    ),
    stages: mapOf("Id → stage; a case begins in the first.", "kebab-case", stage),
    refusalReasons: mapOf(
      "Id → reason for which this service may be refused.",
      "kebab-case",
      thing("One reason.", ["title"], {
        title: words("The reason."),
        explanation: words(
          "What it means and what the person can do; the officer then need not explain it.",
        ),
        law: name("Id of a law above.", "kebab-case"),
        stages: listOf(
          "Stages where it is offered; all of them where absent.",
          name("A stage.", "kebab-case"),
          1,
        ),
      }),
    ),
  },
);

const claims = mapOf(
  "Name → what the paper says.",
  "snake_case",
  thing("One statement.", ["title", "value"], {
    title: words("Shown beside the value."),
    value: rule("The value; may also name `case`."),
    part: oneOf("The part of the paper where it is printed; above all where absent.", paperParts),
    as: text(
      "Where it stands in the object of the standard that this paper follows: exporter.name.",
      "^[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*$",
    ),
  }),
);

const design = {
  layout: oneOf(
    "How it is drawn: civil-status, licence and permit in a frame, trade in boxes, or letter.",
    paperLayouts,
  ),
  subject: name(
    "The claim that says whom or what it is about: in large letters where framed.",
    "snake_case",
  ),
};

const interimPaper = thing("One such paper.", ["title", "after", "claims", "validFor"], {
  title: words("What the paper is called."),
  after: name("Given when this stage has led on to another.", "kebab-case"),
  when: rule("Given only where this holds; may also name `findings`."),
  whenWords,
  ...design,
  claims,
  validFor: duration("How long it is valid."),
  ...provenance,
});

export const interim = mapOf(
  "Id → paper that is given while the case goes on.",
  "kebab-case",
  interimPaper,
);

export const output = thing("What a granted application gives.", ["id", "title", "claims"], {
  id: name("Name of the kind of paper.", "kebab-case"),
  title: words("What the paper is called."),
  ...design,
  claims,
  validities: listOf(
    "Times of validity that hold where a rule does; the first that holds, else `validFor`.",
    thing("One time.", ["when", "validFor"], {
      when: rule("True where it is valid so long; may also name `findings`."),
      whenWords,
      validFor: duration("How long."),
      ...provenance,
    }),
    1,
  ),
  validFor: duration(
    "How long it is valid; where `validities` stand before it, what holds otherwise; " +
      "for life where absent.",
  ),
  revocation: thing("Who may take it back, and why.", ["authority", "role", "reasons"], {
    authority,
    role,
    reasons: mapOf("Id → words.", "kebab-case", words("One reason.")),
  }),
  ...provenance,
});

export const appeal = thing(
  "Where a decision can be challenged.",
  ["authority", "role", "within", "decideWithin", "outcomes"],
  {
    authority,
    role,
    within: duration("How long after the decision."),
    decideWithin: duration("How long the appeal may take."),
    committee,
    opinion: thing(
      "The authority that decided is asked what it says to the appeal. Nobody decides before it " +
        "has, or its time is over; the applicant reads it too.",
      ["title", "within", "outcomes"],
      {
        title: words("What the authority is asked for."),
        within: duration("How long it has."),
        documents: taskDocuments,
        outcomes: mapOf(
          "Id → what it may say, each explained in words.",
          "kebab-case",
          thing("One thing to say.", ["title"], { title: words("What the authority says.") }),
        ),
        ...provenance,
      },
    ),
    outcomes: mapOf(
      "Id → how it may end.",
      "kebab-case",
      thing("One way to end.", ["title", "to"], { title: words("What is decided."), to: target }),
    ),
    further: thing(
      "What is left to the applicant once the appeal is lost; nothing is said where absent.",
      ["title"],
      { title: words("Where they can turn, and until when."), ...provenance },
    ),
    law: name("Id of a law above.", "kebab-case"),
    ...provenance,
  },
);

export type RawProcess = Of<typeof process>;
export type RawClock = Of<typeof clock>;
export type RawStage = Of<typeof stage>;
export type RawCommittee = Of<typeof committee>;
export type RawRanking = Of<typeof ranking>;
export type RawTask = Of<typeof task>;
export type RawOutcome = Of<typeof outcome>;
export type RawOutput = Of<typeof output>;
export type RawAppeal = Of<typeof appeal>;
export type RawOpinion = NonNullable<RawAppeal["opinion"]>;
