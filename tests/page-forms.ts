/** A form as it stands on a page: what a browser would send, and what a person may fill in. */
export interface PageForm {
  readonly action: string;
  readonly method: "get" | "post";
  readonly multipart: boolean;
  /**
   * What is sent when nothing is touched: hidden fields, what is typed, ticked and chosen already.
   */
  readonly set: readonly (readonly [name: string, value: string])[];
  /** Every input that a person can fill, by name; `options` where there is a choice. */
  readonly inputs: readonly PageInput[];
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
}

export interface PageInput {
  readonly name: string;
  readonly type: string;
  readonly options: readonly string[];
}

const control =
  /<(input|button)\b([^>]*)>|<textarea\b([^>]*)>([\s\S]*?)<\/textarea>|<select\b([^>]*)>([\s\S]*?)<\/select>/g;

/** All forms of a page, in order. `path` is the page's own address, for forms without an action. */
export const formsOf = (body: string, path: string): readonly PageForm[] =>
  [...body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag = "", inside = ""]) =>
    formOf(tag, inside, path),
  );

function formOf(tag: string, inside: string, path: string): PageForm {
  const set: [string, string][] = [];
  const inputs = new Map<string, PageInput>();
  const buttons: { name: string; value: string }[] = [];
  const offer = (name: string, type: string, options: readonly string[]) => {
    const before = inputs.get(name)?.options ?? [];
    inputs.set(name, { name, type, options: [...before, ...options] });
  };
  for (const [, kind, attributes = "", area, text = "", list, items = ""] of inside.matchAll(
    control,
  )) {
    const own = area ?? list ?? attributes;
    const [name, value] = [attributeOf(own, "name"), attributeOf(own, "value") ?? ""];
    if (!name) continue;
    if (area !== undefined) {
      set.push([name, plain(text)]);
      offer(name, "textarea", []);
    } else if (list !== undefined) takeList(name, items, set, offer);
    else if (kind === "button") buttons.push({ name, value });
    else takeInput(name, value, own, set, offer);
  }
  return {
    action: attributeOf(tag, "action") ?? path,
    method: attributeOf(tag, "method")?.toLowerCase() === "post" ? "post" : "get",
    multipart: tag.includes("multipart/form-data"),
    ...{ set, inputs: [...inputs.values()], buttons },
  };
}

type Offer = (name: string, type: string, options: readonly string[]) => void;

function takeInput(
  name: string,
  value: string,
  tag: string,
  set: [string, string][],
  offer: Offer,
): void {
  const type = attributeOf(tag, "type") ?? "text";
  if (type === "hidden") return void set.push([name, value]);
  const choice = type === "radio" || type === "checkbox";
  offer(name, type, choice ? [value] : []);
  if (type !== "file" && (!choice || /\schecked\b/.test(tag))) set.push([name, value]);
}

function takeList(name: string, items: string, set: [string, string][], offer: Offer): void {
  const options = [...items.matchAll(/<option\b([^>]*)>/g)].map(([, tag = ""]) => ({
    value: attributeOf(tag, "value") ?? "",
    selected: /\sselected\b/.test(tag),
  }));
  offer(
    name,
    "select",
    options.map(({ value }) => value),
  );
  set.push([name, (options.find(({ selected }) => selected) ?? options[0])?.value ?? ""]);
}

function attributeOf(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : plain(found);
}

/** Text of a page as it was before it was made safe. */
export const plain = (text: string): string =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** The form with some fields filled in: each name given replaces what was set under it. */
export function filled(
  form: PageForm,
  fields: Readonly<Record<string, string | readonly string[]>>,
): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of form.set) if (!(name in fields)) body.append(name, value);
  for (const [name, value] of Object.entries(fields))
    for (const each of typeof value === "string" ? [value] : value) body.append(name, each);
  return body;
}
