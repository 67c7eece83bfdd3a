/** Whether what somebody uploads carries a virus: asked of a scanner outside of this program. */
export { type ClamdAddress, clamd, clamdAddress, type Scanner, type Verdict } from "./clamd.ts";
