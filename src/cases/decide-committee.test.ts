import assert from "node:assert/strict";
import { test } from "node:test";
import { licence, outcome, process, stage, task } from "../../tests/definition.ts";
import { given, mother, officer, submit, system } from "../../tests/given.ts";
import { areVotesKeptFrom } from "./apart.ts";
import type { CaseCommand, Reason } from "./model.ts";
import { votedOn } from "./voted.ts";

const members = ["ann", "ben", "cyd", "dan", "eve"].map((id) => officer(id, "mines", "member"));
const [ann, ben, cyd, dan, eve] = members;
assert.ok(ann && ben && cyd && dan && eve);
const boss = officer("boss", "mines", "supervisor");

const committee = {
  ...{ members: 4, quorum: 3, majority: "simple" as const },
  otherwise: "refuse",
};
const decided = process({
  stages: [
    {
      ...stage("vote", [
        task("vote", "member", {
          outcomes: [outcome("grant", { end: "granted" }), outcome("refuse", { end: "refused" })],
        }),
      ]),
      committee,
    },
  ],
});

const begun = () => given(licence({ process: decided })).when(mother, submit());
const words = (id: string) => ({ id: `s-${id}`, text: "Because." });
const grant: CaseCommand = { type: "complete", task: "1.vote", outcome: "grant" };
const [reason] = decided.refusalReasons;
const refuse: CaseCommand = {
  ...{ type: "complete", task: "1.vote", outcome: "refuse", statement: words("no") },
  ...(reason && { code: reason.id }),
};
const recuse = (id: string): CaseCommand => ({
  ...{ type: "recuse", task: "1.vote", statement: words(id) },
});

test("Members vote, each once; the majority that nobody can overturn decides", () => {
  begun()
    .when(ann, grant)
    .records("VoteCast")
    .when(ann, grant)
    .refuses("case.voted-already")
    .when(ben, grant)
    .records("VoteCast")
    .when(cyd, grant)
    .records("VoteCast", "TaskDone", "CaseDecided", "OutputReleased")
    .is("granted");
});

const countSeats = (able: number): CaseCommand => ({ type: "count-seats", task: "1.vote", able });

test("Who has left is not counted: what the others have decided is decided", () => {
  const voted = begun().when(ann, grant).when(ben, grant).when(cyd, refuse).is("in-review");
  voted.when(system, countSeats(1)).records();
  voted
    .when(system, countSeats(0))
    .records("SeatsCounted", "TaskDone", "CaseDecided", "OutputReleased")
    .is("granted");
  voted.when(boss, countSeats(0)).refuses("case.not-allowed");
});

test("Where the quorum is out of reach that is told; with a new member it goes on", () => {
  const short = begun()
    .when(ann, grant)
    .when(ben, refuse)
    .when(system, countSeats(0))
    .records("SeatsCounted")
    .is("in-review");
  assert.deepEqual(short.events[0]?.data, { task: "1.vote", vacant: 2, before: 0, short: true });
  short.when(system, countSeats(0)).records();
  const filled = short.when(system, countSeats(1)).records("SeatsCounted");
  assert.deepEqual(filled.events[0]?.data, { task: "1.vote", vacant: 1, before: 2 });
  filled.when(cyd, grant).records("VoteCast", "TaskDone", "CaseDecided", "OutputReleased");
});

test("The vote that decides is taken back within the minute, and the others stand", () => {
  const minute = () =>
    given(licence({ process: decided }))
      .holding(60)
      .when(mother, submit())
      .when(ann, refuse);
  const waiting = minute().when(ben, grant).when(cyd, grant).when(dan, grant);
  waiting.records("VoteCast", "DecisionSigned").is("in-review");
  waiting.when(boss, takeBack).refuses("case.not-allowed");
  waiting.when(eve, grant).refuses("case.committee-complete");
  waiting.when(boss, { type: "take-over", task: "1.vote" }).refuses("case.decided-by-vote");
  const back = waiting.when(dan, takeBack).records("DecisionTakenBack").is("in-review");
  assert.deepEqual(
    back.state.tasks[0]?.votes?.map(({ by }) => by),
    ["ann", "ben", "cyd"],
  );
  assert.equal(back.state.tasks[0]?.claimedBy, undefined);
  back.when(dan, refuse).records("VoteCast", "DecisionSigned");
  const { state } = waiting
    .at(waiting.state.tasks[0]?.signed?.takesEffectAt ?? "")
    .when({ kind: "system" }, { type: "fall-due" })
    .records("TaskDone", "CaseDecided", "OutputReleased")
    .is("granted");
  assert.deepEqual(state.decision?.by, ["ann", "ben", "cyd", "dan"]);
});

