import type { FastifyReply } from "fastify";
import { agentCharge, askInPerson, otherLang } from "../../acts/index.ts";
import type { Money } from "../../kernel/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { pathOf, wayOf } from "../questions/index.ts";
import { draftIn, usualIn } from "./check.ts";
import { openDraft } from "./host.ts";
import { chargeIn } from "./summary.ts";
import { refusedHere, type VisitDesk } from "./visit-desk.ts";

/**
 * POST …/ask: asks for the person's consent to exactly these answers; a new request voids the last.
 */
export async function askForYes(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, visit, person, reply } = desk;
  const opened = await openDraft(desk, draftIn(desk), { toSend: true });
  const { draft: read, def, base } = opened;
  const documents = await deps.cases.draftDocuments(read.id);
  const { steps, open } = wayOf(opened, documents);
  if (open < steps.length) return redirectTo(reply, pathOf(base, steps[open]));
  // Who has a telephone says yes with it: no operator may choose the weaker way for them alone.
  const isSigned = textOf(formOf(desk.request), "kind") === "signature" && person.phone !== null;
  // A part of what they say yes to.
  const chosen = textOf(formOf(desk.request), "told-in");
  const draft = { ...read, toldIn: otherLang(deps.i18n, chosen, usualIn(desk)) ?? null };
  if (draft.toldIn !== read.toldIn) await deps.cases.tellDraftIn(draft);
  const subject = { kind: "draft", draft, documents } as const;
  const charge = agentCharge(deps, visit.door, def.id);
  const say = { lang: desk.own.lang, words: titleWithCharge(desk, def.id, charge), charge };
  const way = isSigned ? ({ way: "signature" } as const) : {};
  const asked = await askInPerson(deps, { visit, person, level: def.level }, subject, {
    ...{ ...say, ...way },
  });
  return asked.ok ? redirectTo(reply, `${base}/confirm`) : refusedHere(desk, asked.refusal);
}

/** What an agent may ask stands in the message itself, so that they cannot ask for more. */
function titleWithCharge(
  { deps, visit, own }: VisitDesk,
  service: string,
  charge: Money | undefined,
): string {
  const title = own.words(deps.catalogue.current(service)?.title);
  if (visit.door !== "agent") return title;
  return `${title} (${own("counter.charge")}: ${chargeIn(charge, own)})`;
}
