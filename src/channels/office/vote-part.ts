import { areVotesKeptFrom, isWorkOf } from "../../cases/index.ts";
import type { Committee } from "../../catalogue/index.ts";
import { button, details, html, inset, type SafeHtml } from "../components/index.ts";
import { paragraphs } from "./case-history.ts";
import { outcomeWords, reasonWords } from "./case-words.ts";
import { actorAt } from "./desk.ts";
import type { NameOf } from "./names.ts";
import { actForm, completeForm, type FormOf, wordsBox } from "./task-forms.ts";
import { typedIn } from "./typed.ts";

/** How the vote of a committee stands, and a member's own vote; nobody takes it in hand. */
export function votePart(form: FormOf, committee: Committee, nameOf: NameOf): SafeHtml {
  const { desk, application, task } = form;
  const { t, officer } = desk;
  const { votes = [], recused = [] } = task;
  const { members, quorum, majority, otherwise } = committee;
  const counts = { votes: votes.length, members: members - recused.length, quorum };
  const rule = t("committee.otherwise", {
    outcome: outcomeWords(t, application, task, otherwise),
  });
  const names = t.list(recused.map(({ by }) => nameOf(by)));
  return html`
    <p class="govuk-body">
      <strong>${t("committee.title")}</strong> · ${t("committee.stand", counts)}<br>
      ${t(`committee.majority.${majority}`)} ${rule}
      ${recused.length > 0 ? html`<br>${t("committee.recused-names", { names })}` : null}
    </p>
    ${
      areVotesKeptFrom(task, officer.id)
        ? html`<p class="govuk-hint">${t("committee.blind")}</p>`
        : votesPart(form, nameOf)
    }
    ${ownVote(form)}
  `;
}

function votesPart({ desk, application, task }: FormOf, nameOf: NameOf): SafeHtml | null {
  const { t } = desk;
  if (!task.votes?.length) return null;
  return html`<ul class="govuk-list">${task.votes.map(
    ({ by, outcome, reason }) => html`
    <li>
      ${nameOf(by)}: <strong>${outcomeWords(t, application, task, outcome)}</strong>
      ${paragraphs(reasonWords(t, application, reason))}
    </li>
  `,
  )}</ul>`;
}

/** What a member can do: vote, or say that they have a conflict of interest. */
function ownVote(form: FormOf): SafeHtml | null {
  const { desk, application, task } = form;
  const { t, officer } = desk;
  const isOwn = ({ by }: { readonly by: string }) => by === officer.id;
  if (task.votes?.some(isOwn)) return inset(t("committee.voted"));
  if (task.recused?.some(isOwn)) return inset(t("committee.recused"));
  if (!isWorkOf(actorAt(desk), task, application.definition.id)) return null;
  const words = wordsBox(form, "recuse", t("office.reason"), t("committee.recuse.hint"));
  const go = button({ text: t("committee.recuse.do"), kind: "secondary" });
  const isOpen = typedIn(form.typed, "recuse", task.key) !== undefined;
  return html`
    ${completeForm(form, t("committee.vote"))}
    ${details(t("committee.recuse.title"), actForm(form, "recuse", html`${words}${go}`), isOpen)}
  `;
}
