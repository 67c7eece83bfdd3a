/**
 * The feature phone: the same services by USSD menus and by SMS. `press` and `screenOf` are pure:
 * where somebody is and a key lead to another place and its screen; `talk` keeps that place between
 * two requests of the gateway and does what a key asks for, through the doors that every channel
 * uses.
 *
 * It decides nothing about an application and knows no service: what a phone can do with one
 * follows from a rule over its definition (`offerOf`). Voice and smartphones are none of its
 * business.
 */
export type { PhoneDeps, PhoneGateway } from "./deps.ts";
export { phoneRoutes } from "./routes.ts";
export { demoPhone } from "./wire.ts";
