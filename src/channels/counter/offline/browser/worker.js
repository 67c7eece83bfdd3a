// Keeps one whole version of the counter's program (`version` and `kept` are written above by the
// server) and answers from it first. Nothing that a person said ever passes through this cache.
const shell = "/counter/offline";
const cacheName = `counter-${version}`;

self.addEventListener("install", (event) =>
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(kept.map((path) => new Request(path, { cache: "reload" }))))
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

/** The version before stays: a page of it may be loading at this moment, and the server has it no more. */
const outdated = (names) =>
  names.filter((name) => name.startsWith("counter-") && name !== cacheName).slice(0, -1);

self.addEventListener("fetch", (event) => {
  const { method, url, mode } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (kept.includes(pathname)) event.respondWith(fromKept(pathname, event.request));
  else if (pathname.startsWith(`${shell}/app/`)) event.respondWith(fromBefore(event.request));
  else if (mode === "navigate") event.respondWith(fromNetwork(event.request));
});

async function fromKept(pathname, request) {
  const found = await caches.match(pathname, { cacheName, ignoreVary: true });
  return found ?? fetch(request);
}

/** A file of the version before. */
const fromBefore = async (request) =>
  (await caches.match(new URL(request.url).pathname, { ignoreVary: true })) ?? fetch(request);

/** A page of the counter that cannot be reached: the one that works without network instead. */
async function fromNetwork(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    const found = await caches.match(shell, { cacheName, ignoreVary: true });
    if (found) return Response.redirect(shell);
    throw fault;
  }
}
