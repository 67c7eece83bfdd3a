// The counter without network, on the device: every page is made here, from the same parts as on
// the server. An address (`#/…`) names a page and never a person; the key to the stored data exists
// in this page alone.

import { isUuid } from "../../../../kernel/index.ts";
import { isLang, type Lang, messagesOf, translator } from "../../../../platform/i18n/index.ts";
import { type Content, html } from "../../../components/index.ts";
import {
  changePerson,
  changePresent,
  correct,
  enrol,
  forget,
  moveTicket,
  newApplication,
  takeApplication,
  takeTicket,
  unlock,
  withdraw,
} from "./acts.ts";
import { type Address, addressOf, placeOf } from "./address.ts";
import type { App, OpenApp, Shown } from "./app.ts";
import { deviceIn } from "./device.ts";
import { type FormFields, fieldsOf, textIn } from "./fields.ts";
import { translateFrame } from "./frame.ts";
import { type DeviceInfo, isFilled, isHere, isTwice } from "./items.ts";
import { enrolPage, forgottenPage, lockedPage, sealedPage, signInPage } from "./locked.ts";
import { readOffer } from "./offer.ts";
import {
  faultView,
  homeLink,
  homePage,
  newPath,
  personPage,
  servicesPage,
  stoppedPage,
  ticketPage,
  typedPerson,
  withdrawPage,
} from "./pages.ts";
import {
  checkView,
  openPath,
  pageView,
  readWholePage,
  takePage,
  takeWholePage,
  wholePage,
} from "./questions.ts";
import { itemPage } from "./receipt.ts";
import { deliver, minutesOff, networkAfter, serverState } from "./sync.ts";
import { forgetTyped, keepTyped, mergeQuestions, restoreTyped } from "./typing.ts";
import { breakSeal, isSealed, plain, setPlain, type Vault } from "./vault.ts";
import { isUnsaid, whoPage } from "./who.ts";

const root = document.getElementById("offline") as HTMLElement;
const idleMillis = 10 * 60_000;
const retryMillis = 20_000;

/** The state of the program; the pages only read it. */
const app: { -readonly [Key in keyof App]: App[Key] } = await load();

/** Words and services of this version, what is known of the device, and the operator's language. */
async function load(): Promise<App> {
  const [words = "", offer = ""] = await Promise.all(
    ["words.json", "offer.json"].map((name) =>
      fetch(`${root.dataset.app}/${name}`).then((response) => response.text()),
    ),
  );
  const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(words);
  const messages = new Map(
    Object.entries(texts).map(([lang, own]) => [lang, messagesOf(Object.entries(own))]),
  );
  const source = messages.get("en") ?? new Map();
  const wordsIn = (lang: Lang) => translator(lang, messages.get(lang) ?? source, source);
  const lang = (await plain<string>("lang")) ?? root.dataset.lang ?? "en";
  return {
    t: wordsIn(isLang(lang) ? lang : "en"),
    offer: readOffer(offer),
    net: { online: navigator.onLine, signIn: false, revoked: (await plain("revoked")) === true },
    info: await plain<DeviceInfo>("device"),
    device: undefined,
    lasting: undefined,
    waiting: (await plain<number>("waiting")) ?? 0,
    wasIdle: false,
    whole: (await plain<boolean>("whole")) ?? true,
    ...{ wordsIn, contact, unlocked, chooseWhole },
  };
}

/** Which way the operators of this device are asked the questions, from now on. */
async function chooseWhole(whole: boolean): Promise<void> {
  await setPlain("whole", whole);
  app.whole = whole;
}

/** The app while the device is unlocked. */
function opened(): OpenApp | undefined {
  const { device, info } = app;
  return device && info ? { ...app, device, info } : undefined;
}

function begin(): void {
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = "/counter/offline/manifest.webmanifest";
  document.head.append(manifest);
  navigator.serviceWorker?.register("/counter/sw.js", { scope: "/counter" });
  translateFrame(app.t);
  // Two tabs would give out the same reference: the second one waits until the first is closed.
  navigator.locks.request("hamwe-counter", { ifAvailable: true }, async (lock) => {
    if (!lock) return show(html`<h1 class="govuk-heading-l">${app.t("offline.other-tab")}</h1>`);
    await start();
    return new Promise<void>(() => undefined);
  });
}

