import type { Figure } from "./figure.ts";
import { cookieOf, measure, type Stage } from "./stage.ts";

const shotsInRound = 600;

/**
 * A page of questions with four fields, one of them a list of thirty districts, as a person sees
 * it.
 */
export async function benchFormPage(stage: Stage): Promise<Figure[]> {
  const drafts = stage.drafts.slice(0, 100);
  const shots = Array.from({ length: shotsInRound }, (_, n) => {
    const draft = drafts[n % drafts.length];
    if (!draft) throw new Error("no draft");
    const path = `/drafts/${draft.id}/page/certificate`;
    return { path, cookie: cookieOf(stage, draft), expect: 200 };
  });
  const [value = Number.NaN] = await measure(stage, [{ server: stage.server, shots: () => shots }]);
  return [{ name: "form-page", value, unit: "ms CPU", goal: 0.5 }];
}
