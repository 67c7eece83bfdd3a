/** A certificate of every service of both governments, as its first granted example leads to it. */
import { generateKeyPairSync } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Catalogue,
  type Definition,
  type Example,
  loadCatalogue,
  type Output,
  readExamples,
} from "../src/catalogue/index.ts";
import { signCwt } from "../src/certificate-code/index.ts";
import { numberFields, packClaims } from "../src/credentials/pack.ts";
import type { SignedCredential } from "../src/credentials/paper.ts";
import type { Look } from "../src/credentials/pdf.ts";
import {
  type Answers,
  exampleAnswers,
  exampleFacts,
  statementsOf,
  type TaskFindings,
} from "../src/form/index.ts";
import type { CaseId, CredentialId, PersonId } from "../src/kernel/index.ts";
import { keyFromPem } from "../src/signing/index.ts";

const root = join(import.meta.dirname, "../jurisdictions");
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const signer = keyFromPem(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
const origin = "https://hamwe.example";
const issuedAt = new Date("2026-11-23T10:00:00Z");

export interface GivenPaper {
  readonly government: string;
  readonly service: string;
  readonly paper: string;
  readonly certificate: SignedCredential;
  readonly look: Look;
  /** The state's languages, its own first. */
  readonly languages: readonly string[];
}

const grantedExample = (folder: string): Example | undefined => {
  const file = join(folder, "examples.yaml");
  return readExamples(file, readFileSync(file, "utf8")).examples.find(
    ({ ends, expect }) => ends === "granted" && expect.claims,
  );
};

function findingsIn({ acts }: Example, definition: Definition): readonly TaskFindings[] {
  const stages = definition.process?.stages ?? [];
  return acts.flatMap(({ task, findings }) => {
    const stage = stages.find(({ tasks }) => tasks.some(({ id }) => id === task));
    return stage && findings ? [{ stage: stage.id, task, values: findings as Answers }] : [];
  });
}

async function certificateOf(
  { jurisdiction, codeList }: Catalogue,
  definition: Definition,
  example: Example,
  paper: Pick<Output, "id" | "title" | "claims" | "layout" | "subject" | "validFor">,
): Promise<SignedCredential> {
  const authority = jurisdiction.authorities.find(({ id }) => id === definition.authority);
  const claims = statementsOf(definition, paper.claims, {
    answers: exampleAnswers(example),
    facts: exampleFacts(example),
    caseFacts: { reference: "7KD3M-9XFCD", submittedOn: example.today, decidedOn: "2026-11-23" },
    codes: (id) => codeList(id),
    findings: findingsIn(example, definition),
  }).map(({ title, ...claim }) => ({ ...claim, label: title }));
  const number = "9XFCD-7KD3M";
  const base = {
    issuer: `${jurisdiction.code}/${definition.authority}`,
    issuedAt: Math.floor(issuedAt.getTime() / 1000),
    status: { index: 90_123, uri: `${origin}/s/1` },
    documentType: paper.id,
    number,
  };
  const packed = packClaims(base, {
    claims,
    fields: numberFields([], claims, issuedAt),
    key: signer.publicKey,
    digest: new Uint8Array(32),
  });
  const stage = definition.process?.stages.at(-1);
  const role = stage?.tasks[0]?.role ?? "";
  const acting = jurisdiction.authorities.find(({ id }) => id === stage?.tasks[0]?.authority);
  const office = acting?.offices && codeList(acting.offices)?.[1]?.label;
  return {
    id: "019ab000-0000-7000-8000-0000000000ff" as CredentialId,
    caseId: "019ab000-0000-7000-8000-000000000001" as CaseId,
    personId: "019ab000-0000-7000-8000-00000000000a" as PersonId,
    authority: { id: definition.authority, name: authority?.name ?? {} },
    service: definition.id,
    documentType: paper.id,
    title: paper.title,
    layout: paper.layout ?? "letter",
    ...(paper.subject !== undefined && { subject: paper.subject }),
    signed: [{ name: "Mukandayisenga Béatrice", role: acting?.roles[role] ?? {} }],
    ...(office && { office }),
    claims: claims.map((claim) => ({ ...claim, inCode: packed.inCode.has(claim.name) })),
    lang: "en",
    number,
    issuedAt,
    ...(paper.validFor && { validUntil: "2030-11-22" }),
    cwt: await signCwt(packed.certificate, signer),
  };
}

/** Every paper that a service gives at its end or on the way. */
export async function allPapers(): Promise<readonly GivenPaper[]> {
  const papers: GivenPaper[] = [];
  for (const government of readdirSync(root).sort()) {
    const folder = join(root, government);
    if (!existsSync(join(folder, "jurisdiction.yaml"))) continue;
    const { catalogue } = loadCatalogue(folder);
    if (!catalogue) throw new Error(`the government ${government} is not in order`);
    const { jurisdiction } = catalogue;
    const face = jurisdiction.state;
    const look = { origin, timeZone: jurisdiction.timeZone, demonstration: true, face };
    for (const definition of catalogue.services) {
      const example = grantedExample(join(folder, "services", definition.id));
      if (!example) continue;
      for (const paper of [definition.output, ...(definition.interim ?? [])]) {
        if (!paper) continue;
        const certificate = await certificateOf(catalogue, definition, example, paper);
        const { languages } = jurisdiction;
        const about = { government, service: definition.id, paper: paper.id, languages };
        papers.push({ ...about, certificate, look });
      }
    }
  }
  return papers;
}
