import type { Application } from "./cases/index.ts";
import { pick } from "./platform/i18n/index.ts";

/** What a message to the person may say of a case: nothing that a stranger with the phone should not read. */
export function noticeOf({ state, definition }: Application, timeZone: string) {
  const { submitted, clock, request } = state;
  const lang = submitted?.lang ?? definition.language;
  const at = request?.dueAt ?? clock.dueAt;
  return {
    reference: submitted?.reference ?? "",
    service: pick(definition.title, lang),
    ...(at && { at, timeZone }),
  };
}
