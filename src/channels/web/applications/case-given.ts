import type { CaseNow, OnTheWay } from "../../../acts/index.ts";
import type { Rating } from "../../../assessment/index.ts";
import type { CaseMessage, OwnPlace } from "../../../cases/index.ts";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { SafeHtml } from "../../components/index.ts";

/** One application as its person sees it. */
export interface CaseView extends CaseNow {
  readonly catalogue: Catalogue;
  readonly place: OwnPlace | undefined;
  /** What the person said of how they were served. */
  readonly rating: Rating | undefined;
  readonly csrf: SafeHtml;
  /** What the office and the person wrote to each other. */
  readonly thread: readonly CaseMessage[];
  /** Bills whose payment was begun and left. */
  readonly left: ReadonlySet<string>;
  /** What was given while the case goes on. */
  readonly onTheWay: readonly OnTheWay[];
}
