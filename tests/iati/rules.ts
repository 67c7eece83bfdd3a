/**
 * Whether a text is a valid file of IATI activities 2.03: by its schema, and by the rules of the
 * standard ruleset, which say more than the schema can.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { XmlDocument, XsdValidator } from "libxml2-wasm";
import { xmlRegisterFsInputProviders } from "libxml2-wasm/lib/nodejs.mjs";

const schemaFile = join(import.meta.dirname, "iati-activities-schema.xsd");

/** Dates of XML as numbers: XPath 1.0 has no other way to compare them. */
const day = (path: string): string => `number(translate(${path}, '-', ''))`;
const notAfter = (before: string, after: string): string =>
  `not(${before}) or not(${after}) or ${day(before)} <= ${day(after)}`;
const none = (path: string): string => `not(${path})`;

const planned = {
  start: "activity-date[@type='1']/@iso-date",
  end: "activity-date[@type='3']/@iso-date",
};
const actual = {
  start: "activity-date[@type='2']/@iso-date",
  end: "activity-date[@type='4']/@iso-date",
};
const sectorSum = "sum(sector[not(@vocabulary) or @vocabulary='1']/@percentage)";

/**
 * What has to hold of each activity, by what it is about. `NOW` is the day of the check, eight
 * digits. A rule about an organisation inside an element holds for each such element.
 */
const rules: Readonly<Record<string, string>> = {
  "has a start": "activity-date[@type='1' or @type='2']",
  "has a sector": "sector or transaction/sector",
  "has a default language": "@xml:lang or not(.//narrative[not(@xml:lang)])",
  "has a default currency": "@default-currency or not(.//value[not(@currency)])",
  "was not updated in the future": none(
    "@last-updated-datetime[number(translate(substring(., 1, 10), '-', '')) > NOW]",
  ),
  "planned start before planned end": notAfter(planned.start, planned.end),
  "actual start before actual end": notAfter(actual.start, actual.end),
  "no actual date in the future": none(
    `activity-date[@type='2' or @type='4'][${day("@iso-date")} > NOW]`,
  ),
  "no transaction in the future": none(
    `transaction[${day("transaction-date/@iso-date")} > NOW or ${day("value/@value-date")} > NOW]`,
  ),
  "transactions name who pays and who receives": none(
    "transaction[not(provider-org[@ref or narrative]) or not(receiver-org[@ref or narrative])]",
  ),
  "participating organisations are named": none("participating-org[not(@ref or narrative)]"),
  "identifiers have none of / & | ?": none(
    [
      ...["iati-identifier", "reporting-org/@ref", "participating-org/@ref"],
      ...["transaction/provider-org/@ref", "transaction/receiver-org/@ref"],
    ]
      .map((path) => `${path}[translate(., '/&|?', '') != .]`)
      .join(" | "),
  ),
  "begins with the identifier of who reports": "starts-with(iati-identifier, reporting-org/@ref)",
  "countries and regions sum to 100": [
    "not(recipient-country/@percentage | recipient-region/@percentage)",
    "sum(recipient-country/@percentage | recipient-region/@percentage) = 100",
  ].join(" or "),
  "each recipient country stands once": none(
    "recipient-country[@code = preceding-sibling::recipient-country/@code]",
  ),
  "countries stand in the activity or in transactions, not in both": [
    none("recipient-country or recipient-region"),
    none("transaction/recipient-country or transaction/recipient-region"),
  ].join(" or "),
  "sectors of the OECD sum to 100": `not(sector/@percentage) or ${sectorSum} = 100`,
  "own sectors have words": none("sector[@vocabulary='98' or @vocabulary='99'][not(narrative)]"),
  "no percentage is below zero": none(".//@percentage[. < 0]"),
  "periods begin before they end": none(
    `.//*[period-start][${day("period-start/@iso-date")} > ${day("period-end/@iso-date")}]`,
  ),
  // A year later is ten thousand more in eight digits.
  "a budget has at most a year": none(
    `budget[${day("period-end/@iso-date")} > ${day("period-start/@iso-date")} + 10000]`,
  ),
};

/**
 * What is wrong with a file, in words; nothing where it is valid.
 *
 * @param today `YYYY-MM-DD`
 */
export function iatiProblems(text: string, today: string): readonly string[] {
  xmlRegisterFsInputProviders();
  using schema = XmlDocument.fromString(readFileSync(schemaFile, "utf8"), { url: schemaFile });
  using validator = XsdValidator.fromDoc(schema);
  using file = XmlDocument.fromString(text);
  try {
    validator.validate(file);
  } catch (error) {
    return [`schema: ${error instanceof Error ? error.message : String(error)}`];
  }
  const now = today.replaceAll("-", "");
  return file.find("//iati-activity").flatMap((activity) => {
    const id = activity.get("iati-identifier")?.content ?? "?";
    return Object.entries(rules).flatMap(([name, rule]) =>
      activity.eval(`boolean(${rule.replaceAll("NOW", now)})`) === true ? [] : [`${id}: ${name}`],
    );
  });
}
