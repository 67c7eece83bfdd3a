import type { FastifyReply } from "fastify";
import type { Expecting, HallWhatIf } from "../../centres/index.ts";
import { sendRefusal } from "../../platform/http/index.ts";
import type { Translate } from "../../platform/i18n/index.ts";
import { backLink, button, html, input, type SafeHtml, table } from "../components/index.ts";
import { type FloorDesk, showFloor } from "./floor-desk.ts";

/** Numbers of the form, as they stand in the address: how many people an hour for which letter. */
function askedIn({ request, centre }: FloorDesk): Expecting {
  const query = new URLSearchParams(request.url.split("?")[1] ?? "");
  const counts = centre.topics.flatMap(({ id, letter }): [string, number][] => {
    const text = query.get(letter) ?? "";
    return /^\d{1,3}$/.test(text) ? [[id, Number(text)]] : [];
  });
  return Object.fromEntries(counts);
}

const minutes = (value: number, t: Translate): string =>
  t("hall.floor.minutes", { count: Math.round(value) });

/** The counters in the order of their numbers. */
const inOrder = (counters: readonly string[]): readonly string[] =>
  [...counters].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));

const answers = ({ answers: all }: HallWhatIf, open: number, t: Translate): SafeHtml =>
  all.length === 0
    ? html`<p class="govuk-body">${t("hall.what-if.nobody")}</p>`
    : table({
        caption: t("hall.what-if.answers"),
        columns: [
          { text: t("hall.floor.open-counters") },
          { text: t("hall.what-if.which") },
          { text: t("hall.what-if.mean"), numeric: true },
          { text: t("hall.what-if.p90"), numeric: true },
        ],
        rows: all.map(({ counters, meanWaitMinutes, p90WaitMinutes }) => [
          counters.length === open
            ? t("hall.what-if.as-now", { count: counters.length })
            : t.number(counters.length),
          inOrder(counters).join(", "),
          minutes(meanWaitMinutes, t),
          minutes(p90WaitMinutes, t),
        ]),
      });

/** GET /hall/:centre/what-if: how many counters to open for the people who are expected. */
export async function showWhatIf(desk: FloorDesk): Promise<FastifyReply> {
  const { deps, t, centre, reply } = desk;
  const [outcome, hall] = await Promise.all([
    deps.centres.whatIf(centre.id, askedIn(desk)),
    deps.centres.hall(centre.id),
  ]);
  if (!outcome || !hall) return sendRefusal(reply, { kind: "not-found", code: "centre.not-found" });
  const open = hall.counters.filter((counter) => counter.open).length;
  const fields = centre.topics.map(({ id, letter, name }) =>
    input(
      {
        ...{ id: letter, name: letter, label: `${letter} · ${t.words(name)}` },
        value: String(outcome.perHour[id] ?? 0),
        inputmode: "numeric",
        width: 4,
      },
      t,
    ),
  );
  const title = t("hall.what-if.title");
  const form = html`
    <form method="get" action="/hall/${centre.id}/what-if" class="f-whatif">
      <h2 class="govuk-heading-m">${t("hall.what-if.expected")}</h2>
      <div class="f-whatif__fields">${fields}</div>
      ${button({ text: t("hall.what-if.submit") })}
    </form>
  `;
  const content = html`
    ${backLink(`/hall/${centre.id}`, t)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${t("hall.what-if.text")}</p>
    ${answers(outcome, open, t)}${form}
  `;
  return showFloor(desk, { title, content });
}
