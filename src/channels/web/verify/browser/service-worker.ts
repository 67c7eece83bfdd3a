// Lets the page work without network: asks the network first and falls back on what is cached.
declare const self: ServiceWorkerGlobalScope;

const cached = /^\/(v$|trust-list$|s\/\d+$|v\/issued\/[\w-]+$|assets\/)/;

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method === "GET" && origin === self.location.origin && cached.test(pathname))
    event.respondWith(answer(event.request, pathname));
});

/** Cached under the path alone: neither the query nor what follows `#` is ever stored. */
async function answer(request: Request, pathname: string): Promise<Response> {
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