const takeBack: CaseCommand = { type: "take-back", task: "1.vote" };
const later = "2026-11-23T08:00:30Z";
const minuteOver = "2026-11-23T08:01:00Z";
const held = () =>
  given(licence({ process: decided }))
    .holding(60)
    .when(mother, submit());

test("Any vote is taken back within the minute of its member, and what it decided with it", () => {
  const one = held().when(ann, grant);
  one.when(ben, takeBack).refuses("case.nothing-to-take-back");
  one.at(minuteOver).when(ann, takeBack).refuses("case.nothing-to-take-back");
  const again = one.at(later).when(ann, takeBack).records("DecisionTakenBack");
  assert.deepEqual(again.state.tasks[0]?.votes, []);
  again.when(ann, refuse).records("VoteCast");
  const signed = one.when(ben, grant).at(later).when(cyd, grant);
  const back = signed.records("VoteCast", "DecisionSigned").when(ann, takeBack);
  assert.equal(back.records("DecisionTakenBack").state.tasks[0]?.signed, undefined);
  back.when(ann, grant).records("VoteCast", "DecisionSigned");
});

const wide = process({
  stages: decided.stages.map((each) => ({ ...each, committee: { ...committee, members: 5 } })),
});

test("Whoever has not voted may while a decision waits, and it changes nothing of it", () => {
  const begins = given(licence({ process: wide }))
    .holding(60)
    .when(mother, submit());
  const three = begins.when(ann, grant).when(ben, grant).when(cyd, grant);
  const signed = three.records("VoteCast", "DecisionSigned").state.tasks[0]?.signed;
  const late = three.at(later).when(dan, refuseAs("dan")).records("VoteCast");
  const [task] = late.state.tasks;
  assert.deepEqual(task?.signed, signed);
  assert.equal(task?.votes?.at(-1)?.finalAt, signed?.takesEffectAt);
  assert.equal(areVotesKeptFrom(task ?? assert.fail(), "dan", new Date(later)), true);
  late.when(eve, recuse("eve")).records("MemberRecused");
  const back = late.when(dan, takeBack).records("DecisionTakenBack", "DecisionSigned");
  assert.equal(back.state.tasks[0]?.signed?.takesEffectAt, signed?.takesEffectAt);
  assert.equal(back.state.tasks[0]?.signed?.by, "cyd");
  back.when(dan, grant).when(ann, takeBack).records("DecisionTakenBack", "DecisionSigned");
  late.when(ann, takeBack).records("DecisionTakenBack");
  const over = late.at(signed?.takesEffectAt ?? "").when(system, { type: "fall-due" });
  over.records("TaskDone", "CaseDecided", "OutputReleased").is("granted");
  assert.deepEqual(over.state.decision?.by, ["ann", "ben", "cyd", "dan"]);
});

test("The same reason is told once a vote beside it is taken back, also without words", () => {
  const said = { title: { en: "The map" }, explanation: { en: "The map is out of date." } };
  const refusalReasons = [
    { id: "overlap", ...said },
    { id: "map", ...said },
  ];
  const because = (code: string): CaseCommand => ({
    ...{ type: "complete", task: "1.vote", outcome: "refuse", code },
  });
  const begins = given(licence({ process: { ...wide, refusalReasons } }))
    .holding(60)
    .when(mother, submit());
  const three = begins
    .when(ann, because("overlap"))
    .when(ben, because("overlap"))
    .when(cyd, because("map"));
  const both = { code: "overlap", also: [{ code: "map" }] };
  assert.deepEqual(three.state.tasks[0]?.signed?.reason, both);
  const back = three
    .when(dan, grant)
    .when(dan, takeBack)
    .records("DecisionTakenBack", "DecisionSigned");
  assert.deepEqual(back.state.tasks[0]?.signed?.reason, both);
});

test("No reason is told of a vote that was taken back, though others decide as before", () => {
  const begins = given(licence({ process: wide }))
    .holding(60)
    .when(mother, submit());
  const three = ["ann", "ben", "cyd"].reduce(
    (story, id) => story.when(officer(id, "mines", "member"), refuseAs(id)),
    begins,
  );
  const more = three.at(later).when(dan, refuseAs("dan")).records("VoteCast", "DecisionSigned");
  const late = more.when(cyd, takeBack);
  const { signed } = late.records("DecisionTakenBack", "DecisionSigned").state.tasks[0] ?? {};
  assert.deepEqual([textsOf(signed?.reason), signed?.by], [["s-ann", "s-ben", "s-dan"], "dan"]);
});

