import { Type } from "typebox";
import { eventNames, taskWaiting } from "../../../programs/index.ts";
import { instant, listOf, pageOf, shape, uuid, wordOf } from "../schemas.ts";

const names = [...Object.values(eventNames), taskWaiting];

export const NewWebhook = shape({
  url: Type.String({ maxLength: 500, examples: ["https://bank.example/hooks/hamwe"] }),
  events: Type.Optional(
    listOf(wordOf(names), {
      uniqueItems: true,
      description: "Names of events; all, where none is named",
    }),
  ),
});

const hook = {
  id: uuid("Id of the webhook"),
  url: Type.String(),
  events: listOf(Type.String(), { description: "Empty: all" }),
  createdAt: instant("Since when"),
  failingSince: Type.Optional(instant("Since when nothing arrived well")),
  disabledAt: Type.Optional(
    instant("When it was switched off, after five days of failures or a 410"),
  ),
};

export const WebhookShape = shape(hook);
export const WebhookMade = shape({
  ...hook,
  secret: Type.String({
    description: "Shown this once. Standard Webhooks: HMAC-SHA256",
    examples: ["whsec_…"],
  }),
});
export const Webhooks = shape({ items: listOf(WebhookShape) });

export const OfDelivery = shape({
  id: uuid("Id of the webhook"),
  delivery: uuid("Id of the delivery"),
});

export const DeliveryShape = shape({
  id: uuid("Id of the delivery"),
  message: Type.String({ description: "`webhook-id`: the same for every try and replay" }),
  type: Type.String({ examples: ["application.decided"] }),
  state: Type.String({ description: "waiting, held (switched off), delivered, failed" }),
  tries: Type.Integer(),
  lastStatus: Type.Optional(Type.Integer({ description: "Absent: nobody answered" })),
  createdAt: instant("When it happened"),
  nextTryAt: Type.Optional(instant("When it is tried again")),
});
export const DeliveriesPage = pageOf(DeliveryShape);

export const Since = shape({
  since: instant("Everything from this moment on, at most a thousand"),
});
export const Replayed = shape({
  replayed: Type.Integer({ description: "How many are on their way" }),
});
