// The counter without network, on the device: every page is made here, from the same parts as on the server.
// An address (`#/…`) names a page and never a person; the key to what is kept lives in this page alone.

import { isUuid } from "../../../../kernel/index.ts";
import { messagesOf, translator } from "../../../../platform/i18n/index.ts";
import {
  enrol,
  forget,
  moveTicket,
  newApplication,
  takeApplication,
  takeTicket,
  unlock,
} from "./acts.js";
import { deviceIn } from "./device.js";
import { enrolPage, forgottenPage, lockedPage, signInPage } from "./locked.js";
import { readOffer } from "./offer.js";
import {
  faultView,
  homeLink,
  homePage,
  itemPage,
  personPage,
  servicesPage,
  stoppedPage,
  ticketPage,
} from "./pages.js";
import { checkView, openPath, pageView, takePage } from "./questions.js";
import { deliver, stateOf } from "./sync.js";
import { breakSeal, plain, setPlain } from "./vault.js";

const place = document.getElementById("offline");
const idleMinutes = 10;
const app = {
  net: { online: navigator.onLine, signIn: false, revoked: false },
  network: () => network(),
  unlocked: (vault) => unlocked(vault),
};

async function begin() {
  const manifest = document.createElement("link");
  manifest.rel = "manifest";
  manifest.href = "/counter/offline/manifest.webmanifest";
  document.head.append(manifest);
  navigator.serviceWorker?.register("/counter/sw.js", { scope: "/counter" });
  const [words, offer] = await Promise.all(
    ["words.json", "offer.json"].map((name) =>
      fetch(`${place.dataset.app}/${name}`).then((answer) => answer.text()),
    ),
  );
  const texts = JSON.parse(words);
  const ready = Object.fromEntries(
    Object.entries(texts).map(([lang, own]) => [lang, messagesOf(Object.entries(own))]),
  );
  app.offer = readOffer(offer);
  app.wordsIn = (lang) =>
    translator(lang in ready ? lang : "en", ready[lang] ?? ready.en, ready.en);
  speak((await plain("lang")) ?? place.dataset.lang);
  // Two tabs would give out the same reference: the second one waits for the first to be closed.
  navigator.locks.request("hamwe-counter", { ifAvailable: true }, async (lock) => {
    if (!lock) return show(`<h1 class="govuk-heading-l">${app.t("offline.other-tab")}</h1>`);
    await start();
    return new Promise(() => {});
  });
}

/** The frame of the page was kept in one language; it follows the operator's. */
function speak(lang) {
  app.t = app.wordsIn(lang);
  const { t } = app;
  document.documentElement.lang = t.lang;
  document.title = `${t("offline.title")} – Hamwe`;
  document.querySelector(".govuk-skip-link").textContent = t("layout.skip");
  const tag = document.querySelector(".hw-demo__tag");
  if (!tag) return;
  tag.textContent = t("demo.tag");
  tag.parentElement.replaceChildren(tag, ` ${t("demo.banner")}`);
  document.querySelector(".hw-demo__link").textContent = t("demo.choose");
}

async function start() {
  app.info = await plain("device");
  place.addEventListener("submit", (event) => act(event));
  addEventListener("hashchange", () => location.hash.startsWith("#/") && render());
  for (const name of ["online", "offline"]) addEventListener(name, () => network());
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, stir, true);
  document.addEventListener("visibilitychange", wake);
  if (!app.info) await network();
  await render();
  if (app.info) network();
}

let idle;
let stirred = 0;
function stir() {
  wake();
  stirred = Date.now();
  clearTimeout(idle);
  idle = setTimeout(lock, idleMinutes * 60_000);
}

/** A device that slept heard no timer: what it held open is locked before anybody touches it. */
function wake() {
  if (app.device && Date.now() - stirred > idleMinutes * 60_000) lock();
}

function lock() {
  app.device = undefined;
  go("#/");
}

/** Asks the server who is here; delivers what is ready where somebody is. */
function network() {
  asking = asking.then(askNetwork);
  return asking;
}

let asking = Promise.resolve();
async function askNetwork() {
  try {
    const state = await stateOf();
    const revoked = state.device === "revoked";
    app.net = { online: true, signIn: false, revoked, officer: state.officer };
    app.net.minutesOff = minutesOff(state.now);
    await breakSeal();
    const stuck = app.device && !revoked ? await deliver(app.device) : 0;
    if (stuck > 0) {
      app.net.trouble = true;
      again();
    }
  } catch (fault) {
    const signIn = fault.message === "sign-in" || fault.code === "auth.role-missing";
    const revoked = fault.code === "offline.device-revoked";
    const trouble = !signIn && !revoked && fault.status !== undefined;
    app.net = { online: signIn || revoked || trouble, signIn, revoked, trouble };
    if (app.device && !signIn && !revoked) again();
  }
  if (app.device ? isHome() : app.info) await render(true);
}

/** By how many minutes the clock here is behind (or, below zero, ahead); a minute or two is nothing. */
function minutesOff(now) {
  const off = Math.round((Date.parse(now) - Date.now()) / 60_000);
  return Math.abs(off) > 2 ? off : 0;
}

const isHome = () => ["", "#/"].includes(location.hash);

