import { safePath } from "../../platform/http/index.ts";
import { type Lang, languageNames, type Translate } from "../../platform/i18n/index.ts";
import { asset } from "./assets.ts";
import { type Content, html, latin, type SafeHtml } from "./html.ts";
import { type SessionNote, sessionNote } from "./session-note.ts";
import type { Look } from "./theme.ts";

/** What every page is, whichever channel shows it. */
export interface Frame {
  /** Of the page alone: " – Hamwe" is added. */
  readonly title: string;
  /** Path and query of this page without `lang`; the language switch comes back to it. */
  readonly path: string;
  readonly content: Content;
  /** The id of a form of the page that is sent with the choice of a language, to keep its input. */
  readonly languageForm?: string | undefined;
  /** The form came back with problems: the title then says so first. */
  readonly failed?: boolean | undefined;
  /** In one sentence, for search results and link previews; what Hamwe is, where absent. */
  readonly description?: string | undefined;
  /** Belongs into the head: a reload where no script runs. */
  readonly head?: Content | undefined;
  /** When the session of whoever is signed in ends. */
  readonly session?: SessionNote | undefined;
  /** The government's own name, emblem and colours. */
  readonly look?: Look | undefined;
  /** How the page looks where somebody sends its address to others (Open Graph). */
  readonly share?: { readonly url: string; readonly image: string } | undefined;
  /** A demonstration: says so above every page, and leads to the people one may be. */
  readonly demo?: { readonly href: string; readonly text?: string } | undefined;
}

/** How a person leaves: a form that posts. `hidden` carries the channel's token against forgery. */
export interface SignOut {
  readonly action: string;
  readonly hidden?: Content | undefined;
}

export const mark = html`
  <svg class="hw-mark" viewBox="0 0 32 32" width="34" height="34"
    aria-hidden="true" focusable="false">
    <circle cx="21.5" cy="10" r="4.5" fill="#f5c451"/>
    <path d="M0 24c5-8 9-9 13-6s7 3 10 0 6-3 9-1v7a8 8 0 0 1-8 8H8a8 8 0 0 1-8-8z" fill="#4fae88"/>
    <path d="M0 26c6-4 11-3 16 0s10 3 16-1a8 8 0 0 1-8 7H8a8 8 0 0 1-8-6z" fill="#cdeadb"/>
  </svg>
`;

const names = Object.fromEntries(
  Object.entries(languageNames).map(([lang, name]) => [lang, latin(name)]),
) as Readonly<Record<Lang, SafeHtml>>;

/** After the stylesheet: a government's colours take the place of those there. */
const lookHead = (look: Look | undefined): SafeHtml =>
  look === undefined
    ? html`<meta name="theme-color" content="#0f4434">`
    : html`
      <link rel="stylesheet" href="${look.css}">
      <meta name="theme-color" content="${look.colour}">
    `;

/** The emblem and the name of the state, as a text beside the mark. */
export const stateName = (look: Look): SafeHtml => html`
  <span class="hw-state">
    <img class="hw-state__emblem" src="${look.emblem}" alt="" width="40" height="40">
    <span class="hw-state__name">${look.name}</span>
  </span>
`;

/** The part of a page that is the same for every person, made once for each language. */
const heads = new Map<
  Lang,
  { readonly open: SafeHtml; readonly skip: SafeHtml; readonly banner: SafeHtml }
>();

function head(t: Translate) {
  const cached = heads.get(t.lang);
  if (cached) return cached;
  const made = {
    open: html`
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="stylesheet" href="${asset("hamwe.css")}">
      <link rel="icon" href="${asset("hamwe.svg")}" type="image/svg+xml">
      <link rel="manifest" href="/manifest.webmanifest?in=${t.lang}">
      <link rel="apple-touch-icon" href="/icon-180.png">
      <script type="module" src="${asset("hamwe.js")}"></script>
    `,
    skip: html`<a href="#main" class="govuk-skip-link">${t("layout.skip")}</a>`,
    banner: html`
      <strong class="hw-demo__tag">${t("demo.tag")}</strong>
      <span class="hw-demo__text">${t("demo.banner")}</span>`,
  };
  heads.set(t.lang, made);
  return made;
}

/**
 * The languages as links, each named in itself (3.1.2). They set a cookie and come back here; on a
 * page with a form they are buttons of it, so that what was typed comes back as well.
 */
