import type { Definition } from "../catalogue/index.ts";
import { type CommandId, ok, type Result } from "../kernel/index.ts";
import { newId } from "../platform/db/index.ts";
import { caseDecider } from "./decide.ts";
import { type CasesNeeds, factsFor } from "./handle.ts";
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
 * first of two signatures is taken for both. Refuses as `give` does.
 */
export async function foresee(needs: CasesNeeds, asked: Asked): Promise<Result<Foreseen>> {
  const { application, command, actor } = asked;
  const key = newId() as CommandId;
  const given = { caseId: application.id, command, actor };
  const usual = await factsFor(needs, application, given, { key, at: needs.clock() });
  const definition = signedByOne(usual.definition);
  const facts = { ...usual, definition, takeBackSeconds: 0 };
  const step = caseDecider.step?.(application.state, command, facts);
  if (!step) throw new Error("the decider of cases says what it leads to");
  if (!step.ok) return step;
  const { events, state } = step.value;
  const statement = "statement" in command ? command.statement : undefined;
  const findings = command.type === "complete" && command.findings;
  const file: Application = {
    ...application,
    state,
    ...(statement && {
      statements: new Map(application.statements).set(statement.id, statement.text),
    }),
    ...(findings && { findings: { ...application.findings, [command.task]: findings } }),
  };
  return ok({ application: file, events });
}

const signedByOne = (definition: Definition): Definition => {
  const { process } = definition;
  if (!process) return definition;
  const stages = process.stages.map((stage) => ({
    ...stage,
    tasks: stage.tasks.map((task) => ({ ...task, fourEyes: false })),
  }));
  return { ...definition, process: { ...process, stages } };
};
