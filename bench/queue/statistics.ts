export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** The value below or at which this share of a sorted list lies (nearest rank). */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ??
  Number.NaN;

export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Jain, Chiu and Hawe (1984): 1 where all are equal, 1/n where one has all. */
export const jain = (values: readonly number[]): number =>
  sum(values) ** 2 / (values.length * sum(values.map((value) => value ** 2)));
