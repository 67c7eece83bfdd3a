import {
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import type { Day, Side } from "../instruments/model.ts";
import type { ExchangeCommand, ExchangeEvent, ExchangeState, Partner } from "./model.ts";

/** What deciding needs to know beside the stream. */
export interface ExchangeFacts {
  /** The government that keeps this register. */
  readonly side: Side;
  readonly today: Day;
}

type Events = Result<readonly ExchangeEvent[]>;
type Of<Type extends ExchangeCommand["type"]> = Extract<ExchangeCommand, { type: Type }>;

const nothing: Events = ok([]);
const missing: Events = refuse("conflict", "partnership.partner-missing");

/** The state with a partner changed. @param side undefined: the first, the only one of before */
function changed(
  state: ExchangeState,
  side: Side | undefined,
  change: (partner: Partner) => Partner,
): ExchangeState {
  const partner = state.partners[side ?? Object.keys(state.partners)[0] ?? ""];
  if (!partner) return state;
  return { partners: { ...state.partners, [partner.side]: change(partner) } };
}

/** What each event leads to. */
export const exchangeEvolution: Evolution<ExchangeState, ExchangeEvent> = {
  PartnerTrusted: (state, { data: { side, name, key, introducedAt, on } }) => {
    const { withdrawn: _before, ...present } = state.partners[side] ?? { keys: [] };
    const others = present.keys.filter(({ kid }) => kid !== key.kid);
    const days = { ...(introducedAt && { introducedAt }), ...(on && { trustedOn: on }) };
    const partner = { ...present, side, name, keys: [...others, key], ...days };
    return { partners: { ...state.partners, [side]: partner } };
  },
  PartnerLinked: (state, { data }) =>
    changed(state, data.partner, (partner) => ({ ...partner, address: data.address })),
  PartnerUnlinked: (state, { data }) =>
    changed(state, data.partner, ({ address: _address, ...partner }) => partner),
  PartnerWithdrawn: (state, { data: { partner: side, ...withdrawn } }) =>
    changed(state, side, ({ address: _address, ...partner }) => ({ ...partner, withdrawn })),
  BundleMade: (state, { data: { partner: side, sequence, hash } }) =>
    changed(state, side, (partner) => ({ ...partner, sent: { sequence, hash } })),
  BundleReceived: (state, { data: { partner: side, sequence, hash } }) =>
    changed(state, side, (partner) => ({ ...partner, received: { sequence, hash } })),
  BundlesAcknowledged: (state, { data }) =>
    changed(state, data.partner, (partner) => ({ ...partner, acknowledged: data.sequence })),
  StatementDeclined: (state) => state,
};

function trust(
  state: ExchangeState,
  { introduction }: Of<"trust">,
  { side: own, today: on }: ExchangeFacts,
): Events {
  const { side, name, key, madeAt: introducedAt } = introduction;
  if (side === own) return refuse("invalid", "partnership.introduction-own");
  const other = Object.values(state.partners).find(
    (partner) => partner.side !== side && partner.keys.some(({ kid }) => kid === key.kid),
  );
  // A key names one government: by it a bundle is told from a stranger's.
  if (other)
    return refuse("conflict", "partnership.key-of-another", { facts: { side: other.side } });
  const partner = state.partners[side];
  if (partner && !partner.withdrawn && partner.keys.at(-1)?.kid === key.kid) return nothing;
  return ok([{ type: "PartnerTrusted", data: { side, name, key, introducedAt, on } }]);
}

/** A link is an address of a website; in earnest with TLS, on this machine without. */
const isAddress = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, search, hash, username } = new URL(address);
  if (search !== "" || hash !== "" || username !== "") return false;
  return protocol === "https:" || (protocol === "http:" && hostname === "localhost");
};

const withdrawn = ({ side }: Partner): Events =>
  refuse("not-allowed", "partnership.partner-withdrawn", { facts: { side } });

/**
 * A bundle is taken in only as the next of an unbroken chain from the partner to us. One that came
 * before is told apart from one that says something else under a number that was used.
 */
