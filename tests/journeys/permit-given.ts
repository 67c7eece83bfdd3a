import { join } from "node:path";
import { fact, governmentCopied, type Offered, words, writeService } from "./every-kind-given.ts";

/** A small permit that lasts a year, needs no paper and is renewed: every door can do all of it. */
const permit = ({ authority, role }: Omit<Offered, "currency">) => ({
  ...{ service: "stall-permit", version: 1, language: "en" },
  ...{ title: words("Stall permit"), description: words("You may sell at a market for a year.") },
  ...{ whoMayApply: words("Everybody."), keywords: [], lifeEvents: [], audience: "citizen" },
  ...{ authority, level: 2 },
  form: {
    stall: {
      title: words("Stall"),
      fields: {
        goods: { type: "text", label: words("What do you sell?") },
        tables: { type: "integer", label: words("How many tables?"), minimum: 1 },
      },
    },
  },
  process: {
    clock: { starts: "submitted", limit: "2bd", onExpiry: "escalate", ...fact },
    moreInformation: { rounds: 1, answerWithin: "P30D", onExpiry: "withdraw", from: ["decision"] },
    stages: {
      decision: {
        title: words("Decision"),
        task: {
          ...{ authority, role, within: "1bd", onExpiry: "escalate" },
          outcomes: {
            grant: { title: words("Grant it"), to: "granted" },
            refuse: { title: words("Refuse it"), to: "refused", reasonRequired: true },
          },
        },
      },
    },
    refusalReasons: { wrong: { title: words("Something is wrong") } },
  },
  output: {
    ...{ id: "stall-paper", title: words("Stall paper"), validFor: "P1Y", ...fact },
    claims: { goods: { title: words("Goods"), value: "goods" } },
    revocation: { authority, role, reasons: { mistake: words("It was given by mistake") } },
  },
  renewal: { opens: "P90D", reuse: ["goods"], ...fact },
  retention: { granted: "P1Y", otherwise: "P1Y", ...fact },
});

/** The data of a government with the permit beside its own services; a folder to be removed. */
export function withPermit(code: string, offered: Omit<Offered, "currency">): string {
  const folder = governmentCopied(code);
  writeService(join(folder, "services/stall-permit"), permit(offered));
  return folder;
}
