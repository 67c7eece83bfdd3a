/**
 * The demonstration: a small invented town with its people and officers, an issuer that signs them
 * in, a provider that takes no money, and pages that show what was sent. It stands beside the real
 * parts and uses them through their doors; nothing in them knows of it.
 */
export { type Demo, demoOf } from "./demo.ts";
export { type MovingClock, movingClock } from "./moving-clock.ts";
export { type SeedNeeds, seedTown } from "./seed.ts";
