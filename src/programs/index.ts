/**
 * Organisations' own programs: registration and authentication, tokens, drafts, codes for consent,
 * repeated requests, submitted applications, and webhooks.
 *
 * It maps no HTTP (`channels/api` does) and decides nothing about an application: what a program
 * submits goes through the same acts as in every other channel.
 */

import type { Secrets } from "../platform/http/index.ts";
import type { NoPayload, TasksOf } from "../platform/jobs/index.ts";
import { sealFor } from "./seal.ts";
import { sweepPrograms } from "./sweep.ts";
import { type DeliverNeeds, deliveryTasks } from "./webhooks/deliver.ts";
import { tellAgencies } from "./webhooks/task-waits.ts";
import { renewSecrets } from "./webhooks/webhooks.ts";

export {
  type Agency,
  type AgencyStage,
  agenciesAt,
  agencyOf,
  anyAgencyOf,
  programNames,
  readStage,
  stageText,
} from "./agencies.ts";
export { broughtAmong, broughtBy, countBrought, hasBrought, keepBrought } from "./applications.ts";
export { assertionAlgorithms, type ClientProof, clientOf } from "./client-auth.ts";
export { type ClientForm, type ClientProblem, clientFrom, readKeySet } from "./client-form.ts";
export {
  askForClient,
  type ClientRequest,
  clientRequests,
  endClientRequest,
} from "./client-requests.ts";
export { type Client, disableClient, keepClient, listClients } from "./clients.ts";
export {
  addConfirmation,
  askedSince,
  countTry,
  findConfirmation,
  type ProgramConfirmation,
} from "./confirmations.ts";
export { demoClient, keepDemoClient } from "./demo-client.ts";
export { idFrom, newSecret, requestHash, sha256 } from "./digest.ts";
export { dpopAlgorithms, provenKey } from "./dpop.ts";
export {
  addDraft,
  addFile,
  changeDraft,
  contentsOf,
  type DraftFile,
  type DraftPaper,
  draftLimits,
  draftSent,
  dropDraft,
  dropFile,
  filesOf,
  findDraft,
  type ProgramDraft,
  roomForFiles,
} from "./drafts.ts";
export { eventName, eventNames, type ProgramEvent, taskWaiting } from "./event-names.ts";
export { carriesToken, type Presented, presentedBearer } from "./presented.ts";
export { beginRequest, endRequest, freeRequest } from "./requests.ts";
export { isDeciding, isScope, type Scope, scopes } from "./scopes.ts";
export { type Seal, sealFor } from "./seal.ts";
export { type Bearer, keepToken } from "./tokens.ts";
export { urlFor } from "./webhooks/address.ts";
export { deliveryJob } from "./webhooks/deliver.ts";
export { type Delivery, deliveriesOf, replay } from "./webhooks/deliveries.ts";
export { webhookLink } from "./webhooks/link.ts";
export { postLimits } from "./webhooks/post.ts";
export { newWebhookSecret } from "./webhooks/signature.ts";
export type { TasksWaiting } from "./webhooks/task-waits.ts";
export {
  addWebhook,
  dropWebhook,
  enableWebhook,
  findWebhook,
  type Webhook,
  webhooksOf,
} from "./webhooks/webhooks.ts";

declare module "../platform/jobs/index.ts" {
  interface Jobs {
    /** Runs at night. */
    readonly "api.sweep": NoPayload;
  }
}

/** The jobs of programs: recording events for webhooks, and delivering them. */
export const programTasks = (
  needs: Omit<DeliverNeeds, "seal"> & { readonly secrets: Secrets },
): TasksOf<"api.tell" | "agencies.tell" | "api.deliver" | "api.sweep"> => {
  const seal = sealFor(needs.secrets);
  return {
    ...deliveryTasks({ ...needs, seal }),
    "agencies.tell": (waiting) => tellAgencies(needs, waiting),
    async "api.sweep"() {
      await sweepPrograms(needs.sql, needs.clock());
      await renewSecrets(needs.sql, seal);
    },
  };
};
