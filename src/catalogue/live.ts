import { type Pool, type Sql, together } from "../platform/db/index.ts";
import type { Catalogue, Finding, HeldBack, Source } from "./catalogue.ts";
import { type Edit, valueInFiles } from "./edits.ts";
import { makeGovernmentFollower, type Shelf, type TriedEdits } from "./government-live.ts";
import type { Government, ReadyService } from "./load.ts";
import { makeCatalogue } from "./make-catalogue.ts";
import type { Definition } from "./model.ts";
import { panelOverlay } from "./panel-overlay.ts";
import { type Publication, publish, publishedChannel, publishGovernment } from "./publish.ts";
import { readPublished, readService } from "./service-files.ts";
import {
  type OfferedVersion,
  type Published,
  readOffered,
  readPublishedVersions,
  readSource,
  readTreatyFacts,
  type TreatyFact,
} from "./store.ts";
import { treatyOverlay } from "./treaties.ts";

/** Poll interval, for publications without a notification. */
const lookEveryMs = 4_000;

export interface Listener {
  /** The database did not answer; the server retries. */
  readonly onFault: (error: unknown) => void;
  /** Called once for each service that cannot be offered. */
  readonly onHeldBack: (held: HeldBack) => void;
}

/** A catalogue that follows publications by any server or command. */
export interface LiveCatalogue {
  /**
   * Always the same object; its content changes with a publication, and `services` is then a new
   * array.
   */
  readonly catalogue: Catalogue;
  /** Loads what was published or edited since. Rejects where the database does not answer. */
  look(): Promise<void>;
  /** What the government would be with these edits, and all that is wrong with them. */
  tryEdits(edits: readonly Edit[]): Promise<TriedEdits>;
  /** What a file of the government says at a path, with the edits that are in force. */
  valueAt(file: string, path: readonly string[]): unknown;
  /** Looks on every notification of a publication, and every four seconds. */
  follow(listener: Listener): void;
  stop(): Promise<void>;
}

const keyOf = (service: string, version: number): string => `${service}/${version}`;

/**
 * Publishes what is new in this server's folder, and opens the catalogue of what is offered.
 * @param onCentres called when this server has read other centres than before
 */
export async function openCatalogue(
  sql: Pool,
  government: Government,
  at: Date,
  onCentres: () => Promise<void> = async () => {},
): Promise<LiveCatalogue> {
  const publication = await publish(
    sql,
    government.services.map(({ source }) => source),
    at,
  );
  const { code } = government.jurisdiction;
  if (government.files) await publishGovernment(sql, code, government.files, at, "start");
  const follower = makeGovernmentFollower(sql, government, (each) => makeShelf(sql, each));
  let version = "";
  let catalogue: Catalogue | undefined;

  const lookOnce = async (): Promise<void> => {
    const [offered, published, treaties] = [
      await readOffered(sql),
      await readPublishedVersions(sql),
      await readTreatyFacts(sql),
    ];
    const present = await follower.look(offered.map(({ service }) => service));
    const { number, revision } = present;
    const mark = JSON.stringify([offered, published, treaties, number, revision]);
    if (mark === version && catalogue) return;
    const { shelf, problems } = present;
    const standing = {
      ...{ publication, offered, published, treaties, problems },
      government: present.government,
    };
    await shelf.take(published);
    const before = catalogue?.jurisdiction.centres;
    catalogue = catalogueOf(standing, shelf);
    version = mark;
    if (before !== undefined && before !== catalogue.jurisdiction.centres) await onCentres();
  };
  let looking: Promise<void> = Promise.resolve();
  const look = (): Promise<void> => {
    looking = looking.catch(() => {}).then(lookOnce);
    return looking;
  };
  await look();
  const now = facade(() => catalogue as Catalogue); // set by the first look
  return {
    ...{ catalogue: now, look, ...following(sql, look, now) },
    tryEdits: (edits) => follower.tryEdits(edits),
    valueAt: (file, path) => valueInFiles(follower.files(), file, path),
  };
}

