import { type Catalogue, type Definition, mayComeTo } from "../../catalogue/index.ts";
import type { Desk } from "./desk.ts";

/** Keyed by the catalogue, which is a new object after each publication. */
const cache = new WeakMap<Catalogue["services"], Map<string, readonly Definition[]>>();

const worksOn = (authority: string, { process, appeal }: Definition): boolean =>
  appeal?.authority === authority ||
  (process?.stages ?? []).some(({ tasks }) => tasks.some((task) => mayComeTo(task, authority)));

/** The services in which the officer's authority has work, cached. */
export function servicesOf({
  deps,
  officer,
}: Pick<Desk, "deps" | "officer">): readonly Definition[] {
  const { catalogue } = deps;
  const byAuthority = cache.get(catalogue.services) ?? new Map<string, readonly Definition[]>();
  cache.set(catalogue.services, byAuthority);
  const services =
    byAuthority.get(officer.authority) ??
    catalogue.services.filter((service) => worksOn(officer.authority, service));
  byAuthority.set(officer.authority, services);
  return services;
}
