import { join } from "node:path";
import type { Config } from "./config.ts";
import { OperatorError } from "./kernel/index.ts";
import { waitText } from "./operator.ts";
import { onceThere, openDatabase } from "./platform/db/index.ts";
import { runDue } from "./platform/jobs/index.ts";
import { type SignerProcess, signAtSocket, signInProcess } from "./signing/index.ts";

type Serving = Pick<SignerProcess, "publicKey" | "sign" | "stop">;

/**
 * Opens the server; resolves once it listens. A signal ends it, and with it the process.
 * @param unknown settings that nothing reads, as the log says of them
 */
export async function serve(config: Config, unknown: readonly string[] = []): Promise<void> {
  if (config.mode === "demo" && config.appDatabaseUrl && !config.databaseUrl)
    throw new OperatorError(
      "HAMWE_MODE: production, as HAMWE_APP_DATABASE_URL is a government's; a demonstration " +
        "migrates by itself, with DATABASE_URL",
    );
  const waiting = (error: unknown) => console.error(waitText(error));
  const dataDir = join(config.dataDir, "postgres");
  // PostgreSQL comes while the program is loaded: after a crash of both everybody waits for it.
  const [database, { makeApp }] = await Promise.all([
    openDatabase({ ...config, dataDir, waiting }),
    import("./app.ts"),
  ]);
  // What only a demonstration needs is not even loaded by a government's server.
  const demonstration = config.mode === "demo" ? await import("./demo/index.ts") : undefined;
  const clock = demonstration?.movingClock();
  // A demonstration says where it is open; a government's server tells its log of every request.
  const logLevel = config.mode === "demo" ? "warn" : "info";
  let signer: Serving | undefined;
  const app = await onceThere(open, waiting);
  await app.http.listen({ host: config.host, port: config.port });
  for (const setting of unknown) app.http.log.warn({ setting }, "unknown setting");
  // In production every line of the output is one of the log.
  if (demonstration) console.log(`Hamwe is open at ${config.baseUrl}`);
  else app.http.log.info({ address: config.baseUrl }, "Hamwe is open");

  /**
   * The whole program, ready to be listened to; where PostgreSQL goes meanwhile, nothing stays
   * open.
   */
  async function open() {
    const opened = await makeApp({
      ...{ config, access: database, logLevel },
      signer: (start) => {
        signer ??= config.signerSocket
          ? signAtSocket(config.signerSocket)
          : signInProcess(join(import.meta.dirname, "signer.ts"), start);
        return signer;
      },
      ...(clock && { clock: clock.now }),
    });
    try {
      const { demo, ...parts } = opened.parts;
      if (demo && demonstration && clock) {
        const settle = () => runDue({ sql: opened.sql, tasks: opened.tasks }, clock.now());
        await demonstration.seedTown({
          ...parts,
          clock,
          settle,
          town: demo.town,
          folder: config.jurisdictionDir,
          ...(config.takeBackSeconds && { takeBackSeconds: config.takeBackSeconds }),
        });
      }
      await opened.work();
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  let closing = false;
  async function close(): Promise<void> {
    if (closing) return;
    closing = true;
    await app.close();
    signer?.stop();
    await database.stop();
    process.exit(0);
  }
  process.once("SIGINT", close);
  process.once("SIGTERM", close);
}
