import type { FastifyReply } from "fastify";
import { html, icon, waitNow } from "../components/index.ts";
import { kioskHome, kioskPage } from "./kiosk-frame.ts";
import { closedWords, type Place } from "./place.ts";
import { topicIcon } from "./topic-icon.ts";

export const idleSeconds = 60;

/** GET /hall/:centre/kiosk/topics: what brings you here, and how long does it take now? */
export async function showTopics(place: Place): Promise<FastifyReply> {
  const { t, centre, deps } = place;
  // For people who know the service that they need but not its topic.
  const servedBy = (services: readonly string[]) =>
    services.flatMap((id) => t.words(deps.catalogue.current(id)?.title) || []).join(" · ");
  const home = kioskHome(place);
  const waits = await deps.centres.waits(centre.id);
  const closed = closedWords(place);
  const topics = centre.topics.map((topic) => {
    const { id, letter, name, services } = topic;
    return html`
        <li>
          <a class="k-tile" href="${home}/take/${id}">
            <span class="k-tile__picture" aria-hidden="true">
              ${icon(topicIcon(deps.catalogue, topic), 44)}
              <span class="k-tile__letter">${letter}</span>
            </span>
            <span class="k-tile__words">
              <strong>${t.words(name)}</strong>
              <span class="k-tile__services">${servedBy(services)}</span>
              <span class="k-tile__wait">${waitNow(waits.get(id), t)}</span>
            </span>
          </a>
        </li>
      `;
  });
  const appointment = html`
    <li>
      <a class="k-tile k-tile--other" href="${home}/arrive">
        ${icon("calendar", 44)} <strong>${t("hall.kiosk.have-appointment")}</strong>
      </a>
    </li>
  `;
  const asked = html`<ul class="k-tiles">${topics}${appointment}</ul>`;
  const content = html`
    <h1 class="k-title">${t("hall.kiosk.topics")}</h1>
    ${closed ? html`<p class="k-text k-text--large">${closed}</p>` : asked}
  `;
  const title = t("hall.kiosk.topics");
  return kioskPage(place, { title, content, back: home, idle: idleSeconds });
}
