import { actingFor } from "../acting.ts";
import type { Definition, TaskWanted } from "../model.ts";
import type { RawService } from "../schema/service.ts";
import type { Path } from "../yaml-file.ts";
import { among, type Check } from "./check.ts";
import { committeesIn } from "./committee.ts";
import { tasksOf } from "./officers.ts";
import { questionsOf, questionsRead } from "./questions.ts";

/** Every task as read, with its position. */
export const tasksRead = (raw: RawService, { process }: Definition) =>
  tasksOf(raw).flatMap(({ path, stage, id }): { path: Path; task: TaskWanted }[] => {
    const tasks = process?.stages.find((each) => each.id === stage)?.tasks;
    const task = tasks?.find((each) => each.id === id);
    return task ? [{ path, task }] : [];
  });

/** The tasks whose authority the answers select, with their positions. */
const namedByAnswers = (raw: RawService, definition: Definition) =>
  tasksRead(raw, definition).filter(({ task }) => task.authorityBy);

/** Every authority named exists, and has the role named with it. */
export const unknownAuthorities: Check = ({ raw, definition, surroundings, report }) => {
  const byAnswers = namedByAnswers(raw, definition);
  const authorities = new Map(
    surroundings.jurisdiction.authorities.map((one) => [String(one.id), one]),
  );
  const look = (path: Path, authority: string, role?: string, key = "authority") => {
    const namedAuthority = authorities.get(authority);
    if (!namedAuthority) {
      const message = `the authority \`${authority}\` is unknown`;
      report(
        [...path, key],
        message,
        `${among(authorities.keys())}; or add it to authorities.yaml`,
        "value",
      );
    } else if (role !== undefined && !(role in namedAuthority.roles)) {
      const message = `the role \`${role}\` is unknown to the authority \`${authority}\``;
      const mend = `${among(Object.keys(namedAuthority.roles))}; or add it to authorities.yaml`;
      const at = key === "authority" ? "role" : key;
      report(at ? [...path, at] : path, message, mend, "value");
    }
  };
  look([], raw.authority);
  for (const { path, task } of tasksOf(raw)) look(path, task.authority, task.role);
  for (const { path, task } of byAnswers) {
    const type = task.authorityBy?.type;
    if (type?.kind === "enum")
      for (const id of type.values) look(path, id, task.role, "authorityBy");
    else if (type)
      report(
        [...path, "authorityBy"],
        "it is not known which authorities this rule may name",
        'use a question whose options are ids of authorities, or `if … then "rica" else "naeb"`',
        "value",
      );
  }
  const { extension } = raw.process?.clock ?? {};
  if (extension) look(["process", "clock", "extension"], extension.authority, extension.role);
  const { escalation } = raw.process ?? {};
  if (escalation) look(["process", "escalation"], raw.authority, escalation.role);
  const { revocation } = raw.output ?? {};
  if (revocation) look(["output", "revocation"], revocation.authority, revocation.role);
  if (raw.appeal) look(["appeal"], raw.appeal.authority, raw.appeal.role);
  for (const { path, authority, committee } of committeesIn(raw))
    if (authority && committee.substitutes)
      look([...path, "substitutes"], authority, committee.substitutes, "");
};

/** An authority to which a deadline escalates has a supervisor. */
export const nobodyToEscalateTo: Check = ({ raw, definition, surroundings, report }) => {
  const look = (path: Path, authority: string) => {
    const authorityData = surroundings.jurisdiction.authorities.find(({ id }) => id === authority);
    if (!authorityData || "supervisor" in authorityData.roles) return;
    const message = `nobody to escalate to: \`${authority}\` has no role \`supervisor\``;
    report([...path, "onExpiry"], message, "add the role to authorities.yaml", "value");
  };
  for (const { path, task } of tasksOf(raw))
    if (task.onExpiry === "escalate") look(path, task.authority);
  for (const { path, task } of namedByAnswers(raw, definition))
    if (task.onExpiry === "escalate") for (const id of actingFor(task)) look(path, id);
  if (raw.process?.clock.onExpiry === "escalate") look(["process", "clock"], raw.authority);
};

