/**
 * Everything that needs no sign-in: finding a service, knowing what it asks, tracking an
 * application.
 */
export { webPublicRoutes } from "./routes.ts";
export { suggestFrom } from "./services.ts";
