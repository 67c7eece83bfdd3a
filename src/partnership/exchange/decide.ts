import {
  type Decider,
  type Evolution,
  evolveBy,
  ok,
  type Result,
  refuse,
} from "../../kernel/index.ts";
import type { Side } from "../instruments/model.ts";
import type { Bundle, ExchangeCommand, ExchangeEvent, ExchangeState } from "./model.ts";

/** What deciding needs to know beside the stream. */
export interface ExchangeFacts {
  /** The government that keeps this register. */
  readonly side: Side;
}

type Events = Result<readonly ExchangeEvent[]>;
type Of<Type extends ExchangeCommand["type"]> = Extract<ExchangeCommand, { type: Type }>;

const nothing: Events = ok([]);

/** What each event leads to. */
export const exchangeEvolution: Evolution<ExchangeState, ExchangeEvent> = {
  PartnerTrusted: (state, { data: { side, name, key } }) => {
    const others = (state.partner?.keys ?? []).filter(({ kid }) => kid !== key.kid);
    return { ...state, partner: { ...state.partner, side, name, keys: [...others, key] } };
  },
  PartnerLinked: (state, { data: { address } }) =>
    state.partner ? { ...state, partner: { ...state.partner, address } } : state,
  PartnerUnlinked: (state) => {
    if (!state.partner) return state;
    const { address: _address, ...partner } = state.partner;
    return { ...state, partner };
  },
  BundleMade: (state, { data: { sequence, hash } }) => ({ ...state, sent: { sequence, hash } }),
  BundleReceived: (state, { data: { sequence, hash } }) => ({
    ...state,
    received: { sequence, hash },
  }),
  BundlesAcknowledged: (state, { data }) => ({ ...state, acknowledged: data.sequence }),
  StatementDeclined: (state) => state,
};

function trust(state: ExchangeState, { introduction }: Of<"trust">, own: Side): Events {
  const { side, name, key } = introduction;
  if (side === own) return refuse("invalid", "partnership.introduction-own");
  const { partner } = state;
  if (partner && partner.side !== side)
    return refuse("conflict", "partnership.other-partner", { facts: { side: partner.side } });
  if (partner?.keys.at(-1)?.kid === key.kid) return nothing;
  return ok([{ type: "PartnerTrusted", data: { side, name, key } }]);
}

/** A link is an address of a website; in earnest with TLS, on this machine without. */
const isAddress = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, search, hash, username } = new URL(address);
  if (search !== "" || hash !== "" || username !== "") return false;
  return protocol === "https:" || (protocol === "http:" && hostname === "localhost");
};

/**
 * A bundle is taken in only as the next of an unbroken chain from the partner to us. One that came
 * before is told apart from one that says something else under a number that was used.
 */
function receive(state: ExchangeState, { bundle, hash }: Of<"receive">, own: Side): Events {
  const { partner, received } = state;
  if (!partner) return refuse("conflict", "partnership.partner-missing");
  const { from, to, sequence, previous, statements } = bundle;
  if (from !== partner.side) return refuse("not-allowed", "partnership.bundle-stranger");
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
  const data = { sequence, hash, statements: statements.length };
  return ok([{ type: "BundleReceived", data }, ...acknowledged(state, bundle)]);
}

/** A receipt names a bundle that we made, by number; a lower one than before says nothing new. */
function acknowledged(state: ExchangeState, { received }: Bundle): readonly ExchangeEvent[] {
  const sequence = received?.sequence ?? 0;
  const isNew = sequence > (state.acknowledged ?? 0) && sequence <= (state.sent?.sequence ?? 0);
  return isNew ? [{ type: "BundlesAcknowledged", data: { sequence } }] : [];
}

function make(state: ExchangeState, { bundle, hash }: Of<"make">): Events {
  if (!state.partner) return refuse("conflict", "partnership.partner-missing");
  const { sequence, previous, statements, received } = bundle;
  // An empty bundle is made only to tell that something arrived.
  if (statements.length === 0 && received === null)
    return refuse("conflict", "partnership.nothing-to-send");
  if (sequence !== (state.sent?.sequence ?? 0) + 1 || previous !== (state.sent?.hash ?? null))
    return refuse("conflict", "partnership.bundle-chain", { facts: { sequence } });
  return ok([{ type: "BundleMade", data: { sequence, hash, statements: statements.length } }]);
}

function decide(state: ExchangeState, command: ExchangeCommand, { side }: ExchangeFacts): Events {
  if (command.type === "trust") return trust(state, command, side);
  if (!state.partner) return refuse("conflict", "partnership.partner-missing");
  switch (command.type) {
    case "link": {
      const address = command.address.replace(/\/+$/, "");
      if (!isAddress(address)) return refuse("invalid", "partnership.address");
      if (state.partner.address === address) return nothing;
      return ok([{ type: "PartnerLinked", data: { address } }]);
    }
    case "unlink":
      return state.partner.address ? ok([{ type: "PartnerUnlinked", data: {} }]) : nothing;
    case "make":
      return make(state, command);
    case "receive":
      return receive(state, command, side);
    case "acknowledge": {
      const { sequence } = command;
      const isNew = sequence > (state.acknowledged ?? 0) && sequence <= (state.sent?.sequence ?? 0);
      return isNew ? ok([{ type: "BundlesAcknowledged", data: { sequence } }]) : nothing;
    }
    case "decline": {
      const { type: _type, ...data } = command;
      if (data.reason.trim() === "") return refuse("invalid", "partnership.reason-missing");
      return ok([{ type: "StatementDeclined", data }]);
    }
  }
}

/**
 * The exchange with the other government's register: whose keys are trusted, and two chains of
 * bundles, each with its numbers and hashes. Refusals: `partnership.*` as given above.
 */
export const exchangeDecider: Decider<
  ExchangeState,
  ExchangeCommand,
  ExchangeEvent,
  ExchangeFacts
> = { initial: {}, decide, evolve: evolveBy(exchangeEvolution) };
