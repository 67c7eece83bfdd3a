/** Reproducible randomness: the same seed gives the same numbers. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  uniform(): number;
  happens(probability: number): boolean;
  /** Time until the next event of a Poisson process with this rate. */
  exponential(rate: number): number;
  normal(mean: number, deviation: number): number;
  /** Positive, with this mean; `variation` is its standard deviation divided by the mean. */
  lognormal(mean: number, variation: number): number;
}

/**
 * mulberry32: 32 bits of state, equally distributed; good enough for simulation, not for secrets.
 */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function chanceOf(seed: number): Chance {
  const uniform = numbers(Math.imul(seed + 1, 0x9e3779b1));
  const exponential = (rate: number) => -Math.log(1 - uniform()) / rate;
  const standard = () => Math.sqrt(2 * exponential(1)) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    happens: (probability) => uniform() < probability,
    exponential,
    normal: (mean, deviation) => mean + deviation * standard(),
    lognormal: (mean, variation) => {
      const square = Math.log(1 + variation ** 2);
      return mean * Math.exp(Math.sqrt(square) * standard() - square / 2);
    },
  };
}
