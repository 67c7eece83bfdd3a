import {
  html,
  type SafeHtml,
  type ServiceCard,
  serviceCards,
} from "../channels/components/index.ts";
import type { PlainKey, Translate } from "../platform/i18n/index.ts";
import type { DemoPages } from "./pages.ts";
import type { DemoTown } from "./people.ts";
import { demoOwnPin } from "./seed-pins.ts";

/** What is behind a door, where it has a name of its own already. */
const titles: Readonly<Record<string, PlainKey>> = {
  phone: "demo-phone.title",
  outbox: "demo-pages.outbox",
  verify: "documents.verify",
  kiosk: "hall.kiosk.title",
  board: "hall.board.title",
  ticket: "hall.own.title",
  floor: "hall.floor.title",
  offline: "offline.title",
};

/**
 * Every door of the demonstration, each with what there is to try behind it and as whom. A door
 * that this government has no hall or no officer for is left out; `hallNow` stands above those of
 * the hall.
 */
export function waysIn(
  town: DemoTown,
  { centres }: Pick<DemoPages, "centres">,
  t: Translate,
  hallNow: SafeHtml | null,
): SafeHtml {
  const first = centres().find(({ kind }) => kind === "hall");
  const hall = first?.id;
  const [person] = town.people;
  const as = (role: string) => town.officers.find(({ roles }) => roles.includes(role))?.name;
  const door = (name: string, href: string | undefined, who?: string): ServiceCard[] => {
    if (href === undefined) return [];
    const summary = t.named(`demo-pages.door-${name}-lead`);
    const pin = name === "offline" && t("demo-pages.own-pin", { pin: demoOwnPin });
    const authority = who && [t("demo-pages.be", { name: who }), pin].filter(Boolean).join(" ");
    return [
      { title: t.named(titles[name] ?? `demo-pages.door-${name}`), href, summary, authority },
    ];
  };
  const of = (role: string, path: string | undefined) => (as(role) ? path : undefined);
  const inHall = (path: string) => hall && path.replace(":hall", hall);
  const group = (
    title: "for-people" | "in-a-hall" | "for-offices",
    cards: readonly ServiceCard[],
    before: SafeHtml | null = null,
  ): SafeHtml | null =>
    cards.length === 0
      ? null
      : html`<h2 class="govuk-heading-m">${t(`demo-pages.${title}`)}</h2>
        ${before}${serviceCards(cards)}`;
  return html`${group("for-people", [
    ...door("web", "/services", person?.name),
    ...door("phone", "/demo/phone"),
    ...door("outbox", "/demo/outbox"),
    ...door("verify", "/v"),
  ])}${group(
    "in-a-hall",
    [
      ...door("kiosk", inHall("/hall/:hall/kiosk")),
      ...door("board", inHall("/hall/:hall/board")),
      ...door("ticket", inHall("/centres/:hall/ticket")),
      ...door("counter", of("operator", inHall("/counter")), as("operator")),
      ...door("floor", of("floor-manager", inHall("/hall/:hall")), as("floor-manager")),
      ...door("offline", of("floor-manager", "/counter/offline"), as("floor-manager")),
      ...door("agent", of("agent", "/counter"), as("agent")),
    ],
    hallNow,
  )}${group("for-offices", [...door("office", "/office"), ...door("program", "/api")])}`;
}
