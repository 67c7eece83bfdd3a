import type { FastifyInstance } from "fastify";
import { ticketsAt } from "../../../centres/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { breadcrumbs, html, narrow, type SafeHtml } from "../../components/index.ts";
import { webPage, wordsOf } from "../page.ts";
import { centresView, centreView } from "./centre-view.ts";
import { centreIn, type VisitDeps } from "./deps.ts";
import { styleLink } from "./style.ts";

export const centreCrumbs = (t: Translate, more: readonly { text: string; href: string }[] = []) =>
  html`${styleLink}${breadcrumbs(
    [
      { text: t("layout.home"), href: "/" },
      { text: t("visits.centres"), href: "/centres" },
      ...more,
    ],
    t,
  )}`;

/** `/centres`, `/centres/:id`: where and when one is served in person. */
export function centreRoutes(app: FastifyInstance, deps: VisitDeps): void {
  const factsNow = () => ({
    now: deps.clock(),
    calendar: deps.calendar(),
    catalogue: deps.catalogue,
  });
  app.get("/centres", async (request, reply) => {
    const t = wordsOf(request, deps);
    const facts = factsNow();
    const content = centresView(await withWaiting(deps, facts.now), facts, t);
    const before: SafeHtml = breadcrumbs([{ text: t("layout.home"), href: "/" }], t);
    return webPage(request, reply, deps, { title: t("visits.centres"), content, before });
  });
  app.get<{ Params: { id: string } }>("/centres/:id", async (request, reply) => {
    const centre = centreIn(deps, request.params.id);
    const t = wordsOf(request, deps);
    const facts = factsNow();
    const today = dateIn(facts.now, facts.calendar.timeZone);
    const waits = await deps.centres.waits(centre.id);
    const content = narrow(centreView(centre, { ...facts, today, waits }, t));
    const title = t.words(centre.name);
    return webPage(request, reply, deps, { title, content, before: centreCrumbs(t) });
  });
}

/** Every centre with the length of its queue, where it is open and gives out tickets. */
const withWaiting = ({ centres, calendar }: VisitDeps, now: Date) =>
  Promise.all(
    centres.list().map(async (centre) => ({
      centre,
      waiting: ticketsAt(centre, now, calendar()).open
        ? (await centres.board(centre.id))?.waiting
        : undefined,
    })),
  );