async function start(): Promise<void> {
  root.addEventListener("submit", onSubmit);
  for (const type of ["input", "change"]) root.addEventListener(type, onTyped);
  addEventListener("hashchange", () => location.hash.startsWith("#/") && render());
  for (const type of ["online", "offline"]) addEventListener(type, () => contact());
  for (const type of ["pointerdown", "keydown"]) addEventListener(type, stayOpen, true);
  document.addEventListener("visibilitychange", lockAfterSleep);
  if (!app.info) await contact();
  await render();
  if (app.info) contact();
}

let idleTimer: ReturnType<typeof setTimeout>;
let lastUse = 0;
function stayOpen(): void {
  lockAfterSleep();
  lastUse = Date.now();
  clearTimeout(idleTimer);
  idleTimer = setTimeout(lockIdle, idleMillis);
}

function lockIdle(): void {
  app.wasIdle = app.device !== undefined;
  lock();
}

/** Timers do not run while a device sleeps: it is locked before anybody touches it again. */
function lockAfterSleep(): void {
  if (app.device && Date.now() - lastUse > idleMillis) lockIdle();
}

function lock(): void {
  app.device = undefined;
  go("#/");
}

let contacting = Promise.resolve();
/**
 * Asks the server who is signed in, and delivers what is ready where somebody is. One at a time.
 */
function contact(): Promise<void> {
  contacting = contacting.then(contactOnce);
  return contacting;
}

async function contactOnce(): Promise<void> {
  const wasUnsaid = isUnsaid(app);
  try {
    const state = await serverState();
    const revoked = state.device === "revoked";
    app.net = { online: true, signIn: false, revoked, minutesOff: minutesOff(state.now) };
    await breakSeal();
    const { officer } = state;
    app.net = { ...app.net, ...(officer && { officer }) };
    const stuck = app.device && !revoked ? await deliver(app.device, officer) : 0;
    // Where nobody has a PIN of their own, as has been heard now, whoever has signed in works here.
    if (officer && app.device?.colleagues().length === 0) await app.device.setPresent(officer);
    if (stuck > 0) app.net = { ...app.net, trouble: true };
    // What was called twice is told until the hall says that it is over.
    if (stuck > 0 || app.device?.items().some(isTwice)) retryLater();
  } catch (fault) {
    app.net = networkAfter(fault, app.net.revoked);
    if (app.device && !app.net.signIn && !app.net.revoked) retryLater();
  }
  await setPlain("revoked", app.net.revoked);
  const isNews = isHome() || wasUnsaid !== isUnsaid(app);
  if (app.device ? isNews : app.info) await render(true);
}

const isHome = (): boolean => ["", "#/"].includes(location.hash);

let retryTimer: ReturnType<typeof setTimeout>;
/** Browsers do not always report that the network is back, so it is tried again. */
function retryLater(): void {
  clearTimeout(retryTimer);
  retryTimer = setTimeout(contact, retryMillis);
}

function go(hash: string): void {
  if (location.hash === hash || (hash === "#/" && isHome())) void render();
  else location.hash = hash;
}

