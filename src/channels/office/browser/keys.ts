// Shortcuts at the desk: a digit chooses an outcome, Enter decides, x ticks the next file, and a
// letter presses the button that bears it. They press what is there; without this script, a mouse
// and Tab do the same. Whoever speaks to their computer turns them off; the browser remembers it.
const setting = "office-keys";
const hint = document.querySelector<HTMLElement>("[data-keys]");
const turn = document.querySelector<HTMLButtonElement>("[data-keys-switch]");

const isOn = (): boolean => localStorage.getItem(setting) !== "off";

const form = document.querySelector<HTMLFormElement>("form[data-decide]");

/** What can be chosen by a digit, in their order. */
const outcomes = [
  ...(form?.querySelectorAll<HTMLInputElement>("[name=outcome]:not(:disabled)") ?? []),
];

const keyMark = (key: string): HTMLElement => {
  const mark = document.createElement("kbd");
  mark.className = "of-key";
  mark.textContent = key;
  mark.setAttribute("aria-hidden", "true");
  return mark;
};

/** Each key stands at what it presses, while the keys are on. */
function markKeys(): void {
  for (const mark of document.querySelectorAll(".of-key")) mark.remove();
  if (!isOn()) return;
  for (const [at, outcome] of outcomes.slice(0, 9).entries())
    outcome.labels?.[0]?.prepend(keyMark(String(at + 1)));
  if (form) document.querySelector("[data-enter]")?.append(keyMark("↵"));
}

function say(): void {
  if (!hint || !turn) return;
  hint.hidden = false;
  hint.classList.toggle("of-keys--off", !isOn());
  turn.textContent = (isOn() ? turn.dataset.off : turn.dataset.on) ?? "";
  markKeys();
}

turn?.addEventListener("click", () => {
  localStorage.setItem(setting, isOn() ? "off" : "on");
  say();
});
say();

/** Brings the first file that is not ticked yet into view. */
function showNext(): HTMLInputElement | undefined {
  const next = seen.find((box) => !box.checked);
  next?.focus({ preventScroll: true });
  next?.closest("li")?.scrollIntoView({ block: "nearest" });
  return next;
}

/** Ticks that file once it has been in view for a moment, which `looks.ts` says, and goes on. */
function tickNext(): boolean {
  const next = showNext();
  if (next?.dataset.looked === undefined) return next !== undefined;
  tick([next], true);
  showNext();
  return true;
}

const boxes = [...document.querySelectorAll<HTMLInputElement>("[type=checkbox][name=stack]")];
const seen = [...document.querySelectorAll<HTMLInputElement>("[type=checkbox][name=seen]")];
const all = document.querySelector<HTMLInputElement>("[data-all]");
const signs = document.querySelector<HTMLButtonElement>("[data-signs]");

const selected = document.querySelector<HTMLElement>("[data-ticks]");

/** What was ticked is there again when one comes back to the page from a file. */
const placeStart = "office-ticks:";
const place = `${placeStart}${location.pathname}${location.search}`;
const ticks = [...boxes, ...seen];

function remember(): void {
  const values = ticks.filter((box) => box.checked).map((box) => box.value);
  if (values.length > 0) sessionStorage.setItem(place, JSON.stringify(values));
  else sessionStorage.removeItem(place);
}

/** The box for all says whether all are ticked; only what can be signed together is offered. */
function sayTicks(): void {
  const ticked = boxes.filter((box) => box.checked);
  const count = selected?.querySelector("span");
  if (selected && count) {
    selected.hidden = boxes.length === 0;
    count.textContent = String(ticked.length);
  }
  if (all) {
    for (const label of all.labels ?? []) label.hidden = boxes.length === 0;
    all.checked = boxes.length > 0 && ticked.length === boxes.length;
    all.indeterminate = ticked.length > 0 && !all.checked;
  }
  if (signs)
    signs.disabled = ticked.length > 0 && ticked.every((box) => box.dataset.alone !== undefined);
}

function tick(which: readonly HTMLInputElement[], checked: boolean): boolean {
  for (const box of which) box.checked = checked;
  sayTicks();
  remember();
  return which.length > 0;
}

