// Papers beside the answers, to zoom and rotate: pictures, and the pages of a PDF as pdf.js draws
// them; a PDF that it cannot read is shown by the browser's own viewer. A paper is fetched when it
// is shown and not before, for every look is recorded. A tick is sent without leaving the page, so
// that nothing typed is lost. Without this script, papers are links and ticks are forms.
import type * as Pdfjs from "pdfjs-dist";
import type { PDFDocumentProxy, PDFPageProxy } from "pdfjs-dist";

const viewer = document.querySelector<HTMLElement>("#viewer");
const links = [...document.querySelectorAll<HTMLAnchorElement>("a[data-paper]")];
/** Each paper once: the file can link to it in several places. */
const papers = links.filter((link, index) => placeOf(links, link) === index);
const [grid, ticks] = [".of-case", "#paper-checks"].map((each) => document.querySelector(each));
const mostZoom = 8;
let shown = -1;
let opener: HTMLAnchorElement | undefined;
let picture: HTMLImageElement | undefined;
let pages: readonly Page[] = [];
let [zoom, turns] = [1, 0];

const inViewer = <T extends HTMLElement>(selector: string): T | null =>
  viewer?.querySelector<T>(selector) ?? null;

function placeOf(among: readonly HTMLAnchorElement[], { pathname }: HTMLAnchorElement): number {
  return among.findIndex((each) => each.pathname === pathname);
}

/** Fits a picture into the stage at zoom 1, as it is turned, and lets the rest be scrolled to. */
function lay(): void {
  const stage = inViewer("[data-viewer-stage]");
  const sheet = picture?.parentElement;
  if (!stage || !picture || !sheet || picture.naturalWidth === 0) return;
  const { naturalWidth, naturalHeight } = picture;
  const [width, height] =
    turns % 2 === 0 ? [naturalWidth, naturalHeight] : [naturalHeight, naturalWidth];
  const scale = zoom * Math.min(stage.clientWidth / width, stage.clientHeight / height);
  sheet.style.width = `${width * scale}px`;
  sheet.style.height = `${height * scale}px`;
  picture.style.width = `${naturalWidth * scale}px`;
  picture.style.transform = `translate(-50%, -50%) rotate(${turns * 90}deg)`;
  picture.dataset.zoom = String(zoom);
  picture.dataset.turns = String(turns);
}

/** A page of a PDF, and the canvas on which it is drawn when it comes into view. */
interface Page {
  readonly page: PDFPageProxy;
  readonly canvas: HTMLCanvasElement;
  /** What it was drawn as; drawn again when that changes. */
  drawn: string;
  /** Drawing one page at a time: pdf.js refuses two on one canvas. */
  busy: Promise<unknown>;
}

/** As a picture: the width of the stage at zoom 1, however it is turned. */
function viewportOf({ page }: Page) {
  const stage = inViewer("[data-viewer-stage]");
  const rotation = (page.rotate + turns * 90) % 360;
  const { width } = page.getViewport({ scale: 1, rotation });
  return page.getViewport({ scale: (zoom * (stage?.clientWidth ?? width)) / width, rotation });
}

/** Gives each page its size, and draws those that are seen. */
function layPages(): void {
  for (const each of pages) {
    const { canvas } = each;
    const { width, height } = viewportOf(each);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    canvas.dataset.zoom = String(zoom);
    canvas.dataset.turns = String(turns);
    if (canvas.dataset.seen === "true") draw(each);
  }
}

/** A canvas has an end in every browser: beyond, a page is drawn with fewer dots. */
const mostDots = 16_000_000;

function draw(each: Page): void {
  const as = `${zoom} ${turns} ${viewportOf(each).width}`;
  if (each.drawn === as) return;
  each.drawn = as;
  each.busy = each.busy.then(async () => {
    if (each.drawn !== as || !pages.includes(each)) return;
    const { page, canvas } = each;
    const { width, height, scale, rotation } = viewportOf(each);
    const dense = Math.min(devicePixelRatio, Math.sqrt(mostDots / (width * height)));
    const viewport = page.getViewport({ scale: scale * dense, rotation });
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    await page.render({ canvas, viewport }).promise;
    canvas.dataset.drawn = as;
  });
  each.busy.catch(() => {});
}

