import type { AuthorityId, IdentityNumberRule, NameOrder, TelephoneRule } from "../kernel/index.ts";
import type { Face } from "../paper/index.ts";
import type { Centre, OpenSpan } from "./model-centre.ts";
import type { Lang, Provenance, Words } from "./model-parts.ts";
import type { LetterText, MessageText } from "./schema/texts.ts";

/** Mobile money is asked for on the payer's telephone, the others on a page of the provider. */
export type PaymentMethod = "mobile-money" | "card" | "bank";

/** Whom people can ask for help; each fact says where it is from. */
export interface HelpDesk {
  readonly telephone: {
    /** As one dials it in the country. */
    readonly number: string;
    /** Whose number it is, where that is not this platform's. */
    readonly of?: Words;
    readonly languages: readonly Lang[];
  } & Provenance;
  readonly hours: { readonly spans: readonly OpenSpan[] } & Provenance;
  readonly email?: { readonly address: string } & Provenance;
  /** When people are called who ask for it, on working days. */
  readonly callBack: {
    readonly morning: DaySpan;
    readonly afternoon?: DaySpan;
  } & Provenance;
}

/** What an agent may ask for their own work, in the government's currency. */
export interface AgentTariff extends Provenance {
  /** For one of these services; help with all others is free. */
  readonly withDocuments: number;
  readonly services: readonly string[];
  /** For printing a certificate, and a bill. */
  readonly print?: number;
  readonly bill?: number;
}

/** Local time, `HH:MM`. */
export type DaySpan = Pick<OpenSpan, "opens" | "closes">;

/** The outline of a country in a box 100 wide, so that a place can be shown on it. */
export interface CountryMap extends Provenance {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  readonly height: number;
  /** Path data of SVG. */
  readonly outline: string;
}

/** A government, as data (jurisdictions/<code>/jurisdiction.yaml and authorities.yaml). */
export interface Jurisdiction {
  readonly code: string;
  readonly name: Words;
  /** How the state looks, on its papers and on the web. */
  readonly state?: Face & Provenance & { readonly scene?: "hills" | "sea" };
  readonly languages: readonly Lang[];
  readonly currency: string;
  readonly timeZone: string;
  readonly weekend: readonly number[];
  readonly telephone: TelephoneRule & Provenance;
  readonly identityNumber: IdentityNumberRule & Provenance;
  /** How people can pay; on the page of the provider where nothing is said. */
  readonly payment?: { readonly methods: readonly PaymentMethod[] } & Provenance;
  /** What agents outside the halls may ask; nothing where nothing is said. */
  readonly agentTariff?: AgentTariff;
  /** Whom people can ask for help, where that is known. */
  readonly help?: HelpDesk;
  readonly map?: CountryMap;
  /** Which part of a name comes first. */
  readonly nameOrder: NameOrder;
  readonly opens: string;
  readonly closes: string;
  /** When only urgent SMS are sent; at any hour where nothing is said. */
  readonly quietHours?: { readonly from: string; readonly until: string } & Provenance;
  readonly authorities: readonly Authority[];
  readonly lifeEvents: readonly { readonly id: string; readonly title: Words }[];
  /** Where its public holidays differ from the public list (calendar.yaml). */
  readonly holidays?: readonly Holiday[];
  /** Messages in words of its own (texts.yaml), by `message.service.language`. */
  readonly texts?: Readonly<Record<string, MessageText>>;
  /** Letters in words of its own (letters.yaml), by `letter.service.language`. */
  readonly letters?: Readonly<Record<string, LetterText>>;
  /** Where offices are (offices.yaml), by `authority.office`, or `authority` for its seat. */
  readonly offices?: Readonly<Record<string, OfficePlace>>;
  /** How the services are grouped for people (topics.yaml). */
  readonly topics?: readonly ServiceTopic[];
  /** Ids of the services for people and firms from abroad (topics.yaml). */
  readonly visitors?: readonly string[];
  /** Life event → icon (topics.yaml). */
  readonly lifeEventIcons?: Readonly<Record<string, string>>;
  /** Agreements with other governments; rules name each as `treaty.<id>`. */
  readonly treaties?: readonly Treaty[];
  /** The service centres (centres.yaml), if any. */
  readonly centres?: readonly Centre[];
  /** More words by which people look for a service, by its id (search.yaml). */
  readonly searchWords?: Readonly<Record<string, readonly string[]>>;
  /** Services that this platform does not offer, and where they are (search.yaml). */
  readonly elsewhere?: readonly Elsewhere[];
  /** Level of assurance of the phone PIN on a feature phone: 1 unless the government says 2. */
  readonly phonePinLevel?: 1 | 2;
  /** OIDC `acr` value → level of assurance 1, 2, 3 or `staff`. */
  readonly levels: Readonly<Record<string, 1 | 2 | 3 | "staff">>;
}

/** A shelf of services on the front page. */
export interface ServiceTopic {
  readonly id: string;
  readonly title: Words;
  /** Name of an icon; the channel that shows it has the drawing. */
  readonly icon: string;
  /** Ids of services, in their order. */
  readonly services: readonly string[];
}

export interface Authority extends Provenance {
  readonly id: AuthorityId;
  readonly name: Words;
  readonly url?: string;
  readonly roles: Readonly<Record<string, Words>>;
  /** The code list of its offices; absent where it has one place. */
  readonly offices?: string;
  /** Its members decide together, never one of them alone. */
  readonly panel?: boolean;
}

/** Where an office of an authority is (offices.yaml). */
export interface OfficePlace extends Provenance {
  /** Of an office that is in no code list. */
  readonly name?: Words;
  readonly address: Words;
  /** As one dials it in the country. */
  readonly telephone?: string;
  readonly email?: string;
  readonly hours?: readonly OpenSpan[];
}

/** A public service that is asked for at another address. */
export interface Elsewhere extends Provenance {
  /** kebab-case */
  readonly id: string;
  readonly title: Words;
  /** Words by which people look for it, in any language. */
  readonly words: readonly string[];
  /** Name of the place, such as "Irembo". */
  readonly at: Words;
  readonly url: string;
}

/** An agreement between governments, and its state (jurisdictions/<code>/treaties.yaml). */
export interface Treaty extends Provenance {
  /** snake_case */
  readonly id: string;
  readonly title: Words;
  /** `YYYY-MM-DD`; absent where the day is unknown. */
  readonly signedOn?: string;
  /** The first day on which it no longer binds, `YYYY-MM-DD`; absent while it does. */
  readonly endsOn?: string;
  readonly parties: readonly TreatyParty[];
}

/** One side of a treaty. */
export interface TreatyParty extends Provenance {
  /** ISO 3166-1 alpha-2 in lower case. */
  readonly code: string;
  readonly ratifiedOn?: string;
  /** Since when it binds this side; null where unknown or not yet in force. */
  readonly inForceOn: string | null;
}

/** A day on which offices are closed; with `observed: false` it was taken off the calendar. */
export interface Holiday {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly name: Words;
  readonly observed: boolean;
}
