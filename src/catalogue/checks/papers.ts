import type { OutputClaim } from "../model.ts";
import type { Path } from "../yaml-file.ts";
import { among, type Check } from "./check.ts";

/** The subject of a paper is one of its claims, and no two claims of a paper are named alike. */
export const unclearPapers: Check = ({ definition, report }) => {
  const look = (at: Path, claims: readonly OutputClaim[], subject: string | undefined) => {
    const names = claims.map(({ name }) => name);
    if (subject !== undefined && !names.includes(subject))
      report([...at, "subject"], `the paper has no claim \`${subject}\``, among(names), "value");
    for (const [lang] of Object.entries(claims[0]?.title ?? {}))
      for (const [i, { name, title }] of claims.entries()) {
        const twin = claims.slice(0, i).find((each) => each.title[lang] === title[lang]);
        if (twin)
          report(
            [...at, "claims", name, "title"],
            `\`${twin.name}\` has the same title in \`${lang}\``,
            "say how the two differ",
            "value",
          );
      }
  };
  const { output, interim = [] } = definition;
  if (output) look(["output"], output.claims, output.subject);
  for (const { id, claims, subject } of interim) look(["interim", id], claims, subject);
};
