import type { Definition } from "../../../catalogue/index.ts";
import { feesOf } from "../../../form/index.ts";
import type { Duration } from "../../../kernel/index.ts";
import { smsText } from "../../../messages/index.ts";
import { isLang, type Lang, languageNames, type Translate } from "../../../platform/i18n/index.ts";
import { offerOf } from "../offer.ts";
import type { PhoneState, Place, Turn } from "../places.ts";
import { begin } from "./apply.ts";
import { again, back, behindPin, fresh, go, home } from "./moves.ts";
import { type Desk, type Option, reach, type Shows } from "./view.ts";

/**
 * This screen comes before anybody has chosen: no letter on it that a handset with GSM-7 alone
 * lacks.
 */
const shownEverywhere = (name: string): string => smsText(name.replaceAll("ə", "e"), "en");

type Kinds =
  | "language"
  | "home"
  | "find"
  | "events"
  | "word"
  | "list"
  | "service"
  | "about"
  | "help"
  | "resume";

/** The first screens, and finding a service and reading about it. */
export const finding: Shows<Kinds> = {
  language: (_place, state, { catalogue }) => ({
    text: "Hamwe",
    options: catalogue.jurisdiction.languages.filter(isLang).map((lang) => ({
      label: shownEverywhere(languageNames[lang]),
      choose: () => ({
        state: state.lang ? home({ ...state, lang }).state : fresh(lang),
        effect: { do: "language", lang },
      }),
    })),
  }),
  home: (_place, state, { t }) => ({
    text: t("ussd.home"),
    options: (
      [
        ["find", { at: "find" }],
        ["track", { at: "track" }],
        ["mine", { at: "pin", want: "mine" }],
        ["pay", { at: "bill" }],
        ["meet", { at: "meet" }],
        ["help", { at: "help" }],
        ["language", { at: "language" }],
      ] as const satisfies readonly (readonly [string, Place])[]
    ).map(([key, place]) => to(state, t(`ussd.home-${key}`), place)),
  }),
  find: (_place, state, { t }) => ({
    text: t("ussd.find"),
    options: [
      to(state, t("ussd.find-phone"), { at: "list" }),
      to(state, t("ussd.find-event"), { at: "events" }),
      to(state, t("ussd.find-word"), { at: "word" }),
    ],
  }),
  events: (_place, state, { t, catalogue }) => ({
    text: t("ussd.find-event"),
    options: catalogue.jurisdiction.lifeEvents
      .filter(({ id }) => catalogue.byLifeEvent(id).length > 0)
      .map(({ id, title }) => to(state, t.words(title), { at: "list", event: id })),
  }),
  word: (_place, state, { t }) => ({
    text: t("ussd.word"),
    typed: (word) => go(state, { at: "list", word: word.slice(0, 40) }),
  }),
  list: ({ event, word }, state, desk) => {
    const { t } = desk;
    const services = servicesOf(desk, event, word);
    return {
      text: services.length > 0 ? t("ussd.list") : notHere(desk, word),
      options: services.map(({ id, title }) =>
        to(state, t.words(title), { at: "service", service: id }),
      ),
    };
  },
  service: ({ service }, state, desk) => {
    const def = serviceIn(desk, service);
    const { t } = desk;
    const offer = offerOf(def, reach(desk));
    const start: Option = {
      label: t(offer === "answer" ? "ussd.answer-now" : "ussd.apply"),
      choose: () => startOf(state, desk, def),
    };
    return {
      text: t.words(def.title) + (offer === "read" ? `. ${t("ussd.elsewhere")}` : ""),
      options: [
        ...(offer === "read" ? [] : [start]),
        to(state, t("ussd.about"), { at: "about", service }),
      ],
    };
  },
  about: ({ service }, _state, desk) => ({ text: aboutOf(serviceIn(desk, service), desk) }),
  help: (_place, _state, { t }) => ({ text: t("ussd.help") }),
  resume: (_place, state, { t }) => ({
    text: t("ussd.resume"),
    options: [
      { label: t("ussd.resume-yes"), choose: () => back(state) },
      { label: t("ussd.resume-new"), choose: () => home(state) },
    ],
  }),
};

