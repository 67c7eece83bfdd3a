import type { Translate } from "../../../platform/i18n/index.ts";
import {
  contributionWords,
  type Data,
  day,
  type FactTable,
  inner,
  inWords,
  joined,
  named,
  text,
} from "./words.ts";

const answerLabel = (said: Data, t: Translate) =>
  joined(t("two-sides.slot.answer"), named(said.by, t));

/** What a proposal changes or an answer adds, and what proves it. */
function proposalWords(said: Data, t: Translate): string {
  const joint = inner(said, "joint");
  const proof = inner(said, "evidence");
  return joined(
    inWords(joint, "text", t),
    text(joint.deadline) && t("commitments.by", { date: day(joint.deadline, t) }),
    text(joint.measure),
    text(joint.verification),
    text(proof.title) && `${t("commitments.evidence")}: ${text(proof.title)}`,
    text(proof.where),
    day(said.on, t),
  );
}

export const commitmentFacts: FactTable = {
  CommitmentRecorded: {
    label: (_said, t) => t("commitments.text"),
    words: (said, t) => {
      const joint = inner(said, "joint");
      return joined(inWords(joint, "text", t), day(joint.deadline, t));
    },
    title: (said, t) => inWords(inner(said, "joint"), "text", t),
  },
  StatusReported: {
    label: (said, t) => joined(t("partnership.stands"), named(said.side, t)),
    words: (said, t) => {
      const report = inner(said, "report");
      const proof = inner(report, "evidence");
      return joined(
        t.named(`commitments.status.${text(report.status)}`),
        day(report.on, t),
        text(proof.title) && `${t("commitments.evidence")}: ${text(proof.title)}`,
      );
    },
  },
  ReportTakenBack: {
    label: (said, t) => joined(t("partnership.stands"), named(said.side, t)),
    words: (said, t) => joined(t("commitments.event.ReportTakenBack"), day(said.report, t)),
  },
  OwnerNamed: {
    label: (said, t) => joined(t("commitments.owner"), named(said.side, t)),
    words: (said) => text(said.owner),
  },
  ChangeProposed: {
    label: (said, t) =>
      t(said.what === "closing" ? "commitments.act.close" : "commitments.act.change"),
    words: proposalWords,
  },
  ProposalAccepted: {
    label: answerLabel,
    words: (said, t) => joined(t("commitments.event.ProposalAccepted"), proposalWords(said, t)),
  },
  ProposalRejected: {
    label: answerLabel,
    words: (said, t) =>
      joined(t("commitments.event.ProposalRejected"), text(said.reason), day(said.on, t)),
  },
  ProposalWithdrawn: {
    label: (_said, t) => t("commitments.event.ProposalWithdrawn"),
    words: (said, t) => day(said.on, t),
  },
  ContributionRecorded: {
    label: (said, t) => joined(t("commitments.money"), named(said.side, t)),
    words: (said, t) => contributionWords(inner(said, "contribution"), t),
  },
};
