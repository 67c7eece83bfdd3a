import type { SessionShown } from "../../platform/auth/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { button } from "./button.ts";
import { type Example, html, type SafeHtml } from "./html.ts";
import { table } from "./table.ts";
import { tag } from "./tag.ts";

export interface SessionList {
  readonly sessions: readonly SessionShown[];
  /** Where a press of "sign out" goes: `session` is a handle, or `others`. */
  readonly action: string;
  readonly csrf: SafeHtml;
  readonly timeZone: string;
}

/** Where somebody is signed in, each with its own way to end it (ASVS 7.5.2). */
export function sessionList({ sessions, action, csrf, timeZone }: SessionList, t: Translate) {
  const end = (value: string, text: string, hidden?: string) =>
    html`<form method="post" action="${action}"
      >${csrf}${button({ text, kind: "secondary", name: "session", value, hidden })}</form>`;
  const rows = sessions.map(({ handle, startedAt, touchedAt, shared, device, own }) => [
    html`${device ?? t("sessions.device-unknown")}${
      shared ? html` ${tag(t("sessions.shared"))}` : null
    }`,
    t.dateTime(startedAt, timeZone),
    t.dateTime(touchedAt, timeZone),
    own
      ? tag(t("sessions.this"), "good")
      : end(handle, t("sessions.end"), device ?? t.dateTime(startedAt, timeZone)),
  ]);
  const list = table({
    caption: t("sessions.heading"),
    captionHidden: true,
    columns: [
      { text: t("sessions.device") },
      { text: t("sessions.started") },
      { text: t("sessions.used") },
      { text: t("sessions.end") },
    ],
    rows,
  });
  const others = sessions.length > 1 ? end("others", t("sessions.end-others")) : null;
  return html`<h1 class="govuk-heading-l">${t("sessions.heading")}</h1
    ><p class="govuk-body">${t("sessions.lead")}</p>${list}${others}`;
}

export const examples = (t: Translate): Example[] => [
  {
    name: "two sessions",
    html: sessionList(
      {
        sessions: [true, false].map((own) => ({
          handle: own ? "a" : "b",
          startedAt: new Date("2026-11-23T08:00:00Z"),
          touchedAt: new Date("2026-11-23T08:10:00Z"),
          shared: !own,
          device: own ? "Firefox, Windows" : null,
          own,
        })),
        ...{ action: "/applications/sessions", csrf: html``, timeZone: "Africa/Kigali" },
      },
      t,
    ),
  },
];
