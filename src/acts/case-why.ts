/** Why an application stands as it does, in few words: for an SMS and for a feature phone. */
import { type Application, groundsOfVotes, reasonText, standingDecision } from "../cases/index.ts";
import type { Translate } from "../platform/i18n/index.ts";

type Needs = Pick<Application, "state" | "definition">;

/** The listed ground of a refusal; that the decision has it, where the officer named none. */
export function groundWords({ state, definition }: Needs, t: Translate): string | undefined {
  const decision = standingDecision(state);
  if (decision?.outcome !== "refused") return undefined;
  return groundTitle(definition, decision.reason?.code, t) ?? t("ussd.reason-in-letter");
}

/** A listed ground by its title, or that votes came to nothing; undefined for any other reason. */
export function groundTitle(
  { process }: Pick<Application["definition"], "process">,
  code: string | undefined,
  t: Translate,
): string | undefined {
  const ofVotes = groundsOfVotes.find((each) => each === code);
  if (ofVotes) return t(`application.${ofVotes}`);
  const listed = process?.refusalReasons.find(({ id }) => id === code);
  return listed && t.words(listed.title);
}

/** The questions and papers that an officer has marked, by their names. */
export function askedFor({ state, definition }: Needs, t: Translate): readonly string[] {
  const fields = definition.form.flatMap((page) => page.fields);
  return (state.request?.fields ?? []).flatMap((path) => {
    const paper = definition.documents.find(({ id }) => path === `documents.${id}`);
    const field = fields.find(({ name }) => name === path);
    const words = t.words(paper?.title ?? field?.label);
    return words === "" ? [] : [words];
  });
}

/** All of it for the person themselves: the ground, the officer's words, and until when. */
export function whyWords(
  app: Needs & Pick<Application, "statements">,
  timeZone: string,
  t: Translate,
): readonly string[] {
  const { decision, request } = app.state;
  if (request) {
    const what = t.list([...askedFor(app, t)]);
    const date = t.until(request.dueAt, timeZone);
    return what === "" ? [] : [t("ussd.needed", { what, date })];
  }
  const ground = groundWords(app, t);
  const { code } = decision?.reason ?? {};
  const { refusalReasons = [] } = app.definition.process ?? {};
  const ready = t.words(refusalReasons.find(({ id }) => id === code)?.explanation);
  const explained = reasonText(decision?.reason, app.statements) || ready;
  return ground === undefined
    ? []
    : [t("ussd.reason", { reason: ground }), ...(explained ? [explained] : [])];
}
