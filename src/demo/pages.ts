import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Centre } from "../catalogue/index.ts";
import { html, inset, linkButton, type SafeHtml } from "../channels/components/index.ts";
import type { Calendar } from "../kernel/index.ts";
import type { Messages } from "../messages/index.ts";
import { langOf, sendHtml } from "../platform/http/index.ts";
import type { I18n, PlainKey, Translate } from "../platform/i18n/index.ts";
import { type Asking, hallNote, type OpensHall, openHallRoute } from "./open-hall.ts";
import type { DemoTown } from "./people.ts";
import { waysIn } from "./ways-in.ts";

export interface DemoPages {
  readonly i18n: I18n;
  readonly town: DemoTown;
  readonly messages: Messages;
  readonly timeZone: string;
  /** Read each time: their hours change while servers run. */
  readonly centres: () => readonly Centre[];
  readonly clock: () => Date;
  /** Public holidays, on which halls are closed. */
  readonly calendar: () => Calendar;
  readonly settings: OpensHall["settings"];
  readonly page: (page: {
    readonly title: string;
    readonly path: string;
    readonly content: SafeHtml;
    readonly t: Translate;
    readonly request: FastifyRequest;
  }) => SafeHtml;
}

/** `/demo`: what this is and whom one may be; `/demo/outbox`: what was sent to whom. */
export function demoPages(http: FastifyInstance, pages: DemoPages): void {
  const show = (
    path: string,
    title: PlainKey,
    content: (asking: Asking) => SafeHtml | Promise<SafeHtml>,
  ) =>
    http.get(path, async (request, reply) => {
      const t = pages.i18n.for(langOf(request));
      const shown = {
        title: t(title),
        path,
        content: await content({ request, reply, t }),
        t,
        request,
      };
      return sendHtml(reply, pages.page(shown));
    });
  show("/demo", "demo-pages.title", (asking) => welcome(pages, asking));
  openHallRoute(http, pages);
  show("/demo/outbox", "demo-pages.outbox", async ({ t }) => outbox(pages, t));
}

const welcome = (pages: DemoPages, asking: Asking): SafeHtml => {
  const { t } = asking;
  return html`<h1 class="govuk-heading-xl">${t("demo-pages.title")}</h1>
<p class="govuk-body-l">${t("demo-pages.explained")}</p>
${inset(t("demo-pages.invented"))}
<p>${linkButton({ text: t("demo-pages.choose"), href: "/sign-in" })}</p>
${waysIn(pages.town, pages, t, hallNote(pages, asking))}`;
};

async function outbox({ messages, timeZone }: DemoPages, t: Translate): Promise<SafeHtml> {
  const sent = await messages.latest(50);
  return html`<h1 class="govuk-heading-l">${t("demo-pages.outbox")}</h1>
<p class="govuk-body">${t("demo-pages.outbox-explained")}</p>
${sent.length === 0 ? html`<p class="govuk-body">${t("demo-pages.outbox-empty")}</p>` : null}
${sent.map(
  ({ channel, recipient, subject, body, queuedAt, lang }) =>
    html`
      <section class="hw-box">
        <p class="govuk-body-s">
          ${channel === "sms" ? "SMS" : t("demo-pages.email")} · ${recipient} ·${" "}
          ${t.dateTime(queuedAt, timeZone)}
        </p>
        ${
          channel === "email"
            ? html`
          <p class="govuk-body" lang="${lang}"><strong>${subject}</strong></p>
        `
            : null
        }
        <p class="govuk-body" lang="${lang}">${body}</p>
      </section>
    `,
)}`;
}
