/**
 * Serving in person: the operator at a counter and the agent outside the halls. Call the next one,
 * open their file, fill in, ask for consent, print, hand over, close. It shows and asks; who is
 * called says `centres`, who is in front of whom `counter`, what becomes of an application `cases`.
 */
export type { CounterDeps } from "./deps.ts";
export { counterRoutes } from "./routes.ts";
