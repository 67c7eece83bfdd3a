// The page that checks a certificate: takes the text of its code and shows the verdict in words.
import {
  type CertificateClaims,
  type CodeValue,
  contentOf,
  fromBase64url,
  isStatementOf,
  type PublicKey,
  type Statement,
} from "../../../../certificate-code/index.ts";
import { type Checked, check } from "./check.ts";
import { type CodeWords, type Lists, loadLists, type Words } from "./lists.ts";

/** An element that the server put on the page; without it the page is broken. */
function part<Kind extends HTMLElement>(selector: string, inside: ParentNode = document): Kind {
  const element = inside.querySelector<Kind>(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}

const root = part("#verify");
const result = part("#result", root);
const ways = part("#ways", root);
const { lang = "en", firstDay = "1", months = "", anchor: anchorText = "null" } = root.dataset;
const monthNames = months.split("|");
const pageTitle = document.title;
const anchor: PublicKey = JSON.parse(anchorText);

const pick = (words: Words): string => words[lang] ?? words.en ?? Object.values(words)[0] ?? "";

/** A day in words, in the country's time; Intl of many browsers knows no Kinyarwanda. */
function dateText(seconds: number, timeZone = root.dataset.timeZone): string {
  const parts = new Intl.DateTimeFormat("en", {
    ...(timeZone !== undefined && { timeZone }),
    day: "numeric",
    month: "numeric",
    year: "numeric",
  }).formatToParts(seconds * 1000);
  const { day, month, year } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${day === "1" ? firstDay : day} ${monthNames[Number(month) - 1]} ${year}`;
}

/**
 * The last day of validity. Older certificates end with the day in UTC, not in local time.
 */
const untilText = ({ expiresAt }: CertificateClaims): string =>
  expiresAt === undefined ? "" : dateText(expiresAt - 1, expiresAt % 86400 ? undefined : "UTC");

/** A copy of a template with its places filled, as text and never as markup. */
function filled(id: string, places: Readonly<Record<string, string>>): DocumentFragment {
  const template = document.querySelector<HTMLTemplateElement>(`template#${id}`);
  if (!template) throw new Error(`the page has no template ${id}`);
  const copy = document.importNode(template.content, true);
  for (const place of copy.querySelectorAll<HTMLElement>("[data-place]"))
    place.textContent = places[place.dataset.place ?? ""] ?? "";
  return copy;
}

const day = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A date as the paper says it; anything else as it is. */
const dayText = (text: string): string => {
  const [, year, month, dayOfMonth] = day.exec(text) ?? [];
  if (dayOfMonth === undefined) return text;
  const number = String(Number(dayOfMonth));
  return `${number === "1" ? firstDay : number} ${monthNames[Number(month) - 1]} ${year}`;
};

/**
 * What a field says, in the reader's language: the certificate holds yes and no and codes as such,
 * and the signed list has their words. Older certificates hold the words of one language instead.
 */
function valueText(value: CodeValue, codes: readonly CodeWords[], issuedAt: number): string {
  if (typeof value === "boolean") return (value ? root.dataset.yes : root.dataset.no) ?? "";
  if (typeof value !== "string")
    return value.map((code) => codeText(code, codes, issuedAt)).join(", ");
  const same = codes.find(({ label }) => Object.values(label).includes(value));
  return same ? pick(same.label) : dayText(value);
}

/** The words of a code at the time of issue; the code itself where this device's list is older. */
const codeText = (code: string, codes: readonly CodeWords[], issuedAt: number): string =>
  pick(codes.findLast(({ value, since }) => value === code && since <= issuedAt)?.label ?? {}) ||
  code;

const row = (label = "", value = "") => filled("row", { label, value });

function rows({ certificate, service }: NonNullable<Checked["genuine"]>): DocumentFragment[] {
  const words = root.dataset;
  const [issuedOn, until] = [
    dateText(certificate.issuedAt),
    untilText(certificate) || (words.forLife ?? ""),
  ];
  const fields = [...certificate.fields]
    .map(([field, value]) => ({
      label: pick(service.labels.get(field) ?? {}) || `${field}`,
      text: valueText(value, service.values.get(field) ?? [], certificate.issuedAt),
    }))
    // The paper says its own day once, and prints no line without content.
    .filter(({ label, text }) => text !== "" && !(label === words.issuedOn && text === issuedOn));
  return [
    row(words.document, pick(service.title)),
    row(words.issuer, pick(service.authority)),
    row(words.number, certificate.number),
    ...fields.map(({ label, text }) => row(label, text)),
    row(words.issuedOn, issuedOn),
    row(words.validUntil, until),
  ];
}

/** What the certificate says, beside the verdict. */
function contentView({ verdict, genuine }: Checked, code: string): DocumentFragment | undefined {
  if (!genuine) return undefined;
  const { leftOut } = genuine.certificate;
  const content = filled("content", { count: String(leftOut) });
  if (!genuine.certificate.demonstration) part("[data-demonstration]", content).remove();
  part("dl", content).append(...rows(genuine));
  // Comparing a revoked or expired certificate with the paper would prove nothing.
  if (verdict !== "valid" && verdict !== "not-checked")
    for (const each of content.querySelectorAll("[data-compare]")) each.remove();
  if (leftOut === 0) part("[data-left-out]", content).remove();
  else offerLines(content, genuine, code);
  return content;
}

/** Offers the lines that did not fit into the code. Older certificates have no digest for them. */
function offerLines(
  content: DocumentFragment,
  { certificate }: NonNullable<Checked["genuine"]>,
  code: string,
): void {
  const { digest, number } = certificate;
  const [offer, list] = [part("[data-lines]", content), part("dl", content)];
  const failed = part("[data-failed]", content);
  if (!digest) {
    offer.remove();
    return;
  }
  part("button", offer).addEventListener("click", async () => {
    const statement = await boundStatement(code, digest).catch(() => undefined);
    failed.hidden = statement?.number === number;
    if (statement?.number !== number) return;
    // The lines between those at the top of every certificate and its two dates.
    const fixed = [...list.children].slice(3, -2);
    const dates = [...list.children].slice(-2);
    const shown = new Set(dates.map((line) => line.firstElementChild?.textContent?.trim()));
    // As on the paper: no line without a value, and no date twice.
    const lines = statement.lines
      .map(({ label, value }) => [pick(label), lineText(value)] as const)
      .filter(([label, text]) => text.trim() !== "" && !shown.has(label));
    dates[0]?.before(...lines.map(([label, text]) => row(label, text)));
    for (const line of fixed) line.remove();
    part("[data-left-out]", result).remove();
    part("h3", result).focus();
  });
}

const lineText = (value: Statement["lines"][number]["value"]): string =>
  typeof value === "object" ? pick(value) : valueText(value, [], 0);

/**
 * All lines, from whoever issued the certificate; undefined where they are not those of the code.
 */
async function boundStatement(code: string, digest: Uint8Array): Promise<Statement | undefined> {
  const body = new URLSearchParams({ code: contentOf(code) });
  const response = await fetch("/v/statement", { method: "POST", body, credentials: "omit" });
  if (!response.ok) return undefined;
  const { salt, statement } = await response.json();
  const genuine = await isStatementOf(digest, fromBase64url(salt), statement);
  return genuine ? JSON.parse(statement) : undefined;
}

function show(checked: Checked, lists: Lists, code: string): void {
  const { verdict, date, genuine } = checked;
  const certificate = genuine?.certificate;
  const view = filled(`verdict-${verdict}`, {
    date: date === undefined ? "" : dateText(date),
    authority: pick(genuine?.service.authority ?? checked.authority ?? {}),
    issuers: lists.trust ? dateText(lists.trust.issuedAt) : "",
    until: certificate ? untilText(certificate) : "",
  });
  for (const fact of view.querySelectorAll<HTMLElement>("[data-only]"))
    if ((fact.dataset.only === "life") !== (certificate?.expiresAt === undefined)) fact.remove();
  view.append(contentView(checked, code) ?? "");
  // A demonstration is never called valid without saying so in the same breath.
  if (certificate?.demonstration)
    part("h2", view).after(...view.querySelectorAll<HTMLElement>("[data-demonstration]"));
  offerAgain(view, certificate?.demonstration ? [root.dataset.demonstration] : []);
}

/** Puts an answer on the page, with the way to ask again; title and focus follow it. */
function offerAgain(view: DocumentFragment, called: readonly (string | undefined)[] = []): void {
  const again = filled("again", {});
  part("button", again).addEventListener("click", reset);
  view.append(again);
  const heading = part("h2", view);
  document.title = [heading.textContent?.trim(), ...called, pageTitle].join(" – ");
  result.replaceChildren(view);
  heading.focus();
}

function reset(): void {
  result.replaceChildren();
  ways.hidden = false;
  document.title = pageTitle;
  keepFragment("");
  part("h2", ways).focus();
}

/** The language links pass the code on after `#`, where only the browser sees it. */
function keepFragment(content: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[hreflang]"))
    link.hash = content;
}

/**
 * The address in the code of a receipt, a letter or a slip: a page of this platform, but no
 * certificate.
 */
function ownPageIn(text: string): URL | undefined {
  if (!/^https?:/i.test(text.trim())) return undefined;
  const address = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  return address?.origin === location.origin && address.pathname !== "/v" ? address : undefined;
}

function showOwnPage({ href }: URL): void {
  const view = filled("verdict-own-page", {});
  const link = part<HTMLAnchorElement>("[data-own-page]", view);
  link.href = href;
  link.textContent = href;
  offerAgain(view);
}

/** What was said of a number before would stand beside the answer to a code. */
function clearNumber(): void {
  const before = document.querySelectorAll(".govuk-error-summary, #number-result");
  for (const each of before) each.remove();
}

async function verify(text: string): Promise<void> {
  ways.hidden = true;
  clearNumber();
  const own = ownPageIn(text);
  if (own) return showOwnPage(own);
  result.replaceChildren(filled("checking", {}));
  const lists = await loadLists(anchor);
  const checked = await check(text, lists, Date.now() / 1000);
  keepFragment(contentOf(text));
  show(checked, lists, text);
}

/**
 * Removes the code from the address bar at once, so that it is not in the history (ASVS 14.2.1).
 */
function takeFragment(): void {
  const text = location.hash;
  if (text.length < 20) return;
  history.replaceState(null, "", location.pathname + location.search);
  verify(text);
}

/** Caches this page, its assets and the lists, so that the next check works without network. */
async function cacheForOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/assets/verify/service-worker.js", { scope: "/v" });
  const { statusLists = [], issuedLists = [] } = (await loadLists(anchor)).trust ?? {};
  const styles = document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet], link[rel=icon]");
  const scripts = document.querySelectorAll<HTMLScriptElement>("script[src]");
  const addresses = [
    ...Array.from(styles, ({ href }) => href),
    ...Array.from(scripts, ({ src }) => src),
    ...statusLists,
    ...issuedLists,
  ];
  const paths = addresses.map((address) => new URL(address).pathname);
  const cache = await caches.open("verify");
  await cache.addAll([...new Set(["/v", "/trust-list", ...paths])]);
  await navigator.serviceWorker.ready;
  root.dataset.offline = "ready";
}

