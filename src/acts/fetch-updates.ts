import {
  addDays,
  type CommandId,
  dateIn,
  isBusinessDay,
  isoWeekday,
  ok,
  type Result,
} from "../kernel/index.ts";
import type { Send } from "../messages/index.ts";
import type { Answer, Holder, OpenQuestion, Question, Silence } from "../partnership/index.ts";
import type { ActDeps } from "./deps.ts";
import { tellMonday } from "./monday.ts";
import { langOf } from "./wording.ts";

type UpdateDeps = Pick<
  ActDeps,
  "partnership" | "messages" | "i18n" | "calendar" | "clock" | "baseUrl"
>;

/** Where the holder of a post can be written to, in their language. */
const toHolder = ({ i18n }: Pick<UpdateDeps, "i18n">, { email, phone, lang }: Holder) => ({
  personId: null,
  to: { ...(email && { email }), ...(phone && { phone }) },
  lang: langOf(i18n, lang),
});

const linkTo = ({ baseUrl }: Pick<UpdateDeps, "baseUrl">, token: string): string =>
  `${baseUrl}/u/${token}`;

/** The question as a message, with the link by which it is answered. */
const questionMessage = (
  deps: UpdateDeps,
  { commitment, side, holder, due, token }: Question,
  template: "update-asked" | "update-reminder",
  occasion: string,
): Send => ({
  ...toHolder(deps, holder),
  id: `${template}:${commitment.id}:${side}:${occasion}`,
  template,
  facts: {
    commitment: { words: commitment.joint?.text ?? {} },
    date: { day: due },
    link: linkTo(deps, token),
  },
});

/** The first working day of the month of a day, on which owners are asked. */
function firstWorkingDay(day: string, { calendar }: Pick<UpdateDeps, "calendar">): string {
  const month = day.slice(0, 7);
  for (let at = `${month}-01`; at.startsWith(month); at = addDays(at, 1))
    if (isBusinessDay(at, calendar())) return at;
  return `${month}-01`;
}

/** Asks the owners of all parts, once a month; a night that was missed is made up for. */
async function askOwners(deps: UpdateDeps, today: string): Promise<void> {
  const { partnership, messages } = deps;
  if (today < firstWorkingDay(today, deps)) return;
  const month = today.slice(0, 7);
  for (const { commitment, side } of await partnership.updates.askable(`${month}-01`)) {
    const key = `ask:${commitment}:${side}:${month}` as CommandId;
    await partnership.updates.ask(commitment, side, key, (tx, question) =>
      messages.add(
        tx,
        messages.compose(questionMessage(deps, question, "update-asked", question.due)),
      ),
    );
  }
  messages.nudge();
}

async function remindOwners(deps: UpdateDeps): Promise<void> {
  for (const reminder of await deps.partnership.updates.reminders()) {
    const occasion = `${reminder.due}:${reminder.step}`;
    await deps.messages.send(questionMessage(deps, reminder, "update-reminder", occasion));
  }
}

/** Tells those above of silence: co-chairs of the group after a week, heads after two. */
async function tellSilence(deps: UpdateDeps, silence: Silence): Promise<void> {
  const { commitment, side, owner, days, since, ask, told } = silence;
  for (const { post, holder } of told)
    await deps.messages.send({
      ...toHolder(deps, holder),
      id: `update-silent:${ask}:${days}:${post.id}`,
      template: "update-silent",
      facts: {
        commitment: { words: commitment.joint?.text ?? {} },
        post: { words: owner?.title ?? { en: side } },
        date: { day: since },
        link: `${deps.baseUrl}/desk/commitments/${commitment.id}`,
      },
    });
}

/** What a day brings to commitments. It may run twice on a day, and makes up for days before. */
export async function keepCommitments(deps: UpdateDeps): Promise<void> {
  const { partnership, calendar, clock } = deps;
  const today = dateIn(clock(), calendar().timeZone);
  for (const id of await partnership.commitments.silentlyAccepted(today))
    await partnership.commitments.give(
      id,
      { type: "accept-silence" },
      { key: `accept-silence:${id}:${today}` as CommandId, actor: "system" },
    );
  for (const id of await partnership.updates.silent())
    for (const silence of await partnership.updates.escalate(id)) await tellSilence(deps, silence);
  await remindOwners(deps);
  await askOwners(deps, today);
  if (isoWeekday(today) === 1) await tellMonday(deps, today);
}

/**
 * Records an answer that came by its link, and tells the address on record what was recorded: if
 * the link had been forwarded and a stranger was first, whoever was asked takes the answer back.
 */
export async function answerUpdate(
  deps: UpdateDeps,
  token: string,
  browser: string | undefined,
  answer: Answer,
): Promise<Result<OpenQuestion>> {
  const given = await deps.partnership.updates.answer(token, browser, answer);
  if (!given.ok) return given;
  const { commitment, holder } = given.value;
  const t = deps.i18n.for(langOf(deps.i18n, holder.lang));
  await deps.messages.send({
    ...toHolder(deps, holder),
    id: `update-received:${token}`,
    template: "update-received",
    facts: {
      commitment: { words: commitment.joint?.text ?? {} },
      status: t(`commitments.status.${answer.status}`),
      link: `${deps.baseUrl}/u/back/${given.value.takeBack}`,
    },
  });
  return given;
}

/** Takes an answer back that its owner did not give, and sends them a new link for the question. */
export async function takeBackUpdate(deps: UpdateDeps, token: string): Promise<Result<void>> {
  const taken = await deps.partnership.updates.takeBack(token);
  if (!taken.ok) return taken;
  await sendLinkAgain(deps, taken.value);
  return ok(undefined);
}

/**
 * Sends a new link for the same question to the address on record, whoever asks for it.
 * @returns false where nobody is there to send it to, or the question is answered
 */
export async function sendLinkAgain(deps: UpdateDeps, token: string): Promise<boolean> {
  const question = await deps.partnership.updates.again(token);
  if (!question) return false;
  const occasion = `again:${question.token}`;
  await deps.messages.send(questionMessage(deps, question, "update-asked", occasion));
  return true;
}
