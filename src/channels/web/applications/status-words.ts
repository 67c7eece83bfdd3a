import { statusWords } from "../../../acts/index.ts";
import { meaningOf, type Status } from "../../../cases/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { type SafeHtml, tag, toneOf } from "../../components/index.ts";

export const statusTag = (status: Status, t: Translate): SafeHtml =>
  tag(t(`status.${statusWords[status]}`), toneOf(statusWords[status]));

/** Whether the case waits for the person. */
export const waitsForPerson = (status: Status): boolean => meaningOf(status).turn === "applicant";

export const isClosed = (status: Status): boolean => meaningOf(status).turn === "nobody";