/** Camera and files: loaded with the first of them, as are the decoders that they need. */
const reader = (): Promise<typeof import("./decode.ts")> => {
  const path = "/assets/verify/decode.js";
  return import(path);
};

/** Reads the code in a picture or PDF of the document, which stays on this device. */
async function takeFile(input: HTMLInputElement): Promise<void> {
  const [file] = input.files ?? [];
  const [none, reading] = [part("#file-none", root), part("#file-reading", root)];
  none.hidden = true;
  if (!file) return;
  reading.hidden = false;
  const text = await reader()
    .then(({ readFile }) => readFile(file))
    .catch(() => undefined);
  reading.hidden = true;
  input.value = "";
  if (text) return verify(text);
  none.hidden = false;
  none.focus();
}

function offerScan(): void {
  const input = part<HTMLInputElement>("#file", root);
  input.addEventListener("change", () => takeFile(input));
  if (!("mediaDevices" in navigator)) return;
  const start = part("#scan", root);
  start.hidden = false;
  start.addEventListener("click", async () => {
    const { scan } = await reader();
    scan(part("#camera", root), verify);
  });
}

part("#paste-form", root).addEventListener("submit", (event) => {
  event.preventDefault();
  verify(part<HTMLTextAreaElement>("#paste", root).value);
});
part("#with-code", root).hidden = false;
window.addEventListener("hashchange", takeFragment);
offerScan();
document.querySelector<HTMLElement>("#number-result h2")?.focus();
takeFragment();
cacheForOffline().catch(() => undefined); // without the cache the page still works with network
