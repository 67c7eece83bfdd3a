import { parseArgs } from "node:util";
import { decidesIn, inviteMember, sendInvitation } from "../src/acts/index.ts";
import { loadCatalogue } from "../src/catalogue/index.ts";
import { isHttpsOrigin, isOrigin } from "../src/config/places.ts";
import { readOwnerConfig } from "../src/config.ts";
import { type CommandId, OperatorError } from "../src/kernel/index.ts";
import { demoGateway, makeMessages } from "../src/messages/index.ts";
import { endInWords } from "../src/operator.ts";
import { connect, newId, type Pool, prepareExternal } from "../src/platform/db/index.ts";
import { makeEventLog } from "../src/platform/events/index.ts";
import { isLang, makeI18n } from "../src/platform/i18n/index.ts";
import { administrator, makeStaff } from "../src/staff/index.ts";

endInWords(process.env);

/**
 * `npm run admin -- invite you@ministry.example` makes an administrator and prints the link by
 * which they join; the running servers mail it too, where they have a mail account. With
 * `DATABASE_URL` (the owner's login) and `HAMWE_MODE`. Everybody else is invited in the
 * product, where two administrators are needed for each other: make two with this command.
 */
const usage = `npm run admin -- invite EMAIL [--name NAME] [--authority ID] [--url ADDRESS] \
[--lang LANGUAGE] [--government FOLDER]

--url: where people reach the server; default HAMWE_BASE_URL.
--lang: of the e-mail; default the first language of the government.
--authority: of the administrator; default the first one that has the role administrator.
The same address again makes a new link, also for whoever lost what they sign in with.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    name: { type: "string" },
    authority: { type: "string" },
    lang: { type: "string" },
    url: { type: "string", default: process.env.HAMWE_BASE_URL ?? "" },
    government: { type: "string", default: process.env.HAMWE_JURISDICTION ?? "jurisdictions/rw" },
  },
});

function partsOver(sql: Pool, baseUrl: string) {
  const { catalogue, problems } = loadCatalogue(values.government);
  if (!catalogue)
    throw new OperatorError(
      `${values.government}: ${problems.length} problems; npm run services:check`,
    );
  const i18n = makeI18n("messages", catalogue.jurisdiction.languages.filter(isLang));
  const clock = () => new Date();
  const decides = decidesIn(catalogue);
  const gateways = { sms: demoGateway, email: demoGateway };
  const messages = makeMessages({ sql, clock, words: i18n.for, gateways, dial: "" });
  const staff = makeStaff({ sql, clock, log: makeEventLog(), decides });
  const lang = i18n.languages.find((each) => each === values.lang) ?? i18n.languages[0];
  if (!lang || (values.lang && lang !== values.lang))
    throw new OperatorError(`--lang: one of ${i18n.languages.join(", ")}`);
  return { catalogue, staff, messages, clock, baseUrl, lang };
}

async function invite(sql: Pool, email: string, baseUrl: string): Promise<string> {
  const { lang, ...deps } = partsOver(sql, baseUrl);
  const { authorities } = deps.catalogue.jurisdiction;
  const home = values.authority
    ? authorities.find(({ id }) => id === values.authority)
    : authorities.find(({ roles }) => administrator in roles);
  if (!home)
    throw new OperatorError(`--authority: one of ${authorities.map(({ id }) => id).join(", ")}`);
  const members = await deps.staff.members({ text: email, size: 20 });
  const before = members.find((each) => each.email === email && each.standing !== "left");
  const details = { name: values.name ?? email, email, nationalId: null, networks: [] };
  const anywhere = { offices: [], services: [], from: undefined, until: undefined };
  const roles = [{ role: administrator, ...anywhere }];
  const occasion = { key: newId() as CommandId, actor: "command" };
  const invited = before
    ? await sendInvitation(deps, { id: before.id, lang, recovers: true }, "command")
    : await inviteMember(deps, { authority: home.id, details, roles, lang }, occasion);
  if (!invited.ok) throw new OperatorError(invited.refusal.code);
  return `${email} joins within 72 hours, once, by this link:\n${invited.value.link}`;
}

async function run(email: string): Promise<string> {
  const configured = readOwnerConfig(process.env);
  if (!configured.ok)
    throw new OperatorError(`Missing or wrong:\n  ${configured.missing.join("\n  ")}`);
  const isSafe =
    isHttpsOrigin(values.url) || /^http:\/\/(localhost|127\.0\.0\.1)([:/]|$)/.test(values.url);
  if (!isOrigin(values.url) || (configured.value.mode === "production" && !isSafe))
    throw new OperatorError("--url, or HAMWE_BASE_URL: https://…, without a path");
  const { ownerUrl } = await prepareExternal(configured.value.ownerUrl);
  const sql = connect(ownerUrl, 2);
  try {
    return await invite(sql, email.toLowerCase(), values.url.replace(/\/+$/, ""));
  } finally {
    await sql.end();
  }
}

const [what, email] = positionals;
if (what !== "invite" || !email || !/^[^@\s]+@[^@\s]+$/.test(email)) {
  console.error(usage);
  process.exit(1);
}
console.log(await run(email));
