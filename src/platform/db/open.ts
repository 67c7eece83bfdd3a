import { onceThere } from "./away.ts";
import { hasCluster, joinEmbedded, startEmbedded } from "./embedded.ts";
import { prepareEmbedded, prepareExternal } from "./roles.ts";

/**
 * The way into a database for whoever serves requests; the owner's is there only where it may
 * migrate.
 */
export interface ServingAccess {
  readonly ownerUrl?: string;
  readonly appUrl: string;
  /** Of the signer that this server starts; reads what papers follow from. */
  readonly signerUrl?: string;
}

export interface DatabaseOptions {
  /** A PostgreSQL that is already there; without it we bring our own. */
  readonly databaseUrl?: string | undefined;
  /**
   * A login that is a member of hamwe_app; alone, it is all that there is, and nothing is prepared.
   */
  readonly appDatabaseUrl?: string | undefined;
  /** A login that is a member of hamwe_signer, for the signer that this server starts. */
  readonly signerDatabaseUrl?: string | undefined;
  /** Folder of our own cluster. */
  readonly dataDir: string;
  readonly log?: (message: string) => void;
  /** Told once where PostgreSQL is away and waited for. */
  readonly waiting?: (error: unknown) => void;
}

/**
 * The database of this server, with both ways into it and, when it is ours, the process behind it.
 */
export interface Database extends ServingAccess {
  readonly postmasterPid: number | undefined;
  stop(): Promise<void>;
}

/** Finds or starts PostgreSQL and prepares roles and database; `migrate` comes next. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const signer = options.signerDatabaseUrl ? { signerUrl: options.signerDatabaseUrl } : {};
  if (options.databaseUrl) {
    const { databaseUrl, appDatabaseUrl } = options;
    const access = await onceThere(
      () => prepareExternal(databaseUrl, appDatabaseUrl),
      options.waiting,
    );
    return { ...access, ...signer, postmasterPid: undefined, stop: async () => {} };
  }
  if (options.appDatabaseUrl) {
    const appUrl = options.appDatabaseUrl;
    return { appUrl, ...signer, postmasterPid: undefined, stop: async () => {} };
  }
  const { dataDir, log } = options;
  const embedded = await startEmbedded({ dataDir, ...(log ? { log } : {}) });
  const access = await onceThere(() => prepareEmbedded(embedded));
  return {
    ...access,
    get postmasterPid() {
      return embedded.postmasterPid;
    },
    stop: embedded.stop,
  };
}

/**
 * The database for a command beside a server: of our own cluster, the one that a running server
 * holds, which is left running; else as `openDatabase` opens it. Undefined where there is none:
 * no command makes one.
 */
export async function reachDatabase(options: DatabaseOptions): Promise<Database | undefined> {
  const apart = options.databaseUrl ?? options.appDatabaseUrl;
  if (!apart && !hasCluster(options.dataDir)) return undefined;
  const running = apart ? undefined : joinEmbedded(options.dataDir);
  if (!running) return openDatabase(options);
  const access = await prepareEmbedded(running);
  return { ...access, postmasterPid: undefined, stop: async () => {} };
}
