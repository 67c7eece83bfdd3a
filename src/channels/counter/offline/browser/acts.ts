// What happens with a posted form: each act is on the disk before it says which page comes next.
import { problemWithOwnPin, reasonLength } from "../../../../counter/index.ts";
import { isIdentityNumber, plainIdentityNumber, readTelephone } from "../../../../kernel/index.ts";
import { isLang } from "../../../../platform/i18n/index.ts";
import { html } from "../../../components/index.ts";
import type { Address } from "./address.ts";
import type { App, OpenApp, Shown } from "./app.ts";
import { enrolDevice } from "./device.ts";
import { type FormFields, textIn } from "./fields.ts";
import {
  type Application,
  type Client,
  type FilledApplication,
  putAway,
  type Ticket,
} from "./items.ts";
import { enrolPage, lockedPage, sealedPage } from "./locked.ts";
import { newPath, type Problems, personPage, ticketPage, withdrawPage } from "./pages.ts";
import { checkView } from "./questions.ts";
import { owedIn } from "./receipt.ts";
import { post, serverState } from "./sync.ts";
import { forgetAll, openVault } from "./vault.ts";
import { whoPage } from "./who.ts";

const leastPinLength = 8;

/** Sets the device up; it is unlocked then. */
export async function enrol(app: App, form: FormFields): Promise<Shown> {
  const { t } = app;
  const [name, centre, pin] = ["name", "centre", "pin"].map((field) => textIn(form, field));
  const problems: Problems = {
    ...(!centre && { centre: t("offline.enrol.centre-missing") }),
    ...(!name?.trim() && { name: t("offline.enrol.name-missing") }),
    ...(problemWithOwnPin(pin ?? "") && { pin: t("offline.own-pin-easy") }),
    ...([...(pin ?? "")].length < leastPinLength && { pin: t("offline.pin-short") }),
    ...(pin !== textIn(form, "pin-again") && { "pin-again": t("offline.pin-differs") }),
  };
  if (!name || !centre || !pin || Object.keys(problems).length > 0)
    return { content: enrolPage(app, { name, centre }, problems) };
  return app.unlocked(await enrolDevice({ name, centre, pin }, post));
}

/** Unlocks with the PIN, or says why not. */
export async function unlock(app: App, form: FormFields): Promise<Shown> {
  const { t } = app;
  const result = await openVault(textIn(form, "pin"));
  switch (result.kind) {
    case "open":
      return app.unlocked(result.vault);
    case "sealed":
      return { content: sealedPage(app) };
    case "wait":
      return { content: lockedPage(app, t("offline.locked.wait", { count: result.seconds })) };
    case "wrong":
      return { content: lockedPage(app, t("offline.locked.wrong", { count: result.left })) };
  }
}

/** Empties a device whose PIN nobody knows. Throws where nobody is signed in. */
export async function forget(): Promise<void> {
  await serverState();
  await forgetAll();
  location.assign("/counter/offline");
}

export async function takeTicket(app: OpenApp, form: FormFields): Promise<Shown> {
  if (app.net.revoked) return { goTo: "#/" };
  const topic = textIn(form, "topic");
  const group = textIn(form, "group");
  if (!topic)
    return {
      content: ticketPage(app, { topic, group }, { topic: app.t("offline.ticket.topic-missing") }),
    };
  const ticket = await app.device.takeTicket({
    ...{ topic, party: 1, lang: app.t.lang },
    ...(group && { group }),
  });
  app.contact();
  return { goTo: `#/item/${ticket.id}` };
}

/** Somebody else works with the device from now on. */
export async function changePresent(app: OpenApp, form: FormFields): Promise<Shown> {
  const { t, device } = app;
  const who = device.colleagues().find(({ id }) => id === textIn(form, "who"));
  const typed = textIn(form, "own-pin");
  if (!who || typed === "") {
    const problems = {
      ...(!who && { who: t("offline.who.missing-who") }),
      ...(!typed && { "own-pin": t.refusal({ code: "offline.pin-missing" }) }),
    };
    return { content: whoPage(app, problems, who?.id) };
  }
  const { isRight, seconds } = await device.tryPin(who, typed);
  if (!isRight) {
    const why =
      seconds > 0 ? t("offline.locked.wait", { count: seconds }) : t("offline.who.pin-wrong");
    return { content: whoPage(app, { "own-pin": why }, who.id) };
  }
  await device.setPresent(who);
  return { goTo: device.leftAt() ?? "#/" };
}

/** Who does not come is called once more, as in the hall. */
const mostMissed = 2;

/**
 * Calls a ticket that waits here, or finishes it and sends it at once; or puts away that it was
 * called twice.
 */
export async function moveTicket(app: OpenApp, ticket: Ticket, act: string): Promise<Shown> {
  if (act === "away") {
    await app.device.save(putAway(ticket));
    return { goTo: "#/" };
  }
  const servedAt = new Date().toISOString();
  const missed = (ticket.missed ?? 0) + (act === "absent" ? 1 : 0);
  const isOver = act === "finish" || missed >= mostMissed;
  const queue = act === "absent" ? "waiting" : "called";
  const by = app.device.present()?.id;
  const called = act === "call" && by ? { calledBy: by } : {};
  await app.device.save<Ticket>(
    isOver
      ? { ...ticket, missed, state: "ready", queue: "served", servedAt, isAbsent: act === "absent" }
      : { ...ticket, ...called, missed, queue },
  );
  if (queue === "waiting" || isOver) app.contact();
  return { goTo: "#/" };
}

