import { addDays, decimalText, type Money } from "../../kernel/index.ts";
import type { CommitmentState, Contribution, StatusReport } from "../commitments/model.ts";
import type { Day, Side, Words } from "../instruments/model.ts";
import type { PilotState } from "../pilots/model.ts";
import { element, type Xml, xmlDocument } from "./xml.ts";

/** What the file says of whoever publishes it. */
export interface IatiPublisher {
  /** The government that keeps this register. */
  readonly side: Side;
  /** Names of the governments, by side. */
  readonly names: Readonly<Record<Side, Words>>;
  /** Where people reach this server, without a slash at the end. */
  readonly baseUrl: string;
  readonly today: Day;
}

/** Default language of the file; what has no words in it says its own language. */
const defaultLang = "en";

/** Sectors of the OECD for the working groups; "multisector" for whatever has none of these. */
const sectors: Readonly<Record<string, string>> = {
  "public-services": "15110",
  education: "11110",
  trade: "33110",
  agriculture: "31110",
  transport: "21010",
};
const multisector = "43010";

/** Codes of transactions, seen from the government that publishes. */
const transactionTypes = {
  own: { pledged: "12", committed: "2", spent: "4" },
  other: { pledged: "13", committed: "11", spent: "1" },
} as const;

/** Until a government has registered with IATI, its code and `GOV` stand for its identifier. */
const orgRef = (side: Side): string => `${side.toUpperCase()}-GOV`;

/** Identifiers may have none of `/ & | ?`; those of the register have no other signs either. */
const activityRef = (side: Side, id: string): string =>
  `${orgRef(side)}-${id.replaceAll(/[^A-Za-z0-9-]/g, "-")}`;

const narratives = (words: Words): readonly Xml[] => {
  const langs = Object.keys(words).sort((a, b) =>
    a === defaultLang ? -1 : b === defaultLang ? 1 : a < b ? -1 : 1,
  );
  return langs.map((lang) =>
    element("narrative", { "xml:lang": lang === defaultLang ? undefined : lang }, words[lang]),
  );
};

const government = (name: string, side: Side, { names }: IatiPublisher, role?: string): Xml =>
  element(
    name,
    { ref: orgRef(side), type: "10", ...(role && { role }) },
    narratives(names[side] ?? { en: side.toUpperCase() }),
  );

const value = (name: string, money: Money, on: Day): Xml =>
  element(name, { currency: money.currency, "value-date": on }, decimalText(money));

const isoDate = (name: string, on: Day): Xml => element(name, { "iso-date": on });

const activityDate = (type: "1" | "2" | "3" | "4", on: Day | undefined): Xml | undefined =>
  on === undefined ? undefined : element("activity-date", { type, "iso-date": on });

interface Activity {
  readonly id: string;
  readonly title: Words;
  readonly illustrative: boolean;
  /** In one language, as it was agreed. */
  readonly description: { readonly text: string; readonly lang: string };
  readonly parties: readonly Side[];
  /** IATI's code: 1 in preparation, 2 under way, 4 closed, 5 cancelled. */
  readonly status: "1" | "2" | "4" | "5";
  readonly dates: readonly (Xml | undefined)[];
  readonly sector: string;
  readonly budget?: Xml;
  readonly transactions: readonly Xml[];
  readonly page: string;
  readonly results: readonly Xml[];
}

/** One activity, its elements in the order in which the schema of IATI 2.03 wants them. */
const activityOf = (activity: Activity, publisher: IatiPublisher): Xml => {
  const { side, baseUrl, today } = publisher;
  const { description } = activity;
  const lang = description.lang === defaultLang ? undefined : description.lang;
  const invented = activity.illustrative ? "Illustrative, invented for a demonstration. " : "";
  return element(
    "iati-activity",
    {
      "last-updated-datetime": `${today}T00:00:00Z`,
      "xml:lang": defaultLang,
      "default-currency": "USD",
    },
    element("iati-identifier", {}, activityRef(side, activity.id)),
    government("reporting-org", side, publisher),
    element("title", {}, narratives(activity.title)),
    element(
      "description",
      { type: "1" },
      invented === "" ? undefined : element("narrative", {}, invented.trim()),
      element("narrative", { "xml:lang": lang }, description.text),
    ),
    activity.parties.map((party) => government("participating-org", party, publisher, "4")),
    element("activity-status", { code: activity.status }),
    activity.dates,
    element("recipient-country", { code: side.toUpperCase(), percentage: "100" }),
    element("sector", { vocabulary: "1", code: activity.sector, percentage: "100" }),
    element("collaboration-type", { code: "1" }),
    activity.budget,
    activity.transactions,
    element(
      "document-link",
      { url: `${baseUrl}${activity.page}`, format: "text/html" },
      element("title", {}, narratives(activity.title)),
      element("category", { code: "A12" }),
    ),
    activity.results,
  );
};

const transaction = (
  of: Pick<Contribution, "stage" | "kind" | "money" | "on" | "rateOn"> & { readonly side: Side },
  publisher: IatiPublisher,
  about?: string,
): Xml => {
  const types = transactionTypes[of.side === publisher.side ? "own" : "other"];
  const words = [of.kind === "in-kind" ? "In kind, as valued." : "", about ?? ""].filter(Boolean);
  return element(
    "transaction",
    {},
    element("transaction-type", { code: types[of.stage] }),
    isoDate("transaction-date", of.on),
    value("value", of.money, of.rateOn ?? of.on),
    words.length > 0
      ? element("description", {}, element("narrative", {}, words.join(" ")))
      : undefined,
    government("provider-org", of.side, publisher),
    government("receiver-org", publisher.side, publisher),
  );
};

