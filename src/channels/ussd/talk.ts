import {
  addSession,
  closeSessions,
  droppedOf,
  languageOf,
  type PhoneKeys,
  type SessionRow,
  saveSession,
  sessionOf,
} from "../../phone/index.ts";
import { personByPhone } from "../../platform/auth/index.ts";
import type { PhoneDeps } from "./deps.ts";
import { hear } from "./hear.ts";
import { deskOf, type Line, langFor } from "./line.ts";
import { fresh } from "./menu/moves.ts";
import { perform } from "./perform.ts";
import type { PhoneState, Screen, Turn } from "./places.ts";
import { press, screenOf } from "./press.ts";

/** One request of the gateway. */
export interface Call {
  readonly sessionId: string;
  /** E.164 */
  readonly phone: string;
  /** All that was typed in this session, joined with `*`. */
  readonly text: string;
}

interface Kept {
  readonly state?: PhoneState;
  readonly screen: Screen;
}

/** No session that a network bears types so much; the next call goes on where it was. */
const longestPath = 2000;

/** One press leads to a few acts at the most: a PIN, then what waited behind it. */
const mostActs = 4;

/**
 * Answers one request. The text is the whole path, so what is new in it is the difference to what
 * we have; the same path again gets the same screen and does nothing again. Where nothing is kept
 * of the session, it is walked anew: every act has the key of its press, so none happens twice.
 */
export async function talk(deps: PhoneDeps, keys: PhoneKeys, call: Call): Promise<Screen> {
  const [row, person] = await Promise.all([
    sessionOf(deps.sql, call.sessionId),
    personByPhone(deps.sql, call.phone),
  ]);
  const phoneHash = keys.phone(call.phone);
  const line: Line = { deps, keys, session: call.sessionId, phone: call.phone, phoneHash, person };
  if (call.text.length > longestPath) return gone(line);
  if (!row) return opened(line, call);
  if (!row.phoneHash.equals(phoneHash)) return gone(line);
  const decoded = keys.unseal(row.id, row.sealed) as Kept;
  const typed = whatIsNew(keys, row, call);
  if (typed === undefined || !decoded.state) return decoded.screen;
  return save(line, call, await pressedAll(line, decoded.state, typed), row);
}

/** A session that grew too long, or whose name is another telephone's. */
async function gone({ deps, phoneHash }: Line): Promise<Screen> {
  const lang = (await languageOf(deps.sql, phoneHash)) ?? langFor({}, deps);
  return { text: deps.i18n.for(lang)("ussd.ended"), ends: true };
}

/** What was typed since; undefined where nothing is new. */
function whatIsNew(
  keys: PhoneKeys,
  row: SessionRow,
  { sessionId, text }: Call,
): string | undefined {
  const { pathLength, pathHash } = row;
  if (text.length <= pathLength) return undefined;
  if (!keys.path(sessionId, text.slice(0, pathLength)).equals(pathHash)) return undefined;
  return pathLength === 0 ? text : text.slice(pathLength + 1);
}

async function opened(line: Line, call: Call): Promise<Screen> {
  const { deps, keys, phoneHash: hash } = line;
  const now = deps.clock();
  const [lang, dropped] = await Promise.all([
    languageOf(deps.sql, hash),
    call.text === "" ? droppedOf(deps.sql, hash, now) : undefined,
  ]);
  const begun = (dropped && resumed(keys, dropped)) ?? fresh(lang);
  const state = call.text === "" ? begun : await pressedAll(line, begun, call.text);
  return save(line, call, state, undefined, dropped !== undefined);
}

/** Not shown again before the PIN was given again. */
const behindIt: ReadonlySet<string> = new Set([
  "resume",
  "mine",
  "case",
  "rate",
  "rate-words",
  "withdraw",
  "appeal",
  "appeal-check",
  "contact",
  "contact-check",
  "contact-code",
  "request",
  "given",
  "meetings",
  "meeting",
  "pin",
  "say",
]);

/**
 * Where the dropped session was, with the question whether to go on; its PIN is asked for again.
 */
function resumed(keys: PhoneKeys, row: SessionRow): PhoneState | undefined {
  const { state } = keys.unseal(row.id, row.sealed) as Kept;
  const trail = state?.trail.filter(({ at }) => !behindIt.has(at)) ?? [];
  // Answers to a request are the application's own: they are begun again behind the PIN.
  if (state?.applying?.answering) return undefined;
  if (!state?.lang || (trail.length < 3 && !state.applying)) return undefined;
  return { ...state, unlocked: false, trail: [...trail, { at: "resume" }] };
}

/**
 * All keys of a part of the path, one after the other: `*182*7*1*2#` dials and presses at once, and
 * a request that got lost comes with the next. A `*` within an answer ends it, as it does when the
 * path is walked anew. After the last screen nothing is pressed any more.
 */
async function pressedAll(line: Line, before: PhoneState, path: string): Promise<PhoneState> {
  const [first = "", ...more] = path.split("*");
  let state = await pressed(line, before, first);
  for (const typed of more) {
    if (screenOf(state, deskOf(line, state)).ends) break;
    state = await pressed(line, state, typed);
  }
  return state;
}

/** One key, and all that follows from it. */
async function pressed(line: Line, before: PhoneState, typed: string): Promise<PhoneState> {
  let turn: Turn = press(before, typed, deskOf(line, before));
  for (let acts = 0; turn.effect && acts < mostActs; acts++) {
    const fact = await perform(line, turn.state, turn.effect);
    turn = hear(turn.state, fact, deskOf(line, turn.state));
  }
  return turn.state;
}

/** Keeps the session and gives its screen; a twin that was quicker has the word. */
async function save(
  line: Line,
  { sessionId, text }: Call,
  state: PhoneState,
  before?: SessionRow,
  dropped = false,
): Promise<Screen> {
  const { deps, keys } = line;
  const screen = screenOf(state, deskOf(line, state));
  const stored: Kept = { screen, ...(!screen.ends && { state }) };
  const row: SessionRow = {
    id: sessionId,
    phoneHash: line.phoneHash,
    pathHash: keys.path(sessionId, text),
    pathLength: text.length,
    presses: state.presses,
    sealed: keys.seal(sessionId, stored),
    open: !screen.ends,
  };
  const now = deps.clock();
  const saved = before
    ? await saveSession(deps.sql, row, before, now)
    : await addSession(deps.sql, row, now);
  // What was dropped before lives on in this session, or was over.
  if (saved && dropped) await closeSessions(deps.sql, row.phoneHash, sessionId);
  if (saved) return screen;
  const twin = await sessionOf(deps.sql, sessionId);
  return twin ? (keys.unseal(twin.id, twin.sealed) as Kept).screen : screen;
}
