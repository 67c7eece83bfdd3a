import type { ItemsScreen, Lists, QuestionsScreen } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { SafeHtml } from "../components/index.ts";
import type { AnswersOf, Host, Opened } from "./host.ts";
import { listView } from "./list-view.ts";
import { captionOf, goOnButtons, questionsView } from "./page-view.ts";
import { placePath } from "./way.ts";

/** What a screen is made with: lists, words, and what its form brings back unseen. */
export interface ScreenParts extends Pick<Host, "askedWords"> {
  readonly catalogue: Lists;
  readonly hidden: SafeHtml;
  /** "Step 2 of 5" */
  readonly step: string;
  /** What was answered before, in another service. */
  readonly known?: SafeHtml | null;
}

/** A page of questions, or the items of a repeating page, of a draft. Pure. */
export function screenView(
  screen: QuestionsScreen | ItemsScreen,
  opened: AnswersOf & Pick<Opened, "base">,
  { hidden, step, known, ...host }: ScreenParts,
  t: Translate,
): SafeHtml {
  const { def, base } = opened;
  const frame = {
    def,
    caption: captionOf(def, step, t),
    action: placePath(base, { ...screen.place, change: false }),
    hidden,
    buttons: goOnButtons(t),
  };
  if (screen.show === "items") return listView({ ...frame, screen, opened, base }, host, t);
  return questionsView({ ...frame, screen, ...(known && { known }) }, host.catalogue, t);
}
