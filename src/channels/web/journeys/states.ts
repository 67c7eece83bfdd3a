import { isDecided, type JourneyKept, meaningOf, type StepDraft } from "../../../cases/index.ts";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { type Task, tag } from "../../components/index.ts";
import { statusTag } from "../applications/status-words.ts";
import { definitionOf, journeyPath } from "./open.ts";

/** The state of a step that the person agreed to. */
export type StepState =
  | { readonly is: "sent"; readonly caseId: string }
  | { readonly is: "stopped" }
  | { readonly is: "never" | "waiting"; readonly services: readonly string[] }
  | { readonly is: "needs-you" };

const outcomeOf = ({ status }: StepDraft) => (status === null ? null : meaningOf(status).outcome);

/** Its certificate was issued; the step is complete. */
const isGranted = ({ status }: StepDraft): boolean =>
  status !== null && isDecided(status) && meaningOf(status).outcome === "granted";

/** The step issues no certificate that other steps could wait for. */
const isOver = (draft: StepDraft): boolean =>
  outcomeOf(draft) !== null && outcomeOf(draft) !== "granted";

/**
 * From the plan and the applications alone, so that list, overview and messages cannot disagree.
 */
export function stateOf({ plan, drafts, stoppedAt }: JourneyKept, draft: StepDraft): StepState {
  if (draft.caseId) return { is: "sent", caseId: draft.caseId };
  if (stoppedAt) return { is: "stopped" };
  const before = (service: string): readonly StepDraft[] => {
    const step = plan.find((each) => each.service === service);
    return (step?.after ?? []).flatMap((one) => {
      const match = drafts.find((each) => each.service === one);
      return match ? [...before(one), match] : [];
    });
  };
  const all = [...new Set(before(draft.service))];
  const over = all.filter(isOver);
  if (over.length > 0) return { is: "never", services: over.map(({ service }) => service) };
  const step = plan.find(({ service }) => service === draft.service);
  const open = (step?.after ?? []).filter((one) =>
    drafts.some((each) => each.service === one && !isGranted(each)),
  );
  return open.length > 0 ? { is: "waiting", services: open } : { is: "needs-you" };
}

/** The steps of an agreed journey as a list: where each stands, and where to look. */
export const stepTasks = (kept: JourneyKept, catalogue: Catalogue, t: Translate): readonly Task[] =>
  kept.plan.flatMap(({ service }) => {
    const draft = kept.drafts.find((each) => each.service === service);
    return draft ? [taskOf(kept, draft, catalogue, t)] : [];
  });

function taskOf(kept: JourneyKept, draft: StepDraft, catalogue: Catalogue, t: Translate): Task {
  const title = t.words(definitionOf(draft, catalogue).title);
  const state = stateOf(kept, draft);
  const titles = (services: readonly string[]) =>
    t.list(
      kept.drafts
        .filter(({ service }) => services.includes(service))
        .map((each) => t.words(definitionOf(each, catalogue).title)),
    );
  switch (state.is) {
    case "sent":
      return {
        title,
        href: `/applications/${state.caseId}`,
        hint: draft.reference ?? undefined,
        status: draft.status ? statusTag(draft.status, t) : "",
      };
    case "stopped":
      return { title, hint: t("journey.was-stopped"), status: t("journey.state.never") };
    case "never":
      return {
        title,
        hint: t("journey.will-not", { services: titles(state.services) }),
        status: t("journey.state.never"),
      };
    case "waiting":
      return {
        title,
        hint: t("journey.waits-for", { services: titles(state.services) }),
        status: t("journey.state.waiting"),
      };
    case "needs-you":
      return {
        title,
        href: `${journeyPath(kept.id)}/next`,
        hint: t("journey.needs-you"),
        status: tag(t("journey.state.needs-you"), "action"),
      };
  }
}

/** Is there anything that stopping would keep from being sent? */
export const canStop = (kept: JourneyKept): boolean =>
  kept.agreedAt !== null &&
  kept.drafts.some((draft) => {
    const planned = kept.plan.some(({ service }) => service === draft.service);
    return planned && ["waiting", "needs-you"].includes(stateOf(kept, draft).is);
  });
