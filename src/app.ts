import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import {
  actorNames,
  askedWords,
  atOnce,
  decidesIn,
  langOf,
  makeFilledIn,
  makeTasks,
  signOutActs,
} from "./acts/index.ts";
import { outsideOf, requireKeys, sealerOf, signerOf } from "./app-signer.ts";
import { makeCases, usualQuotas } from "./cases/index.ts";
import { type Catalogue, openCatalogue, workingCalendar } from "./catalogue/index.ts";
import { hallDeviceKeys, makeCentres, makeVisits, offeredCentres } from "./centres/index.ts";
import { adminRoutes } from "./channels/admin/index.ts";
import { apiRoutes, problemJson } from "./channels/api/index.ts";
import { assets } from "./channels/components/index.ts";
import { counterRoutes } from "./channels/counter/index.ts";
import { deskRoutes } from "./channels/desk/index.ts";
import { hallRoutes } from "./channels/hall/index.ts";
import { officeRoutes } from "./channels/office/index.ts";
import { operationsRoutes } from "./channels/operations/index.ts";
import { scimRoutes } from "./channels/scim/index.ts";
import { treasuryRoutes } from "./channels/treasury/index.ts";
import { demoPhone, phoneRoutes } from "./channels/ussd/index.ts";
import { problemPage, webRoutes } from "./channels/web/index.ts";
import { verifyRoutes } from "./channels/web/verify/index.ts";
import { workplaceRoutes } from "./channels/workplace/index.ts";
import { type Config, carriersBy, payingBy, usualProofMinutes } from "./config.ts";
import { makeCounter, readCounterRules } from "./counter/index.ts";
import { makeCredentials, makeShares } from "./credentials/index.ts";
import type { Demo } from "./demo/index.ts";
import { makeHelp } from "./help/index.ts";
import type { PersonId } from "./kernel/index.ts";
import { makeMessages, quietUntil } from "./messages/index.ts";
import { makeNotes } from "./notes/index.ts";
import { makeNotifications } from "./notifications/index.ts";
import { makeExchange, makePartnership, statementsOf } from "./partnership/index.ts";
import { callbackRoutes, makePayments } from "./payments/index.ts";
import {
  installAuth,
  makeCodes,
  makePasskeys,
  makePins,
  nationalIssuer,
  officersWith,
  personById,
} from "./platform/auth/index.ts";
import { connect, newId, type Pool, type ServingAccess } from "./platform/db/index.ts";
import { makeEventLog, type Observer } from "./platform/events/index.ts";
import { buildHttp, keyRing, serveAssets } from "./platform/http/index.ts";
import { isLang, makeI18n } from "./platform/i18n/index.ts";
import {
  enqueue,
  jobLinks,
  startWorker,
  type Tasks,
  type Worker,
  type WorkerState,
} from "./platform/jobs/index.ts";
import { clamd } from "./platform/scan/index.ts";
import { chainHeads, makeSecurity } from "./platform/security/index.ts";
import { makePrivacy, readPrivacyRules } from "./privacy/index.ts";
import { programTasks, webhookLink } from "./programs/index.ts";
import { consequencesOfCase, consequencesOfPayment, consequencesOfVisit } from "./reactions.ts";
import {
  callOff,
  gaugesOf,
  governmentOf,
  heldBackText,
  nightly,
  startFollowing,
  workerText,
} from "./running.ts";
import { requireProductionDatabase, setUpDatabase } from "./set-up.ts";
import { makeSettings } from "./settings/index.ts";
import type { Signer, SignerStart } from "./signing/index.ts";
import { makeStaff } from "./staff/index.ts";

const root = join(import.meta.dirname, "..");

/** What waits for somebody outside: programs that are told. */
const lanes = { programs: 4 };

export interface AppOptions {
  readonly config: Config;
  /** With the owner's way in, a demonstration also brings the database to its shape. */
  readonly access: ServingAccess;
  /** The wall clock, or the one that a test drives. */
  readonly clock?: () => Date;
  /** A signer in a process of its own; without it this process signs. */
  readonly signer?: (start: SignerStart) => Signer;
  readonly logLevel?: string;
  /** Shown every event of every part, in its transaction. */
  readonly observers?: readonly Observer[];
}

