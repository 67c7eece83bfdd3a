import { type Lang, languageNames, type Translate } from "../../platform/i18n/index.ts";
import { type Example, html, latin, type SafeHtml } from "./html.ts";
import type { Look } from "./theme.ts";

/** What stands at the foot of every page. */
export interface Foot {
  /** The same links in the same order everywhere (3.2.6). */
  readonly links: readonly { readonly text: string; readonly href: string }[];
  /** Help with this page, and what is wrong with it. */
  readonly page?: readonly { readonly text: string; readonly href: string }[] | undefined;
  /** Whom to call, and when. */
  readonly desk?:
    | { readonly number: string; readonly href: string; readonly hours: string }
    | undefined;
  /** The one address of the official pages; absent where nothing is official. */
  readonly host?: string | undefined;
  readonly version?: string | undefined;
}

/** What the footer needs of a page. */
export interface FootPage {
  readonly foot?: Foot | undefined;
  readonly look?: Look | undefined;
}

/**
 * Whose pages these are, how one knows it, whom to ask. Criteria: the same order everywhere
 * (3.2.3), consistent help (3.2.6), each language named in itself (3.1.2).
 */
export const footer = (
  { foot, look }: FootPage,
  languages: readonly { readonly lang: Lang; readonly href: string }[],
  t: Translate,
): SafeHtml => html`
  <footer class="hw-footer">
    <div class="govuk-width-container">
      <div class="hw-footer__inside">
        <div class="hw-footer__who">
          ${
            look &&
            html`<img class="hw-footer__emblem" src="${look.emblem}" alt="" width="56"
              height="56" loading="lazy">`
          }
          <div>
            <p class="hw-footer__name">${look === undefined ? "Hamwe" : `Hamwe · ${look.name}`}</p>
            <p class="hw-footer__text">${t("layout.about")}</p>
          </div>
        </div>
        ${foot?.desk && deskView(foot.desk, t)}
        ${
          foot?.links.length
            ? html`
        <ul class="hw-footer__links">
          ${foot.links.map(
            ({ text, href }) => html`
            <li><a class="hw-footer__link" href="${href}">${text}</a></li>
          `,
          )}
        </ul>
      `
            : null
        }
      </div>
      ${
        foot?.page &&
        html`
        <ul class="hw-footer__links">
          ${foot.page.map(
            ({ text, href }) =>
              html`<li><a class="hw-footer__link" href="${href}">${text}</a></li>`,
          )}
        </ul>
      `
      }
      ${foot && underView(foot, look, languages, t)}
    </div>
  </footer>
`;

const deskView = (desk: NonNullable<Foot["desk"]>, t: Translate): SafeHtml => html`
  <div class="hw-footer__desk">
    <p class="hw-footer__text">${t("layout.call")}</p>
    <p class="hw-footer__phone">
      <a class="hw-footer__link" href="${desk.href}">${desk.number}</a>
    </p>
    <p class="hw-footer__text">${latin(desk.hours)}</p>
  </div>
`;

const underView = (
  { host, version }: Foot,
  look: Look | undefined,
  languages: readonly { readonly lang: Lang; readonly href: string }[],
  t: Translate,
): SafeHtml => html`
  <div class="hw-footer__under">
    ${
      host === undefined
        ? null
        : html`
      <details class="hw-footer__official">
        <summary>${t("layout.official")}</summary>
        <p>${t("layout.official-how", { host, state: look?.name ?? "Hamwe" })}</p>
      </details>
    `
    }
    <ul class="hw-footer__links">
      ${languages.map(({ lang, href }) => {
        const text = languageNames[lang];
        return html`
          <li>
            <a class="hw-footer__link" href="${href}" hreflang="${lang}" lang="${lang}">${text}</a>
          </li>
        `;
      })}
    </ul>
    ${version === undefined ? null : html`<p>${t("layout.version", { version })}</p>`}
  </div>
`;

export const examples = (t: Translate): Example[] => [
  {
    name: "with whom to call, and where the official pages are",
    html: footer(
      {
        foot: {
          links: [{ text: "Ubufasha", href: "/help" }],
          desk: { number: "9099", href: "tel:9099", hours: "07:00–20:00" },
          host: "hamwe.example",
          version: "1.0.0",
        },
      },
      [{ lang: "en", href: "/?lang=en" }],
      t,
    ),
  },
];
