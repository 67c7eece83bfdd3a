import type { Definition } from "../../catalogue/index.ts";
import type { Sql } from "../../platform/db/index.ts";
import { rankingStage } from "../../workflow/index.ts";
import { isOpen } from "../evolve.ts";
import type { CaseCommand } from "../model.ts";
import type { LoadedCase } from "../store.ts";
import { type CallRanking, type OwnPlace, placeOf, rankingOfCall } from "./standing.ts";
import { callOfRanked, rankRows } from "./store.ts";

/**
 * The ranking of a call, `opens` being its first day; undefined where the service has no such call.
 */
export async function rankingOf(
  sql: Sql,
  definition: Definition,
  opens: string,
  today: string,
): Promise<CallRanking | undefined> {
  if (!definition.calls?.some((call) => call.opens === opens)) return undefined;
  return rankingOfCall(definition, opens, await rankRows(sql, definition.id, opens), today);
}

/** The rank of an application in its call; undefined where it has no call or is not ranked yet. */
export async function placeOfCase(
  sql: Sql,
  definition: Definition,
  caseId: string,
  today: string,
): Promise<OwnPlace | undefined> {
  if (!rankingStage(definition)) return undefined;
  const call = await callOfRanked(sql, caseId);
  const ranking = call && (await rankingOf(sql, definition, call, today));
  return ranking ? placeOf(definition, ranking, caseId) : undefined;
}

/** The commands by which a ranked application may be decided. */
const deciding: readonly CaseCommand["type"][] = [
  "complete",
  "confirm",
  "recuse",
  "withdraw-substitute",
  "count-seats",
  "fall-due",
  "take-back",
];

/**
 * The rank for a command that decides on a ranked application; reads nothing for other commands.
 */
export async function ownPlace(
  sql: Sql,
  { state }: LoadedCase,
  command: CaseCommand,
  { definition, today }: { readonly definition: Definition; readonly today: string },
): Promise<OwnPlace | undefined> {
  const stage = rankingStage(definition);
  if (!stage || !deciding.includes(command.type) || !state.submitted) return undefined;
  const task = state.tasks.find((each) =>
    "task" in command ? each.key === command.task : isOpen(each) && each.stage === stage.id,
  );
  if (task?.stage !== stage.id) return undefined;
  return placeOfCase(sql, definition, state.submitted.case, today);
}
