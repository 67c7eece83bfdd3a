/**
 * The administration: who works here, what they may do, and all that is changed while it runs.
 * Whoever adds a subject adds a row to the groups of `admin.ts`, what the front page says of it in
 * `front.ts`, and its routes here; the frame, the form with its confirmation and the table of
 * changes are there for all of them.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { StaffMember } from "../../kernel/index.ts";
import { serveAssets } from "../../platform/http/index.ts";
import { type Admin, type AdminDeps, adminOf, adminStyle } from "./admin.ts";
import { changeTariff, tariffPage } from "./agent-tariff.ts";
import {
  agentActPage,
  agentPage,
  agentsPage,
  changeBadge,
  doAgentAct,
  enrol,
  enrolPage,
  withAgent,
} from "./agents.ts";
import {
  addHoliday,
  addHolidayPage,
  calendarPage,
  changeHoliday,
  changeHolidayPage,
  removeHoliday,
  removeHolidayPage,
  withHoliday,
} from "./calendar.ts";
import { closingPages } from "./centre-closings.ts";
import { changeContact, contactPage } from "./centre-contact.ts";
import { counterPages } from "./centre-counters.ts";
import { changeHours, hoursPage } from "./centre-hours.ts";
import { addCentre, newCentrePage } from "./centre-new.ts";
import { stopPages } from "./centre-stops.ts";
import { newTopicPages } from "./centre-topic-new.ts";
import { changeTopic, topicPage } from "./centre-topics.ts";
import { centrePage, centresPage, withCentre } from "./centres.ts";
import { changesPage, putBackChange } from "./changes.ts";
import {
  answerRequest,
  clientPage,
  clientsPage,
  keepClientPage,
  suspend,
  suspendPage,
} from "./clients.ts";
import { devicesPage, withdraw, withdrawPage } from "./devices.ts";
import { emblemPage, emblemPaper, saveEmblem, showEmblem } from "./emblem.ts";
import { frontPage } from "./front.ts";
import { changeHelp, governmentPage, helpForm } from "./government.ts";
import { applyFile, checkFile, codesFile, importPage, templateFile } from "./import.ts";
import { invitationRoutes } from "./invitation.ts";
import { invite, invitePage } from "./invite.ts";
import { changeLetter, letterPage, letterSample, resetLetter } from "./letters.ts";
import { changeLook, lookScript, previewLook, showLook } from "./look.ts";
import { memberPage } from "./member.ts";
import {
  addRole,
  askRecovery,
  changeDetails,
  enterLeave,
  inviteAgain,
  markLeft,
  onItem,
  onRecovery,
  withMember,
} from "./member-acts.ts";
import { endPage, leftPage, recoveryPage } from "./member-confirm.ts";
import { officePages, officesPage } from "./offices.ts";
import { rightsFile, rightsPage, waitingPage } from "./rights.ts";
import { staffList } from "./staff-list.ts";
import { changeText, resetText, textPage, textsPage } from "./texts.ts";

export type { AdminDeps } from "./admin.ts";

/** The lists of a centre, each with its pages under its name. */
const centreLists = { closings: closingPages, stops: stopPages, counters: counterPages };

type Page = (at: Admin) => FastifyReply | Promise<FastifyReply>;
type MemberPage = (at: Admin, member: StaffMember) => FastifyReply | Promise<FastifyReply>;