const textsOf = (reason: Reason | undefined) =>
  [reason, ...(reason?.also ?? [])].map((each) => each?.text);

const keep: CaseCommand = { type: "keep-vote", task: "1.vote" };

test("Whoever keeps to the vote that decides has a whole minute to word the reason", () => {
  const open = held().when(ann, refuseAs("ann")).when(ben, refuseAs("ben")).when(cyd, refuse);
  const sealed = open.at(later).when(cyd, keep);
  const { takesEffectAt } = sealed.records("DecisionSigned").state.tasks[0]?.signed ?? {};
  assert.equal(takesEffectAt, "2026-11-23T08:01:30.000Z");
});

const refuseAs = (id: string): CaseCommand => ({ ...refuse, statement: words(id) });

test("Whoever decides keeps to their vote, and then makes one text of the reasons", () => {
  const word = (text: string): CaseCommand => ({
    ...{ type: "word-reason", task: "1.vote", statement: { id: "s-one", text } },
  });
  const signed = held().when(ann, refuseAs("ann")).when(ben, grant).at(later);
  signed.when(ann, word("One.")).refuses("case.already-decided");
  const open = signed.when(cyd, refuseAs("cyd")).when(dan, refuseAs("dan"));
  open.records("VoteCast", "DecisionSigned");
  open.when(ann, word("One.")).refuses("case.not-allowed");
  open.when(dan, word("One.")).refuses("case.not-allowed");
  const sealed = open.when(dan, keep).records("DecisionSigned");
  sealed.when(dan, keep).records();
  sealed.when(dan, takeBack).refuses("case.nothing-to-take-back");
  sealed.when(dan, word(" ")).refuses("case.reason-missing");
  const worded = sealed.when(dan, word("One.")).records("DecisionSigned");
  const { state } = worded
    .at(worded.state.tasks[0]?.signed?.takesEffectAt ?? "")
    .when(system, { type: "fall-due" })
    .is("refused");
  assert.deepEqual(state.decision?.reason, { code: reason?.id, text: "s-one" });
  // What may have words of a vote that was taken back is told no more.
  const late = worded.when(cyd, takeBack).records("DecisionTakenBack");
  const again = late.when(eve, refuseAs("eve")).state.tasks[0]?.signed?.reason;
  assert.deepEqual(textsOf(again), ["s-ann", "s-dan", "s-eve"]);
});

test("All who voted decided it, and the reasons are those of all who voted for it", () => {
  const three = begun().when(ann, refuseAs("ann")).when(ben, grant).when(cyd, refuseAs("cyd"));
  const { state } = three.when(dan, refuseAs("dan")).is("refused");
  assert.deepEqual(state.decision?.by, ["ann", "ben", "cyd", "dan"]);
  assert.deepEqual(state.decision?.reason, {
    ...{ code: reason?.id, text: "s-ann" },
    also: [{ text: "s-cyd" }, { text: "s-dan" }],
  });
});

test("A tie has nobody for it, whatever the definition says otherwise", () => {
  const { state } = begun().when(ann, grant).when(ben, refuse).when(cyd, grant).when(dan, refuse);
  const [vote] = state.tasks;
  const counted = vote && votedOn(licence({ process: decided }), vote);
  assert.equal(counted?.outcome, "refuse");
  assert.equal(counted?.for.length, 0);
  assert.equal(counted?.against.length, 4);
});

test("A tie is what the definition says otherwise", () => {
  const tied = begun().when(ann, grant).when(ben, refuse).when(cyd, grant).when(dan, refuse);
  assert.deepEqual(tied.is("refused").state.decision?.reason, { code: "no-majority" });
});

test("Nobody takes it in hand, and nobody votes who is no member", () => {
  const open = begun();
  open.when(ann, { type: "claim", task: "1.vote" }).refuses("case.decided-by-vote");
  open.when(boss, { type: "take-over", task: "1.vote" }).refuses("case.decided-by-vote");
  open.when(boss, grant).refuses("case.not-allowed");
  open.when(officer("x", "mines", "director"), grant).refuses("case.not-allowed");
});

test("Whoever recuses says why, does not vote, and leaves the seat empty", () => {
  const empty: CaseCommand = { ...recuse("x"), statement: { id: "x", text: " " } } as CaseCommand;
  begun().when(ann, empty).refuses("case.reason-missing");
  const left = begun().when(ann, recuse("ann")).records("MemberRecused");
  left.when(ann, grant).refuses("case.recused");
  // Three seats are left: two votes for the same are a majority, but no quorum.
  left
    .when(ben, grant)
    .when(cyd, grant)
    .records("VoteCast")
    .when(dan, refuse)
    .is("granted")
    .when(eve, grant)
    .refuses("case.already-decided");
});

