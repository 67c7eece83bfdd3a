import { type Centre, ticketsAt, type Wait } from "../../../centres/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { html, type SafeHtml, waitNow } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { addressOf } from "./choose-view.ts";

/** Centre → how long one waits there now for a service; a closed one is left out. */
export type CentreWaitsNow = ReadonlyMap<string, Wait>;

/** The present waits for a service, in the centres that give out tickets for it now. */
export async function waitsFor(
  { centres, calendar, clock }: Pick<WebDeps, "centres" | "calendar" | "clock">,
  service: string,
): Promise<CentreWaitsNow> {
  const now = clock();
  const places = centres.list().flatMap((centre) => {
    const topic = centre.topics.find(({ services }) => services.includes(service));
    return topic && ticketsAt(centre, now, calendar()).open ? [{ id: centre.id, topic }] : [];
  });
  const waits = await Promise.all(
    places.map(async ({ id, topic }) => ({ id, wait: (await centres.waits(id)).get(topic.id) })),
  );
  return new Map(waits.flatMap(({ id, wait }) => (wait ? [[id, wait] as const] : [])));
}

/** Where a service can be had in person; nothing where no centre serves it. */
export function inPersonSection(
  service: string,
  centres: readonly Centre[],
  waits: CentreWaitsNow,
  t: Translate,
): SafeHtml | null {
  const places = centres.flatMap((centre) => {
    const topic = centre.topics.find(({ services }) => services.includes(service));
    return topic ? [{ centre, topic }] : [];
  });
  if (places.length === 0) return null;
  const items = places.map(({ centre: { id, name }, topic }) => {
    const place = t.words(name);
    const book = topic.slots
      ? html` · <a class="govuk-link"
          href="${addressOf(`/centres/${id}/book`, { topic: topic.id, service })}">
        ${t("visits.book")}<span class="govuk-visually-hidden">: ${place}</span></a>`
      : null;
    const wait = waits.get(id);
    const now = wait ? html`<br><span class="hw-muted">${waitNow(wait, t)}</span>` : null;
    return html`<li><a class="govuk-link" href="/centres/${id}">${place}</a>${book}${now}</li>`;
  });
  return html`<section class="hw-part" aria-labelledby="in-person">
    <h2 class="govuk-heading-m" id="in-person">${t("visits.in-person")}</h2>
    <ul class="govuk-list govuk-list--bullet">${items}</ul></section>`;
}
