/**
 * The public page where anybody checks a paper, with or without a network. The content of the paper
 * stays in the browser: it is read from behind `#` and checked there against two signed lists. The
 * server's own part is the page, the lists, and a look-up by number that tells nothing about
 * anybody.
 */
export { type VerifyParts, verifyRoutes } from "./routes.ts";
