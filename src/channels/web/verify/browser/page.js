// The page that checks a paper: takes the text of the code, shows the verdict in words.
import { check, contentOf } from "./check.js";
import { loadLists } from "./lists.js";
import { canScan, scan } from "./scan.js";

const root = document.querySelector("#verify");
const result = root.querySelector("#result");
const ways = root.querySelector("#ways");
const { lang, firstDay } = root.dataset;
const months = root.dataset.months.split("|");
const anchor = JSON.parse(root.dataset.anchor);
const pick = (words) => words[lang] ?? words.en ?? Object.values(words)[0] ?? "";

/** A day in words, in the country's time; Intl of many browsers knows no Kinyarwanda. */
function dateText(seconds, timeZone = root.dataset.timeZone) {
  const form = { timeZone, day: "numeric", month: "numeric", year: "numeric" };
  const parts = new Intl.DateTimeFormat("en", form).formatToParts(seconds * 1000);
  const { day, month, year } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${day === "1" ? firstDay : day} ${months[month - 1]} ${year}`;
}

/** The last day on which a paper counts: plain dates end with their day in UTC. */
const untilText = ({ expiresAt }) =>
  expiresAt === undefined ? "" : dateText(expiresAt - 1, expiresAt % 86400 ? undefined : "UTC");

/** A copy of a template with its places filled; texts only, never markup. */
function filled(id, places) {
  const copy = document.querySelector(`#${id}`).content.cloneNode(true);
  for (const place of copy.querySelectorAll("[data-place]"))
    place.textContent = places[place.dataset.place] ?? "";
  return copy;
}

/**
 * What a field says, in the reader's language: yes and no, and codes, are kept as such in the code, and
 * the signed list has their words. Certificates of before hold the words of one language instead.
 */
function valueText(value, values, issuedAt) {
  const { yes, no } = root.dataset;
  if (typeof value === "boolean") return value ? yes : no;
  if (Array.isArray(value)) return value.map((code) => codeText(code, values, issuedAt)).join(", ");
  const same = values.find(({ label }) => Object.values(label).includes(value));
  return same ? pick(same.label) : value;
}

/** As it was worded when the certificate was issued; the bare code where the list of this device is older. */
const codeText = (code, values, issuedAt) =>
  pick(values.findLast(({ value, since }) => value === code && since <= issuedAt)?.label ?? {}) ||
  code;

const row = (label, value) => filled("row", { label, value });

function rows({ paper, service }) {
  const words = root.dataset;
  return [
    row(words.document, pick(service.title)),
    row(words.issuer, pick(service.authority)),
    row(words.number, paper.number),
    ...paper.fields.map(([field, value]) =>
      row(
        pick(service.labels.get(field) ?? {}) || `${field}`,
        valueText(value, service.values.get(field) ?? [], paper.issuedAt),
      ),
    ),
    row(words.issuedOn, dateText(paper.issuedAt)),
    row(words.validUntil, untilText(paper) || words.forLife),
  ];
}

function show(found, lists) {
  const { verdict, date, paper, service } = found;
  const authority = pick(service?.authority ?? found.authority ?? {});
  const view = filled(`verdict-${verdict}`, {
    date: date === undefined ? "" : dateText(date),
    authority,
    issuers: lists.trust ? dateText(lists.trust.issuedAt) : "",
    until: paper ? untilText(paper) : "",
  });
  for (const fact of view.querySelectorAll("[data-only]"))
    if ((fact.dataset.only === "life") !== (paper?.expiresAt === undefined)) fact.remove();
  if (paper) {
    const content = filled("content", { count: String(paper.leftOut) });
    content.querySelector("dl").append(...rows(found));
    // What is revoked or expired need not be compared: no likeness makes it good.
    if (verdict !== "valid" && verdict !== "not-checked")
      for (const each of content.querySelectorAll("[data-compare]")) each.remove();
    if (!paper.leftOut) content.querySelector("[data-left-out]").remove();
    view.append(content);
  }
  const again = filled("again", {});
  again.querySelector("button").addEventListener("click", reset);
  view.append(again);
  result.replaceChildren(view);
  result.querySelector("h2").focus();
}

function reset() {
  result.replaceChildren();
  ways.hidden = false;
  keepFragment("");
  ways.querySelector("h2").focus();
}

/** The language links bring the paper along, after `#`, where only the browser sees it. */
function keepFragment(content) {
  for (const link of document.querySelectorAll("a[hreflang]")) link.hash = content;
}

async function verify(text) {
  ways.hidden = true;
  result.replaceChildren(filled("checking", {}));
  const lists = await loadLists(anchor);
  const found = await check(text, lists, Date.now() / 1000);
  keepFragment(contentOf(text));
  show(found, lists);
}

/** Takes the paper out of the address bar at once: it shall not stand in the history (ASVS 14.2.1). */
function takeFragment() {
  const text = location.hash;
  if (text.length < 20) return false;
  history.replaceState(null, "", location.pathname + location.search);
  document.querySelector("#number-result")?.remove();
  verify(text);
  return true;
}

/** Keeps this page, what it is made of and the lists, so that the next check works without a network. */
async function keepForOffline() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/assets/verify/worker.js", { scope: "/v" });
  const { statusLists = [] } = (await loadLists(anchor)).trust ?? {};
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
  const paths = [
    ...parts.map((part) => new URL(part.src ?? part.href).pathname),
    ...["check", "cbor", "lists", "scan"].map((name) => `/assets/verify/${name}.js`),
    ...statusLists.map((uri) => new URL(uri).pathname),
  ];
  const cache = await caches.open("verify");
  await cache.addAll([...new Set(["/v", "/trust-list", ...paths])]);
  await navigator.serviceWorker.ready;
  root.dataset.offline = "ready";
}

function offerScan() {
  const start = root.querySelector("#scan");
  if (!canScan()) return;
  start.hidden = false;
  start.addEventListener("click", () => scan(root.querySelector("#camera"), verify));
}

root.querySelector("#paste-form").addEventListener("submit", (event) => {
  event.preventDefault();
  verify(root.querySelector("#paste").value);
});
root.querySelector("#with-code").hidden = false;
window.addEventListener("hashchange", takeFragment);
offerScan();
takeFragment();
keepForOffline().catch(() => {}); // without it the page works as long as there is a network
