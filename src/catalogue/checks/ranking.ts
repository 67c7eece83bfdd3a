import type { Path } from "../yaml-file.ts";
import type { Check } from "./check.ts";

/**
 * A ranking needs a call, whose applications it ranks, and a single task in which people decide.
 */
export const unclearRankings: Check = ({ raw, report }) => {
  const ranked = Object.entries(raw.process?.stages ?? {}).filter(([, { ranking }]) => ranking);
  for (const [i, [id, { task, ranking, committee }]] of ranked.entries()) {
    const path: Path = ["process", "stages", id, "ranking"];
    if (!raw.calls?.length)
      report(path, "without calls there is nothing to rank", "add `calls:`, or remove the ranking");
    if (!task)
      report(path, `the stage \`${id}\` ranks and has no single task`, "use `task:` in this stage");
    else if (!task.skippedInRenewal && raw.renewal)
      report(
        path,
        "a renewal belongs to no call and would wait here for ever",
        "add `skippedInRenewal: true` to the task",
      );
    if (i > 0)
      report(path, "applications are ranked in one stage only", "remove one of the rankings");
    const otherwise = committee && task?.outcomes[committee.otherwise];
    if (ranking?.places !== undefined && otherwise && otherwise.to !== "refused")
      report(
        ["process", "stages", id, "committee", "otherwise"],
        "votes without a majority, or once all places are taken, select nobody",
        "name an outcome that refuses",
      );
    if (ranking?.beyond && ranking.places === undefined)
      report([...path, "beyond"], "without `places` nothing is beyond them", "add `places:`");
    if (ranking?.places !== undefined && !ranking.source && !ranking.illustrative)
      report(
        [...path, "places"],
        "the number of places has no source",
        "add `source:` and `checkedOn:`, or `illustrative: true`",
      );
  }
};
