import assert from "node:assert/strict";
import { test } from "node:test";
import { licence, process, term } from "../../tests/definition.ts";
import { given, mother, officer, submit, system } from "../../tests/given.ts";
import { rankedService, readText } from "../catalogue/good-service.fixture.ts";
import type { Definition } from "../catalogue/index.ts";
import { areVotesKeptFrom } from "./apart.ts";
import type { CaseCommand, OfficerActor } from "./model.ts";
import { isReopened } from "./status.ts";

const rankedDefinition = readText(rankedService).definition;
const clerk = officer("o-clerk", "mines", "clerk");
const colleague = officer("o-other", "mines", "clerk");
const panel = officer("o-panel", "panel", "member");

const offered = licence().appeal ?? assert.fail();
const asking: Definition = licence({
  appeal: {
    ...offered,
    opinion: {
      title: { en: "Opinion" },
      within: term("P3D"),
      outcomes: [
        { id: "stands", title: { en: "Right" } },
        { id: "accepts", title: { en: "Wrong" } },
      ],
    },
  },
});

const say = (text: string) => ({ id: `s-${text}`, text });
const complete = (task: string, outcome: string, text: string): CaseCommand => ({
  ...{ type: "complete", task, outcome },
  statement: say(text),
});
const appealed = (definition = asking) =>
  given(definition)
    .when(mother, submit())
    .when(clerk, { ...complete("1.intake", "refuse", "It overlaps."), code: "overlap" } as never)
    .is("refused")
    .when(mother, { type: "appeal", statement: say("The map was old.") })
    .records("AppealLodged");

test("those who decided are asked what they say to an appeal, with a term", () => {
  const { state } = appealed();
  const [decision, opinion] = state.tasks.filter(({ stage }) => stage === "appeal");
  assert.equal(decision?.authority, "panel");
  assert.equal(opinion?.key, "2.opinion");
  assert.equal(opinion?.authority, "mines");
  assert.equal(opinion?.role, "clerk");
  assert.equal(opinion?.dueAt, "2026-11-26T22:00:00.000Z");
});

test("an appeal is not decided before the opinion is given, which says why", () => {
  const decide = complete("2.appeal", "overturned", "Yes.");
  appealed()
    .when(panel, decide)
    .refuses("case.opinion-awaited")
    .when(panel, complete("2.opinion", "accepts", "Ours now."))
    .refuses("case.not-allowed")
    .when(colleague, complete("2.opinion", "accepts", ""))
    .refuses("case.reason-missing")
    .when(colleague, complete("2.opinion", "accepts", "The map was renewed in May."))
    .records("TaskDone")
    .is("in-appeal")
    .when(panel, decide)
    .records("TaskDone", "AppealDecided", "CaseDecided", "OutputReleased");
});

test("once the time for the opinion is over the appeal is decided without it", () => {
  const late = appealed().at("2026-11-26T22:00:00Z");
  late.when(system, { type: "fall-due" }).records("TaskEscalated").is("in-appeal");
  const decision = complete("2.appeal", "upheld", "No.");
  late.when(panel, decision).refuses("case.opinion-missing");
  const { state } = late.when(panel, { ...decision, withoutOpinion: true } as CaseCommand);
  assert.equal(state.status, "refused");
  assert.equal(state.tasks.find(({ key }) => key === "2.opinion")?.cancelled, true);
});

test("whoever voted without the opinion may change the vote once it comes", () => {
  const committee = { members: 3, quorum: 2, majority: "simple" as const, otherwise: "upheld" };
  const byVote: Definition = {
    ...asking,
    ...(asking.appeal && { appeal: { ...asking.appeal, committee } }),
  };
  const late = appealed(byVote).holding(60).at("2026-11-26T22:00:00Z");
  const uphold = { ...complete("2.appeal", "upheld", "No."), withoutOpinion: true } as CaseCommand;
  const back: CaseCommand = { type: "take-back", task: "2.appeal" };
  const voted = late.when(panel, uphold).records("VoteCast").at("2026-11-26T22:05:00Z");
  voted.when(panel, back).refuses("case.nothing-to-take-back");
  const heard = voted.when(colleague, complete("2.opinion", "accepts", "The map is ours."));
  const keptAt = (instant: string) => {
    const vote = heard.state.tasks.find(({ key }) => key === "2.appeal") ?? assert.fail();
    return areVotesKeptFrom(vote, "o-panel", new Date(instant));
  };
  assert.equal(keptAt("2026-11-27T09:00:00Z"), true);
  const later = heard.at("2026-11-27T09:00:00Z");
  later.when(officer("o-third", "panel", "member"), back).refuses("case.nothing-to-take-back");
  const keep: CaseCommand = { type: "keep-vote", task: "2.appeal" };
  later.when(officer("o-third", "panel", "member"), keep).refuses("case.not-allowed");
  const kept = later.when(panel, keep).records("VoteKept");
  const own = kept.state.tasks.find(({ key }) => key === "2.appeal") ?? assert.fail();
  assert.equal(areVotesKeptFrom(own, "o-panel", new Date("2026-11-27T09:00:00Z")), false);
  kept.when(panel, back).refuses("case.nothing-to-take-back");
  kept.when(panel, keep).records();
  const changed = later.when(panel, back).records("DecisionTakenBack");
  const final = changed.when(panel, complete("2.appeal", "overturned", "Yes."));
  final.at("2026-11-27T09:05:00Z").when(panel, back).refuses("case.nothing-to-take-back");
  // What has decided takes effect at its hour, whatever may still be changed.
  const decided = later
    .when(officer("o-second", "panel", "member"), complete("2.appeal", "upheld", "No."))
    .records("VoteCast", "DecisionSigned");
  decided.at("2026-11-27T09:00:30Z").when(panel, back).records("DecisionTakenBack");
  decided.at("2026-11-27T09:01:00Z").when(panel, back).refuses("case.nothing-to-take-back");
});

