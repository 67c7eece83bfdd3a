import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { makeMostUsed } from "../../acts/index.ts";
import { limited, serveAssets } from "../../platform/http/index.ts";
import { questionRoutes } from "../questions/index.ts";
import { applicationPage, applicationsPage, sendFile } from "./applications.ts";
import { askForYes } from "./ask.ts";
import { badgeCard, badgePage, reportPage } from "./badge.ts";
import { badgeForm, orNoBadge, reportOf } from "./badge-check.ts";
import { byNamePage, searchByName } from "./by-name.ts";
import { callRoutes } from "./calls.ts";
import { cardsPage, confirmCardPress } from "./card-checks.ts";
import { askColleague, cardPage, takeAlone } from "./card-of-visit.ts";
import { actPage, askAct } from "./case-act-pages.ts";
import { takeAnswer } from "./case-answer.ts";
import { confirmAct } from "./case-confirm.ts";
import { askPayment, renewHere } from "./case-more.ts";
import { checkPage, resumeDraft } from "./check.ts";
import { sitDown } from "./choose-seat.ts";
import { openClient } from "./client.ts";
import { confirm, confirmPage, confirmState } from "./confirm.ts";
import { agentsPage, controlPage, recordControl } from "./controls.ts";
import { cornerPage } from "./corner.ts";
import { correctPage, takeCorrection } from "./correct-card.ts";
import type { CounterDeps } from "./deps.ts";
import { type ServingDesk, servingDesk } from "./desk.ts";
import { counterHost } from "./host.ts";
import { leavePage } from "./leave.ts";
import { offlineRoutes } from "./offline/index.ts";
import { askOpen, openPage, takeAppointment, takeCard, takeCode, takeReason } from "./open-view.ts";
import { padPage, padPress, padStart } from "./pad.ts";
import { handOver, printPaper } from "./papers.ts";
import { askPhone, takePhoneCode } from "./phone.ts";
import { actOnQueue } from "./queue.ts";
import { ratePage, takeRating } from "./rate.ts";
import { receiptPage } from "./receipt.ts";
import { register, startRegistering } from "./register.ts";
import { reviewsPage, settleReview } from "./reviews.ts";
import { seatPage } from "./seat-page.ts";
import { servedPage } from "./served-page.ts";
import { scanPage, takeScan } from "./sheet-scan.ts";
import { script, style } from "./style.ts";
import { toTill } from "./to-till.ts";
import { duringVisit } from "./visit-desk.ts";
import { closeClient, setLanguage, startService, visitPage } from "./visit-page.ts";
import { takeWholePage, wholePage } from "./whole.ts";

type Page = (desk: ServingDesk) => Promise<FastifyReply> | FastifyReply;

/** All pages of those who serve in person; call it after sign-in has been installed. */
export function counterRoutes(app: FastifyInstance, given: Omit<CounterDeps, "mostUsed">): void {
  const deps: CounterDeps = { ...given, mostUsed: makeMostUsed(given) };
  serveAssets(app, [style, script]);
  seatRoutes(app, deps);
  visitRoutes(app, deps);
  callRoutes(app, deps);
  questionRoutes(app, counterHost(deps));
  publicRoutes(app, deps);
  offlineRoutes(app, deps);
  app.get("/counter/agents", agentsPage(deps));
  app.get("/counter/cards", cardsPage(deps));
  app.post("/counter/cards/:id", { config: limited("track") }, confirmCardPress(deps));
  app.get("/counter/reviews", reviewsPage(deps));
  app.post("/counter/reviews/:id", settleReview(deps));
  app.get("/counter/agents/:badge", controlPage(deps));
  app.post("/counter/agents/:badge", recordControl(deps));
}

function seatRoutes(app: FastifyInstance, deps: CounterDeps): void {
  const at = (page: Page) => async (request: FastifyRequest, reply: FastifyReply) =>
    page(await servingDesk(deps, request, reply));
  app.get(
    "/counter",
    at((desk) => seatPage(desk)),
  );
  app.get("/counter/leave", at(leavePage));
  app.post("/counter/seat", at(sitDown));
  app.post("/counter/queue", at(actOnQueue));
  // Where a number can be tried: often enough for every client of a day, too seldom to try them
  // all.
  const tried = { config: limited("track") };
  app.post("/counter/client", tried, at(openClient));
  app.get(
    "/counter/by-name",
    at((desk) => byNamePage(desk)),
  );
  app.post("/counter/by-name", tried, at(searchByName));
  app.get("/counter/register", at(startRegistering));
  app.post("/counter/register", tried, at(register));
  app.get("/counter/served", at(servedPage));
  app.get("/counter/pad", at(padStart));
  app.post("/counter/pad", at(padStart));
}