function receive(
  state: ExchangeState,
  { bundle, hash }: Of<"receive">,
  { side: own }: ExchangeFacts,
): Events {
  const { from, to, sequence, previous, statements } = bundle;
  const partner = state.partners[from];
  if (!partner) return refuse("not-allowed", "partnership.bundle-stranger");
  if (partner.withdrawn) return withdrawn(partner);
  const { received } = partner;
  if (to !== own)
    return refuse("invalid", "partnership.bundle-not-for-us", { facts: { side: to } });
  const last = received?.sequence ?? 0;
  if (sequence === last && hash === received?.hash)
    return refuse("conflict", "partnership.bundle-twice", { facts: { sequence } });
  if (sequence <= last)
    return refuse("conflict", "partnership.bundle-older", { facts: { sequence, last } });
  if (sequence > last + 1)
    return refuse("conflict", "partnership.bundle-missing", {
      facts: { sequence, next: last + 1 },
    });
  if (previous !== (received?.hash ?? null))
    return refuse("conflict", "partnership.bundle-chain", { facts: { sequence } });
  const data = { partner: from, sequence, hash, statements: statements.length };
  return ok([
    { type: "BundleReceived", data },
    ...acknowledged(partner, bundle.received?.sequence ?? 0),
  ]);
}

/** A receipt names a bundle that we made, by number; a lower one than before says nothing new. */
function acknowledged(partner: Partner, sequence: number): readonly ExchangeEvent[] {
  const isNew = sequence > (partner.acknowledged ?? 0) && sequence <= (partner.sent?.sequence ?? 0);
  return isNew ? [{ type: "BundlesAcknowledged", data: { partner: partner.side, sequence } }] : [];
}

function make(partner: Partner, { bundle, hash }: Of<"make">): Events {
  const { sequence, previous, statements, received } = bundle;
  if (partner.withdrawn) return withdrawn(partner);
  // An empty bundle is made only to tell that something arrived.
  if (statements.length === 0 && received === null)
    return refuse("conflict", "partnership.nothing-to-send");
  if (sequence !== (partner.sent?.sequence ?? 0) + 1 || previous !== (partner.sent?.hash ?? null))
    return refuse("conflict", "partnership.bundle-chain", { facts: { sequence } });
  const data = { partner: partner.side, sequence, hash, statements: statements.length };
  return ok([{ type: "BundleMade", data }]);
}

function decide(state: ExchangeState, command: ExchangeCommand, facts: ExchangeFacts): Events {
  if (command.type === "trust") return trust(state, command, facts);
  if (command.type === "receive") return receive(state, command, facts);
  const partner = state.partners[command.type === "make" ? command.bundle.to : command.partner];
  if (!partner) return missing;
  const { side } = partner;
  switch (command.type) {
    case "link": {
      const address = command.address.replace(/\/+$/, "");
      if (!isAddress(address)) return refuse("invalid", "partnership.address");
      if (partner.withdrawn) return withdrawn(partner);
      if (partner.address === address) return nothing;
      return ok([{ type: "PartnerLinked", data: { partner: side, address } }]);
    }
    case "unlink":
      return partner.address ? ok([{ type: "PartnerUnlinked", data: { partner: side } }]) : nothing;
    case "withdraw": {
      const { reason } = command;
      if (partner.withdrawn) return nothing;
      if (reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
      return ok([{ type: "PartnerWithdrawn", data: { partner: side, on: facts.today, reason } }]);
    }
    case "make":
      return make(partner, command);
    case "acknowledge":
      return ok(acknowledged(partner, command.sequence));
    case "decline": {
      const { type: _type, ...data } = command;
      if (data.reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
      return ok([{ type: "StatementDeclined", data }]);
    }
  }
}

/**
 * The exchange with the registers of other governments: whose keys are trusted, and with each two
 * chains of bundles, with their numbers and hashes. Refusals: `partnership.*` as given above.
 */
export const exchangeDecider: Decider<
  ExchangeState,
  ExchangeCommand,
  ExchangeEvent,
  ExchangeFacts
> = { initial: { partners: {} }, decide, evolve: evolveBy(exchangeEvolution) };
