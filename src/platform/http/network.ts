import { BlockList, isIP, isIPv6 } from "node:net";

/**
 * What counts as one caller of an address: an IPv4 address itself, of IPv6 the /64, because whoever
 * is given one address there is given a whole /64 (RFC 6177), and could be somebody else each time.
 */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(ip)) return ip;
  const [address = ""] = ip.split("%");
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  const first = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(":")}::/64`;
}

/** Lists of networks are few and asked for with every request of theirs. */
const lists = new Map<string, BlockList>();

function listOf(networks: readonly string[]): BlockList {
  const name = networks.join(" ");
  const before = lists.get(name);
  if (before) return before;
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  if (lists.size >= 1000) lists.clear();
  lists.set(name, list);
  return list;
}

/** Whether an address is one of these addresses, or in one of these networks. */
export function isInside(ip: string, networks: readonly string[]): boolean {
  const family = isIP(ip);
  return family !== 0 && listOf(networks).check(ip, family === 6 ? "ipv6" : "ipv4");
}

/** An address, or a network of more than nobody and less than everybody. */
export function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  );
}
