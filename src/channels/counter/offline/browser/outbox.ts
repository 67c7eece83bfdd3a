// What was taken on this device and is not over: with the office, or what it waits for.
import { html, type SafeHtml, type Tone, tag } from "../../../components/index.ts";
import type { App, OpenApp } from "./app.ts";
import { type Application, type Item, isHere, isOver, type Ticket } from "./items.ts";
import { listOr, newsText } from "./pages.ts";
import { onlineWay } from "./who.ts";

const tones = {
  open: "neutral",
  ready: "waiting",
  served: "good",
  withdrawn: "neutral",
  correcting: "waiting",
  conflict: "bad",
  new: "waiting",
  "waits-for-yes": "waiting",
  "waits-for-officer": "waiting",
  done: "good",
  dropped: "neutral",
} as const satisfies Record<string, Tone>;

/** Delivered, and not sent before somebody has done something: nothing is wrong with it. */
const waits: Readonly<Partial<Record<string, keyof typeof tones>>> = {
  "offline.waits-for-yes": "waits-for-yes",
  "offline.waits-for-officer": "waits-for-officer",
  "offline.name-differs": "new",
};

function standingOf(item: Item): keyof typeof tones {
  const { kind, state, reason = "" } = item;
  if (kind === "ticket") return state === "ready" && item.queue === "served" ? "served" : state;
  if (state === "open" && item.reference) return "correcting";
  const isWithdrawn = state === "ready" ? item.withdrawn : reason === "offline.withdrawn";
  return isWithdrawn ? "withdrawn" : (state === "conflict" && waits[reason]) || state;
}

const stateTag = ({ t }: App, item: Item): SafeHtml => {
  const standing = standingOf(item);
  return tag(t(`offline.state.${standing}`), tones[standing]);
};

/** What was sent and waits for somebody; what needs attention before the rest. */
export function conflictsView(app: OpenApp, conflicts: readonly Item[]): SafeHtml | null {
  const { t } = app;
  if (conflicts.length === 0) return null;
  const isBad = (item: Item) => standingOf(item) === "conflict";
  const rows = conflicts
    .toSorted((a, b) => Number(isBad(b)) - Number(isBad(a)))
    .map(
      (item) => html`
        <li class="of-row${isBad(item) ? " of-row--bad" : ""}">
          ${item.kind === "ticket" ? ticketLine(app, item) : applicationLine(app, item)}
          ${item.reason ? html`<br>${t.refusal({ code: item.reason })}` : null}
        </li>
      `,
    );
  const href = `/counter/sync/conflicts?lang=${t.lang}`;
  return html`
    <section id="conflicts">
      <h2 class="govuk-heading-m">${t("offline.conflicts.waiting")}</h2>
      <ul class="govuk-list of-list">${rows}</ul>
      ${onlineWay(app, t("offline.conflicts.go"), href)}
    </section>
  `;
}

const ticketLine = (app: App, item: Ticket): SafeHtml =>
  html`<a class="govuk-link" href="#/item/${item.id}">${item.number}</a> ${stateTag(app, item)}`;

function dropLink({ t }: App, { id, person, reference }: Application): SafeHtml {
  const hidden = html`<span class="govuk-visually-hidden"> ${person?.name}</span>`;
  const text = t(reference ? "offline.withdraw.title" : "offline.drop");
  return html` <a class="govuk-link" href="#/drop/${id}">${text}${hidden}</a>`;
}

const counted = [
  ...(["open", "correcting", "ready", "waits-for-yes", "waits-for-officer"] as const),
  ...(["new", "conflict"] as const),
];

/** How many are not with the office, and what each waits for. */
export function countView({ t }: App, items: readonly Application[]): SafeHtml | null {
  const waiting = items.filter((item) => !isOver(item) && !item.withdrawn);
  const parts = counted.flatMap((standing) => {
    const count = waiting.filter((item) => standingOf(item) === standing).length;
    return count > 0 ? t(`offline.count.${standing}`, { count: String(count) }) : [];
  });
  if (items.length === 0) return null;
  return html`<p class="govuk-body" id="not-sent" data-count="${waiting.length}">
    ${t("offline.applications-waiting", { count: waiting.length })}
    ${parts.length > 0 ? ` (${parts.join("; ")})` : null}</p>`;
}

/** Who took it and who sent it, where these are two. */
function bothOf({ t, device }: OpenApp, { takenBy, sentBy }: Item): string | undefined {
  const name = device.nameOf(takenBy);
  return name && sentBy && sentBy.id !== takenBy
    ? t("offline.signed-in.both", { name, officer: sentBy.name })
    : undefined;
}

/** One application, with where it stands. */
export function applicationLine(app: OpenApp, item: Application): SafeHtml {
  const { t, offer } = app;
  const { id, state, service, reference, person, startedBy } = item;
  const news = newsText(item, t);
  const both = bothOf(app, item);
  return html`
    <a class="govuk-link" href="#/${state === "open" ? "draft" : "item"}/${id}">
      ${reference ?? t("form.continue")}
    </a>${" "}
    <span>${t.words(offer.service(service)?.title) || service}</span>${" "}
    <span>${person?.name ?? null}</span>${" "}
    ${stateTag(app, item)}${state === "open" || isHere(item) ? dropLink(app, item) : null}
    ${
      state === "open" && startedBy && startedBy.id !== app.device.present()?.id
        ? html`<br>${t("offline.who.started", { name: startedBy.name })}`
        : null
    }
    ${both ? html`<span class="hw-muted">${both}</span>` : null}
    ${news ? html`<br>${news}` : null}
  `;
}

/** The applications of this device for which nothing is to be done elsewhere on the page. */
export function applicationsView(app: OpenApp, items: readonly Application[]): SafeHtml {
  const { t } = app;
  const rows = items.map((item) => html`<li class="of-row">${applicationLine(app, item)}</li>`);
  return html`
    <h2 class="govuk-heading-m">${t("offline.applications")}</h2>
    ${listOr("outbox", rows, t("offline.applications-none"))}
  `;
}
