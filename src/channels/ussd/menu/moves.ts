import type { PhoneState, Place, Turn, Want } from "../places.ts";

/** So many places are kept to go back through. */
const longest = 24;

export const fresh = (lang?: PhoneState["lang"]): PhoneState => ({
  ...(lang && { lang }),
  trail: [lang ? { at: "home" } : { at: "language" }],
  unlocked: false,
  presses: 0,
});

export const placeOf = ({ trail }: PhoneState): Place => trail.at(-1) ?? { at: "home" };

/** On to a new place. */
export const go = (state: PhoneState, place: Place): Turn => ({
  state: { ...state, trail: [...state.trail.slice(-longest), place] },
});

/** The place becomes another: going back does not lead through it. */
export const swap = (state: PhoneState, place: Place): Turn => ({
  state: { ...state, trail: [...state.trail.slice(0, -1), place] },
});

/** Back to where the way last led through this kind of place, or on to it. */
export function turnTo(state: PhoneState, place: Place): Turn {
  const before = state.trail.findIndex(({ at }) => at === place.at);
  if (before < 0) return go(state, place);
  return { state: { ...state, trail: [...state.trail.slice(0, before), place] } };
}

export function back(state: PhoneState): Turn {
  const trail = state.trail.slice(0, -1);
  return trail.length > 0 ? { state: { ...state, trail } } : home(state);
}

/** Home, with nothing begun. */
export const home = ({ lang, unlocked, presses }: PhoneState): Turn => ({
  state: { ...fresh(lang), unlocked, presses },
});

/** The same place once more, from its first page, with what was wrong said above it. */
export function again(state: PhoneState, note: string): Turn {
  const { page: _page, ...place } = placeOf(state);
  return swap(state, { ...place, note } as Place);
}

/** Personal pages ask for the PIN, once in a session. */
export const behindPin = (state: PhoneState, want: Want): Turn =>
  state.unlocked ? { state, effect: { do: want } } : go(state, { at: "pin", want });
