import type { CaseNow } from "../../../acts/index.ts";
import type { OwnPlace } from "../../../cases/index.ts";
import type { Catalogue } from "../../../catalogue/index.ts";
import type { SafeHtml } from "../../components/index.ts";

/** One application as its person sees it. */
export interface CaseView extends CaseNow {
  readonly catalogue: Catalogue;
  readonly place: OwnPlace | undefined;
  readonly csrf: SafeHtml;
}
