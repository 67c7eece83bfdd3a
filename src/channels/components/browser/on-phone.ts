// Keeps single things on this phone, each because the person asked for it, and shows them on the
// page that the service worker answers with where there is no network. All of it is in one cache,
// which signing out clears.
const cacheName = "on-phone";
const shell = "/offline";
const itemsUnder = "/offline/items";
const most = 10;

/** One thing as it was when it was kept. Nothing of it is kept again by itself. */
interface Item {
  readonly title: string;
  readonly path: string;
  readonly html: string;
  readonly pdf: string;
  /** Milliseconds since 1970 after which nobody needs it: a ticket is of one day. */
  readonly until: number | undefined;
}

const keyOf = (path: string) => `${itemsUnder}?of=${encodeURIComponent(path)}`;

async function remove(cache: Cache, { path, pdf }: Item): Promise<void> {
  await cache.delete(keyOf(path));
  await cache.delete(pdf, { ignoreVary: true });
}

/** What is there, less what is over. */
async function itemsIn(cache: Cache): Promise<Item[]> {
  const items: Item[] = [];
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname !== itemsUnder) continue;
    const item: Item = await (await cache.match(request))?.json();
    if (item.until && item.until < Date.now()) await remove(cache, item);
    else items.push(item);
  }
  return items;
}

/** An answer that says what was asked for: not a page to sign in. */
async function fetched(path: string): Promise<Response> {
  const answer = await fetch(path);
  if (!answer.ok || answer.redirected) throw new Error(`${path} could not be fetched`);
  return answer;
}

/** The page of what is kept, with its styles and scripts. */
async function keepShell(cache: Cache): Promise<void> {
  const answer = await fetched(shell);
  const page = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
  const addresses = Array.from(
    page.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]"),
    (part) => part.getAttribute("href") ?? part.getAttribute("src") ?? shell,
  );
  await cache.addAll([...new Set(addresses)]);
  await cache.put(shell, answer);
}

async function keep({ dataset }: HTMLElement, html: string): Promise<"done" | "full"> {
  const { title = "", path = "", pdf = "", until } = dataset;
  const item: Item = { title, path, html, pdf, until: until ? Number(until) : undefined };
  const cache = await caches.open(cacheName);
  const others = (await itemsIn(cache)).filter((other) => other.path !== path);
  if (others.length >= most) return "full";
  await keepShell(cache);
  await cache.put(pdf, await fetched(pdf));
  await cache.put(keyOf(path), Response.json(item));
  await navigator.serviceWorker.register("/service-worker.js");
  return "done";
}

/** A device of a counter works for many people: it keeps nothing of any of them here. */
async function isCounter(): Promise<boolean> {
  const workers = await navigator.serviceWorker.getRegistrations();
  return workers.some(({ scope }) => new URL(scope).pathname.startsWith("/counter"));
}

async function offer(box: HTMLElement): Promise<void> {
  const button = box.querySelector("button");
  const html = box.querySelector("template")?.innerHTML;
  if (!button || html === undefined || (await isCounter())) return;
  const say = (state: string) => {
    for (const part of box.querySelectorAll<HTMLElement>("[data-state]"))
      part.hidden = part.dataset.state !== state;
  };
  button.addEventListener("click", async () => {
    button.disabled = true;
    say(await keep(box, html).catch(() => "failed"));
    button.disabled = false;
  });
  box.hidden = false;
}

function card(list: HTMLElement, cache: Cache, item: Item): DocumentFragment {
  const shown = list.querySelector("template")?.content.cloneNode(true) as DocumentFragment;
  const part = (name: string) => shown.querySelector<HTMLElement>(`[data-${name}]`);
  part("title")?.append(item.title);
  part("content")?.append(document.createRange().createContextualFragment(item.html));
  for (const name of part("content")?.querySelectorAll("[id]") ?? []) name.removeAttribute("id");
  part("remove-of")?.append(item.title);
  part("remove")?.addEventListener("click", async () => {
    await remove(cache, item);
    await show(list);
    list.focus();
  });
  part("pdf")?.addEventListener("click", async () => {
    const pdf = await cache.match(item.pdf, { ignoreVary: true });
    if (!pdf) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await pdf.blob());
    link.download = `${item.title}.pdf`;
    link.click();
  });
  return shown;
}

async function show(list: HTMLElement): Promise<void> {
  const cache = await caches.open(cacheName);
  const items = await itemsIn(cache);
  list.querySelector("[data-items]")?.replaceChildren(...items.map((it) => card(list, cache, it)));
  list.querySelector("[data-none]")?.toggleAttribute("hidden", items.length > 0);
}

if ("serviceWorker" in navigator && "caches" in globalThis) {
  for (const box of document.querySelectorAll<HTMLElement>("[data-on-phone]")) offer(box);
  for (const list of document.querySelectorAll<HTMLElement>("[data-on-phone-list]")) show(list);
}