export interface App {
  readonly http: FastifyInstance;
  readonly sql: Pool;
  readonly catalogue: Catalogue;
  readonly tasks: Tasks;
  readonly parts: Parts;
  /**
   * Begins to run jobs as they come, and to follow what other servers publish; a test that drives
   * the clock does both itself.
   */
  work(): Promise<Worker>;
  close(): Promise<void>;
}

export type Parts = Awaited<ReturnType<typeof makeParts>>;

/** Every part, made once, in order: this is the wiring. Not listening yet. */
export async function makeApp(options: AppOptions): Promise<App> {
  const { access, config } = options;
  if (config.mode === "demo" && access.ownerUrl)
    await setUpDatabase(access.ownerUrl, "demonstration");
  const sql = connect(access.appUrl, 12);
  try {
    return await assemble(options, sql);
  } catch (error) {
    await sql.end({ timeout: 1 }).catch(() => {});
    throw error;
  }
}

async function assemble(options: AppOptions, sql: Pool): Promise<App> {
  const { access, config } = options;
  if (config.mode === "production") await requireProductionDatabase(sql);
  const parts = await makeParts(options, sql);
  let worker: Worker | undefined;
  const http = await makeHttp(options, parts, () => worker?.state());
  const programs = { ...parts, secrets: options.config };
  const tasks: Tasks = {
    ...makeTasks(parts),
    ...parts.exchange.tasks,
    ...programTasks({ ...programs, demonstration: parts.demo !== undefined }),
  };
  return {
    ...{ http, sql, tasks, parts },
    catalogue: parts.catalogue,
    async work() {
      parts.live.follow({
        onFault: (error) => http.log.error(error, "publications could not be read"),
        onHeldBack: (held) => http.log.warn(heldBackText(held)),
      });
      await parts.calendarKeeper.follow();
      const { appUrl: url } = access;
      const logger = http.log;
      const watching = [...parts.messages.watched, parts.credentials.watched];
      const running = await startWorker({ url, tasks, lanes, nightly, watching, logger });
      const stopFollowing = startFollowing(parts, { url, logger });
      const stop = async () => {
        await Promise.all([stopFollowing(), running.stop()]);
      };
      worker = { state: running.state, stop };
      parts.outside.start(http.log);
      return worker;
    },
    async close() {
      await http.close();
      parts.outside.stop();
      await worker?.stop();
      await parts.live.stop();
      await parts.calendarKeeper.stop();
      await parts.security.stop();
      await parts.centres.stop();
      await sql.end({ timeout: 5 });
    },
  };
}