let later;
/** The event that says that the network is back does not always come: asked again now and then. */
function again() {
  clearTimeout(later);
  later = setTimeout(network, 20_000);
}

const parts = () => location.hash.slice(2).split("?")[0].split("/").filter(Boolean);
const isChange = () => location.hash.endsWith("?change=1");

function go(hash) {
  if (location.hash === hash || (hash === "#/" && isHome())) return render();
  location.hash = hash;
}

async function render(quiet = false) {
  const [first, id] = parts();
  if (first === "lang") {
    await setPlain("lang", id);
    speak(id);
    return go("#/");
  }
  if (!app.info) return show(app.net.signIn || !app.net.online ? signInPage(app) : enrolPage(app));
  if (!app.device) {
    if (first === "forgotten") return show(await forgottenPage(app), undefined, quiet);
    const { tries = 0 } = (await plain("vault")) ?? {};
    // Somebody is typing his PIN: news of the network does not take it away. Looked at last, with
    // nothing to wait for between this and showing, for he may have begun a moment ago.
    if (quiet && (app.device || document.getElementById("pin")?.value)) return;
    return show(lockedPage(app, { sealed: tries >= 10 }), undefined, quiet);
  }
  const shown = await pageOf(parts());
  if (shown.goTo) return go(shown.goTo);
  showInside(shown, quiet);
}

/** A page of the unlocked device; those behind the first one lead back to it. */
const showInside = (shown, quiet) => {
  const content = shown.content ?? shown;
  const back = app.device && !isHome() ? String(homeLink(app)) : "";
  show(back + content, shown.lang, quiet);
};

async function pageOf([first, id, kind, name, item]) {
  const { device, offer } = app;
  if (first === "ticket") return ticketPage(app);
  if (first === "new")
    return id && offer.service(id) ? personPage(app, id, { lang: app.t.lang }) : servicesPage(app);
  if (first === "lock") {
    lock();
    return lockedPage(app);
  }
  const found = isUuid(id ?? "") ? device.item(id) : undefined;
  if (first === "drop" && found?.state === "open")
    return stoppedPage(app, found, "offline.drop-lead");
  if (first === "item" && found) return itemPage(app, found);
  if (first !== "draft" || found?.state !== "open") return homePage(app);
  if (kind === "page") return pageView(app, found, placeIn(name, item));
  if (!offer.service(found.service))
    return stoppedPage(app, found, "refusals.offline.service-changed");
  if (kind === "documents") return stoppedPage(app, found, "offline.papers");
  return kind === "check" ? checkView(app, found) : { goTo: openPath(app, found) };
}

const placeIn = (page, item) => ({
  page,
  index: item === undefined ? undefined : Number(item) - 1,
  change: isChange(),
});

function show(content, lang, quiet = false) {
  place.innerHTML = String(content);
  place.lang = lang ?? app.t.lang;
  document.getElementById("print")?.addEventListener("click", () => print());
  if (quiet) return;
  const summary = place.querySelector("[data-error-summary]");
  (summary ?? document.getElementById("main")).focus();
  if (!summary) scrollTo(0, 0);
}

function fieldsOf(form, submitter) {
  const fields = {};
  for (const [name, value] of new FormData(form, submitter)) {
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  }
  return fields;
}

let busy = false;
async function act(event) {
  event.preventDefault();
  if (busy) return;
  busy = true;
  try {
    const path = event.target.getAttribute("action").slice(2).split("?")[0];
    const shown = await take(path.split("/"), fieldsOf(event.target, event.submitter));
    if (shown?.goTo) go(shown.goTo);
    else if (shown) showInside(shown);
  } catch (fault) {
    console.error(fault);
    place.insertAdjacentHTML("afterbegin", String(faultView(app)));
    scrollTo(0, 0);
  } finally {
    busy = false;
  }
}

async function take([first, id, kind, name, item], form) {
  const { device } = app;
  if (first === "enrol") return enrol(app, form);
  if (first === "unlock") return unlock(app, form);
  if (first === "forget") return forget();
  if (first === "sync") return void (await network());
  if (!device) return { goTo: "#/" };
  if (first === "ticket") return takeTicket(app, form);
  if (first === "new") return newApplication(app, id, form);
  const found = device.item(id);
  if (!found) return { goTo: "#/" };
  if (first === "queue") return moveTicket(app, found, form.act);
  if (found.state !== "open") return { goTo: `#/item/${found.id}` };
  if (first === "drop") return device.drop(found.id).then(() => ({ goTo: "#/" }));
  if (!app.offer.service(found.service)) return { goTo: `#/draft/${found.id}` };
  if (kind === "page") return takePage(app, found, placeIn(name, item), form);
  return takeApplication(app, found);
}

async function unlocked(vault) {
  app.info = await plain("device");
  app.device = await deviceIn(vault, app.info, app.offer.timeZone);
  // Asked of the browser, so that it does not clear us away when the disk is full; it may ask somebody
  // first, and nobody waits for that.
  navigator.storage?.persist?.().then((lasting) => {
    app.lasting = lasting;
  });
  stirred = Date.now();
  stir();
  network();
  return { goTo: "#/" };
}

await begin();
