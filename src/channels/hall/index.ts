/**
 * A hall's own pages: the kiosk that gives tickets, the ticket on a phone, the large board, and the
 * floor manager's view. They ask the halls' door and show what it says; who is next, who may sit
 * where and how long it takes is decided there. What an operator does at a counter is another
 * channel.
 */

export type { HallDeps } from "./deps.ts";
export { hallRoutes } from "./routes.ts";