/** All pages of the administration; call it after sign-in has been installed. */
export function adminRoutes(app: FastifyInstance, deps: AdminDeps): void {
  serveAssets(app, [adminStyle, lookScript]);
  const answer = (page: Page) => async (request: FastifyRequest, reply: FastifyReply) =>
    page(adminOf(deps, request, reply));
  const of = (page: MemberPage) => answer((at) => withMember(at, page));
  app.get("/admin", answer(frontPage));
  app.get("/admin/staff", answer(staffList));
  app.get(
    "/admin/staff/invite",
    answer((at) => invitePage(at)),
  );
  app.post("/admin/staff/invite", answer(invite));
  app.get(
    "/admin/staff/:id",
    of((at, member) => memberPage(at, member)),
  );
  app.post("/admin/staff/:id/roles", of(addRole));
  app.get("/admin/staff/:id/roles/:item/end", of(endPage("role")));
  app.post("/admin/staff/:id/roles/:item/:act", of(onItem("role")));
  app.post("/admin/staff/:id/leave", of(enterLeave));
  app.get("/admin/staff/:id/leave/:item/end", of(endPage("leave")));
  app.post("/admin/staff/:id/leave/:item/:act", of(onItem("leave")));
  app.post("/admin/staff/:id/details", of(changeDetails));
  app.post("/admin/staff/:id/invitation", of(inviteAgain));
  app.get("/admin/staff/:id/recoveries", of(recoveryPage));
  app.post("/admin/staff/:id/recoveries", of(askRecovery));
  app.post("/admin/staff/:id/recoveries/:item/:act", of(onRecovery));
  app.get("/admin/staff/:id/left", of(leftPage));
  app.post("/admin/staff/:id/left", of(markLeft));
  app.get("/admin/waiting", answer(waitingPage));
  app.get("/admin/rights", answer(rightsPage));
  app.get("/admin/rights.csv", answer(rightsFile));
  app.get("/admin/import", answer(importPage));
  app.get("/admin/import/codes.csv", answer(codesFile));
  app.get("/admin/import/template.csv", answer(templateFile));
  app.post("/admin/import", { config: { multipart: true } }, answer(checkFile));
  app.post("/admin/import/apply", answer(applyFile));
  app.get("/admin/calendar", answer(calendarPage));
  app.get("/admin/calendar/add", answer(addHolidayPage));
  app.post("/admin/calendar/add", answer(addHoliday));
  const on = (page: Parameters<typeof withHoliday>[1]) => answer((at) => withHoliday(at, page));
  app.get("/admin/calendar/:date", on(changeHolidayPage));
  app.post("/admin/calendar/:date", on(changeHoliday));
  app.get("/admin/calendar/:date/remove", on(removeHolidayPage));
  app.post("/admin/calendar/:date/remove", on(removeHoliday));
  const at = (page: Parameters<typeof withCentre>[1]) => answer((each) => withCentre(each, page));
  app.get("/admin/centres", answer(centresPage));
  app.get("/admin/centres/add", answer(newCentrePage));
  app.post("/admin/centres/add", answer(addCentre));
  app.get("/admin/centres/:id", at(centrePage));
  app.get("/admin/centres/:id/hours", at(hoursPage));
  app.post("/admin/centres/:id/hours", at(changeHours));
  app.get("/admin/centres/:id/contact", at(contactPage));
  app.post("/admin/centres/:id/contact", at(changeContact));
  app.get("/admin/centres/:id/topics/add", at(newTopicPages.add));
  app.post("/admin/centres/:id/topics/add", at(newTopicPages.added));
  app.get("/admin/centres/:id/topics/:topic/remove", at(newTopicPages.remove));
  app.post("/admin/centres/:id/topics/:topic/remove", at(newTopicPages.removed));
  app.get("/admin/centres/:id/topics/:topic", at(topicPage));
  app.post("/admin/centres/:id/topics/:topic", at(changeTopic));
  for (const [slug, pages] of Object.entries(centreLists)) {
    const path = `/admin/centres/:id/${slug}`;
    app.get(`${path}/add`, at(pages.add));
    app.post(`${path}/add`, at(pages.added));
    app.get(`${path}/:item`, at(pages.change));
    app.post(`${path}/:item`, at(pages.changed));
    app.get(`${path}/:item/remove`, at(pages.remove));
    app.post(`${path}/:item/remove`, at(pages.removed));
  }
  app.get("/admin/offices", answer(officesPage));
  app.get("/admin/offices/add", answer(officePages.add));
  app.post("/admin/offices/add", answer(officePages.added));
  app.get("/admin/offices/:id", answer(officePages.change));
  app.post("/admin/offices/:id", answer(officePages.changed));
  app.get("/admin/offices/:id/remove", answer(officePages.remove));
  app.post("/admin/offices/:id/remove", answer(officePages.removed));
  app.get("/admin/government", answer(governmentPage));
  app.get("/admin/government/look", answer(showLook));
  app.post("/admin/government/look", answer(changeLook));
  app.post("/admin/government/look/preview", answer(previewLook));
  app.get("/admin/government/help", answer(helpForm));
  app.post("/admin/government/help", answer(changeHelp));
  app.get("/admin/government/emblem", answer(emblemPage));
  app.post("/admin/government/emblem", { config: { multipart: true } }, answer(showEmblem));
  app.post("/admin/government/emblem/save", answer(saveEmblem));
  app.post("/admin/government/emblem/paper", answer(emblemPaper));
  app.get("/admin/texts", answer(textsPage));
  const letter = "/admin/texts/letters/:letter";
  app.get(letter, answer(letterPage));
  app.post(`${letter}/words`, answer(changeLetter));
  app.post(`${letter}/sample`, answer(letterSample));
  app.post(`${letter}/reset`, answer(resetLetter));
  app.get("/admin/texts/:template", answer(textPage));
  app.post("/admin/texts/:template/words", answer(changeText));
  app.post("/admin/texts/:template/reset", answer(resetText));
  app.get("/admin/clients", answer(clientsPage));
  app.get("/admin/clients/add", answer(clientPage));
  app.post("/admin/clients/add", answer(keepClientPage));
  app.get("/admin/clients/:id", answer(clientPage));
  app.post("/admin/clients/:id", answer(keepClientPage));
  app.get("/admin/clients/:id/suspend", answer(suspendPage));
  app.post("/admin/clients/:id/suspend", answer(suspend));
  app.post("/admin/clients/:id/confirm", answer(answerRequest(true)));
  app.post("/admin/clients/:id/decline", answer(answerRequest(false)));
  app.get("/admin/devices", answer(devicesPage));
  app.get("/admin/devices/:id/withdraw", answer(withdrawPage));
  app.post("/admin/devices/:id/withdraw", answer(withdraw));
  const ofAgent = (page: Parameters<typeof withAgent>[1]) =>
    answer((each) => withAgent(each, page));
  app.get("/admin/agents", answer(agentsPage));
  app.get(
    "/admin/agents/add",
    answer((each) => enrolPage(each)),
  );
  app.post("/admin/agents/add", answer(enrol));
  app.get("/admin/agents/tariff", answer(tariffPage));
  app.post("/admin/agents/tariff", answer(changeTariff));
  app.get(
    "/admin/agents/:id",
    ofAgent((each, agent) => agentPage(each, agent)),
  );
  app.post("/admin/agents/:id/badge", ofAgent(changeBadge));
  for (const act of ["replace", "withdraw"] as const) {
    app.get(`/admin/agents/:id/${act}`, ofAgent(agentActPage(act)));
    app.post(`/admin/agents/:id/${act}`, ofAgent(doAgentAct(act)));
  }
  app.get("/admin/changes", answer(changesPage));
  app.post("/admin/changes/put-back", answer(putBackChange));
  invitationRoutes(app, deps);
}
