import { clockTime } from "../../kernel/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { asset } from "./assets.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";

/** When the session of whoever reads a page ends. */
export interface SessionNote {
  readonly endsAt: Date;
  readonly now: Date;
  /** Nothing that is done makes it longer. */
  readonly final: boolean;
  readonly timeZone: string;
  /** The channel's token against forgery. */
  readonly hidden: Content;
}

const path = "/sign-in/session";

/**
 * Says on every page of whoever is signed in when that ends, and that nothing typed is lost. The
 * script shows the dialog two minutes before (2.2.1: a simple action makes it longer) and at the
 * end.
 */
export function sessionNote({ endsAt, now, final, timeZone, hidden }: SessionNote, t: Translate) {
  const seconds = Math.max(0, Math.floor((endsAt.getTime() - now.getTime()) / 1000));
  // The time stands apart in the sentence, so that the script can change it.
  const place = { time: "\u0000" };
  const sentence = final ? t("sessions.final", place) : t("sessions.until", place);
  const [before, after = ""] = sentence.split("\u0000");
  const time = html`<time data-session-time data-zone="${timeZone}"
    >${clockTime(endsAt, timeZone)}</time>`;
  return html`
    <aside
      class="hw-session"
      aria-label="${t("sessions.session")}"
      data-session="${seconds}"${final ? html` data-final` : null}
    >
      <p class="govuk-width-container">${before}${time}${after}</p>
      <dialog class="hw-session__dialog" aria-labelledby="session-ending">
        <div data-session-ending>
          <h2 class="govuk-heading-m" id="session-ending">${t("sessions.ending")}</h2>
          <p class="govuk-body">${t("sessions.ending-lead")}</p>
          <form method="post" action="${path}">
            ${hidden}
            <button type="submit" class="govuk-button" data-session-stay>
              ${t("sessions.stay")}</button>
          </form>
          <p class="govuk-body" data-session-final hidden>${t("sessions.ending-final")}</p>
        </div>
        <div data-session-over hidden>
          <h2 class="govuk-heading-m" id="session-over">${t("sessions.over")}</h2>
          <p class="govuk-body">${t("sessions.over-lead")}</p>
        </div>
        <form method="dialog">
          <button type="submit" class="govuk-button govuk-button--secondary">
            ${t("sessions.close")}</button>
        </form>
      </dialog>
      <script type="module" src="${asset("session.js")}"></script>
    </aside>
  ` as SafeHtml;
}

export const examples = (t: Translate): Example[] => [
  {
    name: "the end of a session",
    html: sessionNote(
      {
        endsAt: new Date("2026-11-23T08:20:00Z"),
        now: new Date("2026-11-23T08:00:00Z"),
        ...{ final: false, timeZone: "Africa/Kigali", hidden: "" },
      },
      t,
    ),
  },
];
