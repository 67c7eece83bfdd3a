// Runs inside a page that a test has open.
const controls = "a[href], button, summary, label[for], select, textarea, input:not([type=hidden])";

/** What is meant for screen readers, or appears only later, is not pointed at. */
const unseen = ".govuk-visually-hidden, .govuk-skip-link, dialog:not([open])";

const nameOf = (element: Element): string =>
  `<${element.tagName.toLowerCase()} class="${element.className}"> ` +
  (element.textContent ?? "").trim().replaceAll(/\s+/g, " ").slice(0, 40);

const isSeen = (element: Element): boolean =>
  !element.closest(unseen) &&
  element.checkVisibility({ visibilityProperty: true, opacityProperty: true });

function isHit(element: Element, top: Element): boolean {
  if (element.contains(top)) return true;
  // A label presses its control, and a control may lie under its label.
  if (element instanceof HTMLLabelElement && element.control === top) return true;
  const { labels = null } = element as Partial<HTMLInputElement>;
  if (labels && [...labels].some((label) => label.contains(top))) return true;
  // Between two lines of a link lies what holds it; anything else that can be pressed does not.
  return top.contains(element) && !top.matches("a[href], button");
}

/**
 * What looks like a link, a button or a control on this page and is not hit by a click at its
 * centre: each with what lies over it. Nothing is clicked.
 */
export function covered(): string[] {
  const lines: string[] = [];
  for (const element of document.querySelectorAll(controls)) {
    if (!isSeen(element)) continue;
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    // A link over two lines is hit where its first piece is.
    const [box] = element.getClientRects();
    if (!box || box.width < 2 || box.height < 2) continue;
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (top && isHit(element, top)) continue;
    lines.push(`${nameOf(element)} is under ${top ? nameOf(top) : "nothing"}`);
  }
  scrollTo({ top: 0, behavior: "instant" });
  return lines;
}
