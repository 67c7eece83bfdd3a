import type { FastifyReply } from "fastify";
import { callBack, closeFile } from "../../acts/index.ts";
import { breakMinutes, type Seat } from "../../centres/index.ts";
import type { ClosedWhy } from "../../counter/index.ts";
import { type CommandId, isUuid, type Result, refuse } from "../../kernel/index.ts";
import { newId } from "../../platform/db/index.ts";
import { type FormFields, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import type { CounterDeps } from "./deps.ts";
import { backWith, type ServingDesk, show } from "./desk.ts";
import { questionAtSeat } from "./family.ts";
import { seatNews } from "./seat-given.ts";

/** What closes an open file on its way: the person leaves the counter. */
const closing: Readonly<Record<string, ClosedWhy>> = {
  park: "parked",
  transfer: "transferred",
  finish: "done",
};

/**
 * POST /counter/queue: one act on the queue; what is refused is said above the page. Before a
 * ticket for several people ends that were not all served, it asks.
 */
export async function actOnQueue(desk: ServingDesk): Promise<FastifyReply> {
  const { deps, officer, reply } = desk;
  const seat = await deps.centres.seatOf(officer.id);
  if (!seat) return redirectTo(reply, "/counter");
  const form = formOf(desk.request);
  const act = textOf(form, "act");
  if (act === "finish" && textOf(form, "all") !== "true") {
    const { current } = await deps.centres.atCounter(seat);
    const question = current && (await questionAtSeat(desk, current));
    if (question) return show(desk, question);
  }
  const done = await give(deps, seat, act, form);
  if (!done.ok) return backWith(desk, done.refusal);
  const why = closing[act];
  const visit = why && (await deps.counter.openVisitOf(officer.id));
  if (visit && why) await closeFile(deps, visit, why);
  const nobody = act === "next" && done.value === undefined;
  const news = act === "leave" ? undefined : await seatNews(desk, seat);
  return redirectTo(
    reply,
    "/counter",
    nobody ? { kind: "notice", code: "counter.nobody-waits" } : news,
  );
}

async function give(
  deps: CounterDeps,
  seat: Seat,
  act: string,
  form: FormFields,
): Promise<Result<unknown>> {
  const { centres } = deps;
  switch (act) {
    case "next":
      return centres.callNext(seat, newId() as CommandId);
    case "recall":
    case "skip":
    case "start":
    case "park":
    case "finish":
      return centres[act](seat);
    case "resume": {
      const ticket = textOf(form, "resume");
      return isUuid(ticket) ? callBack(deps, seat, ticket) : refuse("not-found", "http.not-found");
    }
    case "transfer": {
      const counter = textOf(form, "to");
      return centres.transfer(seat, {
        topic: textOf(form, "topic"),
        ...(counter !== "" && { counter }),
      });
    }
    case "break": {
      const minutes = breakMinutes.find((each) => String(each) === textOf(form, "minutes"));
      return minutes ? centres.beginBreak(seat, minutes) : refuse("invalid", "counter.act-unknown");
    }
    case "back":
      return centres.endBreak(seat);
    case "leave":
      return centres.closeCounter({ centre: seat.centre, counter: seat.counter });
    default:
      return refuse("invalid", "counter.act-unknown");
  }
}
