/**
 * One line of the report. `ratio` is how many times the floor, `goal` the most that the ratio, or
 * the value, may be.
 */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly than?: string;
  readonly goal?: number;
}

export const missed = ({ value, ratio, goal }: Figure): boolean =>
  goal !== undefined && !((ratio ?? value) <= goal);

const round = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/** `name: value unit, R x floor (goal ≤ G)`, and in words where the goal is missed. */
export function lineOf(figure: Figure): string {
  const { name, value, unit, ratio, than = "floor", goal } = figure;
  const beside = ratio === undefined ? "" : `, ${round(ratio)} x ${than}`;
  const aim = goal === undefined ? "" : ` (goal ≤ ${goal})`;
  return `${name}: ${round(value)} ${unit}${beside}${aim}${missed(figure) ? " MISSED" : ""}`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
