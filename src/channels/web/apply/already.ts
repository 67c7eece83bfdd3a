import type { FastifyRequest } from "fastify";
import { appliedAlready, subjectQuestions } from "../../../acts/index.ts";
import { stepName, stepsOf } from "../../../form/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, notificationBanner, type SafeHtml } from "../../components/index.ts";
import type { Opened } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";

/** An open application for the same, in words. */
export interface Already {
  readonly href: string;
  readonly reference: string;
  /** Which one it is, a whole sentence. */
  readonly text: string;
}

/** The person's open applications for the same as this draft. */
export async function alreadyOpen(
  deps: WebDeps,
  { person, def, draft }: Opened,
  t: Translate,
): Promise<readonly Already[]> {
  const rows = await appliedAlready(deps, person, def, draft.answers);
  const { timeZone } = deps.catalogue.jurisdiction;
  return rows.map(({ id, reference, submittedAt }) => ({
    href: `/applications/${id}`,
    reference,
    text: t("me.already-one", {
      ...{ reference, service: t.words(def.title), date: t.day(submittedAt, timeZone) },
    }),
  }));
}

/** What has the first page after the subject was named tell of these: no other page looks. */
const asked = "already=1";

export async function tellsAlready(
  deps: WebDeps,
  opened: Opened,
  page: string,
): Promise<string | undefined> {
  if (!followsSubject(opened, page)) return undefined;
  const { person, def, draft } = opened;
  const rows = await appliedAlready(deps, person, def, draft.answers);
  return rows.length > 0 ? asked : undefined;
}

/** Does the address of a page ask to tell of them? */
export const asksAlready = ({ query }: Pick<FastifyRequest, "query">): boolean =>
  (query as Record<string, unknown>).already === "1";

/** Is this page the first one after it was said whom or what the application is about? */
function followsSubject({ def, draft, facts }: Opened, page: string): boolean {
  const questions = subjectQuestions(def);
  if (questions.size === 0) return false;
  const steps = stepsOf(def, draft.answers, facts).map(stepName);
  const asking = def.form.filter(({ fields }) => fields.some(({ name }) => questions.has(name)));
  const names = new Set(asking.map(({ id }) => id));
  const last = steps.findLastIndex((step) => names.has(step));
  const [before = ""] = steps.slice(last, last + 1);
  return steps[last + 1] === page && draft.visited.includes(before);
}

/** A warning, never a block: somebody may need two. */
export function alreadyView(already: readonly Already[], t: Translate): SafeHtml | null {
  if (already.length === 0) return null;
  const links = already.map(
    ({ href, reference, text }) => html`<p class="govuk-body">${text}${" "}
      <a class="govuk-link" href="${href}">${t("me.already-see", { reference })}</a></p>`,
  );
  return notificationBanner(
    { heading: t("me.already"), content: html`${links}`, id: "already" },
    t,
  );
}
