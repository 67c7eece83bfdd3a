import assert from "node:assert/strict";

export interface Answer {
  readonly status: number;
  /** Address after redirects, without the origin. */
  readonly path: string;
  readonly body: string;
  readonly headers: Headers;
}

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What a browser without JavaScript does: keeps cookies, follows redirects, posts forms with their
 * token.
 */
export class Client {
  readonly url: string;
  readonly cookies = new Map<string, string>();
  last: Answer | undefined;
  /** What the browser says of itself. */
  userAgent: string | undefined;
  /** How pages may be packed: not at all, as that costs more than it saves on one machine. */
  encoding = "identity";
  /** Looks at every page that comes back. */
  watch: ((answer: Answer) => void) | undefined;

  constructor(url: string) {
    this.url = url;
  }

  /** Opens an address and follows redirects. */
  async get(path: string): Promise<Answer> {
    return this.follow(path, { method: "GET" });
  }

  /**
   * Posts fields to an address, with the hidden fields of the last page's form of that action (its
   * token against forgery among them). Redirects are followed.
   */
  async post(path: string, fields: Fields = {}): Promise<Answer> {
    return this.send(path, this.filledIn(path, fields));
  }

  private filledIn(path: string, fields: Fields): URLSearchParams {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...this.hidden(path), ...fields })) {
      if (value === undefined) continue;
      for (const each of typeof value === "string" ? [value] : value) body.append(name, each);
    }
    return body;
  }

  /** The bytes behind an address or, with fields, that a form leads to, as a browser saves them. */
  async download(
    path: string,
    fields?: Fields,
  ): Promise<{ readonly status: number; readonly bytes: Uint8Array }> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { cookie, origin: this.url };
    const posted = fields && { method: "POST", body: this.filledIn(path, fields) };
    const response = await fetch(new URL(path, this.url), { headers, ...posted });
    return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  /** Posts exactly this body, without the token: forged, unless it brings one. */
  async send(path: string, body: URLSearchParams | FormData): Promise<Answer> {
    return this.follow(path, { method: "POST", body, headers: { origin: this.url } });
  }

  /** Posts a form with files. */
  async upload(
    path: string,
    fields: Fields,
    files: Readonly<Record<string, File>>,
  ): Promise<Answer> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...this.hidden(path), ...fields })) {
      if (typeof value === "string") form.append(name, value);
    }
    for (const [name, file] of Object.entries(files)) form.append(name, file);
    return this.send(path, form);
  }

  /** Signs in at the demonstration's issuer by choosing a person. */
  async signIn(id: string): Promise<Answer> {
    const choice = await this.get("/sign-in?next=/");
    assert.match(choice.path, /^\/demo-issuer\/choose\//, choice.body.slice(0, 400));
    const home = await this.post(choice.path, { who: id });
    assert.equal(home.status, 200, `${home.path} ${home.body.slice(0, 600)}`);
    return home;
  }

  /** Hidden fields of the last page: those of the form with this action, else of its first form. */
  hidden(action: string): Record<string, string> {
    const page = this.last?.body ?? "";
    const all = page.match(/<form[\s\S]*?<\/form>/g) ?? [];
    const forms = all.filter((form) => !/^<form[^>]*method="get"/.test(form));
    const own = forms.find((form) => form.includes(`action="${action}"`));
    const chosen = own ?? forms.find((form) => !/action="\/sign-out"/.test(form)) ?? forms[0] ?? "";
    const fields: Record<string, string> = {};
    for (const [tag] of chosen.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(tag)?.[1];
      if (name) fields[name] = unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? "");
    }
    return fields;
  }

  private async follow(path: string, init: RequestInit): Promise<Answer> {
    let target = new URL(path, this.url);
    let request = init;
    for (let hops = 0; hops < 12; hops++) {
      const headers = new Headers(request.headers);
      headers.set(
        "cookie",
        [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      );
      headers.set("accept", "text/html");
      headers.set("accept-encoding", this.encoding);
      if (this.userAgent) headers.set("user-agent", this.userAgent);
      const response = await fetch(target, { ...request, headers, redirect: "manual" });
      for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
      const location = response.headers.get("location");
      if (!location || response.status < 300 || response.status > 399) {
        const body = await response.text();
        const { pathname, search } = target;
        this.last = {
          status: response.status,
          path: pathname + search,
          body,
          headers: response.headers,
        };
        this.watch?.(this.last);
        return this.last;
      }
      await response.arrayBuffer();
      target = new URL(location, target);
      request = { method: "GET" };
    }
    throw new Error(`redirects without end from ${path}`);
  }

  private keep(cookie: string): void {
    const [pair = ""] = cookie.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === "" || /max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie))
      this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

const unescaped = (text: string): string =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
