import { loadCatalogue } from "../../src/catalogue/index.ts";
import type { Config } from "../../src/config.ts";
import { missingKeys, problemsOfKeys, signAtSocket } from "../../src/signing/index.ts";
import { type Finding, findingsOf } from "./finding.ts";

/** The government's files, and a key for each authority that offers a service. */
export async function lookAtGovernment(config: Config): Promise<{
  readonly findings: readonly Finding[];
  /** `acr` values that this government knows. */
  readonly levels: readonly string[];
}> {
  const says = findingsOf("government");
  const { catalogue, problems } = loadCatalogue(config.jurisdictionDir);
  if (!catalogue) {
    const [first] = problems;
    says.wrong(
      `${first?.file}:${first?.line} ${first?.message}; ${problems.length} problems in all: ` +
        `npm run services:check -- ${config.jurisdictionDir}`,
    );
    return { findings: says.all, levels: [] };
  }
  const { services, heldBack, jurisdiction } = catalogue;
  says.should(
    heldBack.length === 0,
    `${services.length} services`,
    `${heldBack.length} services are held back: npm run services:check`,
  );
  const authorities = [...new Set(services.map(({ authority }) => String(authority)))].sort();
  const keys = findingsOf("keys");
  const wrong = config.signerSocket
    ? await missingKeys(signAtSocket(config.signerSocket, { answerMs: 5000 }), authorities)
    : await problemsOfKeys(config.signingKeysDir, authorities);
  for (const each of wrong) keys.wrong(`${each}; npm run keys -- make all`);
  if (wrong.length === 0) keys.good(`${authorities.length + 1} keys`);
  return { findings: [...says.all, ...keys.all], levels: Object.keys(jurisdiction.levels) };
}
