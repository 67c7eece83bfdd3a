import { askable } from "../../acts/index.ts";
import {
  type Application,
  answerWindow,
  formFactsOf,
  isOpen,
  isRecused,
  isWorkOf,
  requestWindow,
  supervisor,
  type Task,
} from "../../cases/index.ts";
import { type Asked, askedOf } from "../../form/index.ts";
import { html, type SafeHtml, type SummaryRow } from "../components/index.ts";
import { actorAt, type Desk } from "./desk.ts";
import { fieldId } from "./typed.ts";

/** The questions and answers of the case, by its own version, as this officer reads them. */
export function askedFor({ deps, t }: Desk, application: Application): Asked {
  const { definition, answers, asked, documents, state } = application;
  if (asked.lang === t.lang) return asked;
  const facts = formFactsOf(application, state.submitted?.asOf ?? "");
  const codes = (list: string) => deps.catalogue.codeList(list) ?? [];
  return askedOf(definition, answers, documents, facts, t.lang, deps.askedWords(t.lang), codes);
}

/** Rounds of requests that are left in this step; undefined where it may not ask. */
export function roundsLeft({ state, definition }: Application, task: Task): number | undefined {
  const { process } = definition;
  if (!process || !requestWindow(state, task, process).ok) return undefined;
  return process.moreInformation.rounds - state.rounds;
}

/** Whether the officer may ask in this step now; a supervisor also after the last round. */
export const mayAsk = ({ officer }: Desk, left: number | undefined): boolean =>
  left !== undefined && (left > 0 || officer.roles.includes(supervisor));

/** The task in hand whose form asks the applicant; undefined where there is none. */
export const taskToAsk = (desk: Desk, application: Application): Task | undefined =>
  answerWindow(application.state).ok || isRecused(desk.officer, application.state)
    ? undefined
    : application.state.tasks.find(
        (task) =>
          isOpen(task) &&
          !task.signed &&
          task.claimedBy === desk.officer.id &&
          isWorkOf(actorAt(desk), task, application.definition.id) &&
          mayAsk(desk, roundsLeft(application, task)),
      );

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The answers and papers that the address names to be asked for. */
export function namedToAsk({ request }: Desk, application: Application): readonly string[] {
  const { ask = [] } = request.query as Query;
  const may = askable(application);
  return [ask].flat().filter((each) => may.has(each));
}

/**
 * "Ask for this" beside an answer or a paper: leads to the request with it ticked, beside what was
 * named before. A script ticks it without leaving the page.
 */
export function askAction(
  desk: Desk,
  application: Application,
  task: Task,
): (field: string, question: string) => NonNullable<SummaryRow["actions"]> {
  const { t, request } = desk;
  const { list } = request.query as Query;
  const named = namedToAsk(desk, application);
  const text = t("office-desk.ask.this");
  return (field, hidden) => {
    const query = new URLSearchParams(list ? { list: String(list) } : {});
    for (const each of new Set([...named, field])) query.append("ask", each);
    const href = `?${query}#${fieldId("ask", task.key, "text")}`;
    return [{ href, text, hidden }];
  };
}

/** How much is named, and the way to the request; a script shows it. */
export const askBar = ({ t }: Desk, task: Task): SafeHtml => html`
  <p
    class="of-asking"
    role="status"
    data-asking
    data-add="${t("office-desk.ask.this")}"
    data-remove="${t("office-desk.ask.not")}"
    hidden
  >
    <a class="govuk-link" href="#${fieldId("ask", task.key, "text")}">
      ${t("office-desk.ask.write")} (<span data-asking-count>0</span>)
    </a>
  </p>
`;
