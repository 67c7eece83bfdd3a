import type { RawCommittee } from "../schema/process.ts";
import type { Path } from "../yaml-file.ts";
import { among, type Check, type Checked } from "./check.ts";

interface Deciding {
  readonly path: Path;
  /** Undefined where the answers say whose work it is. */
  readonly authority: string | undefined;
  readonly committee: RawCommittee;
  readonly outcomes: readonly string[];
}

/** Committees of stages and of the appeal, with the outcomes that they vote on. */
export const committeesIn = ({ process, appeal }: Checked["raw"]): readonly Deciding[] => [
  ...Object.entries(process?.stages ?? {}).flatMap(([id, { task, committee }]) =>
    committee
      ? [
          {
            path: ["process", "stages", id, "committee"],
            committee,
            authority: task?.authority,
            outcomes: Object.keys(task?.outcomes ?? {}),
          },
        ]
      : [],
  ),
  ...(appeal?.committee
    ? [
        {
          path: ["appeal", "committee"],
          committee: appeal.committee,
          authority: appeal.authority,
          outcomes: Object.keys(appeal.outcomes),
        },
      ]
    : []),
];

/** A committee votes on the outcomes of one task, with a quorum that it can reach. */
export const unclearCommittees: Check = ({ raw, report }) => {
  for (const { path, committee, outcomes } of committeesIn(raw)) {
    const { members, quorum, otherwise } = committee;
    if (quorum > members)
      report(
        [...path, "quorum"],
        `a quorum of ${quorum} can never be reached by ${members} members`,
        `write ${members} or less`,
      );
    if (outcomes.length > 0 && !outcomes.includes(otherwise))
      report([...path, "otherwise"], `there is no outcome \`${otherwise}\``, among(outcomes));
  }
  for (const [id, { task, committee }] of Object.entries(raw.process?.stages ?? {})) {
    if (!committee) continue;
    const path: Path = ["process", "stages", id, "committee"];
    if (!task) report(path, `the stage \`${id}\` has no single task`, "use `task:` in this stage");
    else if (task.fourEyes || task.findings || task.documents)
      report(
        path,
        "members vote on the outcome alone",
        "leave `fourEyes`, `findings` and `documents` of the task out",
      );
    else if (task.onExpiry !== undefined && task.onExpiry !== "escalate")
      report(
        path,
        "when the time is over, the votes decide",
        "leave `onExpiry` of the task out, or write `escalate`",
      );
  }
};

/** One member of a panel never decides alone. */
export const panelsOfOne: Check = ({ raw, surroundings, report }) => {
  const { authority: id, committee } = raw.appeal ?? {};
  const authority = surroundings.jurisdiction.authorities.find((each) => each.id === id);
  if (authority?.panel && !committee)
    report(
      ["appeal"],
      `one member alone would decide for the panel \`${id}\``,
      "add `committee: {members: 3, quorum: 2, majority: simple, otherwise: …}`",
    );
};

/** The outcomes by which a call is decided in one act exist, and so does the reason, there. */
export const unknownCallOutcomes: Check = ({ raw, report }) => {
  for (const [id, { task, ranking }] of Object.entries(raw.process?.stages ?? {})) {
    if (!ranking?.decide) continue;
    const path: Path = ["process", "stages", id, "ranking", "decide"];
    const outcomes = Object.keys(task?.outcomes ?? {});
    const reasons = Object.entries(raw.process?.refusalReasons ?? {}).flatMap(
      ([reason, { stages }]) => (stages && !stages.includes(id) ? [] : [reason]),
    );
    if (ranking.places === undefined)
      report(path, "without `places` there is no line", "add `places:` to the ranking");
    for (const key of ["above", "below"] as const)
      if (!outcomes.includes(ranking.decide[key]))
        report([...path, key], `there is no outcome \`${ranking.decide[key]}\``, among(outcomes));
    if (!reasons.includes(ranking.decide.reason))
      report(
        [...path, "reason"],
        `this stage has no reason \`${ranking.decide.reason}\``,
        among(reasons),
      );
  }
};
