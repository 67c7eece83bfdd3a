import { type Content, type Example, html, type SafeHtml } from "./html.ts";
import { tag } from "./tag.ts";

export interface AgendaItem {
  /** What is to be done; the link that does it. */
  readonly title: string;
  readonly href: string;
  /** About whom, and the number. */
  readonly detail?: string | undefined;
  /** By when, in words: what has no last day says how old it is. */
  readonly when?: Content | undefined;
  /** Its last day is near. */
  readonly urgent?: boolean | undefined;
}

/**
 * What somebody has to do, the soonest first. Criteria: a list of links that name the act; the last
 * day is text, not a colour (1.4.1); the whole row can be pressed.
 */
export const agenda = (items: readonly AgendaItem[]): SafeHtml =>
  html`
    <ul class="hw-agenda">
      ${items.map(
        ({ title, href, detail, when, urgent }) => html`
        <li class="hw-agenda__item${urgent ? " hw-agenda__item--urgent" : ""}">
          <div>
            <a class="hw-agenda__link" href="${href}">${title}</a>
            ${detail === undefined ? null : html`<p class="hw-agenda__detail">${detail}</p>`}
          </div>
          ${when === undefined ? null : html`<p class="hw-agenda__when">${when}</p>`}
        </li>
      `,
      )}
    </ul>
  `;

export interface OwnCard {
  readonly title: string;
  readonly href: string;
  /** Whom or what it is about: tells two of the same service apart. */
  readonly subject?: string | undefined;
  readonly status?: SafeHtml | undefined;
  /** How many steps there are, how many are done, and that in words. */
  readonly steps?:
    | { readonly done: number; readonly all: number; readonly words: string }
    | undefined;
  readonly facts: readonly { readonly label: string; readonly value: Content }[];
  /** Ways to do something with it, beside the link of the title. */
  readonly links?: readonly {
    readonly text: string;
    readonly href: string;
    readonly hidden: string;
    readonly download?: boolean;
  }[];
}

/**
 * What belongs to a person, as cards: applications under way, papers. Criteria: `level` keeps the
 * order of headings (1.3.1); steps are said in words, the bar is an ornament; links say what they
 * are about (2.4.4).
 */
export const ownCards = (cards: readonly OwnCard[], level: 2 | 3 = 3): SafeHtml =>
  html`
    <ul class="hw-cards hw-own">
      ${cards.map((card) => {
        const link = html`<a class="hw-card__link" href="${card.href}">${card.title}</a>`;
        const title =
          level === 2
            ? html`<h2 class="hw-card__title">${link}</h2>`
            : html`<h3 class="hw-card__title">${link}</h3>`;
        return html`
      <li class="hw-card">
        ${title}
        ${card.subject === undefined ? null : html`<p class="hw-own__who">${card.subject}</p>`}
        ${card.status === undefined ? null : html`<p class="hw-own__status">${card.status}</p>`}
        ${card.steps === undefined ? null : stepsBar(card.steps)}
        <dl class="hw-card__facts">
          ${card.facts.map(
            ({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
          )}
        </dl>
        ${
          card.links?.length
            ? html`<p class="hw-own__links">${card.links.map(
                ({ text, href, hidden, download }) =>
                  html`<a class="govuk-link" href="${href}"${
                    download ? html` download` : null
                  }>${text}<span class="govuk-visually-hidden"> ${hidden}</span></a> `,
              )}</p>`
            : null
        }
      </li>
    `;
      })}
    </ul>
  `;

const stepsBar = ({ done, all, words }: NonNullable<OwnCard["steps"]>): SafeHtml => {
  const segments = Array.from({ length: all }, (_, index) =>
    index < done ? "done" : index === done ? "now" : "later",
  );
  return html`<p class="hw-own__steps"><span class="hw-own__bar" aria-hidden="true">${segments.map(
    (state) => html`<i class="hw-own__part hw-own__part--${state}"></i>`,
  )}</span>${words}</p>`;
};

export const examples = (): Example[] => [
  {
    name: "what is to be done",
    html: agenda([
      {
        title: "Subiza: Icyemezo cy’amavuko",
        href: "#1",
        detail: "Uwase Ineza",
        when: "bitarenze 28 Ukuboza 2026",
        urgent: true,
      },
      { title: "Komeza: Gusimbuza indangamuntu", href: "#2" },
    ]),
  },
  {
    name: "applications and papers of a person",
    html: html`<h2 class="govuk-heading-m">Ibiri gukorwa</h2>${ownCards([
      {
        title: "Icyemezo cy’amavuko",
        href: "#1",
        subject: "Uwase Ineza",
        status: tag("Birimo gusuzumwa", "working"),
        steps: { done: 1, all: 3, words: "Intambwe ya 2 muri 3: Umukono" },
        facts: [{ label: "Byasezeranyijwe", value: "30 Ugushyingo 2026" }],
        links: [{ text: "PDF", href: "#pdf", hidden: "Icyemezo", download: true }],
      },
    ])}`,
  },
];
