import type { FastifyReply, FastifyRequest } from "fastify";
import { leastOwnPin, problemWithOwnPin } from "../../../counter/index.ts";
import { requireRecentProof } from "../../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../../platform/http/index.ts";
import { button, errorSummary, html, input } from "../../components/index.ts";
import type { CounterDeps } from "../deps.ts";
import { type Desk, deskOf, show } from "../desk.ts";
import { requireCounter } from "./sync.ts";

export const ownPinPath = "/counter/pin";

/** What is wrong, by the id of the field. */
type Problems = Readonly<Partial<Record<"own-pin" | "own-pin-again", string>>>;

async function pinPage(desk: Desk, problems: Problems = {}): Promise<FastifyReply> {
  const { deps, officer, t, csrf } = desk;
  const [before] = await deps.counter.ownPins([officer.id]);
  const field = (id: keyof Problems) =>
    input(
      {
        ...{ id, name: id, type: "password", autocomplete: "new-password", width: 20 },
        ...{ maxlength: 64, spellcheck: false, error: problems[id] },
        label: t(`offline.${id}`),
        ...(id === "own-pin" && { hint: t("offline.own-pin-hint", { least: leastOwnPin }) }),
      },
      t,
    );
  const list = Object.entries(problems).map(([id, text]) => ({ id, text }));
  const title = t("offline.own-pin-title");
  const content = html`${errorSummary(list, t)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${t("offline.own-pin-lead")}</p>
    <p class="govuk-body">${t(before ? "offline.own-pin-set" : "offline.own-pin-none")}</p>
    <form method="post" action="${ownPinPath}" novalidate>${csrf}
      ${field("own-pin")}${field("own-pin-again")}
      ${button({ text: t("offline.own-pin-do") })}</form>`;
  const failed = list.length > 0;
  return show(desk, { title, content, path: ownPinPath, failed, ...(failed && { status: 422 }) });
}

/** A PIN stands for its officer: no page that somebody left open chooses one. */
const proofMinutes = 15;

/** GET /counter/pin: the PIN by which an officer says who they are on a device without network. */
export const ownPinPage =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    requireCounter(request);
    requireRecentProof(request, deps.clock(), proofMinutes);
    return pinPage(deskOf(deps, request, reply));
  };

/** POST /counter/pin: sets or changes it; devices of their halls have it when they next send. */
export const chooseOwnPin =
  (deps: CounterDeps) => async (request: FastifyRequest, reply: FastifyReply) => {
    const officer = requireCounter(request);
    requireRecentProof(request, deps.clock(), proofMinutes);
    const desk = deskOf(deps, request, reply);
    const form = formOf(request);
    const pin = textOf(form, "own-pin");
    const wrong = problemWithOwnPin(pin);
    const problems: Problems = {
      ...(wrong && { "own-pin": desk.t(`offline.own-pin-${wrong}`, { least: leastOwnPin }) }),
      ...(!wrong &&
        pin !== textOf(form, "own-pin-again") && {
          "own-pin-again": desk.t("offline.pin-differs"),
        }),
    };
    if (Object.keys(problems).length > 0) return pinPage(desk, problems);
    await deps.counter.setOwnPin(officer.id, pin);
    const who = `officer:${officer.id}`;
    await deps.security.record({ kind: "own-pin-set", actor: who, about: who });
    return redirectTo(reply, ownPinPath, { kind: "success", code: "offline.own-pin-done" });
  };
