import {
  appointmentWords,
  type OwnCase,
  type OwnHome,
  subjectText,
  type ToDo,
} from "../../../acts/index.ts";
import type { Credential } from "../../../credentials/index.ts";
import { clockTime } from "../../../kernel/index.ts";
import type { Person } from "../../../platform/auth/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import {
  type AgendaItem,
  agenda,
  card,
  html,
  linkButton,
  narrow,
  type OwnCard,
  ownCards,
  type SafeHtml,
} from "../../components/index.ts";
import { paperCard } from "../applications/paper-view.ts";
import { statusTag } from "../applications/status-words.ts";
import type { WebDeps } from "../deps.ts";
import { journeyBlocks } from "../journeys/blocks.ts";
import { linksPart } from "./profile-routes.ts";

type Facts = Pick<WebDeps, "catalogue" | "centres" | "calendar" | "clock">;

export interface HomeView {
  readonly home: OwnHome;
  readonly person: Person;
  /** Messages that are not read yet. */
  readonly unread: number;
}

/** More of one kind stand on the page of their own. */
const most = { open: 6, papers: 4, closed: 3 } as const;

/** The content of the page; what waits for the person comes first. Pure. */
export function homeView(view: HomeView, deps: Facts, t: Translate): SafeHtml {
  const { home, person } = view;
  const main = html`${toDoPart(home, deps, t)}${openPart(home, deps, t)}
    ${papersPart(home.papers, deps, t)}${closedPart(home.closed, deps, t)}`;
  return html`<p class="govuk-caption-xl">${t("me.heading")}</p>
    <h1 class="govuk-heading-xl">${t("me.hello", { name: person.givenName ?? person.name })}</h1>
    ${narrow(main, besideView(view, deps, t))}`;
}

function toDoPart({ toDo }: OwnHome, deps: Facts, t: Translate): SafeHtml {
  const list =
    toDo.length === 0
      ? html`<p class="govuk-body hw-empty">${t("me.nothing-to-do")}</p>`
      : agenda(toDo.map((each) => itemOf(each, deps, t)));
  return html`<h2 class="govuk-heading-m">${t("me.to-do")}</h2>${list}`;
}

const titleOf = (
  { service, definition }: Pick<OwnCase, "service" | "definition">,
  { catalogue }: Pick<Facts, "catalogue">,
  t: Translate,
): string => {
  const def = catalogue.version(service, definition);
  return def ? t.words(def.title) : service;
};

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part).join(" · ");

/** So near is its last day that it stands out. */
const urgentDays = 3;

function itemOf(todo: ToDo, deps: Facts, t: Translate): AgendaItem {
  const { timeZone } = deps.catalogue.jurisdiction;
  const near = deps.clock().getTime() + urgentDays * 86_400_000;
  const urgent = todo.until !== undefined && Date.parse(todo.until) < near;
  const by = todo.until && t("me.by", { date: t.until(todo.until, timeZone) });
  switch (todo.is) {
    case "answer":
    case "pay": {
      const { of, is } = todo;
      const title = t(`me.${is}`, { title: titleOf(of, deps, t) });
      const detail = joined(of.subject, of.reference);
      return { title, href: `/applications/${of.id}/${is}`, detail, when: by, urgent };
    }
    case "appeal": {
      const { of } = todo;
      const title = t("me.appeal", { title: titleOf(of, deps, t) });
      const detail = joined(of.subject, of.reference);
      // The page of the appeal has the reason of the refusal above its form.
      return { title, href: `/applications/${of.id}/appeal`, detail, when: by, urgent };
    }
    case "appointment": {
      const { of } = todo;
      const { where, what } = appointmentWords(deps, of, t);
      const title = t("me.appointment", { title: what });
      const day = t.day(of.startsAt, timeZone);
      const when = `${day}, ${clockTime(of.startsAt, timeZone)}`;
      return { title, href: `/appointments/${of.id}`, detail: where, when, urgent };
    }
    case "runs-out": {
      const { of, renewable } = todo;
      const title = t(renewable ? "me.renew" : "me.runs-out", { title: t.words(of.title) });
      const href = renewable ? `/applications/${of.caseId}` : `/services/${of.service}`;
      const when = t("me.valid-until", { date: t.until(todo.until, timeZone) });
      return { title, href, detail: joined(subjectText(of), of.number), when, urgent };
    }
    case "journey": {
      const { of } = todo;
      const journey = deps.catalogue.journey(of.journey);
      const title = t("me.finish", { title: journey ? t.words(journey.title) : of.journey });
      const when = t("apply.changed-on", { date: t.day(of.updatedAt, timeZone) });
      return { title, href: `/journeys/${of.id}/next`, when };
    }
    case "draft": {
      const { of } = todo;
      const title = t("me.finish", { title: titleOf(of, deps, t) });
      const when = t("apply.changed-on", { date: t.day(of.updatedAt, timeZone) });
      return { title, href: `/drafts/${of.id}`, detail: of.subject, when };
    }
  }
}

