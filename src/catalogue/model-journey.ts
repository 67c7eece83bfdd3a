import type { Rule } from "../rules/index.ts";
import type { Words } from "./model-parts.ts";

/**
 * Several services that one moment of life brings, in one conversation (cv:LifeEvent that groups
 * cpsv:PublicService): a file of data, jurisdictions/<code>/journeys.yaml.
 */
export interface Journey {
  readonly id: string;
  readonly title: Words;
  readonly description: Words;
  readonly whoMayApply: Words;
  /** The moment of life of the government under which it is found. */
  readonly lifeEvent: string;
  /** In the order in which they are asked about. */
  readonly steps: readonly JourneyStep[];
  /** Papers that are one and the same: document id by service. */
  readonly shares: readonly Readonly<Record<string, string>>[];
  /** Names that mean something different in each service, and are asked in each. */
  readonly apart: readonly string[];
}

/** One service on the way. A service stands in a journey once, so its id names the step. */
export interface JourneyStep {
  readonly service: string;
  /** Left out where this does not hold of the answers to earlier steps. */
  readonly when?: Rule;
  /** Earlier steps whose paper must be there before this one is sent. */
  readonly after: readonly string[];
  /** Answers that are the number of an earlier step's paper. */
  readonly takes: readonly { readonly field: string; readonly from: string }[];
  /** Documents that are an earlier step's paper itself. */
  readonly papers: readonly { readonly document: string; readonly from: string }[];
  /** Answers that follow from the journey, and are not asked. */
  readonly sets: Readonly<Record<string, string | number | boolean>>;
  /** Answers that nobody can know before the earlier papers are there: asked when the turn comes. */
  readonly later: readonly string[];
}