async function makeParts(options: AppOptions, sql: Pool) {
  const { config, clock = () => new Date(), observers } = options;
  const callOffClosed = () => enqueue(sql, [{ task: callOff, payload: {}, key: callOff }]);
  const government = governmentOf(config.jurisdictionDir);
  const live = await openCatalogue(sql, government, clock(), callOffClosed);
  const { catalogue } = live;
  const { jurisdiction } = catalogue;
  const territory = jurisdiction.code.toUpperCase();
  const signer = signerOf(options, sql, territory);
  if (config.mode === "production") await requireKeys(config, signer, catalogue);
  const log = makeEventLog([...(observers ?? []), statementsOf(jurisdiction.code)]);
  const i18n = makeI18n(join(root, "messages"), jurisdiction.languages.filter(isLang));
  const calendarKeeper = await workingCalendar(sql, jurisdiction, clock, callOffClosed);
  const calendar = calendarKeeper.now;
  const demo = await demonstration(options, { sql, clock, i18n, catalogue });
  const cases = makeCases({
    sql,
    clock,
    calendar,
    quotas: config.quotas ?? usualQuotas,
    searchKeys: keyRing(config, "search of files"),
    takeBackSeconds: config.takeBackSeconds ?? 0,
    ...(config.clamd && { scanner: clamd(config.clamd) }),
    definition: catalogue.findVersion,
    codeLists: (id) => catalogue.codeList(id) ?? [],
    askedWords: (lang) => askedWords(i18n.for(langOf(i18n, lang))),
    consequences: consequencesOfCase,
    atOnce: (jobs, after) => {
      const needs = { sql, clock, calendar, catalogue, payments, credentials, messages, i18n };
      return atOnce(needs, jobs, after);
    },
    log,
  });
  const payments = makePayments({
    sql,
    clock,
    random: (bytes) => randomBytes(bytes),
    ...payingBy(config, clock, demo?.sandbox.provider),
    enqueue,
    log,
    react: (tx, event) => enqueue(tx, consequencesOfPayment(event, jurisdiction.timeZone)),
  });
  const credentials = makeCredentials({
    ...{ sql, clock, log, i18n, signer },
    heads: () => chainHeads(sql),
    ...{ origin: config.baseUrl, territory, operator: jurisdiction.name },
    ...{ timeZone: jurisdiction.timeZone, demonstration: demo !== undefined },
    languages: jurisdiction.languages.filter(isLang),
    // As administrators have it now.
    get face() {
      return catalogue.jurisdiction.state;
    },
  });
  const shares = makeShares({ sql, clock, keys: keyRing(config, "links to papers") });
  const { timeZone } = jurisdiction;
  const linkKeys = keyRing(config, "partnership links");
  const partnership = makePartnership({ sql, clock, timeZone, log, linkKeys });
  await partnership.seed(config.jurisdictionDir, jurisdiction.treaties ?? []);
  const invented = demo ? [join(config.jurisdictionDir, "demo")] : [];
  await partnership.seedSubjects(config.jurisdictionDir, ...invented);
  const exchange = makeExchange({
    ...{ sql, clock, timeZone, log, side: jurisdiction.code, name: jurisdiction.name },
    ...{ address: config.baseUrl, sealer: sealerOf(signer) },
  });
  await exchange.catchUp();
  const staff = makeStaff({ sql, clock, log, decides: decidesIn(catalogue) });
  const { readAgain: followHolidays } = calendarKeeper;
  const settings = makeSettings({ sql, clock, log, live, timeZone, followHolidays });
  const { secret, baseUrl } = config;
  const security = makeSecurity({ sql, clock });
  const passkeys = makePasskeys({ sql, clock, secret, baseUrl, security });
  const help = makeHelp({ sql, clock, telephone: () => catalogue.jurisdiction.telephone });
  const notifications = makeNotifications({ sql, clock });
  const notes = makeNotes({ sql, clock, side: jurisdiction.code });
  await live.look();
  const rules = readCounterRules(config.jurisdictionDir);
  const counter = makeCounter({ sql, clock, rules });
  const halls = {
    ...{ sql, clock, calendar, enqueue },
    timeZone: jurisdiction.timeZone,
    centres: () => offeredCentres(catalogue.jurisdiction.centres, demo !== undefined),
    random: (bytes: number) => randomBytes(bytes),
    filledIn: makeFilledIn({ sql, clock, catalogue, cases }),
    withoutTicket: counter.withoutTicketIn,
  };
  const centres = makeCentres(halls);
  const { takeTicket } = centres;
  const phoneOf = async (id: PersonId) => (await personById(sql, id))?.phone ?? undefined;
  const consequences = consequencesOfVisit;
  const visits = makeVisits({ ...halls, takeTicket, phoneOf, log, consequences });
  const privacyRules = readPrivacyRules(config.jurisdictionDir);
  const privacy = makePrivacy({ sql, clock, calendar, rules: privacyRules });
  const { serviceCode: dial } = config.phone ?? demoPhone(config.secret);
  const codes = makeCodes(config, security);
  const quiet = (at: Date) => quietUntil(catalogue.jurisdiction, at);
  const texts = () => catalogue.jurisdiction.texts ?? {};
  const helpPhone = () => catalogue.jurisdiction.help?.telephone.number;
  const sending = { ...carriersBy(config), quiet, texts };
  const messages = makeMessages({ sql, clock, words: i18n.for, dial, help: helpPhone, ...sending });
  const links = [...messages.links, webhookLink(sql), ...jobLinks(sql)];
  return {
    ...{ log, links },
    ...{ sql, clock, i18n, live, catalogue, calendar, calendarKeeper, demo },
    ...{ security, codes, cases, payments, credentials, shares, messages, centres },
    ...{
      counter,
      partnership,
      exchange,
      notes,
      notifications,
      help,
      privacy,
      staff,
      settings,
      passkeys,
    },
    ...visits,
    outside: outsideOf(config, signer),
    baseUrl: config.baseUrl,
  };
}

/** Invented people and officers, and an open issuer. Production does not even load them. */
async function demonstration(
  { config, access }: AppOptions,
  needs: Pick<
    Parameters<typeof import("./demo/index.ts").demoOf>[0],
    "sql" | "clock" | "i18n" | "catalogue"
  >,
): Promise<Demo | undefined> {
  if (config.mode !== "demo") return undefined;
  if (!access.ownerUrl) throw new Error("a demonstration needs the owner's way into its database");
  const { demoOf } = await import("./demo/index.ts");
  return demoOf({ ...needs, config, ownerUrl: access.ownerUrl });
}

