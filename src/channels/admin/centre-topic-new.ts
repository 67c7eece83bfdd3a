import type { FastifyReply } from "fastify";
import type { Centre } from "../../catalogue/index.ts";
import { html } from "../components/index.ts";
import { alsoWrong, type StaffForm } from "../staff/index.ts";
import { type Admin, refuseAdmin } from "./admin.ts";
import { checkIdentifier, identifierField } from "./centre-new.ts";
import { centrePath, wordsFields, wordsIn } from "./centre-words.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

/** The topics of a centre and who serves them, as they stand in the file: they change together. */
interface Written {
  readonly topics: Readonly<Record<string, { readonly services: readonly string[] }>>;
  readonly counters: Readonly<Record<string, readonly string[]>>;
}

const placeOf = ({ id }: Centre) => ({ setting: "centre-topics", of: id }) as const;
const writtenOf = ({ deps }: Admin, centre: Centre) =>
  deps.settings.value(placeOf(centre)) as Written;

const frameOf = (at: Admin, centre: Centre) => ({
  ...{ place: placeOf(centre), centre: centre.id },
  back: { href: `${centrePath(centre.id)}#topics`, text: at.t.words(centre.name) },
});

function newPage(at: Admin, centre: Centre): SettingPage {
  const { deps, t } = at;
  const services = deps.catalogue.services.map(({ id, title }) => {
    const topic = centre.topics.find((each) => each.services.includes(id))?.name;
    const words = { service: t.words(title), topic: t.words(topic ?? {}) };
    return { value: id, text: topic ? t("admin.new.service-under", words) : words.service };
  });
  const form: StaffForm = {
    ...{ id: "topic", action: `${centrePath(centre.id)}/topics/add`, send: t("settings.save") },
    fields: [
      identifierField(at),
      ...wordsFields(at, { name: "name", label: t("settings.contact.name") }),
      {
        ...{ kind: "text", name: "letter", label: t("admin.new.letter") },
        ...{ hint: t("admin.new.letter-hint"), missing: t("admin.new.letter-wrong") },
      },
      {
        ...{ kind: "checkboxes", name: "services", label: t("admin.new.services") },
        hint: t("admin.new.services-hint"),
        items: services,
      },
      {
        ...{ kind: "number", name: "minutes", label: t("settings.topic.minutes") },
        ...{ hint: t("settings.topic.minutes-hint"), missing: t("settings.topic.enter-minutes") },
        whole: [1, 480],
      },
      {
        ...{ kind: "checkboxes", name: "counters", label: t("settings.centres.counters") },
        ...{ hint: t("admin.new.counters-hint"), missing: t("admin.new.counters-wrong") },
        items: centre.counters.map(({ id }) => ({
          ...{ value: id, text: t("settings.counter.name", { number: id }) },
        })),
      },
    ],
  };
  return {
    ...{ ...frameOf(at, centre), form, title: t("admin.new.topic") },
    read: (typed) => {
      const isTaken = (code: string) => centre.topics.some(({ id }) => id === code);
      let wrong = checkIdentifier(at, form, typed, isTaken);
      const { code = "", letter = "", minutes, services = "", counters = "" } = typed.values;
      const upper = letter.toUpperCase();
      const isLetter =
        /^[A-Z]$/.test(upper) && !centre.topics.some((each) => each.letter === upper);
      if (letter !== "" && !isLetter)
        wrong = alsoWrong(form, wrong, "letter", t("admin.new.letter-wrong"));
      if (wrong.wrong.length > 0) return { wrong };
      const written = writtenOf(at, centre);
      const own = services.split(",").filter(Boolean);
      const topic = {
        ...{ letter: upper, name: wordsIn(at, typed, "name") },
        ...{ services: own, minutes: Number(minutes) },
      };
      const others = Object.entries(written.topics).map(([id, other]) => {
        const left = other.services.filter((service) => !own.includes(service));
        return [id, { ...other, services: left }] as const;
      });
      const serving = new Set(counters.split(","));
      const value = {
        topics: { ...Object.fromEntries(others), [code]: topic },
        counters: Object.fromEntries(
          Object.entries(written.counters).map(([id, topics]) => [
            ...[id, serving.has(id) ? [...topics, code] : topics],
          ]),
        ),
      };
      return { value };
    },
  };
}

function removal(at: Admin, centre: Centre): SettingPage | undefined {
  const { t } = at;
  const { topic: id } = at.request.params as { topic?: string };
  const topic = centre.topics.find((each) => each.id === id);
  if (!topic) return undefined;
  const { topics, counters } = writtenOf(at, centre);
  const { [topic.id]: _, ...others } = topics;
  // A counter that served this alone has nothing to do.
  const left = Object.entries(counters)
    .map(([counter, served]) => [counter, served.filter((each) => each !== topic.id)] as const)
    .filter(([, served]) => served.length > 0);
  const action = `${centrePath(centre.id)}/topics/${topic.id}/remove`;
  return {
    ...{ ...frameOf(at, centre), title: t("settings.remove-of", { name: t.words(topic.name) }) },
    lead: html`<p class="govuk-body-l">${t("admin.new.topic-removes")}</p>`,
    form: { id: "remove", send: t("settings.remove"), fields: [], action },
    read: () => ({ value: { topics: others, counters: Object.fromEntries(left) } }),
  };
}

const unknown = { kind: "not-found", code: "settings.entry-unknown" } as const;

type Go = (at: Admin, page: SettingPage) => FastifyReply | Promise<FastifyReply>;

const ofRemoval = (go: Go) => (at: Admin, centre: Centre) => {
  const page = removal(at, centre);
  return page ? go(at, page) : refuseAdmin(at, unknown, centrePath(centre.id));
};

/** The pages by which a centre gets a topic, and loses one. */
export const newTopicPages = {
  add: (at: Admin, centre: Centre) => settingPage(at, newPage(at, centre)),
  added: (at: Admin, centre: Centre) => changeSetting(at, newPage(at, centre)),
  remove: ofRemoval(settingPage),
  removed: ofRemoval(changeSetting),
};
