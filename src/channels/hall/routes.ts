import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { limited, sendHtml, sendRefusal, serveAssets } from "../../platform/http/index.ts";
import { showAnnouncement, takeAnnouncement } from "./announce-page.ts";
import { boardPage } from "./board-page.ts";
import { hallStreams, watchBoard } from "./board-route.ts";
import { callOut } from "./call-out-act.ts";
import { showCounter } from "./counter-topics.ts";
import { daySheet, ownVisits } from "./day-sheet.ts";
import { sendDays, showDays } from "./days-page.ts";
import type { HallDeps } from "./deps.ts";
import { setCounter } from "./floor-act.ts";
import { daysDeskOf, type FloorDesk, floorDeskOf, ownHall } from "./floor-desk.ts";
import { lendDevice, makeDevice, revokeDevice } from "./floor-devices.ts";
import { showHall } from "./floor-page.ts";
import { showQueue } from "./floor-queue.ts";
import { giveTicket, manageTicket } from "./floor-queue-act.ts";
import { showTicketOfQueue } from "./floor-ticket.ts";
import { carryOutWhatIf, showWhatIf } from "./floor-what-if.ts";
import { arrive, askCode } from "./kiosk-arrive.ts";
import { showFirst, showRevoked, showUnregistered } from "./kiosk-first.ts";
import { askTake, take } from "./kiosk-take.ts";
import { showTicket } from "./kiosk-ticket.ts";
import { showTopics } from "./kiosk-topics.ts";
import { askOwn, takeOwn } from "./own-ticket.ts";
import { beginPairing, pairDevice, showPairing } from "./pairing-page.ts";
import { askLeave, leave, sendSlip, showPhone } from "./phone-ticket.ts";
import { type Place, placeOf, standingAt } from "./place.ts";
import { planRosterDay, showRosterDay } from "./roster-day.ts";
import { copyRoster, showRoster } from "./roster-page.ts";
import { hallAssets } from "./style.ts";

type Answer = FastifyReply | Promise<FastifyReply>;
type Handler = (request: FastifyRequest, reply: FastifyReply) => Answer;

/** All pages of the halls on the server; call it after sign-in has been installed. */
export function hallRoutes(app: FastifyInstance, deps: HallDeps): void {
  serveAssets(app, hallAssets);
  kioskRoutes(app, deps);
  phoneRoutes(app, deps);
  boardRoutes(app, deps);
  const floor =
    (page: (desk: FloorDesk) => Answer): Handler =>
    (request, reply) =>
      page(floorDeskOf(deps, request, reply));
  app.get("/hall", (request, reply) => ownHall(deps, request, reply));
  app.get(
    "/hall/:centre",
    floor((desk) => showHall(desk)),
  );
  app.get(
    "/hall/:centre/queue",
    floor((desk) => showQueue(desk)),
  );
  app.post("/hall/:centre/queue", floor(giveTicket));
  app.get(
    "/hall/:centre/queue/:ticket",
    floor((desk) => showTicketOfQueue(desk)),
  );
  app.post("/hall/:centre/queue/:ticket", floor(manageTicket));
  app.get(
    "/hall/:centre/announcement",
    floor((desk) => showAnnouncement(desk)),
  );
  app.post("/hall/:centre/announcement", floor(takeAnnouncement));
  app.get("/hall/:centre/days", (request, reply) => showDays(daysDeskOf(deps, request, reply)));
  app.get("/hall/:centre/days.csv", (request, reply) => sendDays(daysDeskOf(deps, request, reply)));
  app.get(
    "/hall/:centre/roster",
    floor((desk) => showRoster(desk)),
  );
  app.post("/hall/:centre/roster", floor(copyRoster));
  app.get(
    "/hall/:centre/roster/:day",
    floor((desk) => showRosterDay(desk)),
  );
  app.post("/hall/:centre/roster/:day", floor(planRosterDay));
  app.get("/hall/:centre/what-if", floor(showWhatIf));
  app.post("/hall/:centre/what-if", floor(carryOutWhatIf));
  app.get("/hall/:centre/call-outs/:id", floor(callOut));
  app.post("/hall/:centre/call-outs/:id", floor(callOut));
  app.get("/hall/:centre/day-sheet/:day", floor(daySheet));
  app.get("/my-visits", (request, reply) => ownVisits(deps, request, reply));
  app.get(
    "/hall/:centre/counters/:counter",
    floor((desk) => showCounter(desk)),
  );
  app.post("/hall/:centre/counters/:counter", floor(setCounter));
  app.post("/hall/:centre/devices", floor(makeDevice));
  app.post("/hall/:centre/devices/code", { config: limited("verify") }, floor(pairDevice));
  app.post("/hall/:centre/devices/:id/revoke", floor(revokeDevice));
}

