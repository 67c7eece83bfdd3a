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

type Deps = Pick<ActDeps, "sql" | "catalogue" | "cases" | "credentials" | "messages" | "i18n">;

interface Going {
  readonly deps: Deps;
  readonly kept: JourneyKept;
  readonly person: Person;
  /** The valid paper of each step that has one, by service. */
  readonly papers: ReadonlyMap<string, Credential>;
}

/**
 * Sends every step whose papers are there, on behalf of the person, who agreed to it; tells them
 * where something keeps one from going, or where the rest will not come. As often as it runs, each step is
 * sent once and each thing told once.
 */
export async function goOnJourney(deps: Deps, meant: JourneyMeant): Promise<void> {
  const kept = await deps.cases.journeyOf(meant);
  if (!kept?.agreedAt || kept.stoppedAt) return;
  const person = await personById(deps.sql, kept.person);
  if (!person) return;
  const going = { deps, kept, person, papers: await papersOf(deps, kept) };
  await tellEnds(going);
  for (const step of kept.plan) {
    const draft = kept.drafts.find(({ service }) => service === step.service);
    if (draft && !draft.caseId && step.after.every((one) => going.papers.has(one)))
      await sendStep(going, step, draft);
  }
}

async function papersOf(
  deps: Deps,
  { drafts }: JourneyKept,
): Promise<ReadonlyMap<string, Credential>> {
  const papers = new Map<string, Credential>();
  for (const { service, definition, caseId } of drafts) {
    const found = caseId ? await deps.credentials.forCase(caseId) : [];
    const paper = (await deps.catalogue.findVersion(service, definition))?.output?.id;
    const valid = found.find(({ revoked, documentType }) => !revoked && documentType === paper);
    if (valid) papers.set(service, valid);
  }
  return papers;
}

async function sendStep(going: Going, step: StepPlanned, draft: StepDraft): Promise<void> {
  const { deps, kept, person, papers } = going;
  const numbers = step.takes.flatMap(({ field, from }) => {
    const paper = papers.get(from);
    return paper ? [[field, paper.number] as const] : [];
  });
  if (numbers.length > 0) await deps.cases.fillDraft(draft.id, Object.fromEntries(numbers));
  await attachPapers(going, step, draft);
  const sent = await send(deps, { draftId: draft.id, person, lang: kept.lang });
  if (sent.ok) return;
  if (sent.refusal.code === "case.conflict")
    throw new Error("conflict while a step was sent: retry");
  await tell(going, "journey-needs-you", draft, {});
}

/** The paper of one office is what the next one asks for: the person need not carry it. */
async function attachPapers(going: Going, { papers: wanted }: StepPlanned, draft: StepDraft) {
  const { deps, kept, papers } = going;
  for (const { document, from } of wanted) {
    const paper = papers.get(from);
    if (!paper) continue;
    const pdf = await deps.credentials.pdf(paper.id, langOf(deps.i18n, kept.lang));
    if (!pdf.ok) throw new Error(`refused: ${pdf.refusal.code}`);
    // By the signed record and not by the drawing, so that it is attached once.
    const sha256 = createHash("sha256").update(paper.cwt).digest("hex");
    const content = Buffer.from(pdf.value);
    const file = { document, name: `${paper.number}.pdf`, mediaType: "application/pdf" };
    const folder = { draftId: draft.id };
    await deps.cases.attachFile(kept.person, folder, { ...file, sha256, content });
  }
}

/** A step that was refused or withdrawn, though others wait for its paper. */
async function tellEnds(going: Going): Promise<void> {
  const { plan, drafts } = going.kept;
  const open = plan.filter(({ service }) =>
    drafts.some((draft) => draft.service === service && !draft.caseId),
  );
  const needed = new Set(open.flatMap(({ after }) => after));
  for (const draft of drafts)
    if (needed.has(draft.service) && (draft.status === "refused" || draft.status === "withdrawn"))
      await tell(going, "journey-stopped", draft, { reference: draft.reference ?? "" });
}

async function tell(
  { deps, kept, person }: Going,
  template: Template,
  { service, definition, caseId }: StepDraft,
  more: MessageFacts,
): Promise<void> {
  const title = (await deps.catalogue.findVersion(service, definition))?.title ?? {};
  await deps.messages.send({
    id: `${kept.id}:${template}:${service}`,
    personId: kept.person,
    to: addressesOf(person),
    lang: langOf(deps.i18n, kept.lang),
    template,
    facts: { service: { words: title }, ...more },
    ...(caseId && { caseId }),
  });
}
