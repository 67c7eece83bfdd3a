// On the page of a stack: how long each file was in view, which goes with the form, and whether the
// one whose turn it is may be ticked with x: it has been in view as the next one for a moment.
const stack = document.querySelector<HTMLFormElement>("form[data-stack]");
const files = [...(stack?.querySelectorAll<HTMLElement>(".of-stack__file") ?? [])];
const boxOf = (file: Element) => file.querySelector<HTMLInputElement>("[name=seen]");

const stepMs = 200;
const momentMs = 1000;

/** Milliseconds that each file was in view. */
const inViewFor = new Map<Element, number>(files.map((file) => [file, 0]));
const inView = new Set<Element>();

/** Whole, or as much of it as the screen has room for. */
const isInView = ({
  intersectionRect,
  boundingClientRect,
  rootBounds,
}: IntersectionObserverEntry) =>
  intersectionRect.height > 0 &&
  intersectionRect.height >=
    0.9 * Math.min(boundingClientRect.height, rootBounds?.height ?? innerHeight);

const observer = new IntersectionObserver(
  (entries) => {
    for (const entry of entries)
      if (isInView(entry)) inView.add(entry.target);
      else inView.delete(entry.target);
  },
  { threshold: Array.from({ length: 21 }, (_, at) => at / 20) },
);
for (const file of files) observer.observe(file);

/** The file whose turn it is, and for how long it has been in view since. */
let turn: { readonly file: HTMLElement | undefined; ms: number } = { file: undefined, ms: 0 };

const isNext = (file: HTMLElement): boolean => {
  const box = boxOf(file);
  return box?.type === "checkbox" && !box.checked;
};

function passTime(): void {
  const next = files.find(isNext);
  if (next !== turn.file) turn = { file: next, ms: 0 };
  if (document.hidden) return;
  for (const file of inView) inViewFor.set(file, (inViewFor.get(file) ?? 0) + stepMs);
  if (!next || !inView.has(next)) return;
  turn.ms += stepMs;
  const box = boxOf(next);
  if (box && turn.ms >= momentMs) box.dataset.looked = "";
}
if (files.length > 0) setInterval(passTime, stepMs);

stack?.addEventListener("submit", () => {
  for (const old of stack.querySelectorAll("[name=looked]")) old.remove();
  for (const [file, ms] of inViewFor) {
    const box = boxOf(file);
    if (!box || (box.type === "checkbox" && !box.checked)) continue;
    const [caseId = ""] = box.value.split("~", 1);
    const look = document.createElement("input");
    look.type = "hidden";
    look.name = "looked";
    look.value = `${caseId}~${Math.round(ms / 1000)}`;
    stack.append(look);
  }
});
