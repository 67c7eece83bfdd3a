import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** Addresses outside the public Internet (IANA special-purpose registries for IPv4 and IPv6). */
const inside = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(net, bits, "ipv4");
const publicSix = new BlockList();
publicSix.addSubnet("2000::", 3, "ipv6");
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  inside.addSubnet(net, bits, "ipv6");

/** Whether this is a public address. IPv6 must be global unicast, without an embedded IPv4. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inside.check(address, "ipv4");
  return family === 6 && publicSix.check(address, "ipv6") && !inside.check(address, "ipv6");
}

/** This machine itself. */
const own = new BlockList();
own.addSubnet("127.0.0.0", 8, "ipv4");
own.addAddress("::1", "ipv6");

/** In a demonstration this machine may be reached too, but no other in the network. */
const isReachable = (address: string, demonstration: boolean): boolean =>
  isPublic(address) || (demonstration && own.check(address, isIP(address) === 6 ? "ipv6" : "ipv4"));

/** The URL of a webhook: https, a host name, no password. In a demonstration http too. */
export function urlFor(text: string, demonstration: boolean): URL | undefined {
  if (text.length > 500 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || url.hash !== "") return undefined;
  if (demonstration) return /^https?:$/.test(url.protocol) ? url : undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !isPublic(host)) return undefined;
  return url.protocol === "https:" ? url : undefined;
}

export interface Found {
  readonly address: string;
  readonly family: number;
}

/**
 * The present address of a host. All its addresses must be allowed, and the caller connects to the
 * one returned: a second lookup could point into the internal network.
 */
export async function addressOf(host: string, demonstration: boolean): Promise<Found | undefined> {
  const addresses = await lookup(host.replace(/^\[|\]$/g, ""), { all: true });
  if (!addresses.every(({ address }) => isReachable(address, demonstration))) return undefined;
  return addresses[0];
}
