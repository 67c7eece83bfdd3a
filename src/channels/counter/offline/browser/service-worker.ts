// Caches one whole version of the offline counter and answers from the cache first. Nothing that a
// person said ever passes through this cache.
declare const self: ServiceWorkerGlobalScope;
/** Both are written above this text by the server (shell.ts). */
declare const version: string;
declare const cachedPaths: readonly string[];

const shell = "/counter/offline";
const cacheName = `counter-${version}`;

self.addEventListener("install", (event) =>
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) =>
        cache.addAll(cachedPaths.map((path) => new Request(path, { cache: "reload" }))),
      )
      .then(() => self.skipWaiting()),
  ),
);

self.addEventListener("activate", (event) =>
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(outdated(names).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  ),
);

/** The previous version stays: a page of it may be loading now, and the server no longer has it. */
const outdated = (names: readonly string[]): string[] =>
  names.filter((name) => name.startsWith("counter-") && name !== cacheName).slice(0, -1);

self.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (cachedPaths.includes(pathname)) event.respondWith(fromCache(pathname, event.request));
  else if (pathname.startsWith(`${shell}/app/`)) event.respondWith(fromAnyCache(event.request));
  else if (mode === "navigate") event.respondWith(fromNetwork(event.request));
});

async function fromCache(pathname: string, request: Request): Promise<Response> {
  const cached = await caches.match(pathname, { cacheName, ignoreVary: true });
  return cached ?? fetch(request);
}

/** A file of the previous version. */
const fromAnyCache = async (request: Request): Promise<Response> =>
  (await caches.match(new URL(request.url).pathname, { ignoreVary: true })) ?? fetch(request);

/** A page of the counter; where it cannot be reached, the offline counter instead. */
async function fromNetwork(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (fault) {
    const cached = await caches.match(shell, { cacheName, ignoreVary: true });
    if (cached) return Response.redirect(shell);
    throw fault;
  }
}