const to = (state: PhoneState, label: string, place: Place): Option => ({
  label,
  choose: () => (place.at === "pin" ? behindPin(state, place.want) : go(state, place)),
});

function startOf(state: PhoneState, desk: Desk, def: Definition): Turn {
  if (def.level > 0 && !desk.known) return again(state, desk.t("ussd.unknown-phone"));
  return begin(state, desk, def);
}

const serviceIn = ({ catalogue }: Desk, id: string): Definition => {
  const def = catalogue.current(id);
  if (!def) throw new Error(`no service ${id}`);
  return def;
};

/** Those that can be done from a phone, those of a life event, or those in which a word occurs. */
function servicesOf(desk: Desk, event?: string, word?: string): readonly Definition[] {
  const { catalogue, t } = desk;
  if (event !== undefined) return catalogue.byLifeEvent(event);
  if (word !== undefined) return catalogue.search(word, t.lang).slice(0, 21);
  return offeredIn(catalogue, t.lang, reach(desk));
}

/** Where else it is asked for; else that nothing was found. */
function notHere({ catalogue, t }: Desk, word = ""): string {
  const elsewhere = catalogue.searchAll(word, t.lang)[0]?.elsewhere;
  if (word === "" || !elsewhere) return t("ussd.none-found");
  const { title, at, url } = elsewhere;
  return t("ussd.found-elsewhere", {
    title: t.words(title),
    place: t.words(at),
    site: new URL(url).host,
  });
}

type Offered = Map<string, readonly Definition[]>;
/** By what is offered, which is new after each publication. */
const offered = new WeakMap<Desk["catalogue"]["services"], Offered>();

/** What a phone offers, by title: the same for everybody, so it is sorted once. */
function offeredIn(catalogue: Desk["catalogue"], lang: Lang, level: number): readonly Definition[] {
  const existing: Offered = offered.get(catalogue.services) ?? new Map();
  offered.set(catalogue.services, existing);
  const key = `${lang} ${level}`;
  const list =
    existing.get(key) ?? catalogue.search("", lang).filter((def) => offerOf(def, level) !== "read");
  existing.set(key, list);
  return list;
}

function aboutOf(def: Definition, { t, catalogue, facts }: Desk): string {
  const authority = catalogue.jurisdiction.authorities.find(({ id }) => id === def.authority);
  const fees = feesOf(def, {}, facts, facts.today);
  const fee =
    def.fees.length === 0
      ? t("service.free")
      : fees.length === 0
        ? t("service.fee-varies")
        : fees.map(({ money }) => t.money(money)).join(" + ");
  const { limits = [], limit } = def.process?.clock ?? {};
  const times = limit ? [...limits.map((each) => each.limit), limit] : [];
  const time = limit ? times.map((each) => timeIn(each, t)).join(" / ") : t("public.now");
  return [
    t.words(def.description),
    t("ussd.about-who", { who: t.words(def.whoMayApply) }),
    t("ussd.about-fee", { fee }),
    t("ussd.about-time", { time }),
    t("ussd.about-office", { office: t.words(authority?.name) }),
  ].join("\n");
}

/** `30bd`, `P90D` in words. */
function timeIn(duration: Duration, t: Translate): string {
  if (duration.unit === "business-days") return t.duration(`${duration.count}bd`);
  if (duration.unit === "business-hours") return t.duration(`${duration.count}bh`);
  const { months, days, minutes } = duration;
  const date = `${months > 0 ? `${months}M` : ""}${days > 0 ? `${days}D` : ""}`;
  return t.duration(`P${date}${minutes > 0 ? `T${minutes}M` : ""}`);
}
