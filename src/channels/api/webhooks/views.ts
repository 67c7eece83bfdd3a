import type { Delivery, Webhook } from "../../../programs/index.ts";

const at = (name: string, when: Date | null) => (when ? { [name]: when.toISOString() } : {});

export const hookView = (hook: Webhook) => ({
  id: hook.id,
  url: hook.url,
  events: hook.events,
  createdAt: hook.createdAt.toISOString(),
  ...at("failingSince", hook.failingSince),
  ...at("disabledAt", hook.disabledAt),
});

export const deliveryView = (delivery: Delivery) => ({
  id: delivery.id,
  message: delivery.message,
  type: delivery.type,
  state: delivery.state,
  tries: delivery.tries,
  ...(delivery.lastStatus !== null && { lastStatus: delivery.lastStatus }),
  createdAt: delivery.createdAt.toISOString(),
  ...at("nextTryAt", delivery.nextAt),
});