function languageItems(frame: Frame, t: Translate): SafeHtml[] {
  const { languageForm: form } = frame;
  // An address that was asked for may be `//elsewhere.example/`, which a link would follow there.
  const path = safePath(frame.path);
  const joint = path.includes("?") ? "&" : "?";
  return t.offered.map((lang) =>
    lang === t.lang
      ? html`
        <li>
          <span class="hw-languages__now" lang="${lang}" aria-current="true">
            ${names[lang]}
          </span>
        </li>
      `
      : form
        ? html`
        <li>
          <button class="hw-languages__link" type="submit" form="${form}" formnovalidate
            name="_lang" value="${lang}" lang="${lang}">${names[lang]}</button>
        </li>
      `
        : html`
        <li>
          <a
            class="hw-languages__link"
            href="${path}${joint}lang=${lang}"
            hreflang="${lang}"
            lang="${lang}"
            rel="alternate"
          >
            ${names[lang]}
          </a>
        </li>
      `,
  );
}

/** This page in the other languages. */
export function otherLanguages(frame: Frame, t: Translate) {
  const path = safePath(frame.path);
  const joint = path.includes("?") ? "&" : "?";
  return t.offered
    .filter((lang) => lang !== t.lang)
    .map((lang) => ({ lang, href: `${path}${joint}lang=${lang}` }));
}

/**
 * Enter in a line of text presses the first button of the form: this one, which goes on, and not
 * the one of a language above it.
 */
const goesOn = ({ languageForm }: Frame): SafeHtml | null =>
  languageForm
    ? html`<button type="submit" form="${languageForm}" class="govuk-visually-hidden"
        tabindex="-1" aria-hidden="true"></button>`
    : null;

export const languageSwitch = (frame: Frame, t: Translate): SafeHtml =>
  html`
    ${goesOn(frame)}
    <nav class="hw-languages" aria-label="${t("layout.language")}">
      <ul>${languageItems(frame, t)}</ul>
    </nav>
  `;

/** The same, folded on a narrow screen; a wide one shows it open (_frame.scss). */
export const languageMenu = (frame: Frame, t: Translate): SafeHtml =>
  html`
    <nav class="hw-languages hw-languages--menu" aria-label="${t("layout.language")}">
      <details>
        <summary class="hw-languages__open">
          <span class="govuk-visually-hidden">${t("layout.language")}: ${languageNames[t.lang]}
          </span><span aria-hidden="true">${t.lang.toUpperCase()}</span>
        </summary>
        <ul>${languageItems(frame, t)}</ul>
      </details>
    </nav>
  `;

export const signOutForm = (out: SignOut, t: Translate): SafeHtml =>
  html`
    <form class="hw-sign-out" method="post" action="${out.action}">
      ${out.hidden}
      <button type="submit" class="hw-top__button">${t("layout.sign-out")}</button>
    </form>
  `;

/** A page for everybody says what a preview of it shows; a personal one says nothing. */
const shareHead = ({ share, title, description }: Frame, t: Translate): SafeHtml | null =>
  share === undefined
    ? null
    : html`
      <link rel="canonical" href="${share.url}">
      <meta property="og:type" content="website">
      <meta property="og:site_name" content="Hamwe">
      <meta property="og:title" content="${title}">
      <meta property="og:description" content="${description ?? t("layout.about")}">
      <meta property="og:url" content="${share.url}">
      <meta property="og:image" content="${share.image}">
    `;

/** What stands between the banner of a demonstration and the end of a page. */
export interface Body {
  readonly class: string;
  readonly content: SafeHtml;
  /** The foot of the page: the end of the session is said above it. */
  readonly footer?: SafeHtml | undefined;
}

/**
 * The whole document around a body: language, title, stylesheet, skip link, demonstration banner,
 * and when the session ends.
 */
export function documentOf(frame: Frame, body: Body, t: Translate): SafeHtml {
  const same = head(t);
  const prefix = frame.failed ? `${t("component.error-prefix")} ` : "";
  const title = latin(`${prefix}${frame.title} – Hamwe`);
  const session = frame.session && sessionNote(frame.session, t);
  const demo =
    frame.demo === undefined
      ? null
      : html`
        <div class="hw-demo" role="region" aria-label="${t("demo.tag")}">
          <div class="govuk-width-container hw-demo__inside">
            <span>${frame.demo.text ?? same.banner}</span>${" "}
            <a class="hw-demo__link" href="${frame.demo.href}">${t("demo.choose")}</a>
          </div>
        </div>
      `;
  return html`<!doctype html>
<html lang="${t.lang}" dir="${t.dir}" class="govuk-template"><head>${same.open}<title>
    ${title}</title><meta name="description" content="${frame.description ?? t("layout.about")}">
    ${shareHead(frame, t)}${lookHead(frame.look)}${frame.head}</head><body
    class="govuk-template__body ${body.class}">${same.skip}${demo}
    ${body.content}${session}${body.footer}</body></html>`;
}
