import { loadCatalogue } from "../../src/catalogue/index.ts";
import type { Config } from "../../src/config.ts";
import { problemsOfKeys, problemsOfSigner, signAtSocket } from "../../src/signing/index.ts";
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
  const invented = jurisdiction.centres?.filter(({ illustrative }) => illustrative) ?? [];
  if (invented.length > 0)
    says.weak(
      `${invented.map(({ id }) => id).join(", ")} in centres.yaml are illustrative, and offered ` +
        "to nobody: state source and checkedOn of what is open, or add a hall at /admin/centres",
    );
  const authorities = [...new Set(services.map(({ authority }) => String(authority)))].sort();
  const keys = findingsOf("keys");
  for (const each of await problemsOfSigning(config, jurisdiction.code, authorities))
    keys.wrong(each);
  if (keys.all.length === 0) keys.good(`${authorities.length + 1} keys`);
  return { findings: [...says.all, ...keys.all], levels: Object.keys(jurisdiction.levels) };
}

/** Of the signer that runs apart, or of the folder of keys. */
async function problemsOfSigning(
  { signerSocket: socket, signingKeysDir }: Config,
  code: string,
  authorities: readonly string[],
): Promise<string[]> {
  if (!socket)
    return (await problemsOfKeys(signingKeysDir, authorities)).map(
      (each) => `${each}; npm run keys -- make all`,
    );
  const signer = signAtSocket(socket, { answerMs: 5000 });
  const territory = code.toUpperCase();
  return problemsOfSigner({ signer, socket, territory, authorities }).finally(() => signer.stop());
}
