import type { Duration } from "../kernel/index.ts";

/** What stands at one place of a process diagram; the names are BPMN 2.0's. */
export type NodeKind =
  | "start"
  | "end"
  /** What is due before a stage is paid here. */
  | "payment"
  | "user-task"
  | "rule-task"
  | "exclusive"
  | "parallel"
  | "inclusive"
  | "complex";

export interface Node {
  /** An NCName, so that it can be an XML id. */
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  /** A second, smaller line: term, second officer. */
  readonly note: string;
  /** Authority in whose lane it stands. */
  readonly lane: string;
  readonly end?: "granted" | "refused" | "answered";
  /** Several ways lead on from this task: a gateway stands right behind it. */
  readonly decides: boolean;
  readonly timer?: {
    readonly term: Duration;
    readonly label: string;
    /** The term does not end the task; the supervisor is told. */
    readonly escalates: boolean;
  };
  /** How many tasks are enough, for a `complex` join. */
  readonly enough?: number;
}

export interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** FEEL. */
  readonly condition?: string;
  /** Leaves from the task's timer, not from its end. */
  readonly onTimer: boolean;
  readonly isDefault: boolean;
}

export interface Graph {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Authorities in the order in which the work comes to them. */
  readonly lanes: readonly { readonly id: string; readonly name: string }[];
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A node with its place; `box` is the task or event itself, its gateway and timer stand beside it.
 */
export interface PlacedNode extends Node {
  readonly box: Box;
  readonly gateway?: Box;
  readonly timerBox?: Box;
  readonly escalationBox?: Box;
}

export interface PlacedEdge extends Edge {
  readonly points: readonly Point[];
  readonly labelBox: Box | undefined;
}

/** A diagram in pixels: what SVG and BPMN DI are both written from. */
export interface Drawing extends Omit<Graph, "nodes" | "edges" | "lanes"> {
  readonly width: number;
  readonly height: number;
  readonly lanes: readonly { readonly id: string; readonly name: string; readonly box: Box }[];
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}
