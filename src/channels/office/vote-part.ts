import { reasonsToWord, roleWords } from "../../acts/index.ts";
import {
  areVotesComplete,
  areVotesHeld,
  areVotesKeptFrom,
  isVoteOpen,
  isWorkOf,
  seatsOf,
  type VoteGiven,
} from "../../cases/index.ts";
import type { Committee } from "../../catalogue/index.ts";
import {
  button,
  buttonGroup,
  details,
  html,
  inset,
  type SafeHtml,
  textarea,
  warningText,
} from "../components/index.ts";
import { paragraphs } from "./case-history.ts";
import { outcomeWords, reasonWords } from "./case-words.ts";
import { actorAt } from "./desk.ts";
import type { NameOf } from "./names.ts";
import { substituteName } from "./substitute-form.ts";
import { effectTime, takeBackForm } from "./take-back.ts";
import { actForm, completeForm, type FormOf, wordsBox } from "./task-forms.ts";
import { errorOf, fieldId, typedIn } from "./typed.ts";

/** How the vote of a committee stands, and a member's own vote; nobody takes it in hand. */
export function votePart(form: FormOf, committee: Committee, nameOf: NameOf): SafeHtml {
  const { desk, application, task } = form;
  const { t, officer, now } = desk;
  const { votes = [], recused = [], substitutes = [] } = task;
  const { quorum, majority, otherwise } = committee;
  const counts = { votes: votes.length, members: seatsOf(committee, task), quorum };
  const stand = areVotesHeld(task, now) ? null : html` · ${t("committee.stand", counts)}`;
  const rule = t("committee.otherwise", {
    outcome: outcomeWords(t, application, task, otherwise),
  });
  const isOut = recused.some(({ by }) => by === officer.id);
  const names = t.list(recused.map(({ by }) => nameOf(by)));
  const instead = t.list(substitutes.map(({ to }) => substituteName(form, to, nameOf)));
  return html`
    <p class="govuk-body">
      <strong>${t("committee.title")}</strong>${stand}<br>
      ${t(`committee.majority.${majority}`)} ${rule}
      ${recused.length > 0 ? html`<br>${t("committee.recused-names", { names })}` : null}
      ${
        substitutes.length > 0
          ? html`<br>${t("committee.substitutes-names", { names: instead })}`
          : null
      }
    </p>
    ${emptySeats(form, committee)}
    ${
      areVotesKeptFrom(task, officer.id, now)
        ? isOut
          ? null
          : html`<p class="govuk-hint">${t("committee.blind")}</p>`
        : votesPart(form, nameOf)
    }
    ${ownVote(form)}
  `;
}

/** How many members are missing, what that prevents, and who appoints others. */
function emptySeats(form: FormOf, committee: Committee): SafeHtml | null {
  const { desk, task, administrators = "" } = form;
  const { t, deps } = desk;
  const { vacant = 0, short } = task;
  if (vacant === 0) return null;
  const { members, quorum } = committee;
  const role = roleWords(t, deps.catalogue, task.authority, task.role);
  const isQuorum = seatsOf(committee, task) < quorum;
  const why = short && t(`committee.short.${isQuorum ? "quorum" : "equal"}`, { quorum });
  return html`
    ${warningText(t("committee.short.seats", { vacant, members }), t)}
    <p class="govuk-body">
      ${why ? html`${why}<br>` : null}
      ${t("committee.short.appoint", { role, names: administrators })}
    </p>
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

/** A member's own vote, which they can take back for a while. */
function voted(form: FormOf, vote: VoteGiven): SafeHtml {
  const { desk, application, task } = form;
  const { t, deps, now } = desk;
  if (!isVoteOpen(task, vote, now.toISOString())) return inset(t("committee.voted"));
  const outcome = outcomeWords(t, application, task, vote.outcome);
  const reference = application.state.submitted?.reference ?? "";
  const words = vote.beforeOpinion
    ? t("committee.voted-before-opinion", { outcome })
    : t("committee.voted-held", { outcome, time: effectTime(deps, vote.finalAt ?? "") });
  const keep = button({ text: t("committee.keep"), kind: "secondary" });
  return html`
    ${inset(words)}
    ${buttonGroup(
      ...(vote.beforeOpinion ? [actForm(form, "keep-vote", keep)] : []),
      takeBackForm(desk, { caseId: application.id, task: task.key, reference }),
    )}
  `;
}

/**
 * A vote that decides and waits to take effect. Its member may keep to it for good, reads then the
 * reasons of the others, and may make one text of them for the applicant.
 */
export function reasonWording(form: FormOf, nameOf: NameOf): SafeHtml | null {
  const { desk, application, task } = form;
  const { t } = desk;
  const reasons = reasonsToWord(application, task);
  if (!reasons) return null;
  if (!task.signed?.sealed)
    return actForm(
      form,
      "keep-vote",
      html`
        <p class="govuk-hint">${t("committee.reasons.seal-hint")}</p>
        ${button({ text: t("committee.reasons.seal"), kind: "secondary" })}
      `,
    );
  const act = "word-reason" as const;
  const typed = typedIn(form.typed, act, task.key);
  const box = textarea(
    {
      ...{ id: fieldId(act, task.key, "text"), name: "text", rows: 8 },
      ...{ label: t("committee.reasons.label"), hint: t("committee.reasons.hint") },
      value: typed?.text ?? reasons.texts.join("\n\n"),
      error: errorOf(t, typed, "text"),
    },
    t,
  );
  const go = button({ text: t("committee.reasons.use") });
  return html`
    <h3 class="govuk-heading-s">${t("committee.reasons.heading")}</h3>
    <ul class="govuk-list">${reasons.of.map(
      ({ by, reason }) => html`
        <li>${nameOf(by)}: ${paragraphs(reasonWords(t, application, reason))}</li>
      `,
    )}</ul>
    ${actForm(form, act, html`${box}${go}`)}
  `;
}

/** What a member can do: vote, or say that they have a conflict of interest. */
function ownVote(form: FormOf): SafeHtml | null {
  const { desk, application, task } = form;
  const { t, officer } = desk;
  const isOwn = ({ by }: { readonly by: string }) => by === officer.id;
  const vote = task.votes?.find(isOwn);
  if (vote) return voted(form, vote);
  if (task.recused?.some(isOwn)) return inset(t("refusals.case.recused"));
  if (!isWorkOf(actorAt(desk), task, application.definition.id)) return null;
  if (areVotesComplete(task, desk.now)) return null;
  const words = wordsBox(form, "recuse", t("office.reason"), t("committee.recuse.hint"));
  const go = button({ text: t("committee.recuse.do"), kind: "secondary" });
  const isOpen = typedIn(form.typed, "recuse", task.key) !== undefined;
  return html`
    ${completeForm(form)}
    ${details(t("committee.recuse.title"), actForm(form, "recuse", html`${words}${go}`), isOpen)}
  `;
}