test("all that is missing in a decision on an appeal is told at once", () => {
  const late = appealed().at("2026-11-26T22:00:00Z");
  const missing = (command: CaseCommand) => late.when(panel, command).problems;
  const empty = { ...complete("2.appeal", "", ""), outcome: "" } as CaseCommand;
  assert.deepEqual(missing(empty), ["outcome", "text", "withoutOpinion"]);
  const unsaid = complete("2.appeal", "upheld", " ");
  assert.deepEqual(missing(unsaid), ["text", "withoutOpinion"]);
  late.when(panel, unsaid).refuses("case.reason-missing");
});

test("whoever refused gives no opinion on the appeal; others and the supervisor do", () => {
  const bench = officer("o-bench", "mines", "supervisor");
  const opinion = complete("2.opinion", "stands", "It is right.");
  const asked = appealed();
  asked.when(clerk, opinion).refuses("case.decided-before-appeal");
  asked.when(clerk, { type: "claim", task: "2.opinion" }).refuses("case.decided-before-appeal");
  const alone: CaseCommand = {
    ...{ type: "assign", task: "2.opinion", to: clerk as OfficerActor, isOnlyOne: true },
  };
  asked.when(bench, alone).refuses("case.colleague-acted");
  asked.when(colleague, opinion).records("TaskDone");
  asked
    .when(bench, { type: "take-over", task: "2.opinion" })
    .when(bench, opinion)
    .records("TaskDone");
});

test("what an appeal sends back is promised anew", () => {
  const again = { id: "remitted", title: { en: "Again" }, to: { stage: "intake" } };
  const clock = { ...process().clock, starts: { at: "submitted" as const } };
  const appeal = { ...offered, outcomes: [again] };
  const refused = appealed(licence({ appeal, process: process({ clock }) }));
  assert.equal(isReopened(refused.state), false);
  const back = refused.when(panel, complete("2.appeal", "remitted", "Look again."));
  back.records("TaskDone", "AppealDecided", "ClockStarted", "StageEntered").is("in-review");
  assert.ok(back.state.clock.dueAt);
  assert.equal(isReopened(back.state), true);
  const ended = { ...complete("3.intake", "refuse", "It overlaps."), code: "overlap" } as never;
  assert.equal(isReopened(back.when(colleague, ended).is("refused").state), false);
});

test("whoever refused neither takes nor decides what the appeal sends back", () => {
  const bench = officer("o-bench", "mines", "clerk", "supervisor");
  const again = { id: "remitted", title: { en: "Again" }, to: { stage: "intake" } };
  const plain = licence({ appeal: { ...offered, outcomes: [again] } });
  const back = appealed(plain).when(panel, complete("2.appeal", "remitted", "Look again."));
  const key = "3.intake";
  back.when(clerk, { type: "claim", task: key }).refuses("case.decided-before-appeal");
  back
    .when(clerk, { ...complete(key, "refuse", "As before."), code: "overlap" } as never)
    .refuses("case.decided-before-appeal");
  back.when(colleague, { type: "claim", task: key }).records("TaskClaimed");
  const assign = (isOnlyOne: boolean): CaseCommand => ({
    ...{ type: "assign", task: key, to: clerk as OfficerActor, isOnlyOne },
  });
  back.when(bench, assign(false)).refuses("case.colleague-acted");
  const lifted = back.when(bench, assign(true)).records("TaskAssigned");
  assert.match(JSON.stringify(lifted.events), /"lifted":true/);
  lifted
    .when(clerk, { ...complete(key, "refuse", "As before."), code: "overlap" } as never)
    .is("refused");
  const usual = back.when(bench, { ...assign(true), to: colleague } as never);
  assert.doesNotMatch(JSON.stringify(usual.events), /"lifted"/);
});

test("what was refused before it was assessed is not sent to the ranking", () => {
  const again = { id: "remitted", title: { en: "Again" }, to: { stage: "decision" } };
  const [first, second, last] = process().stages;
  assert.ok(first && second && last);
  const ranking = rankedDefinition?.process?.stages.find((stage) => stage.ranking)?.ranking;
  assert.ok(ranking);
  const stages = [first, second, { ...last, ranking }];
  const appeal = { ...offered, outcomes: [again] };
  const ranked = licence({ appeal, process: process({ stages }) });
  const back = appealed(ranked).when(panel, complete("2.appeal", "remitted", "Look again."));
  assert.equal(back.is("in-review").state.stage, "intake");
  assert.equal(back.state.tasks.at(-1)?.key, "3.intake");
});
