// Shortcuts at the desk: a digit chooses an outcome, Enter decides, x ticks the next file, and a
// letter presses the button that bears it. They press what is there; without this script, a mouse
// and Tab do the same. Whoever speaks to their computer turns them off; the browser remembers it.
const setting = "office-keys";
const hint = document.querySelector<HTMLElement>("[data-keys]");
const turn = document.querySelector<HTMLButtonElement>("[data-keys-switch]");

const isOn = (): boolean => localStorage.getItem(setting) !== "off";

function say(): void {
  if (!hint || !turn) return;
  hint.hidden = false;
  hint.classList.toggle("of-keys--off", !isOn());
  turn.textContent = (isOn() ? turn.dataset.off : turn.dataset.on) ?? "";
}

turn?.addEventListener("click", () => {
  localStorage.setItem(setting, isOn() ? "off" : "on");
  say();
});
say();

const form = document.querySelector<HTMLFormElement>("form[data-decide]");

/** Ticks the first file that is not ticked yet, and brings it into sight. */
function tickNext(): boolean {
  const next = form?.querySelector<HTMLInputElement>("[name=seen]:not(:checked)");
  if (!next) return false;
  next.checked = true;
  next.focus();
  return true;
}

function tickAll(): boolean {
  const boxes = document.querySelectorAll<HTMLInputElement>("[name=stack][type=checkbox]");
  for (const box of boxes) box.checked = true;
  return boxes.length > 0;
}

function choose(digit: number): boolean {
  const radios = form?.querySelectorAll<HTMLInputElement>("[name=outcome]:not(:disabled)");
  const radio = radios?.[digit - 1];
  radio?.focus();
  radio?.click();
  return radio !== undefined;
}

function press(selector: string): boolean {
  const button = document.querySelector<HTMLButtonElement>(selector);
  button?.click();
  return button !== null;
}

function act(key: string): boolean {
  if (/^[1-9]$/.test(key)) return choose(Number(key));
  if (key === "x") return tickNext();
  if (key === "a") return tickAll();
  if (key === "Enter") return press("[data-enter]");
  return /^[a-z]$/.test(key) && press(`[data-key=${key}]`);
}

/** Where somebody types, or where Enter has a meaning of its own. */
const isBusy = (target: EventTarget | null, key: string): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return true;
  return key === "Enter" && target.matches("a, button, summary");
};

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, altKey, metaKey, repeat } = event;
  if (!hint || !isOn() || ctrlKey || altKey || metaKey || repeat || isBusy(target, key)) return;
  if (act(key)) event.preventDefault();
});
