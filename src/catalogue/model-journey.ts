import type { Rule } from "../rules/index.ts";
import type { Words } from "./model-parts.ts";

/**
 * Several services for one life event, in one conversation (cv:LifeEvent that groups
 * cpsv:PublicService), as data: jurisdictions/<code>/journeys.yaml.
 */
export interface Journey {
  readonly id: string;
  readonly title: Words;
  readonly description: Words;
  readonly whoMayApply: Words;
  /** The life event of the government that lists it. */
  readonly lifeEvent: string;
  /**
   * What people see to beforehand, alone: services of this government, or entries of its directory
   * of services elsewhere.
   */
  readonly before: readonly string[];
  /** The same, once the last step is decided. */
  readonly afterwards: readonly string[];
  /** In the order of the questions. */
  readonly steps: readonly JourneyStep[];
  /** Documents that are the same upload: document id by service. */
  readonly shares: readonly Readonly<Record<string, string>>[];
  /** Names with a different meaning in each service, which each asks for. */
  readonly apart: readonly string[];
}

/** One service of the journey. A service occurs once, so its id names the step. */
export interface JourneyStep {
  readonly service: string;
  /** Left out where this does not hold of the answers to earlier steps. */
  readonly when?: Rule;
  /** Earlier steps whose certificate must exist before this one is submitted. */
  readonly after: readonly string[];
  /** Answers that are the number of an earlier step's certificate. */
  readonly takes: readonly { readonly field: string; readonly from: string }[];
  /** Documents that are an earlier step's certificate. */
  readonly papers: readonly { readonly document: string; readonly from: string }[];
  /** Answers that the journey sets, and does not ask. */
  readonly sets: Readonly<Record<string, string | number | boolean>>;
  /** Answers that depend on the earlier certificates: asked later. */
  readonly later: readonly string[];
}
