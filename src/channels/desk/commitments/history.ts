import type { CommitmentEvent } from "../../../partnership/index.ts";
import { officerIn } from "../../../platform/auth/index.ts";
import {
  type CommitmentsAround,
  type Content,
  details,
  evidenceWords,
  html,
  proposalLines,
  type SafeHtml,
  sideName,
  timeline,
} from "../../components/index.ts";
import type { Desk } from "../desk.ts";

type Recorded = Awaited<ReturnType<Desk["deps"]["partnership"]["commitments"]["history"]>>;

/** Everything that was recorded, newest first: what, by which post or officer, and why. */
export async function historyContent(
  recorded: Recorded,
  around: CommitmentsAround,
  prevailing: string,
  desk: Desk,
): Promise<SafeHtml> {
  const { deps, t } = desk;
  const { timeZone } = deps.catalogue.jurisdiction;
  const officers = recorded.flatMap(({ actor }) => officerIn(actor) ?? []);
  const names = await deps.officerNames([...new Set(officers)]);
  const entries = recorded.toReversed().map(({ type, at, data, actor }) => {
    const event = { type, data } as CommitmentEvent;
    const by = [sideOf(event, desk), whoSaid(event, actor, { around, names }, desk)];
    const lines = linesOf(event, around, prevailing, desk);
    return {
      title: t.named(`commitments.event.${type}`),
      when: t.dateTime(at, timeZone),
      datetime: at.toISOString(),
      by: by.filter(Boolean).join(", ") || undefined,
      content:
        lines.length > 0
          ? html`${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}`
          : undefined,
    };
  });
  return details(t("commitments.history"), timeline(entries));
}

function sideOf({ data }: CommitmentEvent, { t }: Desk): string {
  const { by, side } = data as { readonly by?: string; readonly side?: string };
  const whose = by ?? side;
  return whose ? sideName(whose, t) : "";
}

const postTitle = (id: string, { posts }: CommitmentsAround, { t }: Desk): string => {
  const post = posts.get(id);
  return post ? t.words(post.title) : id;
};

/** The post that answered, or the officer who recorded it; "" where the register did it itself. */
function whoSaid(
  event: CommitmentEvent,
  actor: string,
  who: { readonly around: CommitmentsAround; readonly names: ReadonlyMap<string, string> },
  desk: Desk,
): string {
  const post =
    event.type === "StatusReported" ? event.data.report.by : /^post:(.+)$/.exec(actor)?.[1];
  if (post && who.around.posts.has(post)) return postTitle(post, who.around, desk);
  return who.names.get(officerIn(actor) ?? "") ?? "";
}

/** What an event says, a line for each fact. */
function linesOf(
  event: CommitmentEvent,
  around: CommitmentsAround,
  prevailing: string,
  desk: Desk,
): readonly Content[] {
  const { t } = desk;
  const line = (label: string, value: Content) => html`${label}: ${value}`;
  const quoted = (text: string, lang = prevailing) => html`<span lang="${lang}">${text}</span>`;
  const letter = (number: string | undefined) =>
    number ? [line(t("commitments.letter"), number)] : [];
  switch (event.type) {
    case "CommitmentRecorded": {
      const { text, deadline, prevailing: lang } = event.data.joint;
      return [
        quoted(text[t.lang] ?? text[lang] ?? "", text[t.lang] ? t.lang : lang),
        line(t("commitments.deadline"), t.date(deadline)),
      ];
    }
    case "ChangeProposed": {
      const { evidence, what } = event.data;
      const heading = t(`commitments.proposed.${what}`, {
        side: sideName(event.data.by, t),
        date: t.date(event.data.on),
      });
      return [
        heading,
        ...proposalLines(event.data, prevailing, around, t).map(([label, value]) =>
          line(label, value),
        ),
        ...(evidence ? [evidenceWords(evidence, prevailing, t)] : []),
      ];
    }
    case "ProposalAccepted": {
      const { evidence, silent } = event.data;
      return [
        ...(evidence ? [evidenceWords(evidence, prevailing, t)] : []),
        ...(silent ? [t("commitments.silently")] : []),
        ...letter(event.data.letter),
      ];
    }
    case "ProposalRejected":
      return [quoted(event.data.reason), ...letter(event.data.letter)];
    case "OwnerNamed":
      return [postTitle(event.data.owner, around, desk)];
    case "StatusReported": {
      const { status, nextStep, forecast, difficulty, evidence, lang } = event.data.report;
      return [
        t(`commitments.status.${status}`),
        ...(nextStep ? [line(t("commitments.next-step"), quoted(nextStep, lang))] : []),
        ...(forecast ? [line(t("commitments.forecast"), t.date(forecast))] : []),
        ...(difficulty ? [line(t("commitments.difficulty"), quoted(difficulty, lang))] : []),
        ...(evidence ? [evidenceWords(evidence, lang ?? prevailing, t)] : []),
        ...letter(event.data.report.letter),
      ];
    }
    case "ContributionRecorded": {
      const { stage, kind, money, on } = event.data.contribution;
      const how = [t(`commitments.stage.${stage}`), t(`commitments.kind.${kind}`), t.date(on)];
      return [html`${t.money(money)}, ${how.join(", ")}`];
    }
    case "UpdateAsked":
      return [
        postTitle(event.data.post, around, desk),
        t("updates.answer-by", { date: t.date(event.data.due) }),
      ];
    case "SilenceEscalated":
      return [t("monday.days", { days: event.data.days })];
    case "ReportTakenBack":
      return [t.date(event.data.report)];
    case "ProposalWithdrawn":
      return [];
  }
}