/** Listens to publications, and polls as well, because a broken connection misses notifications. */
function following(
  sql: Pool,
  look: () => Promise<void>,
  catalogue: Catalogue,
): Pick<LiveCatalogue, "follow" | "stop"> {
  const reported = new Set<string>();
  const report = (onHeldBack: Listener["onHeldBack"]): void => {
    for (const service of catalogue.heldBack) {
      const about = JSON.stringify(service);
      if (!reported.has(about)) onHeldBack(service);
      reported.add(about);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  let listening: Promise<{ unlisten: () => Promise<void> } | undefined> | undefined;
  return {
    follow({ onFault, onHeldBack }) {
      const lookAgain = () => void look().then(() => report(onHeldBack), onFault);
      report(onHeldBack);
      timer ??= setInterval(lookAgain, lookEveryMs).unref();
      listening ??= sql.listen(publishedChannel, lookAgain, lookAgain).catch(() => undefined);
    },
    async stop() {
      clearInterval(timer);
      await (await listening)?.unlisten().catch(() => {});
    },
  };
}

/** Delegates to the current catalogue. */
const facade = (now: () => Catalogue): Catalogue => ({
  get jurisdiction() {
    return now().jurisdiction;
  },
  get services() {
    return now().services;
  },
  get sources() {
    return now().sources;
  },
  get heldBack() {
    return now().heldBack;
  },
  get journeys() {
    return now().journeys;
  },
  current: (id) => now().current(id),
  version: (id, version) => now().version(id, version),
  findVersion: (id, version) => now().findVersion(id, version),
  codeList: (id) => now().codeList(id),
  searchCodes: (id, text) => now().searchCodes(id, text),
  search: (text, lang) => now().search(text, lang),
  searchAll: (text, lang) => now().searchAll(text, lang),
  byLifeEvent: (id) => now().byLifeEvent(id),
  journey: (id) => now().journey(id),
});

function makeShelf(sql: Pool, government: Government): Shelf {
  const sources = new Map<string, Source>();
  const compiled = new Map<string, Definition>();
  for (const { definition, source } of government.services)
    compiled.set(`${source.sha256}`, definition);
  const fetchSource = async (id: string, version: number, from: Sql = sql): Promise<void> => {
    if (sources.has(keyOf(id, version))) return;
    const source = await readSource(from, id, version);
    if (source) sources.set(keyOf(id, version), source);
  };
  const source = (id: string, version: number) => sources.get(keyOf(id, version));
  const version = (id: string, number: number): Definition | undefined => {
    const stored = source(id, number);
    if (!stored) return undefined;
    const cached = compiled.get(stored.sha256);
    if (cached) return cached;
    const { definition, findings } = readPublished(id, stored.files, government.jurisdiction);
    if (!definition)
      throw new Error(
        `published version ${keyOf(id, number)} no longer compiles: ${findings[0]?.message}`,
      );
    compiled.set(stored.sha256, definition);
    return definition;
  };
  return {
    source,
    version,
    async findVersion(id, number) {
      await fetchSource(id, number);
      return version(id, number);
    },
    async take(published) {
      const from = together(sql);
      await Promise.all(published.map((one) => fetchSource(one.service, one.version, from)));
    },
    check(id, number) {
      const stored = source(id, number);
      const cached = stored && compiled.get(stored.sha256);
      if (cached || !stored) return { ...(cached && { definition: cached }), findings: [] };
      const folder = `published/${number}/${id}`;
      const { definition, findings } = readService(folder, stored.files, government);
      if (definition) compiled.set(stored.sha256, definition);
      return { ...(definition && { definition }), findings };
    },
  };
}

interface Standing {
  readonly problems: readonly Finding[];
  readonly government: Government;
  readonly publication: Publication;
  readonly offered: readonly OfferedVersion[];
  readonly published: readonly Published[];
  readonly treaties: readonly TreatyFact[];
}

/**
 * What is offered now: of each service the current version, or the newest that this server can
 * read.
 */
function catalogueOf(standing: Standing, shelf: Shelf): Catalogue {
  const { government, offered } = standing;
  const withdrawn = new Set(offered.filter((one) => one.withdrawn).map(({ service }) => service));
  const ids = new Set([
    ...offered.map(({ service }) => service),
    ...government.heldBack.map(({ service }) => service),
  ]);
  const ready: ReadyService[] = [];
  const heldBack: HeldBack[] = [];
  for (const id of [...ids].sort()) {
    if (withdrawn.has(id)) continue;
    const { service, problems } = bestOf(id, standing, shelf);
    if (service) ready.push(service);
    for (const problem of problems)
      heldBack.push({ ...problem, ...(service && { instead: service.definition.version }) });
  }
  const { jurisdiction } = government;
  if (standing.problems.length > 0)
    heldBack.push({ service: jurisdiction.code, problems: standing.problems });
  const bound = treatyOverlay(standing.treaties);
  const definitions = ready.map(({ definition }) => bound.definition(definition));
  const heard = panelOverlay(definitions);
  return makeCatalogue({
    ...government,
    jurisdiction: bound.jurisdiction(jurisdiction),
    definitions,
    sources: ready.map(({ source }) => source),
    journeys: government.journeysOf(definitions).journeys,
    heldBack,
    older: {
      version: (id, version) => heard(bound.withFacts(shelf.version(id, version))),
      findVersion: async (id, version) =>
        heard(bound.withFacts(await shelf.findVersion(id, version))),
    },
  });
}

/** The newest version of a service that can be offered here, and the problems of newer ones. */
function bestOf(
  id: string,
  { government, publication, offered, published }: Standing,
  shelf: Shelf,
): { readonly service?: ReadyService; readonly problems: readonly HeldBack[] } {
  const problems = government.heldBack.filter(({ service }) => service === id);
  const changed = publication.changed.filter(({ source }) => source.service === id);
  problems.push(...changed.map((one) => heldBackFor(one)));
  const current =
    offered.find(({ service }) => service === id)?.version ?? Number.POSITIVE_INFINITY;
  const versions = published
    .filter(({ service, version }) => service === id && version <= current)
    .map(({ version }) => version)
    .sort((a, b) => b - a);
  for (const version of versions) {
    const { definition, findings } = shelf.check(id, version);
    const source = shelf.source(id, version);
    if (definition && source) return { service: { definition, source }, problems };
    problems.push({ service: id, version, problems: findings });
  }
  return { problems };
}

const heldBackFor = ({ source, next }: Publication["changed"][number]): HeldBack => ({
  service: source.service,
  version: source.version,
  problems: [
    {
      ...{ file: `services/${source.service}/service.yaml`, line: 1, column: 1 },
      message: `version ${source.version} was published with other content`,
      mend: `set \`version: ${next}\``,
    },
  ],
});