const inSight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (target instanceof HTMLCanvasElement) target.dataset.seen = String(isIntersecting);
    const each = pages.find(({ canvas }) => canvas === target);
    if (each && isIntersecting) draw(each);
  }
});

let opened: PDFDocumentProxy | undefined;

async function openPdf(link: HTMLAnchorElement): Promise<PDFDocumentProxy> {
  const { pdf = "", pdfWorker = "", pdfDecoders } = viewer?.dataset ?? {};
  const { getDocument, GlobalWorkerOptions }: typeof Pdfjs = await import(pdf);
  GlobalWorkerOptions.workerSrc = pdfWorker;
  const [url, wasmUrl] = [link.href, pdfDecoders];
  // One request, so that one look is one look.
  const whole = { disableRange: true, disableStream: true };
  return getDocument({ url, ...whole, useWasm: false, ...(wasmUrl && { wasmUrl }) }).promise;
}

/** Puts the pages of a PDF into a sheet; into a frame what cannot be read so. */
async function fillWithPages(sheet: HTMLElement, link: HTMLAnchorElement): Promise<void> {
  const isShown = () => sheet.isConnected && papers[shown] === link;
  try {
    const pdf = await openPdf(link);
    const made: Page[] = [];
    for (let n = 1; n <= pdf.numPages && isShown(); n++) {
      const canvas = document.createElement("canvas");
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", `${link.textContent} ${n}/${pdf.numPages}`);
      made.push({ page: await pdf.getPage(n), canvas, drawn: "", busy: Promise.resolve() });
    }
    if (!isShown()) return void pdf.loadingTask.destroy();
    [pages, opened] = [made, pdf];
    sheet.append(...made.map(({ canvas }) => canvas));
    layPages();
    for (const { canvas } of made) inSight.observe(canvas);
  } catch {
    if (!isShown()) return;
    const frame = document.createElement("iframe");
    frame.src = link.href;
    frame.title = link.textContent ?? "";
    sheet.replaceWith(frame);
    inViewer("[data-viewer-turn]")?.toggleAttribute("hidden", true);
  }
}

function enlarge(by: number): void {
  zoom = Math.min(mostZoom, Math.max(1, zoom * by));
  lay();
  layPages();
}

/** Turned, a paper fits the stage again, and the page that was read stands at its top. */
function turn(): void {
  const stage = inViewer("[data-viewer-stage]");
  const top = stage?.getBoundingClientRect().top ?? 0;
  const read = pages.find(({ canvas }) => canvas.getBoundingClientRect().bottom > top);
  [zoom, turns] = [1, (turns + 1) % 4];
  lay();
  layPages();
  if (stage && read) stage.scrollTop += read.canvas.getBoundingClientRect().top - top;
}

/** Lets go of what was shown. */
function clear(): void {
  inSight.disconnect();
  opened?.loadingTask.destroy();
  [picture, opened, pages] = [undefined, undefined, []];
  [zoom, turns] = [1, 0];
}

/** What stands in the stage: the pages of a PDF, else the picture. */
function contentOf(link: HTMLAnchorElement): HTMLElement {
  const name = link.textContent ?? "";
  clear();
  const sheet = document.createElement("div");
  if (link.dataset.paper === "pdf") {
    sheet.className = "of-viewer__pages";
    return sheet;
  }
  sheet.className = "of-viewer__sheet";
  picture = document.createElement("img");
  picture.alt = name;
  picture.addEventListener("load", lay);
  picture.src = link.href;
  sheet.append(picture);
  return sheet;
}

const checkOf = (link: HTMLAnchorElement | undefined): HTMLElement | null =>
  link?.closest("li")?.querySelector<HTMLElement>(".of-check") ?? null;