function visitRoutes(app: FastifyInstance, deps: CounterDeps): void {
  const visit = "/counter/visits/:visit";
  const draft = `${visit}/drafts/:id`;
  const application = `${visit}/applications/:caseId`;
  const get = (path: string, page: Parameters<typeof duringVisit>[1]) =>
    app.get(path, duringVisit(deps, page));
  const post = (path: string, page: Parameters<typeof duringVisit>[1]) =>
    app.post(path, duringVisit(deps, page));
  get(visit, visitPage);
  get(`${visit}/here`, async ({ reply }) =>
    reply.header("cache-control", "no-store").code(204).send(),
  );
  post(`${visit}/language`, setLanguage);
  post(`${visit}/start`, startService);
  post(`${visit}/close`, closeClient);
  post(`${visit}/open`, askOpen);
  get(`${visit}/open`, (desk) => openPage(desk));
  post(`${visit}/open/code`, takeCode);
  post(`${visit}/open/reason`, takeReason);
  post(`${visit}/open/card`, takeCard);
  post(`${visit}/open/appointment`, takeAppointment);
  post(`${visit}/phone`, askPhone);
  post(`${visit}/phone/code`, takePhoneCode);
  post(`${visit}/card`, askColleague);
  get(`${visit}/card`, cardPage);
  post(`${visit}/card/alone`, takeAlone);
  get(`${visit}/correct`, correctPage);
  app.post(`${visit}/correct`, { config: limited("track") }, duringVisit(deps, takeCorrection));
  get(draft, resumeDraft);
  get(`${draft}/saved`, visitPage);
  get(`${draft}/all`, wholePage);
  post(`${draft}/all`, takeWholePage);
  get(`${draft}/check`, checkPage);
  post(`${draft}/ask`, askForYes);
  get(`${draft}/confirm`, (desk) => confirmPage(desk));
  post(`${draft}/confirm`, confirm);
  app.get(`${draft}/state`, { config: { quiet: true } }, duringVisit(deps, confirmState));
  get(`${visit}/applications`, applicationsPage);
  get(application, applicationPage);
  get(`${application}/receipt`, receiptPage);
  get(`${application}/sheet`, (desk) => scanPage(desk));
  app.post(`${application}/sheet`, { config: { multipart: true } }, duringVisit(deps, takeScan));
  post(`${application}/handover`, handOver);
  post(`${application}/renew`, renewHere);
  post(`${application}/pay`, askPayment);
  post(`${application}/till`, toTill);
  get(`${application}/rate`, (desk) => ratePage(desk));
  post(`${application}/rate`, takeRating);
  get(`${application}/act/:act`, actPage);
  app.post(
    `${application}/act/answer`,
    { config: { multipart: true } },
    duringVisit(deps, takeAnswer),
  );
  post(`${application}/act/:act`, askAct);
  post(`${application}/act/:act/confirm`, confirmAct);
  get(`${visit}/papers/:paper/:lang`, printPaper);
  get(`${visit}/files/:file`, sendFile);
}

/** What needs no sign-in: the screen that faces the person, badges, the computer in the corner. */
function publicRoutes(app: FastifyInstance, deps: CounterDeps): void {
  app.get("/counter/pad/:token", padPage(deps));
  app.post("/counter/pad/:token", padPress(deps));
  app.get("/agents", badgeForm(deps));
  app.get("/agents/:badge", orNoBadge(deps, badgePage(deps)));
  app.get("/agents/:badge/card", orNoBadge(deps, badgeCard(deps)));
  const report = reportOf(deps, reportPage(deps));
  app.get("/agents/:badge/report", report);
  app.post("/agents/:badge/report", { config: limited("track") }, report);
  app.get("/corner", cornerPage(deps));
}
