// Lets the page work without a network: asks the network first, and falls back on what was kept.
const kept = /^\/(v$|trust-list$|s\/\d+$|assets\/)/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method === "GET" && origin === self.location.origin && kept.test(pathname))
    event.respondWith(answer(event.request, pathname));
});

/** Kept under the path alone: neither the language asked for nor what follows `#` is ever stored. */
async function answer(request, pathname) {
  const cache = await caches.open("verify");
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(5000) });
    if (response.ok && !response.redirected) await cache.put(pathname, response.clone());
    return response;
  } catch (fault) {
    const before = await cache.match(pathname, { ignoreVary: true });
    if (before) return before;
    throw fault;
  }
}
