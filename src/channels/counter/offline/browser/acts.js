// What is done with what was typed: each act is on the disk before it says where to go on.
import { plainIdentityNumber, readTelephone } from "../../../../kernel/index.ts";
import { html } from "../../../components/index.ts";
import { enrolDevice } from "./device.js";
import { enrolPage, lockedPage } from "./locked.js";
import { personPage, ticketPage } from "./pages.js";
import { checkView } from "./questions.js";
import { post, stateOf } from "./sync.js";
import { forgetAll, openVault } from "./vault.js";

/** Sets the device up with what was typed; the vault is open then. */
export async function enrol(app, form) {
  const { t } = app;
  const problems = {
    ...(!form.centre && { centre: t("problems.required") }),
    ...(!form.name?.trim() && { name: t("problems.required") }),
    ...([...form.pin].length < 8 && { pin: t("offline.pin-short") }),
    ...(form.pin !== form["pin-again"] && { "pin-again": t("offline.pin-differs") }),
  };
  if (Object.keys(problems).length > 0) return enrolPage(app, form, problems);
  const vault = await enrolDevice(form, post);
  return app.unlocked(vault);
}

/** Opens the vault with the PIN, or says why not. */
export async function unlock(app, { pin = "" }) {
  const { t } = app;
  const opened = await openVault(pin);
  if (opened.vault) return app.unlocked(opened.vault);
  if (opened.sealed) return lockedPage(app, { sealed: true });
  const problem = opened.wait
    ? t("offline.locked.wait", { count: opened.wait })
    : t("offline.locked.wrong", { count: opened.left });
  return lockedPage(app, { problem });
}

/** Nobody knows the PIN any more: with somebody signed in, the device is made empty and set up anew. */
export async function forget() {
  await stateOf();
  await forgetAll();
  location.assign("/counter/offline");
}

export async function takeTicket(app, form) {
  if (!form.topic) return ticketPage(app, form, { topic: app.t("problems.required") });
  const { topic, group } = form;
  const wanted = { topic, party: 1, lang: app.t.lang, ...(group && { group }) };
  const ticket = await app.device.takeTicket(wanted);
  app.network();
  return { goTo: `#/item/${ticket.id}` };
}

/** Calls a ticket that waits here, or finishes it. */
export async function moveTicket(app, item, what) {
  const served = { ...item, queue: "served", servedAt: new Date().toISOString() };
  await app.device.save(what === "finish" ? served : { ...item, queue: "called" });
  return { goTo: "#/" };
}

/** Somebody is in front: his application is begun, and kept from now on. */
export async function newApplication(app, service, form) {
  const { t, device, offer } = app;
  const name = (form.name ?? "").trim();
  const nationalId = plainIdentityNumber(form["national-id"] ?? "");
  const birthDate = dayOf(form);
  const typed = (form.phone ?? "").trim();
  const phone = readTelephone(typed, offer.telephone);
  const problems = {
    ...(name.split(/\s+/).length < 2 && {
      name: t(`offline.person.name-wrong-${offer.nameOrder}`),
    }),
    ...(nationalId.length < 6 && { "national-id": t("offline.person.national-id-wrong") }),
    ...(!birthDate && { "birth-day": t("offline.person.birth-wrong") }),
    ...(typed && !phone && { phone: t("problems.not-a-phone", offer.telephone) }),
    ...(!form.lang && { lang: t("problems.required") }),
  };
  if (Object.keys(problems).length > 0) return personPage(app, service, form, problems);
  const id = crypto.randomUUID();
  const item = {
    ...{ id, kind: "application", draft: crypto.randomUUID(), state: "open", service },
    ...{ definition: offer.service(service).version, lang: form.lang },
    person: { name, nationalId, birthDate, ...(phone && { phone }) },
    ...{ answers: {}, visited: [], startedAt: new Date().toISOString() },
  };
  await device.save(item);
  return { goTo: `#/draft/${id}` };
}

function dayOf(form) {
  const two = (part) => (form[`birth-${part}`] ?? "").trim().padStart(2, "0");
  const text = `${(form["birth-year"] ?? "").trim()}-${two("month")}-${two("day")}`;
  const at = new Date(`${text}T00:00:00Z`);
  return /^(19|20)\d\d-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(at.getTime()) &&
    at <= new Date() &&
    at.toISOString().startsWith(text)
    ? text
    : undefined;
}

/** The person says yes: a reference is given out, and the application waits to be delivered. */
export async function takeApplication(app, item) {
  const check = checkView(app, item);
  if (check.goTo) return check;
  // A version that came in the meantime is the one by which it was asked and judged.
  const { version } = app.offer.service(item.service);
  const taken = await app.device.takeApplication({ ...item, definition: version });
  if (!taken)
    return { content: html`<h1 class="govuk-heading-l">${app.t("offline.no-references")}</h1>` };
  app.network();
  return { goTo: `#/item/${taken.id}` };
}
