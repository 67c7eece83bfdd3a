// What is printed: a ticket, or the receipt of an application that the person signs.
import type { FeeDue } from "../../../../form/index.ts";
import { sumByCurrency } from "../../../../kernel/index.ts";
import type { Translate } from "../../../../platform/i18n/index.ts";
import {
  button,
  buttonGroup,
  html,
  inset,
  linkButton,
  type SafeHtml,
  warningText,
} from "../../../components/index.ts";
import type { App, OpenApp, Shown } from "./app.ts";
import { type Application, type Item, isFilled, isHere, type Owed, type Ticket } from "./items.ts";
import { form, heading, isDiscarded, newsText, noCentre } from "./pages.ts";
import { openedOf, summaryIn } from "./questions.ts";

/** What the operator presses, in their language. */
const printButtons = ({ t }: App): SafeHtml => html`
  <div class="govuk-button-group of-print">
    <button type="button" class="govuk-button" id="print">${t("offline.print")}</button>
    ${linkButton({ text: t("offline.home"), href: "#/", kind: "secondary" })}
  </div>
`;

/** The ticket to be printed: number, topic, centre and time. */
function ticketView({ offer, device }: OpenApp, item: Ticket, t: Translate): SafeHtml {
  const { name, topics, groups } = offer.centre(device.info.centre) ?? noCentre;
  const topic = topics.find(({ id }) => id === item.topic);
  const group = groups.find(({ id }) => id === item.group);
  const about = [
    t.words(topic?.name),
    t.words(group?.name),
    t.words(name),
    t.dateTime(item.takenAt, offer.timeZone),
  ];
  return html`
    <article class="of-receipt">
      ${heading(t("offline.ticket.number"))}
      <p class="of-huge" id="number">${item.number}</p>
      <p class="govuk-body-l">${about.filter(Boolean).join(" · ")}</p>
    </article>
  `;
}

interface Fact {
  readonly key: string;
  readonly value: string;
}

const factsView = (facts: readonly Fact[]): SafeHtml =>
  html`<dl class="of-facts">${facts.map(
    ({ key, value }) => html`<div><dt>${key}</dt><dd>${value}</dd></div>`,
  )}</dl>`;

/** What the signature confirms: all answers as they were read out, and the fees. */
function confirmedView(app: App, item: Application, t: Translate): SafeHtml | null {
  const opened = isFilled(item) ? openedOf(app, item) : undefined;
  if (!opened) return null;
  const { asked, fees } = summaryIn(app, opened, t);
  const answers = asked.pages
    .flatMap((page) => page.rows)
    .filter(({ answer }) => answer)
    .map(({ question, answer }): Fact => ({ key: question, value: answer }));
  const costs = fees.map(
    ({ title, money }): Fact => ({
      key: `${t("check.fee")}: ${t.words(title)}`,
      value: t.money(money),
    }),
  );
  return html`
    <h2 class="govuk-heading-m">${t("counter.receipt.said")}</h2>
    ${factsView([...answers, ...costs])}
  `;
}

/**
 * The ticket, or the receipt of an application: its reference in large letters and the sheet to
 * sign.
 */
export function itemPage(app: OpenApp, item: Item): Shown {
  const t = app.wordsIn(item.lang ?? app.t.lang);
  const content = item.kind === "ticket" ? ticketView(app, item, t) : receiptView(app, item, t);
  const back = isHere(item) ? takeBackView(app, item) : null;
  return { content: html`<div lang="${t.lang}">${content}</div>${printButtons(app)}${back}` };
}

