/**
 * What every page of the staff stands in: one request of a signed-in officer, the frame with their
 * name and authority, and the page that says why something was refused.
 */
export { centreOfficer, roleMissing } from "./centre-officer.ts";
export { committeesTable, votesShown } from "./committees.ts";
export { sendCsv } from "./csv.ts";
export { chairs, pilotRoles, registerRole, worksAtDesk } from "./desk-roles.ts";
export { dayPath, desksOf, type StaffDesk, startPath } from "./desks.ts";
export {
  alsoWrong,
  foldedForm,
  plainForm,
  readTyped,
  type StaffField,
  type StaffForm,
  staffForm,
  staffOccasion,
  type Typed,
  typedProblems,
} from "./form.ts";
export {
  endLeavePath,
  notificationsPath,
  type StaffPage,
  sendStaffPage,
  staffBanner,
} from "./frame.ts";
export { changeLeaveForm, leaveForm, leaveRefused, readLeave } from "./leave-form.ts";
export { nobodysInset } from "./nobodys.ts";
export {
  type PasskeyForm,
  passkeyAnswerIn,
  passkeyForm,
  passkeyScript,
} from "./passkey-form.ts";
export { type RefusalPage, refusalPage } from "./refusal-page.ts";
export { type StaffDeps, type StaffRequest, staffRequest } from "./request.ts";
