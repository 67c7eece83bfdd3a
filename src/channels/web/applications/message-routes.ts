import type { FastifyInstance } from "fastify";
import { returnReason } from "../../../acts/index.ts";
import { dateIn } from "../../../kernel/index.ts";
import type { OutboxEntry } from "../../../messages/index.ts";
import { requirePerson } from "../../../platform/auth/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import { breadcrumbs, html, narrow, type SafeHtml, tag, timeline } from "../../components/index.ts";
import type { WebDeps } from "../deps.ts";
import { webPage, wordsOf } from "../page.ts";

/** `/applications/messages`: what we have written to the person, word for word. */
export function messageRoutes(app: FastifyInstance, deps: WebDeps): void {
  app.get("/applications/messages", async (request, reply) => {
    const person = requirePerson(request);
    // A code is told to the telephone alone: whoever has only the session shall not read it.
    const sent = (await deps.messages.outboxOf(person.id)).filter(
      ({ template }) => template !== "confirm-code",
    );
    const readUntil = await deps.messages.markRead(person.id);
    const t = wordsOf(request, deps);
    return webPage(request, reply, deps, {
      title: t("apply.messages-heading"),
      current: "me",
      content: narrow(
        messagesView(sent, { timeZone: deps.catalogue.jurisdiction.timeZone, readUntil }, t),
      ),
      before: breadcrumbs([{ text: t("me.heading"), href: "/me" }], t),
    });
  });
}

interface Reading {
  readonly timeZone: string;
  /** Until when the person had read them before; undefined for never. */
  readonly readUntil: Date | undefined;
}

/** Each with a mark where it is new, and with the way to the application that it is about. */
function messagesView(
  sent: readonly OutboxEntry[],
  { timeZone, readUntil }: Reading,
  t: Translate,
): SafeHtml {
  const isNew = (at: Date) => readUntil === undefined || at > readUntil;
  const entries = sent.map(
    ({ channel, recipient, subject, body, queuedAt, lang, caseId, ...sending }) => ({
      title: html`${
        subject === undefined
          ? `${t(`apply.message.${channel}`)} ${recipient}`
          : html`<span lang="${lang}">${subject}</span>`
      }${isNew(queuedAt) ? html` ${tag(t("me.new"), "action")}` : null}`,
      when: t.dateTime(queuedAt, timeZone),
      datetime: queuedAt.toISOString(),
      by:
        `${t(`apply.message.${channel}`)} ${recipient}` +
        (isUnsent(sending) ? ` · ${unsentWords(sending, timeZone, t)}` : ""),
      content: html`<p class="govuk-body" lang="${lang}">${body}</p>${
        caseId
          ? html`<p class="govuk-body"><a class="govuk-link" href="/applications/${caseId}">
          ${t("me.its-application")}</a></p>`
          : null
      }`,
    }),
  );
  const none = html`<p class="govuk-body hw-empty">${t("apply.messages-empty")}</p>`;
  return html`<h1 class="govuk-heading-l">${t("apply.messages-heading")}</h1><p class="govuk-body">
    ${t("apply.never-ask")}</p>${
      // Only of the last one: the address may have been mended since an earlier one came back.
      isUnsent(sent.find(({ channel }) => channel === "email") ?? { state: "sent" })
        ? html`<p class="govuk-inset-text">${t("apply.message.mend")}</p>`
        : null
    }${entries.length === 0 ? none : timeline(entries)}`;
}

type Sending = Pick<OutboxEntry, "state" | "returnedStatus" | "returnedAt">;

/** It did not reach its recipient, and is not tried any more. */
const isUnsent = ({ state, returnedAt }: Sending): boolean =>
  returnedAt !== undefined || state === "failed" || state === "not-sent";

function unsentWords(
  { state, returnedStatus, returnedAt }: Sending,
  zone: string,
  t: Translate,
): string {
  if (state === "not-sent") return t("apply.message.not-sent");
  if (!returnedAt || !returnedStatus) return t("apply.message.failed");
  const reason = t(`apply.message.why.${returnReason(returnedStatus)}`);
  return t("apply.message.came-back", { when: t.date(dateIn(returnedAt, zone)), reason });
}