/** Until it is sent it can be put right, or it is not sent at all. */
const takeBackView = ({ t }: App, { id }: Item): SafeHtml =>
  html`<div class="of-print">${form(
    `#/correct/${id}`,
    buttonGroup(
      button({ text: t("offline.correct.do"), kind: "secondary" }),
      linkButton({ text: t("offline.withdraw.title"), href: `#/drop/${id}`, kind: "secondary" }),
    ),
  )}</div>`;

/** What is to be paid by these answers. */
export function owedIn(app: OpenApp, item: Application): Owed {
  const opened = isFilled(item) ? openedOf(app, item) : undefined;
  const fees = opened ? summaryIn(app, opened, app.t).fees : [];
  const sums = (at: FeeDue["due"]) =>
    sumByCurrency(fees.filter(({ due }) => due === at).map(({ money }) => money));
  return [sums("submit"), sums("grant")];
}

/**
 * When it counts, who has to say yes before (without a telephone, a second officer), what is to be
 * paid then, and where to ask; once it is with the office, by when that decides.
 */
function nextView(app: OpenApp, item: Application, t: Translate): SafeHtml {
  const { offer, device } = app;
  const [first, granted] = (item.owed ?? owedIn(app, item)).map((sums) =>
    t.list(sums.map((money) => t.money(money))),
  );
  const isConfirmed = (offer.service(item.service)?.level ?? 0) > 1;
  const { dueAt } = item;
  const phone = item.person?.phone;
  const place = t.words(offer.centre(device.info.centre)?.name);
  const until = dueAt && t.until(dueAt, offer.timeZone);
  const isSent = item.state === "done";
  const lines = [
    ...(isSent
      ? [
          t("offline.receipt.sent"),
          ...(until ? [t("apply.story.clock-started", { date: until })] : []),
        ]
      : [
          t("offline.receipt.later"),
          phone ? t("offline.receipt.phone", { phone }) : t("offline.receipt.second"),
          t(isConfirmed ? "offline.receipt.account-confirmed" : "offline.receipt.account"),
        ]),
    // Once the term runs, what is due first is paid.
    ...(first && !dueAt
      ? [t(isSent ? "offline.receipt.fee-sent" : "offline.receipt.fee", { amount: first })]
      : []),
    ...(granted ? [t("offline.receipt.fee-grant", { amount: granted })] : []),
    t("offline.receipt.ask", { place, site: location.host }) +
      (offer.help ? ` ${t("offline.receipt.ask-phone", { phone: offer.help })}` : ""),
  ];
  return html`
    <h2 class="govuk-heading-m">${t("offline.receipt.next")}</h2>
    <ul class="govuk-list govuk-list--bullet" id="next">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  `;
}

/** Who gives it, where and when: what makes a sheet of paper a receipt. */
function letterhead(
  { offer, device }: OpenApp,
  { takenAt, takenBy }: Application,
  t: Translate,
): SafeHtml {
  const taker = device.nameOf(takenBy);
  const { name, address } = offer.centre(device.info.centre) ?? noCentre;
  const place = [t.words(name), t.words(address), device.info.name].filter(Boolean).join(" · ");
  const at = takenAt ? t.dateTime(takenAt, offer.timeZone) : null;
  return html`<div class="of-letterhead"><strong>${t.words(offer.name)}</strong>
    <span>${place}</span><span>${at}</span>
    <span>${taker ? t("offline.receipt.taken-by", { name: taker }) : null}</span></div>`;
}

function receiptView(app: OpenApp, item: Application, t: Translate): SafeHtml {
  const { offer } = app;
  const { person } = item;
  const news = newsText(item, t);
  const left = item.withdrawn ? "offline.withdraw.done" : "offline.receipt.title";
  const isReplacing = item.replaces && !item.withdrawn;
  const replaces = isReplacing ? t.dateTime(item.replaces, offer.timeZone) : null;
  const isOpen = item.state !== "dropped" && !item.withdrawn;
  const facts: Fact[] = [
    { key: t("offline.service"), value: t.words(offer.service(item.service)?.title) },
    ...(person ? [{ key: t(`offline.person.name-${offer.nameOrder}`), value: person.name }] : []),
    ...(person ? [{ key: t("offline.person.national-id"), value: person.nationalId }] : []),
  ];
  return html`
    <article class="of-receipt">
      ${letterhead(app, item, t)}${heading(t(isDiscarded(item) ? "offline.state.dropped" : left))}
      <p class="govuk-body">${t("submitted.reference")}</p>
      <p class="of-huge" id="reference">${item.reference}</p>
      ${news ? inset(news) : null}
      ${
        item.reason && item.state === "conflict"
          ? warningText(t.refusal({ code: item.reason }), t)
          : null
      }
      ${replaces ? inset(t("offline.correct.replaces", { time: replaces })) : null}
      ${factsView(facts)}
      ${isOpen ? nextView(app, item, t) : null}
      ${confirmedView(app, item, t)}
      ${
        person
          ? html`<p class="of-sign">${t("offline.receipt.sign")}</p>
        <p class="govuk-body-s">${t("offline.receipt.copies")}</p>`
          : null
      }
    </article>
  `;
}
