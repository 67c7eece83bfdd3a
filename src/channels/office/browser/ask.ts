// "Ask for this" beside each answer and paper ticks it in the request to the applicant, and a line
// says how much is named. Without this script the same links load the page with it ticked.
const bar = document.querySelector<HTMLElement>("[data-asking]");
const boxes = [...document.querySelectorAll<HTMLInputElement>(".of-ask input[name=fields]")];
const links = [...document.querySelectorAll<HTMLAnchorElement>(".of-case a[href*='ask=']")].filter(
  (link) => new URL(link.href).searchParams.has("ask"),
);

/** The field that a link asks for is the last that it names. */
const boxOf = (link: HTMLAnchorElement): HTMLInputElement | undefined => {
  const field = new URL(link.href).searchParams.getAll("ask").at(-1);
  return boxes.find(({ value }) => value === field);
};

function say(): void {
  if (!bar) return;
  const count = boxes.filter(({ checked }) => checked).length;
  bar.hidden = count === 0;
  const shown = bar.querySelector("[data-asking-count]");
  if (shown) shown.textContent = String(count);
  for (const link of links) {
    const isNamed = boxOf(link)?.checked ?? false;
    link.setAttribute("aria-pressed", String(isNamed));
    const words = link.firstChild;
    if (words) words.textContent = (isNamed ? bar.dataset.remove : bar.dataset.add) ?? "";
  }
}

function turn(link: HTMLAnchorElement): void {
  const box = boxOf(link);
  if (!box) return;
  box.checked = !box.checked;
  const request = box.closest("details");
  if (request && box.checked) request.open = true;
  say();
}

if (bar && boxes.length > 0) {
  for (const link of links) {
    link.setAttribute("role", "button");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      turn(link);
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      turn(link);
    });
  }
  for (const box of boxes) box.addEventListener("change", say);
  say();
}
