import type { FastifyReply } from "fastify";
import { formOf, redirectTo, statusOf } from "../../../platform/http/index.ts";
import {
  backLink,
  commitmentContent,
  commitmentName,
  commitmentTitle,
  html,
  linkButton,
  proposalContent,
  type SafeHtml,
} from "../../components/index.ts";
import { type Desk, ownSide, refuseAtDesk, showDesk } from "../desk.ts";
import {
  alsoWrong,
  type DeskForm,
  deskForm,
  occasionOf,
  readTyped,
  refusalWords,
  type Typed,
  typedProblems,
} from "../form.ts";
import { notesLine } from "../notes/notes.ts";
import { sidesSection } from "../two-sides/section.ts";
import { type AtCommitment, type CommitmentAct, commitmentActs } from "./acts.ts";
import { aroundOf } from "./around.ts";
import { historyContent } from "./history.ts";
import { commitmentPath, commitmentsPath } from "./list.ts";

const unknown = { kind: "not-found", code: "partnership.commitment-unknown" } as const;

/** The commitment as this desk sees it; undefined where there is none. */
async function atCommitment(desk: Desk, id: string): Promise<AtCommitment | undefined> {
  const { deps, t, today } = desk;
  const state = await deps.partnership.commitments.one(id);
  if (!state) return undefined;
  const source = state.joint?.source.instrument;
  const signedOn = source && (await deps.partnership.instrument(source))?.signature?.on;
  return {
    ...{ state, own: ownSide(desk), today, around: await aroundOf(desk), t },
    ...(signedOn && { signedOn }),
  };
}

const openActs = (at: AtCommitment): readonly CommitmentAct[] =>
  commitmentActs.filter((act) => act.isOpen(at));

/** Links to what may be done, the answer that is waited for first. */
function actLinks(at: AtCommitment): SafeHtml | null {
  const acts = openActs(at);
  if (acts.length === 0) return null;
  const { state, t } = at;
  return html`<div class="govuk-button-group">
    ${acts.map(({ id, title }, index) =>
      linkButton({
        text: t(title),
        href: `${commitmentPath(state.id ?? "")}/${id}`,
        ...(index > 0 && { kind: "secondary" as const }),
      }),
    )}
  </div>`;
}

/** Everything about one commitment, with what may be done. */
export async function commitmentPage(desk: Desk, id: string): Promise<FastifyReply> {
  const at = await atCommitment(desk, id);
  if (!at) return refuseAtDesk(desk, unknown);
  const recorded = await desk.deps.partnership.commitments.history(id);
  const content = html`${commitmentContent(at.state, at.around, desk.t, actLinks(at))}
    ${notesLine(desk, "commitment", id)}
    ${await sidesSection(desk, `commitment-${id}`)}
    ${await historyContent(recorded, at.around, at.state.joint?.prevailing ?? "en", desk)}`;
  const title = commitmentName(at.state, desk.t);
  return showDesk(desk, {
    title,
    content,
    before: backLink(commitmentsPath, desk.t, desk.t("commitments.title")),
  });
}

/** The form of one act. */
export async function actPage(desk: Desk, id: string, act: string): Promise<FastifyReply> {
  const at = await atCommitment(desk, id);
  const open = at && openActs(at).find((each) => each.id === act);
  if (!open) return at ? redirectTo(desk.reply, commitmentPath(id)) : refuseAtDesk(desk, unknown);
  return showAct(desk, at, open);
}

function formOfAct(at: AtCommitment, { id, fields, filled, send }: CommitmentAct): DeskForm {
  const values = filled?.(at) ?? {};
  return {
    ...{ id, action: `${commitmentPath(at.state.id ?? "")}/${id}`, send: at.t(send) },
    fields: fields(at).map((field) => ({ ...field, value: values[field.name] })),
  };
}

function showAct(
  desk: Desk,
  at: AtCommitment,
  act: CommitmentAct,
  typed?: Typed,
  status = typed ? statusOf("invalid") : 200,
): FastifyReply {
  const { t } = desk;
  const { state, around } = at;
  const form = formOfAct(at, act);
  const content = html`${typedProblems(form, typed, desk)}
    <h1 class="govuk-heading-l">${t(act.title)}</h1>
    <p class="govuk-body-l">${commitmentTitle(state, t)}</p>
    ${state.proposal && act.id !== "report" ? proposalContent(state, around, t) : null}
    ${deskForm(form, desk, typed)}`;
  const before = backLink(commitmentPath(state.id ?? ""), t);
  return showDesk(desk, { title: t(act.title), content, status, path: form.action, before });
}

/** Gives the command of the form; a refusal comes back above it, with all that was typed. */
export async function doAct(desk: Desk, id: string, name: string): Promise<FastifyReply> {
  const { deps, request, reply, t } = desk;
  const at = await atCommitment(desk, id);
  const act = commitmentActs.find((each) => each.id === name);
  if (!at || !act) return refuseAtDesk(desk, unknown);
  const posted = formOf(request);
  const form = formOfAct(at, act);
  const read = readTyped(form, posted);
  const typed = (act.missing?.(read.values, at) ?? []).reduce(
    (sofar, [field, key]) => alsoWrong(form, sofar, field, t(key)),
    read,
  );
  if (typed.wrong.length > 0) return showAct(desk, at, act, typed);
  // The proposal has the key of the act, so that the same form twice is one proposal.
  const occasion = occasionOf(desk, posted);
  const command = act.command(typed.values, at, occasion.key);
  const given = await deps.partnership.commitments.give(id, command, occasion);
  if (!given.ok) {
    const refused = refusalWords(given.refusal, desk);
    return showAct(desk, at, act, { ...typed, refused }, statusOf(given.refusal.kind));
  }
  return redirectTo(reply, commitmentPath(id), {
    kind: "success",
    code: "partnership.desk.done",
  });
}
