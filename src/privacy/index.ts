/**
 * Personal data under the law: what each night erased because the term of its service was over,
 * and what is held longer and why. It erases nothing itself: each part erases its own, and the act
 * of `src/acts/erase.ts` brings them together.
 */
export { type Hold, isHeld, lockCase, type NewHold } from "./holds.ts";
export { makePrivacy, type Privacy } from "./make.ts";
export { type Erasure, type Night, type NightCounts, recordErasure } from "./nights.ts";
export { type PrivacyRules, readPrivacyRules } from "./rules.ts";
