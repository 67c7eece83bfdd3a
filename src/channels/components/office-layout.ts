import type { Translate } from "../../platform/i18n/index.ts";
import {
  documentOf,
  type Frame,
  languageSwitch,
  mark,
  type SignOut,
  signOutForm,
} from "./frame.ts";
import { type Content, type Example, html, type SafeHtml } from "./html.ts";

export interface OfficeEntry {
  readonly text: string;
  readonly href: string;
  readonly current?: boolean | undefined;
  /** How many wait there. */
  readonly count?: number | undefined;
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
  /** Leads to the security events as well: for whoever may read them. */
  readonly security?: boolean | undefined;
  /** Leads to the pages of data protection as well: for whoever answers for it. */
  readonly privacy?: boolean | undefined;
  /** Leads to the money desk as well: where it begins for this officer. */
  readonly money?: string | undefined;
  readonly before?: Content | undefined;
}

const usual = (page: OfficePage, t: Translate): OfficeEntry[] => [
  { text: t("office.worklist"), href: "/office", current: page.current === "worklist" },
  { text: t("office.load"), href: "/office/load", current: page.current === "load" },
  ...(page.money ? [{ text: t("treasury.name"), href: page.money }] : []),
  ...(page.security
    ? [
        {
          text: t("security.title"),
          href: "/office/security",
          current: page.current === "security",
        },
      ]
    : []),
  ...(page.privacy ? [{ text: t("privacy-desk.title"), href: "/office/privacy" }] : []),
];

const side = (entries: readonly OfficeEntry[], t: Translate): SafeHtml =>
  html`
    <nav class="hw-side" aria-label="${t("layout.navigation")}">
      <ul>
        ${entries.map(
          (e) => html`
          <li>
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

/**
 * The desk of an officer: wide, dense, navigation at the left. Criteria: as for layout; the
 * officer's name and authority are on every page, so that nobody signs under another's name.
 */
export function officeLayout(page: OfficePage, t: Translate): SafeHtml {
  const { name, authority, signOut } = page.officer;
  const header = html`
    <header class="hw-header hw-header--office">
      <div class="hw-office hw-top">
        <a class="hw-top__home" href="${page.home?.href ?? "/office"}">
          ${mark}<span class="hw-top__name">Hamwe</span>
          <span class="hw-top__tagline">${page.home?.text ?? t("office.title")}</span>
        </a>
        <div class="hw-top__end">
          ${languageSwitch(page, t)}
          <span class="hw-top__person">
            <a class="hw-top__own" href="/office/sessions">${name}</a
            ><span class="hw-top__authority">${authority}</span>
          </span>
          ${signOutForm(signOut, t)}
        </div>
      </div>
    </header>
  `;
  const content = html`
    ${header}
    <div class="hw-office hw-office__columns">
      ${side(page.entries ?? usual(page, t), t)}
      <div class="hw-office__main">
        ${page.before}
        <main id="main" tabindex="-1">${page.content}</main>
      </div>
    </div>
  `;
  return documentOf(page, { class: "hw-body hw-body--office", content }, t);
}

export const examples = (t: Translate): Example[] => [
  {
    name: "a worklist",
    html: officeLayout(
      {
        title: t("office.worklist"),
        path: "/office",
        current: "worklist",
        officer: { name: "Mukamana Grace", authority: "NIDA", signOut: { action: "/sign-out" } },
        content: html`<h1 class="govuk-heading-l">${t("office.worklist")}</h1>`,
      },
      t,
    ),
  },
];
