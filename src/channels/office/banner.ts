import { isUuid } from "../../kernel/index.ts";
import { type Flash, isWorded } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { notificationBanner, type SafeHtml } from "../components/index.ts";
import { fileWords, outcomeWords } from "./case-words.ts";
import type { Desk } from "./desk.ts";
import { whyRefused } from "./moved.ts";

/**
 * The message after an act on a file, with whose file it is, of which service, and the outcome. The
 * cookie that carries it has ids alone: names are read when it is shown.
 */
export async function withNames(desk: Desk, flash: Flash | undefined): Promise<Flash | undefined> {
  const { deps, t } = desk;
  const { caseId, task: key, outcome, to, refusal } = flash?.facts ?? {};
  const application = isUuid(String(caseId)) ? await deps.cases.open(String(caseId)) : undefined;
  if (!flash || !application) return flash;
  const task = application.state.tasks.find((each) => each.key === key);
  const code = String(refusal);
  const seen = { caseId: application.id, task: String(key), fresh: application };
  const facts = {
    ...flash.facts,
    reference: fileWords(t, application),
    ...(refusal && isWorded(code, t) && { why: await whyRefused(desk, { code }, seen) }),
    ...(task && outcome && { outcome: outcomeWords(t, application, task, String(outcome)) }),
    ...(to && { name: (await deps.names([String(to)]))(String(to)) }),
  };
  return { ...flash, facts };
}

/** The message that the page before has left, with a link where there is one. */
export function banner(
  flash: Flash | undefined,
  t: Translate,
  content?: SafeHtml,
): SafeHtml | null {
  if (!flash) return null;
  const kind = flash.kind === "success" ? "success" : "important";
  return notificationBanner(
    { heading: t.named(flash.code, flash.facts), kind, id: "flash", ...(content && { content }) },
    t,
  );
}