/** Only a browser that a floor manager has made a kiosk of this hall gives tickets here. */
function kioskRoutes(app: FastifyInstance, deps: HallDeps): void {
  const kiosk =
    (page: (place: Place) => Answer): Handler =>
    async (request, reply) => {
      const place = placeOf(deps, request, reply);
      const device = await standingAt(place);
      if (device === "revoked") return showRevoked(place);
      return device?.kind === "kiosk" ? page(place) : showUnregistered(place);
    };
  const home = "/hall/:centre/kiosk";
  app.get(home, kiosk(showFirst));
  app.get(`${home}/topics`, kiosk(showTopics));
  app.get(`${home}/take/:topic`, kiosk(askTake));
  app.post(`${home}/take/:topic`, kiosk(take));
  app.get(`${home}/ticket`, kiosk(showTicket));
  app.get(
    `${home}/arrive`,
    kiosk((place) => askCode(place)),
  );
  // A code has only four letters, so a limit on attempts prevents guessing.
  app.post(`${home}/arrive`, { config: limited("verify") }, kiosk(arrive));
  if (deps.demonstration)
    app.post(`${home}/demonstration`, { config: limited("submit") }, (request, reply) =>
      lendDevice(placeOf(deps, request, reply)),
    );
}

function phoneRoutes(app: FastifyInstance, deps: HallDeps): void {
  const own =
    (page: (place: Place) => Answer): Handler =>
    (request, reply) =>
      page(placeOf(deps, request, reply));
  app.get("/t/:token", (request, reply) => showPhone(deps, request, reply));
  app.get("/t/:token/slip/:lang", (request, reply) => sendSlip(deps, request, reply));
  app.get("/t/:token/leave", (request, reply) => askLeave(deps, request, reply));
  app.post("/t/:token/leave", (request, reply) => leave(deps, request, reply));
  app.get("/hall/:centre/screen", own(showPairing));
  app.post("/hall/:centre/screen", { config: limited("submit") }, own(beginPairing));
  app.get("/centres/:centre/ticket", own(askOwn));
  app.post("/centres/:centre/ticket", { config: limited("submit") }, own(takeOwn));
}

function boardRoutes(app: FastifyInstance, deps: HallDeps): void {
  const streams = hallStreams(deps);
  // Ends the streams before the server waits for open connections; they never end by themselves.
  app.addHook("preClose", (done) => {
    streams.close();
    done();
  });
  app.get("/hall/:centre/board", async (request, reply) => {
    const place = placeOf(deps, request, reply);
    if ((await standingAt(place)) === "revoked") return showRevoked(place);
    const board = await deps.centres.board(place.centre.id);
    return board
      ? sendHtml(reply, boardPage(place, board))
      : sendRefusal(reply, { kind: "not-found", code: "centre.not-found" });
  });
  const still = { config: { anonymous: true }, exposeHeadRoute: false };
  app.get("/hall/:centre/board/events", still, (request, reply) =>
    watchBoard(deps, streams, request, reply),
  );
}
