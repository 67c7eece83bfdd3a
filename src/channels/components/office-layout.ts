import type { Translate } from "../../platform/i18n/index.ts";
import {
  documentOf,
  type Frame,
  languageMenu,
  languageSwitch,
  mark,
  type SignOut,
  signOutForm,
} from "./frame.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { icon } from "./icons.ts";

export interface OfficeEntry {
  readonly text: string;
  readonly href: string;
  readonly current?: boolean | undefined;
  /** How many wait there. */
  readonly count?: number | undefined;
  /** The group in which it stands; a narrow screen shows only the group of the current entry. */
  readonly group?: string | undefined;
}

export interface OfficePage extends Frame {
  readonly officer: {
    readonly name: string;
    readonly authority: string;
    readonly signOut: SignOut;
  };
  /** What stands beside the mark, and where it leads. Default: the office. */
  readonly home?: { readonly text: string; readonly href: string } | undefined;
  /** Left-hand navigation. Default: worklist and load at `/office` and `/office/load`. */
  readonly entries?: readonly OfficeEntry[] | undefined;
  readonly current?: "worklist" | "load" | "security" | undefined;
  /** The desks of the officer, above everything else. */
  readonly desks?: readonly OfficeEntry[] | undefined;
  /** What happened to the officer's work; `unread` is left out where it was not counted. */
  readonly bell?: { readonly href: string; readonly unread?: number | undefined } | undefined;
  readonly before?: Content | undefined;
}

const usual = (page: OfficePage, t: Translate): OfficeEntry[] => [
  { text: t("office.worklist"), href: "/office", current: page.current === "worklist" },
  { text: t("office.load"), href: "/office/load", current: page.current === "load" },
];

/** The number is seen; the whole sentence is heard. */
const bellLink = (
  { href, unread = 0 }: NonNullable<OfficePage["bell"]>,
  t: Translate,
): SafeHtml => {
  const words =
    unread === 0 ? t("notifications.title") : t("notifications.bell", { count: unread });
  const shown = unread > 99 ? "99+" : unread;
  const count = html`<span class="hw-count" aria-hidden="true">${shown}</span>`;
  return html`
    <a class="hw-top__own" href="${href}">
      ${icon("bell", 20)}${unread === 0 ? null : count}
      <span class="govuk-visually-hidden">${words}</span>
    </a>
  `;
};

const deskBar = (desks: readonly OfficeEntry[], t: Translate): SafeHtml => html`
  <nav class="hw-nav" aria-label="${t("staff.day.desks")}">
    <ul class="hw-nav__list hw-office">
      ${desks.map(
        ({ text, href, current }) => html`
        <li>
          <a class="hw-nav__link" href="${href}"${current ? html` aria-current="true"` : null}
            >${text}</a>
        </li>
      `,
      )}
    </ul>
  </nav>
`;

function side(entries: readonly OfficeEntry[], t: Translate): SafeHtml {
  const present = entries.find(({ current }) => current)?.group;
  const away = ({ group }: OfficeEntry) => group !== undefined && group !== present;
  return html`
    <nav class="hw-side" aria-label="${t("layout.navigation")}">
      <ul>
        ${entries.map(
          (e, i) => html`
          ${
            e.group === undefined || e.group === entries[i - 1]?.group
              ? null
              : html`<li class="hw-side__group" aria-hidden="true">${e.group}</li>`
          }
          <li${away(e) ? html` class="hw-side__away"` : null}>
            <a
              class="hw-side__link"
              href="${e.href}"${e.current ? html` aria-current="page"` : null}
            >
              ${e.text}
              ${
                e.count === undefined ? null : html` <span class="hw-side__count">${e.count}</span>`
              }
            </a>
          </li>
        `,
        )}
      </ul>
    </nav>
  `;
}

/** Offices are lit: no browser darkens their pages, or parts of them, by itself. */
const lit = html`<meta name="color-scheme" content="only light">`;

/**
 * The desk of an officer: wide, dense, navigation at the left. Criteria: as for layout; the
 * officer's name and authority are on every page, so that nobody signs under another's name.
 */
export function officeLayout(page: OfficePage, t: Translate): SafeHtml {
  const { name, authority, signOut } = page.officer;
  const entries = page.entries ?? usual(page, t);
  const header = html`
    <header class="hw-header hw-header--office">
      <div class="hw-office hw-top">
        <a class="hw-top__home" href="${page.home?.href ?? "/office"}">
          ${mark}<span class="hw-top__name">Hamwe</span>
          <span class="hw-top__tagline">${page.home?.text ?? t("office.title")}</span>
        </a>
        <div class="hw-top__end">
          ${languageSwitch(page, t)}${languageMenu(page, t)}
          ${page.bell && bellLink(page.bell, t)}
          <span class="hw-top__person">
            <a class="hw-top__own" href="/office/sessions">${name}</a
            ><span class="hw-top__authority">${authority}</span>
          </span>
          ${signOutForm(signOut, t)}
        </div>
      </div>
      ${page.desks && deskBar(page.desks, t)}
    </header>
  `;
  const content = html`
    ${header}
    ${
      entries.length === 0
        ? html`<div class="hw-office">${page.before}
            <main class="govuk-main-wrapper" id="main" tabindex="-1">${page.content}</main></div>`
        : html`<div class="hw-office hw-office__columns">
            ${side(entries, t)}
            <div class="hw-office__main">
              ${page.before}
              <main id="main" tabindex="-1">${page.content}</main>
            </div>
          </div>`
    }
  `;
  const head = html`${lit}${page.head}`;
  return documentOf({ ...page, head }, { class: "hw-body hw-body--office", content }, t);
}

export const examples = (t: Translate): Example[] => [
  {
    name: "a worklist",
    html: officeLayout(
      {
        title: t("office.worklist"),
        path: "/office",
        current: "worklist",
        bell: { href: "/staff/notifications", unread: 3 },
        officer: { name: "Mukamana Grace", authority: "NIDA", signOut: { action: "/sign-out" } },
        content: html`<h1 class="govuk-heading-l">${t("office.worklist")}</h1>`,
      },
      t,
    ),
  },
];