async function makeHttp(
  { config, logLevel }: AppOptions,
  parts: Parts,
  workerState: () => WorkerState | undefined,
): Promise<FastifyInstance> {
  const { sql, clock, i18n, catalogue, demo, credentials, security, outside } = parts;
  // The order of a government is the order of its switch; its first is for whoever asks for none.
  const [first, ...others] = i18n.languages;
  const http = await buildHttp({
    secret: config.secret,
    baseUrl: config.baseUrl,
    production: config.mode === "production",
    // Whoever signs out is led there by the form that they press.
    ...(config.identity && { formActionOrigins: [new URL(config.identity.issuerUrl).origin] }),
    ...(config.proxies && { trustProxy: config.proxies }),
    ...(config.metricsToken && { metricsToken: config.metricsToken }),
    clock,
    languages: [first ?? "en", ...others],
    problemJson: problemJson({ i18n, baseUrl: config.baseUrl }),
    renderProblem: problemPage({ i18n, catalogue, demonstration: demo !== undefined }),
    sql,
    onRefused: ({ caller, status, ...refused }) =>
      security.note({
        kind: "refused",
        ...(caller && { actor: caller }),
        facts: { ...refused, status },
      }),
    ready: async () => (await sql`select 1`).length === 1,
    remarks: () => [
      ...outside.remarks(),
      ...catalogue.heldBack.map(heldBackText),
      workerText(workerState()),
    ],
    gauges: () => gaugesOf(workerState(), parts),
    ...(logLevel && { logLevel }),
  });
  security.tellTo((event) => http.log.info({ security: event }, "security event"));
  const issuer =
    demo?.issuer.issuer ?? (await nationalIssuer(config.identity, catalogue.jurisdiction.levels));
  installAuth(http, {
    ...{ sql, clock, newId },
    secret: config.secret,
    baseUrl: config.baseUrl,
    nameOrder: catalogue.jurisdiction.nameOrder,
    landing: "/me",
    // A demonstration shows whom one may be; elsewhere there is a choice of how to sign in.
    ...(!demo && { staffSignIn: "/staff/sign-in" }),
    security,
    unreadFor: parts.notifications.unreadFor,
    ...signOutActs(parts),
    issuers: [issuer],
    join: (invitation, account) => parts.staff.join(invitation, { ...account, by: "issuer" }),
  });
  serveAssets(http, assets);
  const shared = {
    ...parts,
    baseUrl: config.baseUrl,
    demonstration: demo !== undefined,
    proofMinutes: config.proofMinutes ?? usualProofMinutes,
    askedWords: (lang: string) => askedWords(i18n.for(langOf(i18n, lang))),
    officerNames: (ids: readonly string[]) => actorNames(sql, ids),
    officersWith: (authority: string, role: string) => officersWith(sql, authority, role, clock()),
  };
  webRoutes(http, shared);
  officeRoutes(http, shared);
  treasuryRoutes(http, shared);
  operationsRoutes(http, shared);
  await deskRoutes(http, shared);
  const staffIssuer = Object.values(issuer.levels).includes("staff") ? issuer.id : undefined;
  adminRoutes(http, { ...shared, issuer: staffIssuer });
  await scimRoutes(http, shared);
  workplaceRoutes(http, { ...shared, issuer: staffIssuer });
  counterRoutes(http, shared);
  const phone = config.phone ?? (demo && demoPhone(config.secret));
  const pins = makePins(sql, config, parts.security);
  phoneRoutes(http, { ...shared, pins, secret: config.secret, gateway: phone });
  hallRoutes(http, { ...shared, deviceKeys: hallDeviceKeys(config) });
  await apiRoutes(http, { ...shared, secrets: config, tryOut: demo?.tryOut });
  const frame = demo ? { demo: { href: "/demo" } } : {};
  verifyRoutes(http, {
    ...{ credentials, i18n, catalogue, frame, origin: config.baseUrl },
    isApplication: async (reference) => (await parts.cases.track(reference)) !== undefined,
  });
  await http.register(callbackRoutes(parts.payments));
  demo?.mount(http, shared);
  return http;
}
