import type { FastifyInstance, FastifyRequest } from "fastify";
import { generalRoleKey } from "../acts/index.ts";
import { type Catalogue, officeName } from "../catalogue/index.ts";
import type { TryOut } from "../channels/api/index.ts";
import { layout, type SafeHtml } from "../channels/components/index.ts";
import { demoPhone } from "../channels/ussd/index.ts";
import { footOf, lookIn } from "../channels/web/index.ts";
import type { Config } from "../config.ts";
import type { Calendar } from "../kernel/index.ts";
import { syncOfficers } from "../platform/auth/index.ts";
import { connect, newId, type Pool } from "../platform/db/index.ts";
import type { I18n, Translate } from "../platform/i18n/index.ts";
import type { Settings } from "../settings/index.ts";
import { type DemoIssuer, makeDemoIssuer } from "./issuer.ts";
import { demoPages } from "./pages.ts";
import { asNewOfficer, type DemoOfficer, type DemoTown, readDemoTown } from "./people.ts";
import { type DemoPhone, demoPhonePages } from "./phone-routes.ts";
import { makeSandboxPay, type SandboxPay } from "./sandbox-pay.ts";
import { tryOutOf } from "./try-out.ts";

export interface DemoNeeds {
  readonly config: Config;
  readonly sql: Pool;
  /** Officers are written by the owner's login alone. */
  readonly ownerUrl: string;
  readonly clock: () => Date;
  readonly i18n: I18n;
  readonly catalogue: Catalogue;
}

/** What the pages of the demonstration ask of the platform. */
type DemoParts = Pick<DemoPhone, "messages" | "cases" | "payments"> & {
  readonly calendar: () => Calendar;
  readonly settings: Pick<Settings, "change">;
};

export interface Demo {
  readonly town: DemoTown;
  readonly issuer: DemoIssuer;
  readonly sandbox: SandboxPay;
  readonly tryOut: TryOut | undefined;
  /** Adds the issuer, the payment page and the pages of the demonstration to the server. */
  mount(http: FastifyInstance, parts: DemoParts): void;
}

interface DemoPage {
  readonly title: string;
  readonly path: string;
  readonly content: SafeHtml;
  readonly t: Translate;
  readonly request: FastifyRequest;
}

/** A page of the demonstration: the site's frame, nobody signed in. */
const pageOf =
  (catalogue: Catalogue) =>
  ({ title, path, content, t }: DemoPage): SafeHtml => {
    const frame = { look: lookIn({ catalogue }, t), foot: footOf({ catalogue }, t) };
    return layout({ title, path, content, demo: { href: "/demo" }, ...frame }, t);
  };

/** Makes the officers of the database those of the town. */
async function keepOfficers(ownerUrl: string, { officers }: DemoTown, now: Date): Promise<void> {
  const owner = connect(ownerUrl, 1);
  try {
    await syncOfficers(owner, officers.map(asNewOfficer), { newId, now });
  } finally {
    await owner.end();
  }
}

export async function demoOf(needs: DemoNeeds): Promise<Demo> {
  const { config, sql, ownerUrl, clock, i18n, catalogue } = needs;
  const town = readDemoTown(config.jurisdictionDir);
  const page = pageOf(catalogue);
  await keepOfficers(ownerUrl, town, clock());
  const issuer = await makeDemoIssuer(config.baseUrl, town, catalogue.jurisdiction.levels);
  const sandbox = makeSandboxPay({
    sql,
    clock,
    i18n,
    page,
    secret: config.secret,
    callbackUrl: () => new URL("/callbacks/payments/sandbox", config.baseUrl).href,
  });
  return {
    town,
    issuer,
    sandbox,
    tryOut: tryOutOf(config.jurisdictionDir, town, catalogue),
    mount(http, { messages, cases, payments, calendar, settings }) {
      issuer.mount(http, { i18n, page, officeOf: officeOf(catalogue) });
      sandbox.addPages(http);
      demoPages(http, {
        i18n,
        town,
        messages,
        page,
        clock,
        calendar,
        settings,
        centres: () => catalogue.jurisdiction.centres ?? [],
        timeZone: catalogue.jurisdiction.timeZone,
      });
      demoPhonePages(http, {
        ...{ i18n, town, messages, cases, payments, page, sql, clock },
        timeZone: catalogue.jurisdiction.timeZone,
        baseUrl: config.baseUrl,
        gateway: config.phone ?? demoPhone(config.secret),
      });
    },
  };
}

/** "Geologist" of "Rwanda Mines, Petroleum and Gas Board": what an officer is, in words. */
const officeOf = (catalogue: Catalogue) => (officer: DemoOfficer, t: Translate) => {
  const authority = catalogue.jurisdiction.authorities.find(({ id }) => id === officer.authority);
  const roles = officer.roles.map((role) => {
    const general = generalRoleKey(role);
    return t.words(authority?.roles[role]) || (general ? t(general) : role);
  });
  const offices = (officer.offices ?? []).map((office) =>
    t.words(officeName(catalogue, officer.authority, office)),
  );
  return {
    role: [t.list(roles), ...offices].join(" · "),
    authority: t.words(authority?.name ?? { en: officer.authority }),
  };
};
