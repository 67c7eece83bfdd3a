import { setTimeout as sleep } from "node:timers/promises";
import { type Brought, begin, draftOf, formTo, step } from "../apply.ts";
import type { Answer } from "../client.ts";
import { filled } from "../page-forms.ts";
import { type Notebook, surprise } from "./notebook.ts";
import type { Patient } from "./patient.ts";

export interface Loop {
  readonly patient: Patient;
  readonly notebook: Notebook;
  /** Has the time come to begin nothing more? */
  readonly ending: () => boolean;
  /** A pause between two acts, so that all have their turn on a small machine. */
  readonly pause: () => Promise<void>;
}

/** Applies for the same service again and again, and pays. */
export async function citizen(loop: Loop, brought: Brought): Promise<void> {
  await loop.patient.get("/applications");
  while (!loop.ending()) {
    const sent = await applyOnce(loop, brought);
    if (sent) await payWhatIsDue(loop, sent);
  }
}

/** @returns the address of the application that was acknowledged */
async function applyOnce(loop: Loop, brought: Brought): Promise<string | undefined> {
  const { patient, notebook } = loop;
  let at = await begin(patient, brought.def.id);
  const draft = draftOf(at);
  if (!draft) {
    surprise(
      notebook,
      `beginning led to ${at.path.replaceAll(/[0-9a-f-]{36}/g, "…")} (${at.status})`,
    );
    await sleep(300);
    return undefined;
  }
  for (let steps = 0; steps < 60; steps++) {
    await loop.pause();
    const next = await step(patient, at, brought);
    if (!next) break;
    if (next.status >= 400) surprise(notebook, `${next.status} at ${placeless(next.path)}`);
    at = next;
  }
  return acknowledged(loop, at, draft, brought);
}

const placeless = (path: string): string => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");

function acknowledged({ notebook }: Loop, at: Answer, draft: string, { def, files }: Brought) {
  const application = /^\/applications\/[0-9a-f-]{36}/.exec(at.path)?.[0];
  const reference = /\b[34679CDFGHJKMNPRTWXY]{5}-[34679CDFGHJKMNPRTWXY]{5}\b/.exec(at.body)?.[0];
  if (!application || !reference || at.status !== 200) {
    surprise(notebook, `sending led to ${placeless(at.path)} (${at.status})`);
    return undefined;
  }
  notebook.submissions.set(draft, { reference, service: def.id });
  for (const document of files.keys()) notebook.uploads.push({ draft, document });
  return application;
}

/** The bill comes a moment after the application; it is paid at the provider's page. */
async function payWhatIsDue(loop: Loop, application: string): Promise<void> {
  const { patient, notebook } = loop;
  for (let tries = 0; tries < 40; tries++) {
    const page = await patient.get(`${application}/pay`);
    const form = formTo(page, `${application}/pay`);
    if (!form) {
      await sleep(250);
      continue;
    }
    const till = await patient.send(form.action, filled(form, {}));
    if (await payAtTill(loop, till)) return;
  }
  surprise(notebook, "no bill came within ten seconds");
}

async function payAtTill({ patient, notebook }: Loop, till: Answer): Promise<boolean> {
  const path = /^\/sandbox-pay\/[\w-]+/.exec(till.path)?.[0];
  const form = path && formTo(till, path);
  if (!form) return false;
  const back = await patient.send(form.action, filled(form, { act: "pay" }));
  if (back.status !== 200 || back.path.startsWith("/sandbox-pay/")) {
    surprise(notebook, `paying led to ${placeless(back.path)} (${back.status})`);
    return true;
  }
  notebook.payments.add(path.slice("/sandbox-pay/".length));
  return true;
}