/** Who is in front of the operator, as it was typed, or what is wrong with that. */
function personIn({ t, offer }: OpenApp, form: FormFields) {
  const name = textIn(form, "name").trim();
  const nationalId = plainIdentityNumber(textIn(form, "national-id"));
  const birthDate = birthDateIn(form);
  const typedPhone = textIn(form, "phone").trim();
  const phone = readTelephone(typedPhone, offer.telephone);
  const lang = textIn(form, "lang");
  const problems: Problems = {
    ...(name.split(/\s+/).length < 2 && {
      name: t(`offline.person.name-wrong-${offer.nameOrder}`),
    }),
    ...(!isIdentityNumber(nationalId, offer.identityNumber) && {
      "national-id": t("offline.person.national-id-wrong"),
    }),
    ...(!birthDate && { "birth-day": t("offline.person.birth-wrong") }),
    ...(typedPhone &&
      !phone && { phone: t("problems.not-a-phone", { example: offer.telephone.example }) }),
    ...(!isLang(lang) && { lang: t("offline.person.lang-missing") }),
  };
  if (!birthDate || !isLang(lang) || Object.keys(problems).length > 0) return { problems };
  const person: Client = { name, nationalId, birthDate, ...(phone && { phone }) };
  return { person, lang };
}

/** Puts right who an application is for: what was answered stays. */
export async function changePerson(
  app: OpenApp,
  item: FilledApplication,
  form: FormFields,
): Promise<Shown> {
  const { problems, ...read } = personIn(app, form);
  const action = `#/draft/${item.id}/person`;
  if (problems) return { content: personPage(app, item.service, form, { problems, action }) };
  await app.device.save<FilledApplication>({ ...item, ...read });
  return { goTo: `#/draft/${item.id}` };
}

/** Begins the application of the person in front of the operator, and stores it from now on. */
export async function newApplication(
  app: OpenApp,
  { id: service, kind: ticketId }: Address,
  form: FormFields,
): Promise<Shown> {
  const { device, offer } = app;
  const def = offer.service(service);
  const { problems = {}, person, lang } = personIn(app, form);
  const action = newPath(service, ticketId);
  if (!def || !person) return { content: personPage(app, service, form, { problems, action }) };
  const ticket = device.item(ticketId);
  const id = crypto.randomUUID();
  const who = device.present();
  await device.save<FilledApplication>({
    id,
    kind: "application",
    draft: crypto.randomUUID(),
    state: "open",
    service,
    definition: def.version,
    lang,
    person,
    answers: {},
    visited: [],
    startedAt: new Date().toISOString(),
    ...(ticket?.kind === "ticket" && { ticket: ticket.number }),
    ...(who && { startedBy: { id: who.id, name: who.name } }),
  });
  return { goTo: `#/draft/${id}` };
}

function birthDateIn(form: FormFields): string | undefined {
  const part = (name: string) => textIn(form, `birth-${name}`).trim();
  const text = `${part("year")}-${part("month").padStart(2, "0")}-${part("day").padStart(2, "0")}`;
  const at = new Date(`${text}T00:00:00Z`);
  return /^(19|20)\d\d-\d\d-\d\d$/.test(text) &&
    !Number.isNaN(at.getTime()) &&
    at <= new Date() &&
    at.toISOString().startsWith(text)
    ? text
    : undefined;
}

/** Opens what was taken once more, at its check page; it keeps its number. */
export async function correct({ device }: OpenApp, { id, takenAt }: Application): Promise<Shown> {
  const open = await device.takeBack(id, { state: "open", ...(takenAt && { replaces: takenAt }) });
  return { goTo: open ? `#/draft/${id}/check` : `#/item/${id}` };
}

/** It is not sent, for a reason; that is sent, so that its number says so. */
export async function withdraw(app: OpenApp, item: Application, form: FormFields): Promise<Shown> {
  const { device, t } = app;
  const typed = textIn(form, "reason").trim();
  if (typed.length < reasonLength.least)
    return {
      content: withdrawPage(app, item, t.refusal({ code: "counter.reason-missing" }), typed),
    };
  const by = device.present()?.id;
  const withdrawn = { reason: typed, ...(by && { by }) };
  await device.takeBack(item.id, { state: "ready", withdrawn });
  app.contact();
  return { goTo: `#/item/${item.id}` };
}

/** The person confirms: a reference is given out, and the application is ready to be delivered. */
export async function takeApplication(app: OpenApp, item: FilledApplication): Promise<Shown> {
  if (app.net.revoked) return { goTo: "#/" };
  const check = checkView(app, item);
  if (check.goTo !== undefined) return check;
  // Where a new version came in the meantime, that is the one by which it was checked.
  const definition = app.offer.service(item.service)?.version ?? item.definition;
  const taken = await app.device.takeApplication({
    ...{ ...item, definition },
    owed: owedIn(app, item),
  });
  if (!taken)
    return { content: html`<h1 class="govuk-heading-l">${app.t("offline.no-references")}</h1>` };
  app.contact();
  return { goTo: `#/item/${taken.id}` };
}
