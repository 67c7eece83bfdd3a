import type { FastifyReply } from "fastify";
import { longestAnnouncement, type Standing } from "../../centres/index.ts";
import { type Refusal, refuse } from "../../kernel/index.ts";
import { formOf, redirectTo, statusOf, textOf } from "../../platform/http/index.ts";
import { languageNames } from "../../platform/i18n/index.ts";
import {
  backLink,
  button,
  csrfField,
  errorSummary,
  html,
  narrow,
  type SafeHtml,
  select,
  textarea,
} from "../components/index.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";
import { languagesOf } from "./place.ts";

/** For how many minutes it can be shown. */
const minutesOffered = [15, 30, 60, 120, 240] as const;

/** Until when the announcement stands, and in which languages it says nothing. */
function standingPart({ deps, t }: FloorDesk, { words, until }: Standing): SafeHtml {
  const at = t.dateTime(until, deps.catalogue.jurisdiction.timeZone);
  const missing = languagesOf(deps).filter((lang) => !words[lang]);
  const names = t.list(missing.map((lang) => languageNames[lang]));
  return html`
    <p class="govuk-inset-text">
      ${t("floor.said.until", { at })}${" "}
      ${missing.length > 0 ? t("floor.said.missing", { languages: names }) : null}
    </p>
  `;
}

/** GET /hall/:centre/announcement: what the boards say to everybody. */
export async function showAnnouncement(desk: FloorDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, centre, request, reply } = desk;
  const standing = await deps.centres.announced(centre.id);
  const shown = standing?.words ?? {};
  const typed = refusal && formOf(request);
  const fields = languagesOf(deps).map((lang) =>
    textarea(
      {
        ...{ id: lang, name: lang, label: languageNames[lang], rows: 2, optional: true },
        ...{ value: typed ? textOf(typed, lang) : shown[lang], maxlength: longestAnnouncement },
      },
      t,
    ),
  );
  const items = minutesOffered.map((count) => ({
    ...{ value: String(count), text: t("floor.break.minutes", { count }) },
  }));
  const error = refusal && t.refusal(refusal);
  const atMinutes = refusal?.code === "hall.duration-missing";
  const minutes = {
    ...{ id: "minutes", name: "minutes", label: t("floor.said.how-long"), items },
    ...{ value: typed ? textOf(typed, "minutes") : "", error: atMinutes ? error : undefined },
  };
  const title = t("floor.said.title");
  const end =
    standing && button({ text: t("floor.said.end"), kind: "secondary", name: "do", value: "end" });
  const content = html`
    ${backLink(`/hall/${centre.id}`, t)}
    ${errorSummary(error ? [{ text: error, id: atMinutes ? "minutes" : undefined }] : [], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${t("floor.said.text")}</p>
    ${standing ? standingPart(desk, standing) : null}
    <form method="post" action="/hall/${centre.id}/announcement" novalidate>
      ${csrfField(request, reply)}${fields}${select(minutes, t)}
      <div class="govuk-button-group">
        ${button({ text: t("floor.said.show"), name: "do", value: "show" })}${end || null}
      </div>
    </form>
  `;
  const status = refusal ? statusOf(refusal.kind) : 200;
  return showFloor(desk, { title, content: narrow(content) }, status);
}

/** POST the same: shows it, or ends the one that is shown. */
export async function takeAnnouncement(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, centre, request, reply, officer } = desk;
  const form = formOf(request);
  const ends = textOf(form, "do") === "end";
  const minutes = minutesOffered.find((each) => String(each) === textOf(form, "minutes"));
  if (!ends && minutes === undefined)
    return showAnnouncement(desk, refuse("invalid", "hall.duration-missing").refusal);
  const texts = languagesOf(deps).map((lang) => [lang, ends ? "" : textOf(form, lang)]);
  const done = await deps.centres.announce({
    ...{ centre: centre.id, officer: officer.id, words: Object.fromEntries(texts) },
    until: new Date(deps.clock().getTime() + (minutes ?? 0) * 60_000),
  });
  if (!done.ok) return showAnnouncement(desk, done.refusal);
  return redirectTo(reply, `/hall/${centre.id}`, { kind: "success", code: "floor.said.news" });
}
