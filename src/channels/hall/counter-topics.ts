import type { FastifyReply } from "fastify";
import type { Refusal } from "../../kernel/index.ts";
import { refuse } from "../../kernel/index.ts";
import { sendRefusal, statusOf } from "../../platform/http/index.ts";
import {
  backLink,
  button,
  checkboxes,
  csrfField,
  errorSummary,
  html,
  narrow,
} from "../components/index.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";
import { paramOf } from "./place.ts";

/** GET /hall/:centre/counters/:counter: what it serves until the end of the day. */
export async function showCounter(desk: FloorDesk, refusal?: Refusal): Promise<FastifyReply> {
  const { deps, t, centre, request, reply } = desk;
  const id = paramOf(request, "counter");
  const hall = await deps.centres.hall(centre.id);
  const counter = hall?.counters.find((each) => each.id === id);
  if (!counter) return sendRefusal(reply, refuse("not-found", "centre.counter-unknown").refusal);
  const text = refusal && t.refusal(refusal);
  const boxes = checkboxes(
    {
      ...{ id: "topics", name: "topics", legend: t("floor.topics.legend"), error: text },
      hint: t("floor.topics.hint"),
      values: counter.topics,
      items: centre.topics.map(({ id: value, letter, name }) => ({
        ...{ value, text: `${letter} · ${t.words(name)}` },
      })),
    },
    t,
  );
  const planned =
    counter.topicsChanged &&
    button({ text: t("floor.topics.planned"), kind: "secondary", name: "do", value: "planned" });
  const title = `${t("hall.board.counter")} ${id}`;
  const content = html`
    ${backLink(`/hall/${centre.id}`, t)}
    ${errorSummary(text ? [{ text, id: "topics" }] : [], t)}
    <h1 class="govuk-heading-l">${title}</h1>
    <form method="post" action="/hall/${centre.id}/counters/${id}" novalidate>
      ${csrfField(request, reply)}${boxes}
      <div class="govuk-button-group">
        ${button({ text: t("floor.topics.save"), name: "do", value: "topics" })}${planned || null}
      </div>
    </form>
  `;
  const status = refusal ? statusOf(refusal.kind) : 200;
  return showFloor(desk, { title, content: narrow(content) }, status);
}
