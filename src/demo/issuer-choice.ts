import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Interaction, default as Provider } from "oidc-provider";
import { html, type SafeHtml, searchBox } from "../channels/components/index.ts";
import { csrfOf, formOf, langOf, sendHtml, sendRefusal, textOf } from "../platform/http/index.ts";
import { type I18n, languageNames, type Translate } from "../platform/i18n/index.ts";
import type { DemoOfficer, DemoPerson, DemoTown } from "./people.ts";

export interface ChoiceOptions {
  readonly i18n: I18n;
  /** The site's page around the list; `content` starts with the `h1`. */
  readonly page: (page: {
    readonly title: string;
    readonly path: string;
    readonly content: SafeHtml;
    readonly t: Translate;
    readonly request: FastifyRequest;
  }) => SafeHtml | string;
  /** An authority's and a role's name in this language; the ids are shown without it. */
  readonly officeOf?: (officer: DemoOfficer, t: Translate) => Office;
}

interface Office {
  readonly role: string;
  readonly authority: string;
}

/** What this issuer says of an officer's sign-in. */
const staffAcr = "phr";

export const choicePath = (uid: string): string => `/demo-issuer/choose/${uid}`;

/** The page where one chooses whom to be; works without JavaScript. */
export function addChoice(
  app: FastifyInstance,
  provider: Provider,
  town: DemoTown,
  options: ChoiceOptions,
): void {
  app.get(choicePath(":uid"), async (request, reply) => {
    const begun = await interactionOf(provider, request, reply);
    if (!begun) return expired(reply);
    const t = options.i18n.for(langOf(request));
    const { staff, q } = request.query as { readonly staff?: unknown; readonly q?: unknown };
    const query = typeof q === "string" ? q.trim().slice(0, 100) : "";
    const path = choicePath(begun.uid);
    const page = { t, csrf: csrfOf(request, reply), officeOf: options.officeOf, path, query };
    const isForStaff = String(begun.params.acr_values).split(" ").includes(staffAcr);
    const asked = staff === undefined ? q !== undefined || isForStaff : staff === "1";
    const content = asked ? staffChoice(town, page) : choice(town, page);
    const title = t("demo.heading");
    return sendHtml(reply, options.page({ title, path: request.url, content, t, request }));
  });

  app.post(choicePath(":uid"), async (request, reply) => {
    const who = textOf(formOf(request), "who");
    const officer = town.officers.some(({ id }) => id === who);
    const isKnown = officer || town.people.some(({ id }) => id === who);
    const begun = await interactionOf(provider, request, reply);
    if (!isKnown || !begun) return expired(reply);
    await leaveOther(provider, begun, who);
    const acr = officer ? staffAcr : "http://eidas.europa.eu/LoA/substantial";
    const login = { accountId: who, acr, remember: false };
    const next = await provider.interactionResult(request.raw, reply.raw, { login });
    return reply.redirect(next, 303);
  });
}

/** The sign-in that this browser has begun; undefined when there is none, or it is too old. */
const interactionOf = (provider: Provider, request: FastifyRequest, reply: FastifyReply) =>
  provider.interactionDetails(request.raw, reply.raw).catch(() => undefined);

/**
 * Ends the session at the issuer of whoever was chosen before in this browser. The provider itself
 * would ask by a page with an inline script to sign out, which our policy forbids.
 */
async function leaveOther(provider: Provider, begun: Interaction, who: string): Promise<void> {
  const { uid, accountId } = begun.session ?? {};
  if (!uid || accountId === who) return;
  await (await provider.Session.findByUid(uid))?.destroy();
  begun.session = undefined;
  await begun.save(begun.exp - Math.floor(Date.now() / 1000));
}

const expired = (reply: FastifyReply) =>
  sendRefusal(reply, { kind: "invalid", code: "auth.sign-in-expired" }, 400);

interface ChoicePage {
  readonly t: Translate;
  readonly csrf: string;
  readonly officeOf: ChoiceOptions["officeOf"];
  /** Where the choice is posted to. */
  readonly path: string;
  /** What the list of officers was searched for. */
  readonly query: string;
}

const choice = (town: DemoTown, page: ChoicePage): SafeHtml => {
  const { t } = page;
  return html`<h1 class="govuk-heading-l">${t("demo.heading")}</h1>
<p class="govuk-body">${t("demo.lead")}</p>
<form method="post" action="${page.path}">
<input type="hidden" name="_csrf" value="${page.csrf}">
<h2 class="govuk-heading-m">${t("demo.people")}</h2>
<ul class="hw-cards">${town.people.map((person) => personCard(person, t))}</ul>
</form>
<p class="govuk-body"><a class="govuk-link" href="?staff=1">${t("demo.for-officers")}</a></p>`;
};

/** Those who work for an authority, on a page of their own. */
const staffChoice = (town: DemoTown, page: ChoicePage): SafeHtml => {
  const { t, path, query } = page;
  const offices = officesOf(town, page);
  const none = html`<p class="govuk-body">${t("catalogue.no-results", { query })}</p>`;
  return html`<h1 class="govuk-heading-l">${t("demo.heading")}</h1>
<p class="govuk-body">${t("demo.lead")}${" "}
<a class="govuk-link" href="?staff=0">${t("demo.for-people")}</a></p>
${searchBox({ action: "?", value: query, label: t("demo.find") }, t)}
<form method="post" action="${path}"><input type="hidden" name="_csrf" value="${page.csrf}">
<h2 class="govuk-heading-m">${t("demo.officers")}</h2>
${offices.length === 0 ? none : html`<div class="hw-offices">${offices}</div>`}
</form>`;
};

/**
 * Officers under the name of their authority, as many columns as there is room for; of those with
 * every word that was searched for in their name, role or authority.
 */
function officesOf({ officers }: DemoTown, { t, officeOf, query }: ChoicePage): SafeHtml[] {
  const words = query.toLocaleLowerCase(t.lang).split(/\s+/);
  const placed = officers.map((officer) => ({
    ...{ id: officer.id, name: officer.name, authority: officer.authority as string },
    ...{ role: officer.roles.join(", "), ...officeOf?.(officer, t) },
  }));
  const matching = placed.filter(({ name, authority, role }) => {
    const text = `${name} ${authority} ${role}`.toLocaleLowerCase(t.lang);
    return words.every((word) => text.includes(word));
  });
  return [...Map.groupBy(matching, ({ authority }) => authority)].map(
    ([authority, all]) =>
      html`
        <section class="hw-offices__one">
          <h3 class="govuk-heading-s">${authority}</h3>
          <ul>
            ${all.map(
              ({ id, name, role }) => html`
              <li>
                <button class="hw-offices__who" name="who" value="${id}"
                  aria-describedby="about-${id}">${name}</button>${" "}
                <span id="about-${id}">${role}</span>
              </li>
            `,
            )}
          </ul>
        </section>
      `,
  );
}

const personCard = (person: DemoPerson, t: Translate): SafeHtml =>
  card(person, html`${person.about[t.lang]} · ${languageOf(person)}`);

const languageOf = ({ language }: DemoPerson): SafeHtml =>
  html`<span lang="${language}">${languageNames[language]}</span>`;

const card = ({ id, name }: { id: string; name: string }, words: SafeHtml | string): SafeHtml =>
  html`
    <li class="hw-card">
      <button
        class="govuk-button govuk-button--secondary"
        name="who"
        value="${id}"
        aria-describedby="about-${id}"
      >
        ${name}
      </button>
      <p class="hw-card__summary" id="about-${id}">${words}</p>
    </li>
  `;