const earliest = (days: readonly (Day | undefined)[]): Day | undefined =>
  days.filter((day) => day !== undefined).sort()[0];

const began = ({ status }: StatusReport): boolean => status !== "not-started";

/** Of some signatures the month is all that is known. */
const fullDay = (day: Day | undefined): Day | undefined => (day?.length === 7 ? `${day}-01` : day);

/** A commitment that everybody may read; undefined where nothing says when it began. */
function ofCommitment(
  state: CommitmentState,
  signedOn: Day | undefined,
  publisher: IatiPublisher,
): Xml | undefined {
  const { id, joint, parties, sides, closedOn, recordedOn } = state;
  const reports = Object.values(sides).flatMap((part) => part.reports);
  const start = earliest([fullDay(signedOn), recordedOn, ...reports.map(({ on }) => on)]);
  if (!id || !joint || start === undefined) return undefined;
  const { text, measure, prevailing, deadline, group = "" } = joint;
  const actual = earliest(reports.filter(began).map(({ on }) => on)) ?? closedOn;
  return activityOf(
    {
      ...{ id: `commitment-${id}`, title: text, illustrative: joint.source.illustrative === true },
      ...{ description: { text: measure, lang: prevailing }, parties },
      status: closedOn ? "4" : actual ? "2" : "1",
      dates: [
        activityDate("1", start < deadline ? start : deadline),
        activityDate("2", earliest([actual, closedOn])),
        activityDate("3", deadline),
        activityDate("4", closedOn),
      ],
      sector: sectors[group] ?? multisector,
      transactions: Object.entries(sides).flatMap(([side, { contributions }]) =>
        contributions
          .filter(({ on, rateOn = on }) => on <= publisher.today && rateOn <= publisher.today)
          .map((each) => transaction({ ...each, side }, publisher)),
      ),
      page: `/partnership/commitments/${id}`,
      results: [],
    },
    publisher,
  );
}

/** A pilot, with its cap as budget and its metrics as results; undefined before it began. */
function ofPilot(state: PilotState, publisher: IatiPublisher): Xml | undefined {
  const { id, charter, parties, passed, readings, spendings, promises = [], ended } = state;
  const start = earliest([...passed, ...readings, ...spendings].map(({ on }) => on));
  if (!id || !charter || start === undefined) return undefined;
  const [metric] = charter.metrics;
  const target = metric && `${metric.title.en ?? metric.id}: ${metric.target} ${metric.unit}`;
  return activityOf(
    {
      ...{ id: `pilot-${id}`, title: charter.title, parties, illustrative: !!charter.illustrative },
      description: { text: `Joint pilot project. Target: ${target ?? "none"}.`, lang: "en" },
      status: ended ? (ended.how === "killed" ? "5" : "4") : "2",
      dates: [
        activityDate("1", start),
        activityDate("2", start),
        activityDate("4", ended && (ended.on < start ? start : ended.on)),
      ],
      sector: multisector,
      budget: element(
        "budget",
        { type: "1", status: "2" },
        isoDate("period-start", start),
        isoDate("period-end", addDays(start, 364)),
        value("value", charter.cap, start),
      ),
      transactions: [
        ...promises.map((each) => transaction(each, publisher)),
        ...spendings
          .filter(({ takenBack }) => !takenBack)
          .map(({ kind = "cash", for: what, ...each }) =>
            transaction({ ...each, kind, stage: "spent" }, publisher, what),
          ),
      ],
      page: "/partnership/pilots",
      results: charter.metrics.flatMap((each) => {
        const last = readings.findLast((one) => one.metric === each.id);
        return last ? [resultOf(each, last, start)] : [];
      }),
    },
    publisher,
  );
}

const resultOf = (
  { title, target }: { readonly title: Words; readonly target: number },
  { on, value: actual }: { readonly on: Day; readonly value: number },
  start: Day,
): Xml =>
  element(
    "result",
    { type: "1" },
    element("title", {}, narratives(title)),
    element(
      "indicator",
      { measure: "1" },
      element("title", {}, narratives(title)),
      element(
        "period",
        {},
        isoDate("period-start", start < on ? start : addDays(on, -1)),
        isoDate("period-end", on),
        element("target", { value: String(target) }),
        element("actual", { value: String(actual) }),
      ),
    ),
  );

/**
 * What is public of the partnership as one file of the International Aid Transparency Initiative,
 * version 2.03. Each government reports what is done in its own country, so that the files of both
 * can be added up. @returns undefined where there is nothing to report, for such a file has at
 * least one activity
 */
export function iatiActivities(
  publisher: IatiPublisher,
  given: {
    /** Those that everybody may read. */
    readonly commitments: readonly CommitmentState[];
    readonly pilots: readonly PilotState[];
    /** Day on which an instrument was signed, by its id. */
    readonly signedOn: ReadonlyMap<string, Day>;
  },
): string | undefined {
  const activities = [
    ...given.commitments.map((state) => {
      const { instrument = "" } = state.joint?.source ?? {};
      return ofCommitment(state, given.signedOn.get(instrument), publisher);
    }),
    ...given.pilots.map((state) => ofPilot(state, publisher)),
  ].filter((activity) => activity !== undefined);
  if (activities.length === 0) return undefined;
  const generated = `${publisher.today}T00:00:00Z`;
  return xmlDocument(
    element("iati-activities", { version: "2.03", "generated-datetime": generated }, activities),
  );
}
