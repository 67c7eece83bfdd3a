import type { FastifyReply } from "fastify";
import { chargeOf, worthOf } from "../../counter/index.ts";
import { newConfirmation } from "../../platform/auth/index.ts";
import { formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { pathOf, wayOf } from "../questions/index.ts";
import { answersHash, purposeOf } from "./answers-hash.ts";
import { draftIn } from "./check.ts";
import { openDraft } from "./host.ts";
import { chargeIn } from "./summary.ts";
import { refusedHere, type VisitDesk } from "./visit-desk.ts";

/** POST …/ask: asks the person for his yes to exactly these answers; a new one voids the one before. */
export async function askForYes(desk: VisitDesk): Promise<FastifyReply> {
  const { deps, visit, person, reply } = desk;
  const opened = await openDraft(desk, draftIn(desk));
  const { draft, def, base } = opened;
  const documents = await deps.cases.draftDocuments(draft.id);
  const { steps, open } = wayOf(opened, documents);
  if (open < steps.length) return redirectTo(reply, pathOf(base, steps[open]));
  const hash = answersHash(opened, documents);
  const about = { visit: visit.id, draft: draft.id, answersHash: hash };
  if (textOf(formOf(desk.request), "kind") === "signature" || !person.phone) {
    // Who has a telephone says yes with it: nobody may choose the weaker way for him.
    const worth = worthOf("signature", visit.door, person.level);
    if (person.phone || worth < def.level)
      return refusedHere(desk, { kind: "not-allowed", code: "counter.signature-too-weak" });
    await deps.counter.askConsent({ ...about, kind: "signature" });
    return redirectTo(reply, `${base}/confirm`);
  }
  const purpose = purposeOf(draft.id, hash);
  const made = await newConfirmation(deps.sql, deps.clock(), { person: person.id, purpose });
  if (!made.ok) return refusedHere(desk, made.refusal);
  const { id, code } = made.value;
  await deps.counter.askConsent({ ...about, kind: "code", code: id });
  await deps.messages.send({
    id: `confirm:${id}`,
    personId: person.id,
    to: { phone: person.phone },
    lang: desk.own.lang,
    template: "confirm-code",
    facts: { code, service: { words: titleWithCharge(desk, def.id) } },
  });
  return redirectTo(reply, `${base}/confirm`);
}

/** What an agent may ask stands in the message itself, so that he cannot ask for more. */
function titleWithCharge({ deps, visit, own }: VisitDesk, service: string) {
  const title = own.words(deps.catalogue.current(service)?.title);
  if (visit.door !== "agent") return { [own.lang]: title };
  const charge = chargeIn(chargeOf(deps.counter.rules, visit.door, service), own);
  return { [own.lang]: `${title} (${own("counter.charge")}: ${charge})` };
}
