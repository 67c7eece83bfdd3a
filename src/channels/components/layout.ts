import type { Translate } from "../../platform/i18n/index.ts";
import { type Foot, footer } from "./footer.ts";
import {
  documentOf,
  type Frame,
  languageMenu,
  languageSwitch,
  mark,
  otherLanguages,
  type SignOut,
  signOutForm,
  stateName,
} from "./frame.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";

/** Where in the site a page is; marks the entry of the navigation. */
export type Place = "services" | "centres" | "track" | "applications" | "documents" | "me";

export interface Page extends Frame {
  readonly current?: Place | undefined;
  /** Who is signed in; without it the header offers to sign in. */
  readonly person?:
    | {
        readonly name: string;
        readonly signOut: SignOut;
        /** Where their name leads: a person to their own page, an officer to their work. */
        readonly work?: string | undefined;
      }
    | undefined;
  /** Back link or breadcrumbs: above `main`. */
  readonly before?: Content | undefined;
  /** `content` brings its own containers (the front page); otherwise it stands in one. */
  readonly full?: boolean | undefined;
  readonly foot?: Foot | undefined;
}

const places: readonly (readonly [Place, string])[] = [
  ["me", "/me"],
  ["services", "/services"],
  ["centres", "/centres"],
  ["track", "/track"],
  ["applications", "/applications"],
  ["documents", "/documents"],
];

/** Whoever is signed in as a person also has a page of their own. */
const placesOf = ({ person }: Page) =>
  places.filter(([place, href]) => place !== "me" || person?.work === href);

const navigation = (page: Page, t: Translate): SafeHtml =>
  html`
    <nav class="hw-nav" aria-label="${t("layout.navigation")}">
      <div class="govuk-width-container">
        <ul class="hw-nav__list">
          ${placesOf(page).map(
            ([place, href]) =>
              html`
        <li>
          <a
            class="hw-nav__link"
            href="${href}"${place === page.current ? html` aria-current="page"` : null}
          >
            ${t(`layout.${place}`)}
          </a>
        </li>
      `,
          )}
        </ul>
      </div>
    </nav>
  `;

const header = (page: Page, t: Translate): SafeHtml =>
  html`
    <header class="hw-header">
      <div class="govuk-width-container hw-top">
        <a class="hw-top__home" href="/">
          ${mark}<span class="hw-top__names"><span class="hw-top__name">Hamwe</span>
          ${
            page.look === undefined
              ? html`<span class="hw-top__tagline">${t("layout.tagline")}</span>`
              : stateName(page.look)
          }</span>
        </a>
        <div class="hw-top__end">
          ${languageSwitch(page, t)}${languageMenu(page, t)}
          ${
            page.person === undefined
              ? html`<a class="hw-top__button" href="/sign-in">${t("layout.sign-in")}</a>`
              : html`
        ${
          page.person.work === undefined
            ? html`<span class="hw-top__person">${page.person.name}</span>`
            : html`<a class="hw-top__person hw-top__own" href="${page.person.work}">
                ${page.person.name}</a>`
        }
        ${signOutForm(page.person.signOut, t)}
      `
          }
        </div>
      </div>
      ${navigation(page, t)}
    </header>
  `;

/**
 * A page for everybody. Criteria: `lang` on the document (3.1.1), a title of its own (2.4.2), a
 * skip link (2.4.1), landmarks, the same navigation everywhere (3.2.3); holds at 320 px and 200 %
 * text. `content` starts with the `h1`.
 */
export function layout(page: Page, t: Translate): SafeHtml {
  const main = page.full
    ? html`<main id="main" tabindex="-1">${page.content}</main>`
    : html`
      <div class="govuk-width-container">
        ${page.before}
        <main class="govuk-main-wrapper" id="main" tabindex="-1">${page.content}</main>
      </div>
    `;
  const content = html`${header(page, t)}${main}`;
  return documentOf(
    page,
    {
      class: "hw-body hw-body--shaded",
      content,
      footer: footer(page, page.languageForm ? [] : otherLanguages(page, t), t),
    },
    t,
  );
}

/**
 * A screen that does one thing for whoever stands before it: no navigation, nobody signed in, no
 * way out of it. Criteria: as for layout, without what is not there.
 */
export const bareLayout = (frame: Frame, t: Translate): SafeHtml =>
  documentOf(
    frame,
    {
      class: "hw-body hw-body--shaded",
      content: html`
        <div class="govuk-width-container">
          <main class="govuk-main-wrapper" id="main" tabindex="-1">${frame.content}</main>
        </div>
      `,
    },
    t,
  );

/** The width of text that reads well: two thirds of a wide screen, all of a narrow one. */
export const narrow = (content: Content, beside?: Content): SafeHtml =>
  html`
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">${content}</div>
      ${
        beside === undefined
          ? null
          : html`
        <div class="govuk-grid-column-one-third">${beside}</div>
      `
      }
    </div>
  `;

/** A band of a `full` page, kept to the width of the others. `tinted` sets it on a quiet ground. */
export const band = (content: Content, tinted = false): SafeHtml =>
  html`
    <div class="hw-band${tinted ? " hw-band--tinted" : ""}">
      <div class="govuk-width-container">${content}</div>
    </div>
  `;

/** White card around something beside the text: a summary, what to do next. */
export const card = (content: Content): SafeHtml => html`<div class="hw-box">${content}</div>`;

export const examples = (t: Translate): Example[] => [
  {
    name: "a page, signed in, in a demonstration",
    html: layout(
      {
        title: "Serivisi",
        path: "/services?q=a",
        current: "services",
        person: { name: "Uwase Aline", signOut: { action: "/sign-out" } },
        demo: { href: "/demo" },
        foot: { links: [{ text: "Ubufasha", href: "/help" }], version: "1.0.0" },
        content: narrow(
          html`<h1 class="govuk-heading-l">Serivisi</h1><p class="govuk-body">Hitamo.</p>`,
          card("Ibindi"),
        ),
      },
      t,
    ),
  },
  {
    name: "a screen that does one thing",
    html: bareLayout(
      { title: "Emeza", path: "/", content: html`<h1 class="govuk-heading-l">Emeza</h1>` },
      t,
    ),
  },
];