/** The tick of the paper that is shown stands in the viewer as well, as a copy. */
function mirrorCheck(): void {
  const copy = checkOf(papers[shown])?.cloneNode(true) as HTMLElement | undefined;
  copy?.removeAttribute("id");
  inViewer("[data-viewer-check]")?.replaceChildren(...(copy ? [copy] : []));
}

function show(index: number): void {
  const link = papers[index];
  const [stage, place, name] = ["[data-viewer-stage]", "[data-viewer-place]", "#viewer-name"].map(
    (each) => inViewer(each),
  );
  const alone = inViewer<HTMLAnchorElement>("[data-viewer-alone]");
  if (!link || !viewer || !stage || !place || !name || !alone) return;
  shown = index;
  viewer.hidden = false;
  grid?.classList.add("of-case--viewing");
  for (const each of links)
    if (each.pathname === link.pathname) each.setAttribute("aria-current", "true");
    else each.removeAttribute("aria-current");
  const { of } = link.dataset;
  name.textContent = of ? `${of}: ${link.textContent}` : link.textContent;
  place.textContent = (place.dataset.viewerPlace ?? "")
    .replace("{n}", String(index + 1))
    .replace("{of}", String(papers.length));
  alone.href = link.href;
  const content = contentOf(link);
  stage.replaceChildren(content);
  inViewer("[data-viewer-turn]")?.toggleAttribute("hidden", false);
  if (link.dataset.paper === "pdf") fillWithPages(content, link);
  inViewer("[data-viewer=previous]")?.toggleAttribute("disabled", index === 0);
  inViewer("[data-viewer=next]")?.toggleAttribute("disabled", index === papers.length - 1);
  mirrorCheck();
}

function close(): void {
  if (!viewer) return;
  viewer.hidden = true;
  grid?.classList.remove("of-case--viewing");
  inViewer("[data-viewer-stage]")?.replaceChildren();
  const link = papers[shown];
  for (const each of links) each.removeAttribute("aria-current");
  (opener?.pathname === link?.pathname ? opener : link)?.focus();
  shown = -1;
  clear();
}

const acts: Readonly<Record<string, () => void>> = {
  previous: () => show(shown - 1),
  next: () => show(shown + 1),
  smaller: () => enlarge(1 / 1.5),
  larger: () => enlarge(1.5),
  rotate: turn,
  close,
};

const keys: Readonly<Record<string, string>> = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  "-": "smaller",
  "+": "larger",
  r: "rotate",
  Escape: "close",
};

for (const link of links)
  link.addEventListener("click", (event) => {
    if (!viewer || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    opener = link;
    show(placeOf(papers, link));
    viewer.focus({ preventScroll: true });
    viewer.scrollIntoView({ block: "nearest" });
  });

viewer?.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>("[data-viewer]") : null;
  acts[button?.dataset.viewer ?? ""]?.();
});

// Keys of the viewer alone, while the focus is in it (WCAG 2.1.4).
viewer?.addEventListener("keydown", (event) => {
  const { key, ctrlKey, altKey, metaKey } = event;
  const act = acts[keys[key] ?? ""];
  if (!act || ctrlKey || altKey || metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  act();
});

addEventListener("resize", () => {
  lay();
  layPages();
});

/** Sends a tick and puts the server's answer in its place; what goes wrong is a whole page. */
async function tick(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const body = new URLSearchParams({ [button.name]: button.value });
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  const isInViewer = viewer?.contains(button) ?? false;
  const answer = await fetch(form.action, { method: "POST", body, headers: { "x-part": "1" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const here = document.querySelector(`#check-${button.value}`);
  const now = page.querySelector(`#check-${button.value}`);
  if (!answer.ok || answer.redirected || !here || !now) return location.reload();
  here.replaceWith(now);
  mirrorCheck();
  const again = isInViewer ? inViewer("[data-viewer-check] button") : now.querySelector("button");
  again?.focus();
}

if (ticks instanceof HTMLFormElement)
  ticks.addEventListener("submit", (event) => {
    if (!(event.submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    const { submitter } = event;
    tick(ticks, submitter).catch(() => location.reload());
  });
