/**
 * The officers' desk: what waits, one file on one page with what can be done now, who has how much,
 * and the end of a certificate. It shows and asks; whether something may be done, the doors of
 * cases and credentials say. Every opening of a file is recorded and shown to its person.
 */
export type { OfficeDeps } from "./deps.ts";
export { officeRoutes } from "./routes.ts";