const tickAll = (): boolean => tick(boxes, !boxes.every((box) => box.checked));

function bringBack(): void {
  const values: unknown = JSON.parse(sessionStorage.getItem(place) ?? "[]");
  if (!Array.isArray(values)) return;
  for (const box of ticks) if (values.includes(box.value)) box.checked = true;
}

/** Leaves ticked in every list what is not of this file; nothing where none is named. */
function untick(file?: string): void {
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith(placeStart)) continue;
    const values: string[] = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    const left = values.filter((value) => file !== undefined && !value.startsWith(file));
    if (left.length > 0) sessionStorage.setItem(key, JSON.stringify(left));
    else sessionStorage.removeItem(key);
  }
}

/**
 * After an act on chosen rows nothing is ticked in any list: the next act is on rows chosen for it.
 * After one on the page of a file, that file is not.
 */
function forget({ target, submitter }: SubmitEvent): void {
  const sent = target as HTMLFormElement;
  const to = submitter?.getAttribute("formaction") ?? sent.getAttribute("action") ?? "";
  const [, file] = /^\/office\/cases\/([\w-]+)\/act\b/.exec(to) ?? [];
  if (file) {
    // A button with a name only looks ahead, or attaches a paper.
    if (submitter?.getAttribute("name") !== "_action") untick(file);
  } else if (to !== "/office/stack" && (sent === ticks[0]?.form || "stack" in sent.dataset))
    untick();
}
document.addEventListener("submit", forget);

/** Whoever loads the page anew begins anew. */
const isReload = performance
  .getEntriesByType("navigation")
  .some((entry) => (entry as PerformanceNavigationTiming).type === "reload");
if (isReload) sessionStorage.removeItem(place);

if (ticks.length > 0) {
  // A page that the browser kept as it was has the ticks of before the act.
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    for (const box of boxes) box.checked = false;
    bringBack();
    sayTicks();
  });
  bringBack();
  sayTicks();
  all?.addEventListener("change", () => tick(boxes, all.checked));
  for (const box of ticks)
    box.addEventListener("change", () => {
      sayTicks();
      remember();
    });
}

function choose(digit: number): boolean {
  const radio = outcomes[digit - 1];
  radio?.focus();
  radio?.click();
  return radio !== undefined;
}

function press(selector: string): boolean {
  const button = document.querySelector<HTMLButtonElement>(selector);
  button?.click();
  return button !== null;
}

/** Opens the box to find a file, and goes there. */
function find(): boolean {
  const box = document.querySelector<HTMLInputElement>(".of-find [name=q]");
  const folded = box?.closest("details");
  if (folded) folded.open = true;
  box?.focus();
  return box !== null;
}

function act(key: string): boolean {
  if (/^[1-9]$/.test(key)) return choose(Number(key));
  if (key === "x") return tickNext();
  if (key === "a") return tickAll();
  if (key === "Enter") return press("[data-enter]");
  return /^[a-z]$/.test(key) && press(`[data-key=${key}]`);
}

/** Enter in a row of boxes goes down to the next row, and from the last one to the button. */
function nextRow(target: EventTarget | null): boolean {
  const row = target instanceof HTMLElement ? target.closest("[data-row]") : null;
  if (!row) return false;
  const rows = [...document.querySelectorAll("[data-row]")];
  const next = rows[rows.indexOf(row) + 1]?.querySelector<HTMLElement>("input, select");
  (next ?? document.querySelector<HTMLElement>("[data-enter]"))?.focus();
  return true;
}

/** Where somebody types, or where Enter has a meaning of its own. */
const isBusy = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return true;
  return key === "Enter" && target.matches("a, button, summary");
};

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, altKey, metaKey, repeat } = event;
  if (key === "Enter" && isOn() && !repeat && nextRow(target)) return event.preventDefault();
  if (!isOn() || ctrlKey || altKey || metaKey || repeat || isBusy(target, key)) return;
  // The other keys belong to what the page says of them.
  if (key === "/" ? find() : hint && act(key)) event.preventDefault();
});
