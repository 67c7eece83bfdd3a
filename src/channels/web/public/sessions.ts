import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Authority } from "../../../catalogue/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import { isAgreed, publicPart, type SessionState } from "../../../partnership/index.ts";
import { sendRefusal } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  besideLinks,
  breadcrumbs,
  hashWords,
  html,
  inset,
  minutesTable,
  postWords,
  type SafeHtml,
  sideName,
  table,
  tag,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

type Asked = { Params: { id: string }; Querystring: { beside?: string } };

const base = "/partnership/sessions";

/** When the two governments met and what they agreed, for everybody, as far as it is public. */
export function publicSessionRoutes(app: FastifyInstance, deps: WebDeps): void {
  const today = () => dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);
  const way = (t: Translate) => [{ text: t("partnership.title"), href: "/partnership" }];

  app.get(base, async (request: FastifyRequest, reply) => {
    const t = wordsOf(request, deps);
    const all = (await deps.partnership.sessions.all())
      .filter((state) => publicPart(state, today()) !== "nothing")
      .sort((a, b) => ((a.plannedOn ?? "") < (b.plannedOn ?? "") ? 1 : -1));
    return webPage(request, reply, deps, {
      title: t("partnership.session.sessions"),
      before: breadcrumbs(way(t), t),
      content: html`<h1 class="govuk-heading-l">${t("partnership.session.sessions")}</h1>
        <p class="govuk-body-l">${t("partnership.session.public-lead")}</p>
        ${listOf(all, t)}`,
    });
  });

  app.get<Asked>(`${base}/:id`, async (request, reply) => {
    const t = wordsOf(request, deps);
    const state = await deps.partnership.sessions.one(request.params.id);
    const part = state ? publicPart(state, today()) : "nothing";
    if (!state || part === "nothing")
      return sendRefusal(reply, { kind: "not-found", code: "partnership.session-unknown" });
    const { languages, prevailing } = state;
    const others = languages.filter((lang) => lang !== prevailing);
    const asked = request.query.beside ?? t.lang;
    const beside = others.find((lang) => lang === asked) ?? others[0] ?? "";
    return webPage(request, reply, deps, {
      title: t.words(state.title),
      before: breadcrumbs([...way(t), { text: t("partnership.session.sessions"), href: base }], t),
      content: html`<h1 class="govuk-heading-l">${t.words(state.title)}</h1>
        <p class="govuk-body-l">${dayAndPlace(state, t)} ${illustrative(state, t)}</p>
        ${
          part === "minutes"
            ? agreed(state, beside, deps.catalogue.jurisdiction.authorities, t)
            : inset(t("partnership.session.minutes-later"))
        }`,
    });
  });
}

const illustrative = (state: SessionState, t: Translate): SafeHtml | null =>
  state.illustrative ? tag(t("service.illustrative")) : null;

/** A place has no words of its own in the register: it is written as its officers wrote it. */
const dayAndPlace = ({ plannedOn, openedOn, place }: SessionState, t: Translate): string =>
  [t.date(openedOn ?? plannedOn ?? ""), place].filter(Boolean).join(", ");

const listOf = (all: readonly SessionState[], t: Translate): SafeHtml =>
  table({
    caption: t("partnership.session.sessions"),
    captionHidden: true,
    columns: [
      { text: t("partnership.session.title") },
      { text: t("partnership.session.body") },
      { text: t("partnership.session.planned-on") },
      { text: t("partnership.stands") },
    ],
    rows: all.map((state) => [
      html`<a class="govuk-link hw-table__title" href="${base}/${state.id ?? ""}">
        ${t.words(state.title)}</a> ${illustrative(state, t)}`,
      state.kind ? t(`partnership.session.of.${state.kind}`) : "",
      dayAndPlace(state, t),
      state.phase === "none" ? "" : t(`partnership.session.phase.${state.phase}`),
    ]),
    empty: t("partnership.session.none"),
  });

/** The text that both sides signed, with the corrections that both made since. */
function agreed(
  state: SessionState,
  beside: string,
  authorities: readonly Authority[],
  t: Translate,
): SafeHtml {
  const signed = state.signatures.map(({ side, post, on }) => {
    const words = postWords(post, authorities, t);
    // What somebody typed stays as it was typed, and says so.
    const who = words === post ? html`<span lang="en">${post}</span>` : words;
    return html`<li>${sideName(side, t)}: ${who}, ${t.date(on)}</li>`;
  });
  const errata = state.errata
    .filter((erratum) => isAgreed(state, erratum))
    .map(
      ({ paragraph, on }) =>
        html`<li>${t("partnership.session.erratum-to", { paragraph })}, ${t.date(on)}</li>`,
    );
  return html`<h2 class="govuk-heading-m">${t("partnership.session.minutes")}</h2>
    ${besideLinks(state, beside, `${base}/${state.id ?? ""}`, t)}
    ${minutesTable(state, { beside, authorities }, t)}
    <h2 class="govuk-heading-m">${t("partnership.session.agreement")}</h2>
    <ul class="govuk-list govuk-list--bullet">${signed}</ul>
    <p class="govuk-body">${t("partnership.session.hash")}<br>${hashWords(state.hash ?? "")}</p>
    ${
      errata.length > 0
        ? html`<h2 class="govuk-heading-m">${t("partnership.session.errata")}</h2>
            <ul class="govuk-list govuk-list--bullet">${errata}</ul>`
        : null
    }`;
}
