const jsonLd = "application/ld+json";
const page = "text/html";

/**
 * Whether an Accept header asks for linked data rather than for a page (RFC 9110, 12.5.1): it must
 * name it, and prefer it to HTML. A browser, and whoever takes anything, gets the page.
 */
export function prefersLinkedData(accept: string | undefined): boolean {
  const ranges = new Map((accept ?? "").split(",").map(rangeOf));
  const quality = ranges.get(jsonLd) ?? 0;
  const html = ranges.get(page) ?? ranges.get("text/*") ?? ranges.get("*/*") ?? 0;
  // `application/ld+json, */*` names the one that is wanted; a page named as well as it stays a
  // page.
  return quality > 0 && (ranges.has(page) ? quality > html : quality >= html);
}

function rangeOf(text: string): [string, number] {
  const [name = "", ...parameters] = text.split(";").map((one) => one.trim().toLowerCase());
  const given = parameters.find((one) => one.startsWith("q="));
  const quality = given === undefined ? 1 : Number(given.slice(2));
  return [name, quality >= 0 && quality <= 1 ? quality : 0];
}
