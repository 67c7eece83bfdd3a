import type { FastifyReply, FastifyRequest } from "fastify";
import { householdOf, type OwnCase, ownCases, personKey } from "../../../acts/index.ts";
import { answersAbout, asksForPerson, type PersonNamed } from "../../../form/index.ts";
import { button, csrfField, details, html, type SafeHtml } from "../../components/index.ts";
import type { Opened, QuestionPage } from "../../questions/index.ts";
import type { WebDeps } from "../deps.ts";
import { wordsOf } from "../page.ts";
import { type Already, alreadyOpen, alreadyView, asksAlready } from "./already.ts";

/** What stands above the page of questions, or of papers, that a request opens. */
interface Offers {
  /** Open applications for the same, once it is said whom or what this one is about. */
  readonly already: readonly Already[];
  /** May be chosen instead of typing. */
  readonly people: readonly PersonNamed[];
  /** Own applications for the same service to begin with again, newest first. */
  readonly before: readonly OwnCase[];
}

const offers = new WeakMap<FastifyRequest, Offers>();

/** So many of each are offered. */
const most = { people: 6, before: 3 } as const;

const pageIn = ({ params }: FastifyRequest) => (params as { readonly page?: string }).page;

/**
 * Whom the person named before, where this page asks for one of them and has no answer yet; what
 * they answered last time, where nothing is answered yet; that they applied for the same already,
 * where they have just said whom it is about.
 */
export async function lookForOffers(
  request: FastifyRequest,
  deps: WebDeps,
  opened: Opened,
): Promise<void> {
  if (request.method !== "GET") return;
  if (pageIn(request) === undefined && !asksAlready(request)) return;
  const [already, people, before] = await Promise.all([
    asksAlready(request) ? alreadyOpen(deps, opened, wordsOf(request, deps)) : [],
    peopleFor(request, deps, opened),
    beforeThis(deps, opened),
  ]);
  offers.set(request, { already, people, before });
}

async function peopleFor(
  request: FastifyRequest,
  deps: WebDeps,
  { def, draft, person }: Opened,
): Promise<readonly PersonNamed[]> {
  const page = def.form.find(({ id }) => id === pageIn(request));
  if (!page || !asksForPerson(page) || draft.visited.includes(page.id)) return [];
  if (page.fields.some(({ name }) => draft.answers[name] !== undefined)) return [];
  const household = await householdOf(deps, person.id);
  return household.filter((each) => answersAbout(page, each) !== undefined);
}

async function beforeThis(
  deps: WebDeps,
  { def, draft, person }: Opened,
): Promise<readonly OwnCase[]> {
  if (draft.visited.length > 0 || draft.renews || Object.keys(draft.answers).length > 0) return [];
  const rows = (await deps.cases.applicationsOf(person.id)).filter(
    ({ service }) => service === def.id,
  );
  return ownCases(deps, person, rows.slice(0, most.before));
}

/** The page with these above its questions. */
export function withOffers(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: WebDeps,
  { content }: QuestionPage,
): SafeHtml {
  const { already = [], people = [], before = [] } = offers.get(request) ?? {};
  if (already.length + people.length + before.length === 0) return html`${content}`;
  const t = wordsOf(request, deps);
  const csrf = csrfField(request, reply);
  const { timeZone } = deps.catalogue.jurisdiction;
  const { id, page } = request.params as { readonly id: string; readonly page: string };
  const buttons = people.slice(0, most.people).map((each) =>
    button({
      text: t("me.use", { name: each.name, date: t.date(each.birthDate) }),
      ...{ kind: "secondary", name: "person", value: personKey(each) },
    }),
  );
  const again = before.map(({ id: caseId, subject, submittedAt }) => {
    const about = [subject, t.day(submittedAt, timeZone)].filter((part) => part).join(", ");
    const text = t("me.begin-again", { about });
    return button({ text, kind: "secondary", formaction: `/applications/${caseId}/again` });
  });
  // Folded, so that on a phone the question comes first.
  const offer = (kind: "again" | "use", action: string, choices: SafeHtml[]) =>
    choices.length === 0
      ? null
      : details(
          t(`me.${kind}-offer`),
          html`<form method="post" action="${action}">${csrf}
          <p class="govuk-body">${t(`me.${kind}-lead`)}</p>
          <div class="govuk-button-group">${choices}</div></form>`,
        );
  const [newest] = before;
  return html`${alreadyView(already, t)}
    ${offer("again", `/applications/${newest?.id}/again`, again)}
    ${offer("use", `/household/${id}/${page}`, buttons)}${content}`;
}