async function render(quiet = false): Promise<void> {
  // What is being done shows itself when it is: a button that came before that would do nothing.
  if (quiet && isBusy) return;
  const address = addressOf(location.hash);
  if (address.first === "lang" && isLang(address.id)) {
    await setPlain("lang", address.id);
    app.t = app.wordsIn(address.id);
    translateFrame(app.t);
    return go("#/");
  }
  if (!app.info) return show(app.net.signIn || !app.net.online ? signInPage(app) : enrolPage(app));
  const open = opened();
  if (open && address.first === "lock") {
    app.wasIdle = false;
    return lock();
  }
  if (open && isUnsaid(open)) {
    // Whoever is about to say who they are is not disturbed.
    if (quiet && document.getElementById("own-pin")) return;
    return show(whoPage(open), { quiet });
  }
  if (open) {
    const { hash } = location;
    // Whoever leaves the page of a person begins anew there.
    if (isHome() && open.device.leftAt()?.startsWith("#/new/")) await forgetTyped(open.device);
    if (location.hash !== hash) return; // Somebody has gone on meanwhile, and sees that page.
    // News of the network leave standing that all has been sent.
    const isAsked = quiet && isHome() && document.getElementById("sent") !== null;
    return showInside(isAsked ? { content: homePage(open, true) } : pageAt(open, address), quiet);
  }
  if (address.first === "forgotten") return show(await forgottenPage(app), { quiet });
  const sealed = await isSealed();
  app.waiting = (await plain<number>("waiting")) ?? 0;
  // Checked last, with nothing to wait for before showing: it may have begun a moment ago.
  if (quiet && (app.device || isTypingPin())) return;
  show(sealed ? sealedPage(app) : lockedPage(app), { quiet });
}

/** News of the network must not replace the field in which somebody is typing, or about to. */
function isTypingPin(): boolean {
  const pin = document.getElementById("pin");
  return pin instanceof HTMLInputElement && (pin.value !== "" || document.activeElement === pin);
}

/** A page of the unlocked device; all but the first lead back to it. */
function showInside(shown: Shown, quiet = false): void {
  const back = app.device && !isHome() ? homeLink(app) : null;
  if (shown.goTo !== undefined) go(shown.goTo);
  else show(html`${back}${shown.content}`, { quiet });
}

function pageAt(open: OpenApp, address: Address): Shown {
  const { first, id, kind } = address;
  if (open.net.revoked && ["ticket", "new"].includes(first)) return { content: homePage(open) };
  if (first === "ticket") return { content: ticketPage(open) };
  if (first === "who") return { content: whoPage(open) };
  if (first === "new")
    return {
      content: open.offer.service(id)
        ? personPage(open, id, { lang: open.t.lang }, { action: newPath(id, kind) })
        : servicesPage(open, kind),
    };
  const item = isUuid(id) ? open.device.item(id) : undefined;
  if (!item) return { content: homePage(open) };
  if (first === "drop" && isHere(item)) return { content: withdrawPage(open, item) };
  if (first === "drop" && item.state === "open")
    return { content: stoppedPage(open, item, "offline.drop-lead") };
  if (first === "item") return itemPage(open, item);
  if (first !== "draft" || item.state !== "open" || item.kind === "ticket" || !isFilled(item))
    return { content: homePage(open) };
  if (!open.offer.service(item.service))
    return { content: stoppedPage(open, item, "refusals.offline.service-changed") };
  if (kind === "page") return pageView(open, item, placeOf(address));
  if (kind === "all") return wholePage(open, item);
  if (kind === "person")
    return {
      content: personPage(open, item.service, typedPerson(item.person, item.lang), {
        action: `#/draft/${id}/person`,
      }),
    };
  if (kind === "documents") return { content: stoppedPage(open, item, "offline.papers") };
  return kind === "check" ? checkView(open, item) : { goTo: openPath(open, item) };
}

interface Showing {
  /** News of the network: focus and scroll position stay. */
  readonly quiet?: boolean;
}

function show(content: Content, { quiet = false }: Showing = {}): void {
  root.innerHTML = String(content);
  root.lang = app.t.lang;
  document.getElementById("print")?.addEventListener("click", () => print());
  const typed = app.device?.typedAt(location.hash);
  if (typed && !root.querySelector("[data-error-summary]")) restoreTyped(root, typed);
  if (quiet) return;
  const summary = root.querySelector<HTMLElement>("[data-error-summary]");
  // Who changes an answer types there, who fills in a whole form at its first question.
  const { kind, page } = addressOf(location.hash);
  const changed = kind === "all" && page ? document.getElementById(page) : null;
  const question =
    changed ?? root.querySelector<HTMLElement>(".hw-whole [data-q] :is(input, select, textarea)");
  const chosen = question?.closest("[data-q]")?.querySelector<HTMLElement>("input:checked");
  const news = root.querySelector<HTMLElement>("[data-news]");
  (summary ?? news ?? chosen ?? question ?? document.getElementById("main"))?.focus();
  if (!summary && !changed) scrollTo(0, 0);
}

