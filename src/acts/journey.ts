import { createHash } from "node:crypto";
import type { JourneyKept, JourneyMeant, StepDraft } from "../cases/index.ts";
import type { Credential } from "../credentials/index.ts";
import type { StepPlanned } from "../form/index.ts";
import type { MessageFacts, Template } from "../messages/index.ts";
import { type Person, personById } from "../platform/auth/index.ts";
import { send } from "./apply.ts";
import type { ActDeps } from "./deps.ts";
import { addressesOf } from "./tell.ts";
import { langOf } from "./wording.ts";

type Deps = Pick<
  ActDeps,
  "sql" | "catalogue" | "cases" | "counter" | "credentials" | "messages" | "i18n"
>;

interface Going {
  readonly deps: Deps;
  readonly journey: JourneyKept;
  readonly person: Person;
  /** The valid certificate of each step that has one, by service. */
  readonly certificates: ReadonlyMap<string, Credential>;
}

/**
 * Submits every step whose certificates exist, on behalf of the person who agreed to the journey;
 * notifies them where a step cannot be submitted, or will never be. Idempotent.
 */
export async function goOnJourney(deps: Deps, reference: JourneyMeant): Promise<void> {
  const journey = await deps.cases.journeyOf(reference);
  if (!journey?.agreedAt || journey.stoppedAt) return;
  const person = await personById(deps.sql, journey.person);
  if (!person) return;
  const going = { deps, journey, person, certificates: await certificatesOf(deps, journey) };
  await tellEnds(going);
  for (const step of journey.plan) {
    const draft = journey.drafts.find(({ service }) => service === step.service);
    if (draft && !draft.caseId && step.after.every((one) => going.certificates.has(one)))
      await sendStep(going, step, draft);
  }
}

async function certificatesOf(
  deps: Deps,
  { drafts }: JourneyKept,
): Promise<ReadonlyMap<string, Credential>> {
  const certificates = new Map<string, Credential>();
  for (const { service, definition, caseId } of drafts) {
    const issued = caseId ? await deps.credentials.forCase(caseId) : [];
    const outputId = (await deps.catalogue.findVersion(service, definition))?.output?.id;
    const valid = issued.find(({ revoked, documentType }) => !revoked && documentType === outputId);
    if (valid) certificates.set(service, valid);
  }
  return certificates;
}

async function sendStep(going: Going, step: StepPlanned, draft: StepDraft): Promise<void> {
  const { deps, journey, person, certificates } = going;
  const numbers = step.takes.flatMap(({ field, from }) => {
    const certificate = certificates.get(from);
    return certificate ? [[field, certificate.number] as const] : [];
  });
  if (numbers.length > 0) await deps.cases.fillDraft(draft.id, Object.fromEntries(numbers));
  await attachPapers(going, step, draft);
  const submitted = await send(deps, { draftId: draft.id, person, lang: journey.lang });
  if (submitted.ok) return;
  if (submitted.refusal.code === "case.conflict")
    throw new Error("conflict while a step was sent: retry");
  await tell(going, "journey-needs-you", draft, {});
}

/** Attaches the certificate of one step to the next, which asks for it. */
async function attachPapers(going: Going, { papers: wanted }: StepPlanned, draft: StepDraft) {
  const { deps, journey, certificates } = going;
  for (const { document, from } of wanted) {
    const certificate = certificates.get(from);
    if (!certificate) continue;
    const pdf = await deps.credentials.pdf(certificate.id, langOf(deps.i18n, journey.lang));
    if (!pdf.ok) throw new Error(`refused: ${pdf.refusal.code}`);
    // By the record, not the drawing, so that it is attached once.
    const sha256 = createHash("sha256").update(certificate.number).digest("hex");
    const content = Buffer.from(pdf.value);
    const file = { document, name: `${certificate.number}.pdf`, mediaType: "application/pdf" };
    const folder = { draftId: draft.id };
    await deps.cases.attachFile(journey.person, folder, { ...file, sha256, content });
  }
}

/** Notifies of a step that ended without a certificate though others depend on it. */
async function tellEnds(going: Going): Promise<void> {
  const { plan, drafts } = going.journey;
  const open = plan.filter(({ service }) =>
    drafts.some((draft) => draft.service === service && !draft.caseId),
  );
  const needed = new Set(open.flatMap(({ after }) => after));
  for (const draft of drafts)
    if (needed.has(draft.service) && (draft.status === "refused" || draft.status === "withdrawn"))
      await tell(going, "journey-stopped", draft, { reference: draft.reference ?? "" });
}

async function tell(
  { deps, journey, person }: Going,
  template: Template,
  { service, definition, caseId }: StepDraft,
  more: MessageFacts,
): Promise<void> {
  const title = (await deps.catalogue.findVersion(service, definition))?.title ?? {};
  await deps.messages.send({
    id: `${journey.id}:${template}:${service}`,
    personId: journey.person,
    to: addressesOf(person),
    lang: langOf(deps.i18n, journey.lang),
    template,
    facts: { service: { words: title }, ...more },
    ...(caseId && { caseId }),
  });
}
