import type { Definition } from "../catalogue/index.ts";
import { type CommandId, ok, type Result } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { caseDecider } from "./decide.ts";
import { isOpen } from "./evolve.ts";
import { type CasesNeeds, capacityOf, factsFor } from "./handle.ts";
import type { Actor, CaseCommand, CaseEvent } from "./model.ts";
import type { Application } from "./read.ts";

/** What a command would lead to. */
export interface Foreseen {
  /** The file as it would be. */
  readonly application: Application;
  readonly events: readonly CaseEvent[];
}

interface Asked {
  readonly application: Application;
  readonly command: CaseCommand;
  readonly actor: Actor;
}

/**
 * What would follow if a command were given now and nobody took it back; nothing is recorded. A
 * first of two signatures is taken for both, a vote for what the committee decides whatever the
 * others voted. Refuses as `give` does.
 */
export async function foresee(needs: CasesNeeds, asked: Asked): Promise<Result<Foreseen>> {
  const { command, actor } = asked;
  const application = withoutVotes(asked.application);
  const key = newId() as CommandId;
  const given = { caseId: application.id, command, actor };
  const at = needs.clock();
  const usual = await factsFor(needs, application, given, { key, at });
  const definition = decidedByOne(usual.definition);
  const facts = { ...usual, definition, takeBackSeconds: 0 };
  const step = caseDecider.step?.(application.state, command, facts);
  if (!step) throw new Error("the decider of cases says what it leads to");
  if (!step.ok) return step;
  const { events, state } = step.value;
  const statement = "statement" in command ? command.statement : undefined;
  const findings = command.type === "complete" && command.findings;
  const stamp = {
    ...{ at: at.toISOString(), command: key },
    actor: capacityOf(actor, command, application.state),
  };
  const file: Application = {
    ...application,
    state,
    history: [...application.history, ...events.map((event) => ({ ...event, ...stamp }))],
    ...(statement && {
      statements: new Map(application.statements).set(statement.id, statement.text),
    }),
    ...(findings && { findings: { ...application.findings, [command.task]: findings } }),
  };
  return ok({ application: file, events });
}

/** What others voted does not show in what a member is shown before they vote. */
const withoutVotes = (application: Application): Application => ({
  ...application,
  state: {
    ...application.state,
    tasks: application.state.tasks.map(({ votes, ...task }) =>
      isOpen(task) || !votes ? task : { ...task, votes },
    ),
  },
});

const decidedByOne = (definition: Definition): Definition => {
  const { process, appeal } = definition;
  if (!process) return definition;
  const stages = process.stages.map(({ committee: _members, ...stage }) => ({
    ...stage,
    tasks: stage.tasks.map((task) => ({ ...task, fourEyes: false })),
  }));
  const { committee: _panel, ...heard } = appeal ?? {};
  return {
    ...{ ...definition, process: { ...process, stages } },
    ...(appeal && { appeal: heard as typeof appeal }),
  };
};
