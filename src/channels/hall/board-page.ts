import type { Board } from "../../centres/index.ts";
import { isLang, type Translate } from "../../platform/i18n/index.ts";
import { attr, html, type SafeHtml } from "../components/index.ts";
import { announcedIn } from "./board-data.ts";
import { screen } from "./document.ts";
import { opensWords, type Place, timeIn } from "./place.ts";
import { boardHead } from "./style.ts";
import { voicePaths } from "./voices/voices.ts";

type Call = Board["calls"][number];

/** A number of more than so many characters is drawn smaller; board.js knows the same. */
const usual = 4;

/** Up to so many rows of usual numbers are drawn larger; board.js knows the same. */
const few = 4;

/** For so long a call of a hall that has closed is still what its board leads with. */
const callStandsMs = 10 * 60_000;

/** That the hall is closed and until when; instead of a number where nobody was called lately. */
function closedLead(place: Place, call: Call | undefined): SafeHtml | null {
  const opens = opensWords(place);
  const standsUntil = (call?.calledAt.getTime() ?? 0) + callStandsMs;
  if (opens === undefined || place.deps.clock().getTime() < standsUntil) return null;
  return html`<strong>${place.t("hall.arrive.closed")}</strong> <span>${opens}</span>`;
}

const isLong = ({ number }: Call): boolean => number.length > usual;

interface Lead {
  readonly call: Call | undefined;
  readonly closed: SafeHtml | null;
  /** The others who are called or served. */
  readonly others: readonly Call[];
}

const isFew = (calls: readonly Call[]): boolean => calls.length <= few && !calls.some(isLong);

/** How much room the others leave. */
const room = (others: readonly Call[]): string =>
  `${others.length === 0 ? " is-alone" : ""}${isFew(others) ? " is-few" : ""}`;

const newest = ({ call, closed, others }: Lead, t: Translate): SafeHtml =>
  html`
    <section
      class="b-now${call && isLong(call) ? " is-long" : ""}${room(others)}"
      id="now"${call ? null : html` data-empty`}${closed && html` data-closed`}
    >
      <p class="b-now__closed" id="closed">${closed}</p>
      <p class="b-now__word">${t("hall.board.now")}</p>
      <p class="b-now__number" id="now-number">${call?.number ?? "–"}</p>
      <p class="b-now__to">
        ${t("hall.board.counter")}${" "}
        <strong class="b-now__counter" id="now-counter">${call?.counter ?? "–"}</strong>
      </p>
    </section>
  `;

const before = (calls: readonly Call[], t: Translate): SafeHtml =>
  html`
    <section class="b-list${isFew(calls) ? " is-few" : ""}" id="list">
      <h2 class="b-list__head">
        <span>${t("hall.board.ticket")}</span><span>${t("hall.board.counter")}</span>
      </h2>
      <ul class="b-list__rows" id="rows">
        ${calls.map(
          ({ number, counter }) => html`
          <li class="b-list__row"><span>${number}</span><b>${counter}</b></li>
        `,
        )}
      </ul>
    </section>
  `;

/** What is said to everybody; with JavaScript in one language after the other. */
function said(board: Board): SafeHtml {
  const [first] = announcedIn(board);
  return html`
    <p class="b-said" id="said"${attr("hidden", !first)}${attr("lang", first?.lang)}>
      ${first?.text}
    </p>
  `;
}

/** The large display: readable from the back row, with a notice when its data is out of date. */
export function boardPage(place: Place, board: Board): SafeHtml {
  const { deps, centre, t } = place;
  const [first, ...others] = board.calls;
  const languages = [...new Set(board.calls.map(({ lang }) => lang))].filter(isLang);
  const closed = closedLead(place, first);
  const opens = opensWords(place);
  const lead = { call: first, closed, others };
  const body = html`
    <div
      class="b-all"
      id="board"
      data-events="/hall/${centre.id}/board/events"
      data-version="${board.version}"
      data-voices="${JSON.stringify(voicePaths)}"
      data-heard="${languages.join(" ")}"
    >
      <header class="b-head">
        <h1 class="b-head__name">${t.words(centre.name)}</h1>
        <p class="b-head__clock" id="clock">${timeIn(deps, deps.clock())}</p>
      </header>
      <main class="b-main">${newest(lead, t)}${before(others.slice(0, 7), t)}</main>
      ${said(board)}
      <footer class="b-foot">
        <p class="b-foot__waiting">
          ${t("hall.board.waiting")} <strong id="waiting">${board.waiting}</strong>
        </p>
        <p class="b-foot__next" id="next"${attr("hidden", board.next.length === 0)}>
          ${t("hall.board.next")} <strong id="next-numbers">${board.next.join(" ")}</strong>
        </p>
        <p class="b-foot__closed" id="opens"${attr("hidden", !opens || closed !== null)}>
          ${opens && `${t("hall.arrive.closed")}. ${opens}`}
        </p>
        <p class="b-foot__stale" id="stale" hidden>${t("hall.board.stale")}</p>
        <button class="b-foot__sound" id="sound" type="button" hidden>
          ${t("hall.board.sound")}
        </button>
        ${deps.demonstration ? html`<p class="b-foot__demo">${t("demo.tag")}</p>` : null}
      </footer>
    </div>
  `;
  const title = `${t("hall.board.title")} ${t.words(centre.name)}`;
  return screen({ title, look: "hall-board", head: boardHead, body, again: { seconds: 10 } }, t);
}
