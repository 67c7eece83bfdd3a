import type { Edge } from "./model.ts";

/** Names of the elements that BPMN has beside a task: its outcome, its term, its escalation. */
export const gatewayId = (task: string) => `${task}-outcome`;
export const timerId = (task: string) => `${task}-term`;
export const escalationId = (task: string) => `${task}-escalated`;

/** One flow between two elements of BPMN, drawn or not. */
export interface Flow extends Edge {
  readonly condition?: string;
}
