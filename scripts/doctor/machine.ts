import { existsSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { secretFilesIn } from "../../src/config/secret-files.ts";
import type { Config } from "../../src/config.ts";
import { isInside } from "../../src/platform/http/index.ts";
import { type Finding, findingsOf } from "./finding.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const enoughBytes = 2 * 2 ** 30;

/** Node, files, disk, and what is said of the proxy in front. */
export function lookAtMachine(config: Config, env: Environment): Finding[] {
  const says = findingsOf("machine");
  const [major] = process.versions.node.split(".").map(Number);
  const node = `Node ${process.versions.node}`;
  says.should((major ?? 0) >= 24, node, `${node}: this version is tested with 24`);
  says.should(process.getuid?.() !== 0, "not root", "runs as root: give it a user of its own");
  for (const [name, file] of secretFilesIn(env))
    if (existsSync(file) && (statSync(file).mode & 0o077) !== 0)
      says.wrong(`${name}: others may read ${file}; chmod 600`);
  const { dataDir } = config;
  if (existsSync(dataDir) && (statSync(dataDir).mode & 0o022) !== 0)
    says.wrong(`${dataDir}: others may write there, and what lies in it is run; chmod 700`);
  const { bavail, bsize } = statfsSync(existingAbove(dataDir));
  const gigabytes = ((bavail * bsize) / 2 ** 30).toFixed(1);
  says.should(
    bavail * bsize > enoughBytes,
    `${gigabytes} GiB are free`,
    `only ${gigabytes} GiB are free at ${dataDir}`,
  );
  says.should(
    config.proxies !== undefined || !config.baseUrl.startsWith("https:"),
    "the proxies in front are named",
    "HAMWE_PROXIES is none, but this server speaks no TLS: every caller will look like the proxy",
  );
  const isHere = isInside(config.host, loopback) || config.host === "localhost";
  says.should(
    !(config.proxies && isHere) || loopback.some((each) => isAmong(each, config.proxies)),
    "what the proxy says is believed",
    `HAMWE_PROXIES: this server listens at ${config.host}, where only a proxy on this machine ` +
      "reaches it, and none of 127.0.0.1 and ::1 is named: every caller will look like that proxy",
  );
  says.should(
    config.metricsToken !== undefined,
    "metrics can be read",
    "HAMWE_METRICS_TOKEN: without it nobody reads the metrics, and no alert comes",
  );
  says.should(
    config.clamd !== undefined,
    "uploads are looked at for viruses",
    "HAMWE_CLAMD: uploads are not looked at for viruses",
  );
  return says.all;
}

/** As whom a proxy on this machine calls. */
const loopback = ["127.0.0.1", "::1"];

const isAmong = (address: string, networks = ""): boolean => isInside(address, networks.split(","));

/** The folder, or the nearest one above that is there. */
const existingAbove = (folder: string): string =>
  existsSync(folder) ? folder : existingAbove(dirname(folder));
