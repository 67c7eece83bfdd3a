/** What came back, after every redirect. `url` is path and query. */
export interface Page {
  readonly status: number;
  readonly url: string;
  readonly body: string;
  readonly headers: Headers;
}

type Jar = Map<string, { value: string; path: string }>;

export type Browser = ReturnType<typeof openBrowser>;

/** Cookies by name and path, as a browser keeps them. */
function cookieJar() {
  const cookies: Jar = new Map();
  const keep = (line: string) => {
    const [pair = "", ...attributes] = line.split(/;\s*/);
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    const attribute = (key: string) =>
      attributes.find((text) => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
    const dead =
      attribute("max-age") === "0" || new Date(attribute("expires") ?? "2099-01-01") < new Date();
    const path = attribute("path") ?? "/";
    if (dead || value === "") cookies.delete(`${name} ${path}`);
    else cookies.set(`${name} ${path}`, { value, path });
  };
  const cookieFor = (path: string) =>
    [...cookies]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([key, { value }]) => `${key.split(" ")[0]}=${value}`)
      .join("; ");
  return { cookies, keep, cookieFor };
}

/**
 * A browser as far as cookies, redirects and forms go, for trying journeys over HTTP: it knows the
 * demonstration's way of signing in. `session()` is the session's cookie.
 */
export function openBrowser(baseUrl: string) {
  const { cookies, keep, cookieFor } = cookieJar();
  async function go(to: string, form?: Record<string, string>, follow = true): Promise<Page> {
    const url = new URL(to, baseUrl);
    const response = await fetch(url, {
      redirect: "manual",
      headers: { cookie: cookieFor(url.pathname), accept: "text/html" },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) keep(line);
    const location = response.headers.get("location");
    if (location && follow) return go(new URL(location, url).href);
    const { status, headers } = response;
    return { status, url: url.pathname + url.search, body: await response.text(), headers };
  }
  async function signIn(who: string, at = "/sign-in?next=/me"): Promise<Page> {
    const choice = await go(at);
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(choice.body)?.[1] ?? "";
    return go(choice.url, { who, _csrf });
  }
  const signOut = async () => go("/sign-out", { _csrf: (await go("/token")).body }, false);
  const session = () => cookies.get("session /")?.value;
  return { go, signIn, signOut, session, cookies };
}
