import { createHash } from "node:crypto";
import type { CertificateClaims } from "../certificate-code/index.ts";
import { inLots, type Sql } from "../platform/db/index.ts";
import { type BasisEvent, loadBasis } from "../platform/events/index.ts";
import type { FollowsFrom } from "./signer.ts";

/** A paper as a signer is asked for it. */
export interface PaperAsked {
  readonly authority: string;
  readonly claims: CertificateClaims;
  /** Of the bytes to be signed, `digestOf`. */
  readonly content: string;
  readonly follows: FollowsFrom;
}

/**
 * Looks up what a paper follows from. Returns why it does not, or undefined where it does:
 * `decision` (its case is not granted, or the paper not released), `record` (no such paper in the
 * history), `content` (the paper in the history says something else), `date`, `revoked`.
 */
export type LookUp = (paper: PaperAsked) => Promise<Unfounded | undefined>;
export type Unfounded = "decision" | "record" | "content" | "date" | "revoked";

/** base64url of SHA-256: by this the history names what was to be signed. */
export const digestOf = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("base64url");

const streamsOf = ({ caseId, credentialId }: FollowsFrom) => ({
  ofCase: `case-${caseId}`,
  ofPaper: `credential-${credentialId}`,
});

/** Looks up in the history, by a login that may read `events.paper_basis` and nothing else. */
export const lookUpIn = (sql: Sql): LookUp =>
  inLots(async (papers: readonly PaperAsked[]) => {
    const streams = papers.flatMap(({ follows }) => Object.values(streamsOf(follows)));
    const byStream = Map.groupBy(await loadBasis(sql, streams), ({ stream }) => stream);
    return papers.map((paper) => {
      const { ofCase, ofPaper } = streamsOf(paper.follows);
      const [decided = [], recorded = []] = [byStream.get(ofCase), byStream.get(ofPaper)];
      return unfounded(paper, { decided, recorded });
    });
  });

/** Of the event `CredentialIssued`, what is compared; absent in papers of before. */
interface Recorded {
  readonly caseId?: string;
  readonly number?: string;
  readonly authority?: string;
  readonly documentType?: string;
  readonly content?: string;
}

interface Basis {
  /** Outcomes and releases of the case, oldest first. */
  readonly decided: readonly BasisEvent[];
  /** Of the paper. */
  readonly recorded: readonly BasisEvent[];
}

/** Why a paper does not follow from what the history says; undefined where it does. */
export function unfounded(paper: PaperAsked, { decided, recorded }: Basis): Unfounded | undefined {
  const [first, ...later] = recorded;
  if (first?.type !== "CredentialIssued") return "record";
  if (later.length > 0) return "revoked";
  const record = first.data as Recorded;
  const { claims, follows, authority } = paper;
  const same =
    record.content === paper.content &&
    record.caseId === follows.caseId &&
    record.number === claims.number &&
    record.authority === authority &&
    record.documentType === claims.documentType;
  if (!same) return "content";
  if (Math.floor(first.at.getTime() / 1000) !== claims.issuedAt) return "date";
  return isReleased(claims.documentType, first.command, decided) ? undefined : "decision";
}

/**
 * Whether the case released this paper: the one of its grant (command `paper:<case>`), after the
 * last outcome was a grant, or one that is given on the way (`paper:<case>:<kind>`).
 */
function isReleased(kind: string, command: string, decided: readonly BasisEvent[]): boolean {
  const caseId = decided[0]?.stream.slice("case-".length);
  if (command === `paper:${caseId}:${kind}`)
    return decided.some(
      ({ type, data }) => type === "PaperReleased" && (data as { paper?: string }).paper === kind,
    );
  const outcome = decided.findLast(({ type }) => type === "CaseDecided")?.data;
  return (
    command === `paper:${caseId}` &&
    (outcome as { outcome?: string } | undefined)?.outcome === "granted" &&
    decided.some(({ type }) => type === "OutputReleased")
  );
}