function openPart({ open, journeys }: OwnHome, deps: Facts, t: Translate): SafeHtml | null {
  // A step of a journey stands in its block.
  const steps = new Set(journeys.flatMap(({ drafts }) => drafts.map(({ caseId }) => caseId)));
  const alone = open.filter(({ id }) => !steps.has(id));
  if (alone.length + journeys.length === 0) return null;
  const cards = alone.slice(0, most.open).map((row) => caseCard(row, deps, t));
  return html`<h2 class="govuk-heading-m">${t("applications.open")}</h2>
    ${cards.length === 0 ? null : ownCards(cards)}
    ${alone.length > most.open ? allOf("/applications", t("applications.heading")) : null}
    ${journeyBlocks(journeys, deps.catalogue, t)}`;
}

function caseCard(row: OwnCase, deps: Facts, t: Translate): OwnCard {
  const { catalogue } = deps;
  const { timeZone } = catalogue.jurisdiction;
  const def = catalogue.version(row.service, row.definition);
  const stages = def?.process?.stages ?? [];
  const at = stages.findIndex(({ id }) => id === row.stage);
  const stage = stages[at];
  const words = stage && {
    step: at + 1,
    steps: stages.length,
    stage: t.words(stage.title),
  };
  return {
    title: titleOf(row, deps, t),
    href: `/applications/${row.id}`,
    subject: row.subject,
    status: statusTag(row.status, t),
    ...(words && { steps: { done: at, all: stages.length, words: t("me.step", words) } }),
    facts: [
      row.dueAt
        ? { label: t("application.promised-by"), value: t.until(row.dueAt, timeZone) }
        : { label: t("application.submitted-on"), value: t.day(row.submittedAt, timeZone) },
      { label: t("application.number"), value: row.reference },
    ],
  };
}

function papersPart(papers: readonly Credential[], deps: Facts, t: Translate): SafeHtml {
  const shown = papers.slice(0, most.papers);
  const list =
    shown.length === 0
      ? html`<p class="govuk-body hw-empty">${t("documents.empty")}</p>`
      : ownCards(shown.map((paper) => paperCard(paper, deps, t)));
  return html`<h2 class="govuk-heading-m">${t("layout.documents")}</h2>${list}
    ${papers.length > most.papers ? allOf("/documents", t("layout.documents")) : null}`;
}

function closedPart(closed: readonly OwnCase[], deps: Facts, t: Translate): SafeHtml | null {
  if (closed.length === 0) return null;
  const { timeZone } = deps.catalogue.jurisdiction;
  const rows = closed.slice(0, most.closed).map((row) => {
    const day = t.day(row.decidedAt ?? row.submittedAt, timeZone);
    const about = joined(row.subject, row.reference, day);
    return html`<li><a class="govuk-link" href="/applications/${row.id}">${titleOf(row, deps, t)}
      </a> ${statusTag(row.status, t)}<p>${about}</p></li>`;
  });
  return html`<h2 class="govuk-heading-m">${t("applications.closed")}</h2>
    <ul class="hw-beside">${rows}</ul>${allOf("/applications", t("me.all-applications"))}`;
}

const allOf = (href: string, text: string): SafeHtml =>
  html`<p class="govuk-body"><a class="govuk-link" href="${href}">${text}</a></p>`;

/** Beside it: the next appointment, messages, and what the person may see and set. */
function besideView({ home, unread }: HomeView, deps: Facts, t: Translate): SafeHtml {
  const link = (href: string, text: string, more?: SafeHtml | string | null) =>
    html`<li><a class="govuk-link" href="${href}">${text}</a>${more}</li>`;
  const count =
    unread === 0
      ? null
      : html` <span class="hw-count">${t.number(Math.min(unread, 99))}<span
        class="govuk-visually-hidden"> ${t("me.unread")}</span></span>`;
  const [next] = home.appointments;
  const visit = next && html`<p>${appointmentWords(deps, next, t).when}</p>`;
  return html`<p>${linkButton({ text: t("applications.new"), href: "/services" })}</p>
    ${card(html`<ul class="hw-beside">
      ${link("/applications", t("applications.heading"))}
      ${link("/documents", t("layout.documents"))}
      ${link("/applications/messages", t("apply.messages-heading"), count)}
      ${link("/appointments", t("visits.mine"), visit)}
      ${link("/me/profile", t("me.profile"))}</ul>`)}
    ${card(linksPart(t))}`;
}
