import type { ItemsScreen, Lists, QuestionsScreen } from "../../form/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import type { SafeHtml } from "../components/index.ts";
import { knownView, placeText } from "./among.ts";
import type { AnswersOf, Host, Opened } from "./host.ts";
import { listView } from "./list-view.ts";
import { captionOf, goOnButtons, questionsView } from "./page-view.ts";
import { placePath } from "./way.ts";

/** What a screen is made with: lists, words, and what its form brings back unseen. */
export interface ScreenParts extends Pick<Host, "askedWords"> {
  readonly catalogue: Lists;
  readonly hidden: SafeHtml;
}

/** A page of questions, or the items of a repeating page, of a draft. Pure. */
export function screenView(
  screen: QuestionsScreen | ItemsScreen,
  opened: AnswersOf & Pick<Opened, "base" | "among">,
  { hidden, ...host }: ScreenParts,
  t: Translate,
): SafeHtml {
  const { def, base } = opened;
  const frame = {
    def,
    caption: captionOf(def, placeText(opened, screen, t), t),
    action: placePath(base, { ...screen.place, change: false }),
    hidden,
    buttons: goOnButtons(t),
  };
  if (screen.show === "items") return listView({ ...frame, screen, opened, base }, host, t);
  const known = knownView(opened, screen.page, host, t);
  return questionsView({ ...frame, screen, known }, host.catalogue, t);
}