test("Where too many recuse there is no quorum: the supervisor is called, nobody decides", () => {
  const called = begun()
    .when(ann, recuse("ann"))
    .when(ben, recuse("ben"))
    .records("MemberRecused", "TaskEscalated");
  assert.deepEqual(called.events.at(-1)?.data, { task: "1.vote", short: true });
  called.when(cyd, grant).when(dan, grant).records("VoteCast").is("in-review");
});

test("Where a recusal decides, the votes can still be taken back within their minutes", () => {
  const [voting] = decided.stages;
  assert.ok(voting);
  const three = { ...voting, committee: { ...committee, members: 3, quorum: 2 } };
  const held = given(licence({ process: { ...decided, stages: [three] } })).holding(60);
  const two = held.when(mother, submit()).when(ben, grant).at(later).when(cyd, refuse);
  const signed = two.when(dan, recuse("dan")).records("MemberRecused", "DecisionSigned");
  const { takesEffectAt, by } = signed.is("in-review").state.tasks[0]?.signed ?? {};
  assert.deepEqual([takesEffectAt, by], ["2026-11-23T08:01:30.000Z", "cyd"]);
  signed.when(dan, takeBack).refuses("case.recused");
  signed.at("2026-11-23T08:01:10Z").when(ben, takeBack).refuses("case.nothing-to-take-back");
  signed.when(ben, takeBack).records("DecisionTakenBack").when(ben, refuse).is("in-review");
  signed
    .at(takesEffectAt ?? "")
    .when(system, { type: "fall-due" })
    .is("refused");
  // Nobody's minute runs any more: it is decided at once.
  two.at("2026-11-23T08:01:30Z").when(dan, recuse("dan")).is("refused");
});

test("Votes are shown to a member once their own is final", () => {
  const { state } = held().when(ann, grant);
  const [vote] = state.tasks;
  assert.ok(vote);
  assert.equal(areVotesKeptFrom(vote, "ann", new Date(later)), true);
  assert.equal(areVotesKeptFrom(vote, "ann", new Date(minuteOver)), false);
  assert.equal(areVotesKeptFrom(vote, "ben", new Date(minuteOver)), true);
  const [both] = held().when(ann, grant).at(later).when(ben, grant).state.tasks;
  assert.ok(both);
  assert.equal(areVotesKeptFrom(both, "ann", new Date(minuteOver)), true, "Ben may still change");
  assert.equal(areVotesKeptFrom(both, "ann", new Date("2026-11-23T08:01:30Z")), false);
  assert.equal(areVotesKeptFrom({ ...vote, cancelled: true }, "ben", new Date(later)), false);
});

test("When the time is over a quorum decides, and without one the supervisor is called", () => {
  const within = process({
    stages: [
      {
        ...stage("vote", [
          task("vote", "member", {
            within: { unit: "calendar", months: 0, days: 2, minutes: 0 },
            outcomes: [outcome("grant", { end: "granted" }), outcome("refuse", { end: "refused" })],
          }),
        ]),
        committee: { ...committee, members: 5 },
      },
    ],
  });
  const started = () => given(licence({ process: within })).when(mother, submit());
  const due: CaseCommand = { type: "fall-due" };
  const over = "2026-11-27T08:00:00Z";
  started()
    .when(ann, grant)
    .when(ben, grant)
    .when(cyd, refuse)
    .at(over)
    .when(system, due)
    .is("granted");
  started().when(ann, grant).when(ben, grant).at(over).when(system, due).records("TaskEscalated");
});

test("A tie of those who are left waits for a new member, or for the end of its time", () => {
  const within = { unit: "calendar", months: 0, days: 2, minutes: 0 } as const;
  const outcomes = [outcome("grant", { end: "granted" }), outcome("refuse", { end: "refused" })];
  const three = process({
    stages: [
      {
        ...stage("vote", [task("vote", "member", { within, outcomes })]),
        committee: { ...committee, members: 3, quorum: 2 },
      },
    ],
  });
  const tied = given(licence({ process: three }))
    .when(mother, submit())
    .when(ann, grant)
    .when(ben, refuse)
    .when(system, countSeats(0))
    .records("SeatsCounted")
    .is("in-review");
  assert.equal(tied.state.tasks[0]?.short, true);
  tied
    .at(tied.state.tasks[0]?.dueAt ?? "")
    .when(system, { type: "fall-due" })
    .records("TaskDone", "CaseDecided")
    .is("refused");
  tied.when(cyd, grant).records("VoteCast", "TaskDone", "CaseDecided", "OutputReleased");
});
