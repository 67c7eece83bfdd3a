// The script of the counter's screens. It is a convenience: without it the server closes a client's
// file after the idle time all the same, and refuses every page of a closed one.
const noCache: RequestInit = { headers: { accept: "application/json" }, cache: "no-store" };

/** Moves the operator's screen on once the client has confirmed on the other screen. */
async function followConfirmation(address: string): Promise<void> {
  const response = await fetch(address, noCache);
  const { path }: { path?: string } = response.ok ? await response.json() : {};
  if (path) location.assign(path);
}

const watched = document.querySelector<HTMLElement>("[data-watch]")?.dataset.watch;
if (watched !== undefined)
  setInterval(() => void followConfirmation(watched).catch(() => undefined), 1500);

/**
 * Shows who waits and who has paid meanwhile. Only parts of which the words have changed are
 * replaced, none while it is pressed, and nothing that can be typed into is in one.
 */
async function refreshParts(): Promise<void> {
  const parts = [...document.querySelectorAll<HTMLElement>("[data-fresh]")];
  // Marked as made by the page itself, so that it does not make the operator's session longer.
  for (const [address, each] of Map.groupBy(parts, ({ dataset }) => dataset.fresh))
    await refreshFrom(address || "/counter?again=1", each);
}

/** What names no address stands on the first page; what waits for nothing is not read. */
async function refreshFrom(address: string, parts: readonly HTMLElement[]): Promise<void> {
  const waiting = parts.filter(({ dataset }) => !dataset.fresh || dataset.waits !== undefined);
  if (waiting.length === 0) return;
  const response = await fetch(address, { cache: "no-store" });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of waiting) {
    const fresh = page.querySelector<HTMLElement>(`#${part.id}[data-fresh]`);
    if (!fresh || fresh.textContent === part.textContent || part.querySelector(":active")) continue;
    const hadFocus = part.contains(document.activeElement);
    part.replaceChildren(...fresh.childNodes);
    if (fresh.dataset.waits === undefined) delete part.dataset.waits;
    if (hadFocus) part.querySelector("button")?.focus();
  }
}

if (document.querySelector("[data-fresh]"))
  setInterval(() => void refreshParts().catch(() => undefined), 4000);

const leave = (): void => location.replace("/counter");
/** Marked as made by the page itself, so that it does not make the operator's session longer. */
const leaveIdle = (): void => location.replace("/counter?again=1&closed=idle");

/** Keeps the file open while somebody types, and warns a minute before it closes. */
function keepOpen(client: HTMLElement): void {
  const { here = "", idle } = client.dataset;
  const idleMillis = Number(idle) * 1000;
  const warning = client.querySelector<HTMLElement>("[data-closing]");
  let lastTouch = Date.now();
  let timer: ReturnType<typeof setTimeout>;
  const check = (): void => {
    const left = lastTouch + idleMillis - Date.now();
    if (warning) warning.hidden = left > 60_000;
    if (left < -5000) leaveIdle();
    clearTimeout(timer);
    timer = setTimeout(check, Math.max(1000, left > 60_000 ? left - 60_000 : left + 6000));
  };
  const touch = (): void => {
    if (Date.now() - lastTouch < Math.min(30_000, idleMillis / 4)) return;
    lastTouch = Date.now();
    check();
    fetch(here, { ...noCache, redirect: "manual" }).then(
      ({ status }) => status !== 204 && leave(),
      () => undefined,
    );
  };
  for (const type of ["keydown", "pointerdown", "input"]) addEventListener(type, touch, true);
  document.addEventListener("visibilitychange", check);
  check();
}

/** Closes this tab's file when another tab of the same browser opens another client, or none. */
function followOtherTabs(visit: string): void {
  const tabs = new BroadcastChannel("hamwe-client");
  tabs.onmessage = ({ data }) => visit !== "" && data !== visit && leave();
  tabs.postMessage(visit);
}

const client = document.querySelector<HTMLElement>("[data-visit]");
if (client) {
  const { visit = "" } = client.dataset;
  if (visit !== "") keepOpen(client);
  followOtherTabs(visit);
  // The back/forward cache must not show a page of a closed file: load it again.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}

/** An answer that is changed is typed on at its end. */
function typeOn(field: HTMLElement | null | undefined): void {
  const isTyped = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  // A date has no caret.
  if (isTyped && field.selectionStart !== null)
    field.setSelectionRange(field.value.length, field.value.length);
}

// Who fills in a whole form types at once: the question that the address names has the focus, else
// the first one, unless an error has it or what was asked in addition.
if (!document.querySelector("[data-error-summary], main [autofocus]")) {
  const questions = [...document.querySelectorAll("form.hw-whole [data-q]")].filter((each) =>
    each.querySelector("input, select, textarea"),
  );
  const named = document.getElementById(location.hash.slice(1));
  const question = questions.find((each) => each.contains(named)) ?? questions[0];
  const focused =
    question?.querySelector<HTMLElement>(":checked") ??
    question?.querySelector<HTMLElement>("input, select, textarea");
  focused?.focus();
  if (question?.contains(named)) typeOn(focused);
}

// Who has gone on by keyboard while the server said what else is asked, and has typed nothing there
// yet, comes first to the question that has appeared in between.
for (const form of document.querySelectorAll("form.hw-whole")) {
  let isTyped = false;
  form.addEventListener("focusin", () => {
    isTyped = false;
  });
  form.addEventListener("input", () => {
    isTyped = true;
  });
  new MutationObserver((changes) => {
    const here = document.activeElement?.closest("[data-q]");
    const fresh = changes.flatMap(({ addedNodes }) => [...addedNodes]);
    if (!here || isTyped || fresh.includes(here)) return;
    const isBefore = (node: Node) =>
      (node.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    const fields = fresh
      .filter((node) => node instanceof HTMLElement && node.matches("[data-q]") && isBefore(node))
      .map((node) => (node as HTMLElement).querySelector<HTMLElement>("input, select, textarea"));
    fields.find((field) => field !== null)?.focus();
  }).observe(form, { childList: true });
}
