import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { serveAssets } from "../../platform/http/index.ts";
import { act } from "./act.ts";
import { assignChosen } from "./assign-chosen.ts";
import { sendAlone } from "./beside.ts";
import { actAhead, caseAhead } from "./case-file.ts";
import { showCase } from "./case-page.ts";
import { caseScripts, looksScript } from "./case-scripts.ts";
import { claimChosen, claimRow } from "./claim.ts";
import { showDraft, showLetter } from "./decision-preview.ts";
import type { OfficeDeps } from "./deps.ts";
import { makeOffice, type Office } from "./desk.ts";
import { sendCsv, sendXlsx } from "./export.ts";
import { exportFile } from "./export-file.ts";
import { showFile } from "./file-route.ts";
import { find, showFound } from "./find.ts";
import { handBackAll, handOverAll } from "./hand-over.ts";
import { keysScript } from "./keys.ts";
import { changeLeave, endLeave, enterLeaveOf } from "./leave.ts";
import { load } from "./load.ts";
import { showDone, showLoadOf } from "./load-officer.ts";
import { checkPaper } from "./papers.ts";
import { pdfAssets } from "./pdf-assets.ts";
import * as privacy from "./privacy/index.ts";
import { decideWhole, takeWholeBack } from "./ranking-decide.ts";
import { sendList, showList } from "./ranking-list.ts";
import { showRanking } from "./ranking-page.ts";
import { askRevoke, revoke } from "./revoke.ts";
import { endSomebodysSessions, securityPage } from "./security-page.ts";
import { endSessions, showSessions } from "./sessions-page.ts";
import { chooseStack, showStack, signSeen } from "./stack.ts";
import { takeBackSigned } from "./stack-results.ts";
import { officeStyle } from "./style.ts";
import { deleteView, saveView } from "./views.ts";
import { listAhead, worklist } from "./worklist.ts";

type Page = (deps: Office, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

type Add = (path: string, page: Page) => unknown;

function privacyRoutes(get: Add, post: Add): void {
  const home = "/office/privacy";
  get(home, privacy.showRequests);
  get(`${home}/requests/:id`, privacy.showRequest);
  post(`${home}/requests/:id`, privacy.answer);
  get(`${home}/requests/:id/correct/:case`, privacy.showCorrect);
  post(`${home}/requests/:id/correct/:case`, privacy.correct);
  post(`${home}/requests/:id/corrections/:correction`, privacy.decideCorrection);
  get(`${home}/nights`, privacy.showNights);
  get(`${home}/nights/:id`, privacy.showNight);
  get(`${home}/holds`, privacy.showHolds);
  post(`${home}/holds`, privacy.placeHold);
  post(`${home}/holds/:id/lift`, privacy.proposeLift);
  post(`${home}/holds/:id/confirm`, privacy.confirmLift);
  get(`${home}/breaches`, privacy.showBreaches);
  post(`${home}/breaches`, privacy.recordBreach);
  post(`${home}/breaches/:id`, privacy.recordStep);
  get(`${home}/breaches/:id/notice`, privacy.showNotice);
  post(`${home}/breaches/:id/notice`, privacy.writeNotice);
  post(`${home}/breaches/:id/notice/confirm`, privacy.confirmNotice);
  get(`${home}/register`, privacy.showRegister);
  get(`${home}/register.json`, privacy.sendRegister);
}

/** All pages of the office on the server; call it after sign-in has been installed. */
export function officeRoutes(app: FastifyInstance, deps: OfficeDeps): void {
  const office = makeOffice(deps);
  const get = (path: string, page: Page) =>
    app.get(path, (request, reply) => page(office, request, reply));
  const post = (path: string, page: Page) =>
    app.post(path, (request, reply) => page(office, request, reply));
  serveAssets(app, [officeStyle, keysScript, looksScript, ...caseScripts, ...pdfAssets]);
  app.get("/office", { config: { ahead: listAhead(office) } }, (request, reply) =>
    worklist(office, request, reply),
  );
  get("/office/worklist.csv", sendCsv);
  get("/office/worklist.xlsx", sendXlsx);
  get("/office/find", showFound);
  post("/office/find", find);
  post("/office/claim", claimRow);
  post("/office/claim-all", claimChosen);
  post("/office/assign-all", assignChosen);
  post("/office/views", saveView);
  post("/office/views/delete", deleteView);
  get("/office/stack", showStack);
  post("/office/stack", chooseStack);
  post("/office/stack/sign", signSeen);
  post("/office/stack/take-back", takeBackSigned);
  get("/office/load", load);
  get("/office/load/done", showDone);
  get("/office/load/:officer", showLoadOf);
  post("/office/load/:officer/hand-over", handOverAll);
  post("/office/load/:officer/hand-back", handBackAll);
  post("/office/load/:officer/leave", enterLeaveOf);
  post("/office/load/:officer/leave-end", endLeave);
  post("/office/load/:officer/leave-change", changeLeave);
  get("/office/security", securityPage);
  post("/office/security/sessions", endSomebodysSessions);
  privacyRoutes(get, post);
  get("/office/sessions", showSessions);
  post("/office/sessions", endSessions);
  get("/office/rankings/:service/:opens", showRanking);
  post("/office/rankings/:service/:opens/decide", decideWhole);
  post("/office/rankings/:service/:opens/take-back", takeWholeBack);
  get("/office/rankings/:service/:opens/list", showList);
  get("/office/rankings/:service/:opens/list.jwt", sendList);
  const ahead = caseAhead(office);
  app.get("/office/cases/:caseId", { config: { ahead } }, (request, reply) =>
    showCase(office, request, reply),
  );
  get("/office/cases/:caseId/letter", showLetter);
  get("/office/cases/:caseId/certificate", showDraft);
  const withFiles = { config: { multipart: true, ahead: actAhead(office) } };
  app.post("/office/cases/:caseId/act", withFiles, (request, reply) => act(office, request, reply));
  post("/office/cases/:caseId/export", exportFile);
  post("/office/cases/:caseId/notes", sendAlone("note"));
  post("/office/cases/:caseId/messages", sendAlone("message"));
  post("/office/cases/:caseId/checks", checkPaper);
  get("/office/cases/:caseId/files/:fileId", showFile);
  get("/office/cases/:caseId/revoke", askRevoke);
  post("/office/cases/:caseId/revoke", revoke);
}
