import { statusWords } from "../../../acts/index.ts";
import type { Application, Status } from "../../../cases/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { type SafeHtml, tag, toneOf } from "../../components/index.ts";

export const statusTag = (status: Status, t: Translate): SafeHtml =>
  tag(t(`status.${statusWords[status]}`), toneOf(statusWords[status]));

const waiting: readonly Status[] = [
  "awaiting-payment",
  "waiting-for-applicant",
  "granted-awaiting-payment",
];
/** Is it the person's turn? */
export const waitsForPerson = (status: Status): boolean => waiting.includes(status);

export const isClosed = (status: Status): boolean =>
  status === "granted" || status === "refused" || status === "withdrawn";

/** Can the person still take it back? The same statuses as `cases` allows. */
export const canWithdraw = ({ state }: Pick<Application, "state">): boolean =>
  ["awaiting-payment", "in-review", "waiting-for-applicant"].includes(state.status);
