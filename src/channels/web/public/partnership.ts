import type { FastifyInstance } from "fastify";
import { indicatorsNow, obstacleCounts, obstacleService } from "../../../acts/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import {
  type OpenPosition,
  publicIndicator,
  publicPilot,
  type Side,
} from "../../../partnership/index.ts";
import { sendRefusal } from "../../../platform/http/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  breadcrumbs,
  commitmentTable,
  html,
  instrumentContent,
  instrumentPageOf,
  viewsOf,
} from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";
import { type Overview, overviewContent } from "./partnership-overview.ts";

/** How many commitments of a list the first page shows; the rest are a link away. */
const onFirstPage = 5;

/** What was agreed with the other government, for everybody: `/partnership` and one page each. */
export function partnershipRoutes(app: FastifyInstance, deps: WebDeps): void {
  const today = () => dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);

  app.get("/partnership", async (request, reply) => {
    const t = wordsOf(request, deps);
    const content = overviewContent(await overviewOf(deps, today(), t), t);
    return webPage(request, reply, deps, { title: t("partnership.title"), content });
  });

  app.get<{ Params: { id: string } }>("/partnership/:id", async (request, reply) => {
    const t = wordsOf(request, deps);
    const { id } = request.params;
    const page = await instrumentPageOf(deps, id, "/partnership", today(), t);
    if (!page)
      return sendRefusal(reply, { kind: "not-found", code: "partnership.instrument-unknown" });
    const filter = { today: today(), inPublic: true, instrument: id } as const;
    const made = await deps.partnership.commitments.list(filter, { limit: 100 });
    const parties = page.view.state.text?.parties ?? [];
    const of = {
      caption: t("commitments.title"),
      href: (commitment: string) => `/partnership/commitments/${commitment}`,
      today: today(),
    };
    return webPage(request, reply, deps, {
      title: t.words(page.view.state.text?.title),
      before: breadcrumbs([{ text: t("partnership.title"), href: "/partnership" }], t),
      content: html`${instrumentContent(page, today(), t)}
        <h2 class="govuk-heading-m">${t("commitments.title")}</h2>
        ${commitmentTable(made, parties, of, t)}`,
    });
  });
}

/** Everything for the public page, in a dozen statements however much there is. */
async function overviewOf(deps: WebDeps, today: string, t: Translate): Promise<Overview> {
  const { partnership, exchange, catalogue } = deps;
  const { commitments } = partnership;
  const seen = { today, inPublic: true, phase: "agreed" } as const;
  const [states, tallies, next, disagreed, money, pilots, indicators, groups, open, obstacles] =
    await Promise.all([
      partnership.instruments(),
      commitments.tallies(today),
      commitments.list(seen, { limit: onFirstPage }),
      commitments.list({ ...seen, attention: "disagreed" }, { limit: onFirstPage }),
      commitments.money(today),
      partnership.pilots.all(),
      indicatorsNow({ ...deps, cases: deps.cases.recent }, today),
      partnership.groups.all(),
      exchange.open(),
      catalogue.current(obstacleService) ? obstacleCounts(deps) : undefined,
    ]);
  const named = new Map([
    ...(catalogue.codeList("working-groups") ?? []).map(
      ({ value, label }) => [value, label] as const,
    ),
    ...groups.map(({ id, title }) => [id, title] as const),
  ]);
  return {
    ...{ today, parties: partiesOf(deps), views: viewsOf(states, today) },
    ...{ tallies, next, disagreed, money, obstacles },
    ...{ pilots: pilots.map(publicPilot), indicators: indicators.map(publicIndicator) },
    differing: open.filter(isDiffering),
    corridors: partnership.corridors(),
    groupTitle: (group) => t.words(named.get(group)) || group,
  };
}

/** A joint fact of an instrument of which the two registers say different things. */
const isDiffering = ({ subject, share, standing }: OpenPosition): boolean =>
  share === "joint" &&
  subject.startsWith("instrument-") &&
  (standing === "differs" || standing === "declined");

/** Both governments, the own one first. */
function partiesOf({ catalogue }: WebDeps): readonly Side[] {
  const { code, treaties = [] } = catalogue.jurisdiction;
  const all = treaties.flatMap(({ parties }) => parties.map((party) => party.code));
  return [...new Set([code, ...all])];
}
