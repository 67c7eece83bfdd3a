/**
 * The data protection officer's pages: what people ask about their data, what the nights erased,
 * files that are held, breaches with their hours, and the register of processing.
 */
export { recordBreach, recordStep, showBreaches } from "./breaches-page.ts";
export { correct, decideCorrection, showCorrect } from "./correct-page.ts";
export { confirmLift, placeHold, proposeLift, showHolds } from "./holds-page.ts";
export { showNight, showNights } from "./nights-page.ts";
export { confirmNotice, showNotice, writeNotice } from "./notice-page.ts";
export { sendRegister, showRegister } from "./register-page.ts";
export { answer, showRequest, showRequests } from "./requests-page.ts";