/** Every `law:` names a law of this file. */
export const unknownLaws: Check = ({ raw, report }) => {
  const look = (path: Path, law: string | undefined) => {
    if (law === undefined || (raw.laws && law in raw.laws)) return;
    const mend = `${among(Object.keys(raw.laws ?? {}))}; or add it under \`laws\``;
    report([...path, "law"], `the law \`${law}\` is unknown`, mend, "value");
  };
  for (const [id, { law }] of Object.entries(raw.eligibility ?? {})) look(["eligibility", id], law);
  for (const [id, { law }] of Object.entries(raw.rulings ?? {})) look(["rulings", id], law);
  for (const [id, { law }] of Object.entries(raw.entitlements ?? {}))
    look(["entitlements", id], law);
  for (const [id, { law }] of Object.entries(raw.process?.refusalReasons ?? {}))
    look(["process", "refusalReasons", id], law);
  look(["appeal"], raw.appeal?.law);
};

/** Every life event is one of the government's. */
export const unknownLifeEvents: Check = ({ raw, surroundings, report }) => {
  const lifeEventIds = surroundings.jurisdiction.lifeEvents.map(({ id }) => id);
  for (const [i, id] of (raw.lifeEvents ?? []).entries())
    if (!lifeEventIds.includes(id))
      report(
        ["lifeEvents", i],
        `the life event \`${id}\` is unknown`,
        `${among(lifeEventIds)}; or add it to jurisdiction.yaml`,
      );
};

/** Every code list exists. */
export const unknownCodeLists: Check = ({ raw, surroundings, report }) => {
  for (const {
    path,
    field: { list },
  } of questionsOf(raw))
    if (list !== undefined && !surroundings.lists.has(list)) {
      const mend = `${among(surroundings.lists.keys())}; or add the file lists/${list}.yaml`;
      report([...path, "list"], `the code list \`${list}\` is unknown`, mend, "value");
    }
};

/** A code of a list within a list names the earlier answer that it belongs to. */
export const codesOutside: Check = ({ raw, definition, surroundings: { lists }, report }) => {
  const listOf = new Map(questionsOf(raw).map(({ name, field }) => [name, field.list ?? ""]));
  const read = new Map(questionsRead(definition).map(({ field }) => [field.name, field]));
  for (const { path, name, field } of questionsOf(raw)) {
    const outers = new Set(
      lists.get(field.list ?? "")?.flatMap(({ within }) => within?.value ?? []),
    );
    const { within } = field;
    if (within === undefined && outers.size === 0) continue;
    if (within === undefined) {
      const message = `\`${name}\` does not say which answer its code belongs to`;
      report(path, message, `add \`within:\` with the earlier question of the other list`);
      continue;
    }
    const around = new Set(lists.get(listOf.get(within) ?? "")?.map(({ value }) => value));
    if (outers.size > 0 && read.get(name)?.within && [...outers].every((one) => around.has(one)))
      continue;
    const message = `do not belong to an earlier answer \`${within}\``;
    report(
      [...path, "within"],
      `the codes of \`${field.list}\` ${message}`,
      "name an earlier question of the other list",
      "value",
    );
  }
};

/** An answer that a renewal carries over is a question of the form. */
/** The columns of a worklist are questions that are asked once, three of them at most. */
export const unknownColumns: Check = ({ raw, report }) => {
  const names = Object.values(raw.form).flatMap(({ repeat, fields }) =>
    repeat ? [] : Object.keys(fields),
  );
  for (const [i, name] of (raw.worklist ?? []).entries()) {
    if (!names.includes(name))
      report(["worklist", i], `there is no question \`${name}\` to show`, among(names));
    else if (i >= mostColumns)
      report(["worklist", i], "a list has room for three answers", "leave this one out");
  }
};

const mostColumns = 3;

export const unknownReuse: Check = ({ raw, report }) => {
  const fieldNames = Object.values(raw.form).flatMap(({ repeat, fields }) =>
    repeat ? [repeat.name] : Object.keys(fields),
  );
  for (const [i, name] of (raw.renewal?.reuse ?? []).entries())
    if (!fieldNames.includes(name))
      report(
        ["renewal", "reuse", i],
        `there is no answer \`${name}\` to carry over`,
        among(fieldNames),
      );
};
