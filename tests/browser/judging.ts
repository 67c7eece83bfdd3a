// What the counter without network judges by, and nothing that only a server can run.
export { readOffer } from "../../src/channels/counter/offline/browser/offer.ts";
export { eligibilityOf, feesOf, problemsOf, stepsOf } from "../../src/form/index.ts";
