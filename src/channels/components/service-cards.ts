import { attr, type Example, html, type SafeHtml } from "./html.ts";
import { icon } from "./icons.ts";
import { tag } from "./tag.ts";

export interface ServiceCard {
  readonly title: string;
  readonly href: string;
  readonly summary?: string | undefined;
  readonly authority?: string | undefined;
  /** Short facts shown as label and value: fee, time. */
  readonly facts?: readonly { readonly label: string; readonly value: string }[] | undefined;
  /** "Illustrative" and the like. */
  readonly badge?: string | undefined;
}

/**
 * Services to choose from. `level` is that of the headings, so that none is skipped (1.3.1).
 * Criteria: one link in a card, named as the service; the whole card can be pressed.
 */
export const serviceCards = (cards: readonly ServiceCard[], level: 2 | 3 = 3): SafeHtml =>
  html`
    <ul class="hw-cards">
      ${cards.map((card) => {
        const link = html`<a class="hw-card__link" href="${card.href}">${card.title}</a>`;
        const title =
          level === 2
            ? html`<h2 class="hw-card__title">${link}</h2>`
            : html`<h3 class="hw-card__title">${link}</h3>`;
        return html`
      <li class="hw-card">
        ${title}
        ${card.summary === undefined ? null : html`<p class="hw-card__summary">${card.summary}</p>`}
        ${
          card.authority === undefined
            ? null
            : html`
          <p class="hw-card__authority">${card.authority}</p>
        `
        }
        ${
          card.facts?.length
            ? html`
          <dl class="hw-card__facts">
            ${card.facts.map(
              (fact) => html`
              <div><dt>${fact.label}</dt><dd>${fact.value}</dd></div>
            `,
            )}
          </dl>
        `
            : null
        }
        ${card.badge === undefined ? null : html`<p class="hw-card__badge">${tag(card.badge)}</p>`}
      </li>
    `;
      })}
    </ul>
  `;

export interface LifeEvent {
  readonly title: string;
  readonly href: string;
  readonly summary?: string | undefined;
  readonly lang?: string | undefined;
  readonly icon?: string | undefined;
}

/** Moments of life and of business, each leading to what it needs. Criteria: a list of links. */
export const lifeEvents = (events: readonly LifeEvent[]): SafeHtml =>
  html`
    <ul class="hw-events">
      ${events.map(
        (e) => html`
        <li class="hw-event">
          ${e.icon === undefined ? null : html`<span class="hw-event__icon">${icon(e.icon)}</span>`}
          <a class="hw-event__link" href="${e.href}"${attr("lang", e.lang)}>${e.title}</a>
          ${e.summary === undefined ? null : html`<p class="hw-event__summary">${e.summary}</p>`}
        </li>
      `,
      )}
    </ul>
  `;

export const examples = (): Example[] => [
  {
    name: "services",
    html: html`<h2 class="govuk-heading-m">Serivisi</h2>${serviceCards([
      {
        title: "Gusimbuza indangamuntu",
        href: "#1",
        summary: "Iyo yatakaye cyangwa yangiritse.",
        authority: "NIDA",
        facts: [
          { label: "Ikiguzi", value: "1,500 Frw" },
          { label: "Igihe", value: "iminsi 3 y’akazi" },
        ],
      },
      {
        title: "Uruhushya rw’ubushakashatsi",
        href: "#2",
        summary: "Amabuye y’agaciro.",
        authority: "RMB",
        badge: "Urugero",
      },
      {
        title: "Kwandikisha isosiyete",
        href: "#3",
        authority: "RDB",
        facts: [{ label: "Ikiguzi", value: "Ku buntu" }],
      },
    ])}`,
  },
  {
    name: "life events",
    html: lifeEvents([
      { title: "Kubyara", href: "#b", icon: "baby", summary: "Icyemezo cy’amavuko" },
      { title: "Gutangira ubucuruzi", href: "#c" },
      { title: "Kujya mu mahanga", href: "#d", summary: "Pasiporo, viza" },
    ]),
  },
];
