// Answers a page of a citizen that cannot be reached with the page of what they kept on this phone.
// It is only there once they kept something; it stores nothing and leaves every other page alone.
declare const self: ServiceWorkerGlobalScope;

/** Not the counter, the halls' screens, the officers' pages, the verifier, or the API. */
const pages =
  /^\/(|(me|services|centres|track|applications|appointments|documents|t|help|offline)(\/.*)?)$/;

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { method, url, mode, destination, referrer } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate" && pages.test(pathname))
    event.respondWith(networkOr("/offline", event.request));
  else if (["style", "script", "image"].includes(destination) && pages.test(pathIn(referrer)))
    event.respondWith(networkOr(url, event.request));
});

const pathIn = (referrer: string): string =>
  referrer.startsWith("http") ? new URL(referrer).pathname : "";

async function networkOr(key: string, request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (fault) {
    const stored = await caches.match(key, { cacheName: "on-phone", ignoreVary: true });
    if (stored) return stored;
    throw fault;
  }
}
