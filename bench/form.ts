const unescaped = (text: string): string =>
  text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

/**
 * The hidden fields of the form on a page that posts to this address; throws where there is none.
 */
export function hiddenFields(page: string, action: string): URLSearchParams {
  const forms = page.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((each) => each.includes(`action="${action}"`));
  if (!form) throw new Error(`the page has no form for ${action}`);
  const fields = new URLSearchParams();
  for (const [tag] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name) fields.append(name, unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? ""));
  }
  return fields;
}
