import { acting } from "./menu/acts.ts";
import { asking } from "./menu/apply.ts";
import { checking } from "./menu/check.ts";
import { finding } from "./menu/find.ts";
import { meeting } from "./menu/meet.ts";
import { again, back, home, placeOf, swap } from "./menu/moves.ts";
import { owning } from "./menu/own.ts";
import type { Desk, Show, View } from "./menu/view.ts";
import { cutPages, type PageCut } from "./pages.ts";
import type { At, In, PhoneState, Place, Screen, Turn } from "./places.ts";

const shows: { readonly [A in At]: Show<A> } = {
  ...finding,
  ...asking,
  ...checking,
  ...owning,
  ...acting,
  ...meeting,
};

/** A place as its own kind shows it. */
function viewAt<A extends At>(place: In<A> & { readonly at: A }, state: PhoneState, desk: Desk) {
  return shows[place.at](place, state, desk);
}

function viewOf(state: PhoneState, desk: Desk): View {
  const place = placeOf(state);
  const view = viewAt(place, state, desk);
  return place.note ? { ...view, text: `${place.note}\n${view.text}`.trim() } : view;
}

function pagesOf(view: View, state: PhoneState, { t }: Desk): readonly PageCut[] {
  const alone = state.trail.length === 1;
  const pages = cutPages({
    text: view.text,
    options: (view.options ?? []).map(({ label }) => label),
    lang: t.lang,
    more: t("ussd.more"),
    ...(!view.zero && !view.ends && { back: t("ussd.back") }),
    top: alone,
  });
  return pages.length > 0 ? pages : [{ text: "Hamwe", chooses: [] }];
}

const numberOf = ({ page = 0 }: Place, pages: readonly PageCut[]): number =>
  Math.min(page, pages.length - 1);

/** The screen of where somebody is. */
export function screenOf(state: PhoneState, desk: Desk): Screen {
  const view = viewOf(state, desk);
  const pages = pagesOf(view, state, desk);
  const at = numberOf(placeOf(state), pages);
  return {
    text: pages[at]?.text ?? "",
    ends: view.ends === true && at === pages.length - 1,
  };
}

/**
 * One press: where it leads, and what is to be done for it. Pure: the same state, input and
 * surroundings lead to the same place. A `#` at the end, which many press to send, is none of it.
 * What no key and no answer is, is said so and asked again.
 */
export function press(before: PhoneState, raw: string, desk: Desk): Turn {
  const state = { ...before, presses: before.presses + 1 };
  const typed = raw.trim().replace(/#$/, "");
  const input = typed.trim();
  const shown = viewOf(state, desk);
  const pages = pagesOf(shown, state, desk);
  const view = state.trail.some(({ note }) => note) ? viewOf(quiet(state), desk) : shown;
  const place = placeOf(state);
  const at = numberOf(place, pages);
  const turned = (page: number): Turn => swap(state, { ...place, page });
  if (input === "00" && state.lang) return home(state);
  if (input === "9" && at < pages.length - 1) return turned(at + 1);
  if (input === "0" && !view.zero) {
    if (at > 0) return turned(at - 1);
    return state.trail.length > 1 ? back(state) : { state };
  }
  const chosen = /^[1-8]$/.test(input) ? pages[at]?.chooses[Number(input) - 1] : undefined;
  const option = chosen === undefined ? undefined : view.options?.[chosen];
  if (option) return option.choose();
  if (view.typed && input !== "") return view.typed(typed);
  const isPressed = (view.options ?? []).length > 0;
  return again(state, desk.t(isPressed ? "ussd.not-a-key" : "ussd.only-back"));
}

/** What was said once is not said again when one comes back. */
const quiet = (state: PhoneState): PhoneState => ({
  ...state,
  trail: state.trail.map(({ note: _note, ...place }) => place as Place),
});
