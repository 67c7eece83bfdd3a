import type { FastifyReply, FastifyRequest } from "fastify";
import { deviceFrom } from "../../centres/index.ts";
import { cookieOf, networkOf, sendRefusal } from "../../platform/http/index.ts";
import { eventOf, shownOf } from "./board-data.ts";
import type { HallDeps } from "./deps.ts";
import { deviceCookieName, languagesOf, paramOf, timeIn } from "./place.ts";
import { makeStreams, type Streams } from "./stream.ts";

/** The streams of all halls; they hear of changes until they are closed. */
export function hallStreams(deps: HallDeps): Streams {
  const [usual = "en"] = languagesOf(deps);
  const streams = makeStreams({
    show: async (id) => {
      const board = await deps.centres.board(id);
      return board && eventOf("board", JSON.stringify(shownOf(board, deps.i18n, usual)));
    },
    beat: () => eventOf("beat", timeIn(deps, deps.clock())),
    areUp: deps.centres.devices.areUp,
  });
  const unsubscribe = deps.centres.onChange(streams.changed);
  return {
    ...streams,
    close() {
      unsubscribe();
      streams.close();
    },
  };
}

/**
 * GET /hall/:centre/board/events: what the board shows, from now on, as server-sent events. The
 * same for everybody: no session is looked up and nothing is asked of the database for one watcher
 * alone. The last places are for browsers that a floor manager has made boards.
 */
export function watchBoard(
  { centres, deviceKeys, clock }: HallDeps,
  streams: Streams,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const hall = paramOf(request, "centre");
  if (!centres.find(hall))
    return sendRefusal(reply, { kind: "not-found", code: "centre.not-found" });
  const device = deviceFrom(deviceKeys, cookieOf(request, deviceCookieName), clock());
  const network = networkOf(request.ip);
  if (!streams.makeRoom(device?.kind === "board", network))
    return sendRefusal(reply, { kind: "unavailable", code: "http.unavailable" });
  const { raw } = reply.hijack();
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
  });
  raw.write("retry: 2000\n\n");
  request.raw.once("close", () => streams.leave(hall, raw));
  raw.once("error", () => streams.leave(hall, raw));
  const own = device?.kind === "board" && device.centre === hall ? device.id : undefined;
  streams.watch(hall, raw, { network, device: own });
  return reply;
}
