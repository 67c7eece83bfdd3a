import type { Pool } from "../../platform/db/index.ts";
import { agenciesAt } from "../agencies.ts";
import { broughtAmong } from "../applications.ts";
import { taskWaiting } from "../event-names.ts";
import { writeDeliveries } from "./deliver.ts";

/** Open tasks of an application, of which the systems of their authorities are told. */
export interface TasksWaiting {
  readonly caseId: string;
  readonly reference: string;
  readonly service: string;
  readonly tasks: readonly {
    readonly key: string;
    readonly stage: string;
    readonly authority: string;
  }[];
  /** The version of the case, which identifies the event. */
  readonly occasion: number;
}

declare module "../../platform/jobs/index.ts" {
  interface Jobs {
    readonly "agencies.tell": TasksWaiting;
  }
}

/** Idempotent: the same occasion is the same message. Nothing personal is told. */
export async function tellAgencies(
  { sql, clock }: { readonly sql: Pool; readonly clock: () => Date },
  { caseId, reference, service, tasks, occasion }: TasksWaiting,
): Promise<void> {
  for (const { key, stage, authority } of tasks) {
    for (const { client } of await agenciesAt(sql, authority, { service, stage })) {
      if ((await broughtAmong(sql, client, [caseId])).length > 0) continue;
      await writeDeliveries(sql, clock(), {
        ...{ client, type: taskWaiting, subject: caseId },
        occasion: [caseId, String(occasion), taskWaiting, client, key],
        data: { application: caseId, task: key, reference, service, stage },
      });
    }
  }
}