/** What is typed is saved; where a question may follow from an answer, it is asked at once. */
async function onTyped({ type, target }: Event): Promise<void> {
  const form = target instanceof Element ? target.closest("form") : null;
  const open = opened();
  if (!form || !open) return;
  const fields = fieldsOf(form, null);
  const saved = keepTyped(open.device, form);
  const { id, kind } = addressOf(form.getAttribute("action") ?? "");
  const item = open.device.item(id);
  if (type === "change" && kind === "all" && item?.kind === "application" && isFilled(item)) {
    const { content } = { content: undefined, ...(await readWholePage(open, item, fields)) };
    if (content) mergeQuestions(form, String(content));
  }
  await saved;
}

let isBusy = false;
async function onSubmit(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  if (isBusy || !(event.target instanceof HTMLFormElement)) return;
  isBusy = true;
  const { hash } = location;
  try {
    const address = addressOf(event.target.getAttribute("action") ?? "");
    const shown = await act(address, fieldsOf(event.target, event.submitter));
    // Whoever has gone on meanwhile, as while it is sent, sees that page and not what came of it.
    const isElsewhere = shown?.goTo === undefined && location.hash !== hash;
    if (shown && !isElsewhere) {
      const isSent = shown.goTo !== undefined && ["new", "draft"].includes(address.first);
      if (isSent && app.device?.typedAt(location.hash)) await forgetTyped(app.device);
      showInside(shown);
    }
  } catch (fault) {
    console.error(fault);
    root.insertAdjacentHTML("afterbegin", String(faultView(app)));
    scrollTo(0, 0);
  } finally {
    isBusy = false;
  }
}

/** Does what a form asks for; undefined where the page stays as it is. */
async function act(address: Address, form: FormFields): Promise<Shown | undefined> {
  const { first, id, kind } = address;
  if (first === "enrol") return enrol(app, form);
  if (first === "unlock") return unlock(app, form);
  if (first === "forget") return void (await forget());
  if (first === "sync") await contact();
  const open = opened();
  if (!open) return { goTo: "#/" };
  if (first === "sync") return isUnsaid(open) ? undefined : { content: homePage(open, true) };
  if (first !== "who" && isUnsaid(open)) return { goTo: "#/" };
  if (first === "ticket") return takeTicket(open, form);
  if (first === "who") return changePresent(open, form);
  if (first === "new") return newApplication(open, address, form);
  const item = open.device.item(id);
  if (!item) return { goTo: "#/" };
  if (item.kind === "ticket") return moveTicket(open, item, textIn(form, "act"));
  if (first === "correct") return correct(open, item);
  if (first === "drop" && item.reference) return withdraw(open, item, form);
  if (item.state !== "open" || !isFilled(item)) return { goTo: `#/item/${item.id}` };
  if (first === "drop") {
    await open.device.drop(item.id);
    return { goTo: "#/" };
  }
  if (!open.offer.service(item.service)) return { goTo: `#/draft/${item.id}` };
  if (kind === "all") return takeWholePage(open, item, form);
  if (kind === "person") return changePerson(open, item, form);
  if (kind === "whole") await chooseWhole(true);
  if (kind === "whole") return { goTo: `#/draft/${id}/all` };
  return kind === "page"
    ? takePage(open, item, placeOf(address), form)
    : takeApplication(open, item);
}

async function unlocked(vault: Vault): Promise<Shown> {
  const info = await plain<DeviceInfo>("device");
  if (!info) throw new Error("the device is not set up");
  app.info = info;
  app.device = await deviceIn(vault, info, app.offer.timeZone);
  // Asks the browser not to clear the data when the disk is full. It may ask the user first, so
  // nothing waits for the answer.
  navigator.storage?.persist?.().then((lasting) => {
    app.lasting = lasting;
  });
  lastUse = Date.now();
  stayOpen();
  contact();
  return { goTo: app.device.leftAt() ?? "#/" };
}

begin();
