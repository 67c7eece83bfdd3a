import { cameBefore, candidatesOf, firstBy } from "./candidates.ts";
import type { QueuePolicy } from "./model.ts";

/**
 * Priority by law first, then the rest, each by arrival: as The Q of the Province of British
 * Columbia does (bcgov/queue-management, api/app/resources/theq/citizen/ citizen_generic_invite.py:
 * `order_by(Citizen.priority, Citizen.start_time)`). There an officer sees the whole queue and may
 * serve anybody; here skills limit whom a counter may call.
 */
export const priorityThenArrival: QueuePolicy = (situation) =>
  firstBy(candidatesOf(situation), (a, b) =>
    a.priority === b.priority ? cameBefore(a, b) : a.priority,
  )?.id;
