import type { Application } from "../../../cases/index.ts";
import type { Credential } from "../../../credentials/index.ts";
import { dateBefore } from "../../../kernel/index.ts";
import type { WebDeps } from "../deps.ts";

/** From when to when (local dates, both included) the paper of an application may be renewed. */
export interface RenewalTime {
  readonly from: string;
  readonly until: string;
}

/** Undefined where nothing is to be renewed: no such offer, a paper for life, one that was revoked. */
export function renewableFrom(
  app: Application,
  papers: readonly Credential[],
  { catalogue }: Pick<WebDeps, "catalogue">,
): RenewalTime | undefined {
  const offer = catalogue.current(app.definition.id)?.renewal;
  const paper = papers.find(
    ({ revoked, validUntil, documentType }) =>
      !revoked && validUntil !== undefined && documentType === app.definition.output?.id,
  );
  if (!offer || !paper?.validUntil || app.state.status !== "granted") return undefined;
  const until = paper.validUntil.slice(0, 10);
  return { from: dateBefore(until, offer.opens), until };
}

export const isOpenOn = ({ from, until }: RenewalTime, today: string): boolean =>
  from <= today && today <= until;
