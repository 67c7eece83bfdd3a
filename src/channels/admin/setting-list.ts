import type { FastifyReply } from "fastify";
import type { Centre } from "../../catalogue/index.ts";
import { canonical } from "../../kernel/index.ts";
import type { SettingName } from "../../settings/index.ts";
import { html, linkButton, type SafeHtml, table } from "../components/index.ts";
import type { StaffForm, Typed } from "../staff/index.ts";
import { type Admin, refuseAdmin } from "./admin.ts";
import { centrePath } from "./centre-words.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

/** A setting of a centre that is a list: its closings, its stops, its counters. */
export interface ListSubject<Item> {
  readonly setting: SettingName;
  /** Its part of the address: `closings`. */
  readonly slug: string;
  /** The items in the order in which they are shown, as they stand in the file. */
  readonly items: (at: Admin, centre: Centre) => readonly Item[];
  /** The value that these items are. */
  readonly value: (items: readonly Item[]) => unknown;
  /** Names an item in an address. */
  readonly key: (item: Item) => string;
  /** Whether it is still shown and may be changed. */
  readonly isOpen?: (at: Admin, item: Item) => boolean;
  /** "Monday 7 December 2026", "Counter 3" */
  readonly name: (at: Admin, item: Item) => string;
  readonly columns: (at: Admin) => readonly string[];
  readonly row: (at: Admin, item: Item, centre: Centre) => readonly (string | SafeHtml)[];
  readonly fields: (at: Admin, centre: Centre, item?: Item) => StaffForm["fields"];
  readonly read: (
    at: Admin,
    typed: Typed,
    form: StaffForm,
    others: readonly Item[],
  ) => { readonly item: Item } | { readonly wrong: Typed };
  /** The field of an item that a problem belongs to, by where in the item it is. */
  readonly fieldOf: (within: readonly (string | number)[]) => string | undefined;
  /** What to say of a problem in another part of the file, which a change causes. */
  readonly elsewhere?: (
    at: Admin,
    centre: Centre,
    path: readonly (string | number)[],
  ) => string | undefined;
  readonly words: (at: Admin) => {
    readonly title: string;
    readonly lead?: string;
    readonly add: string;
    readonly none: string;
    readonly removes: string;
  };
}

const openItems = <Item>(at: Admin, subject: ListSubject<Item>, centre: Centre) =>
  subject.items(at, centre).filter((item) => subject.isOpen?.(at, item) ?? true);

const pathOf = <Item>({ slug }: ListSubject<Item>, { id }: Centre): string =>
  `${centrePath(id)}/${slug}`;

/** The list on the page of its centre, with what can be done about each item. */
export function listPart<Item>(at: Admin, subject: ListSubject<Item>, centre: Centre): SafeHtml {
  const { t } = at;
  const { title, lead, add, none } = subject.words(at);
  const path = pathOf(subject, centre);
  const link = (item: Item, end: string, text: string) =>
    html`<a class="govuk-link" href="${path}/${subject.key(item)}${end}">${text}
      <span class="govuk-visually-hidden">: ${subject.name(at, item)}</span></a>`;
  const acts = (item: Item) =>
    html`${link(item, "", t("settings.change"))} &nbsp;
      ${link(item, "/remove", t("settings.remove"))}`;
  return html`<h2 class="govuk-heading-m" id="${subject.slug}">${title}</h2>
    ${lead === undefined ? null : html`<p class="govuk-body">${lead}</p>`}
    ${table({
      ...{ caption: title, captionHidden: true, empty: none },
      columns: [...subject.columns(at), t("settings.calendar.acts")].map((text) => ({ text })),
      rows: openItems(at, subject, centre).map((item) => [
        ...subject.row(at, item, centre),
        acts(item),
      ]),
    })}
    ${linkButton({ text: add, href: `${path}/add`, kind: "secondary" })}`;
}

type Page = (at: Admin, centre: Centre) => FastifyReply | Promise<FastifyReply>;

/** The pages of a list of a centre, each for one address below it. */
export function listPages<Item>(subject: ListSubject<Item>): {
  readonly add: Page;
  readonly added: Page;
  readonly change: Page;
  readonly changed: Page;
  readonly remove: Page;
  readonly removed: Page;
} {
  const pageOf = (at: Admin, centre: Centre, item?: Item): SettingPage => {
    const { t } = at;
    const items = subject.items(at, centre);
    const own = item && subject.key(item);
    const others = items.filter((each) => subject.key(each) !== own);
    const place = { setting: subject.setting, of: centre.id };
    const path = pathOf(subject, centre);
    const form: StaffForm = {
      ...{ id: subject.slug, send: t("settings.save") },
      action: item === undefined ? `${path}/add` : `${path}/${subject.key(item)}`,
      fields: subject.fields(at, centre, item),
    };
    let position: string | number | undefined;
    return {
      ...{ place, centre: centre.id },
      elsewhere: (path) => subject.elsewhere?.(at, centre, path),
      title:
        item === undefined
          ? subject.words(at).add
          : t("settings.change-of", { name: subject.name(at, item) }),
      back: { href: `${centrePath(centre.id)}#${subject.slug}`, text: t.words(centre.name) },
      form,
      read: (typed) => {
        const read = subject.read(at, typed, form, others);
        if ("wrong" in read) return read;
        const value = subject.value([...others, read.item]);
        position = placeIn(value, read.item, subject.key(read.item));
        return { value };
      },
      fieldOf: ([first, ...within]) =>
        String(first) === String(position) ? subject.fieldOf(within) : undefined,
    };
  };
  const removal = (at: Admin, centre: Centre, item: Item): SettingPage => ({
    ...pageOf(at, centre, item),
    title: at.t("settings.remove-of", { name: subject.name(at, item) }),
    lead: html`<p class="govuk-body-l">${subject.words(at).removes}</p>`,
    form: {
      ...{ id: "remove", send: at.t("settings.remove"), fields: [] },
      action: `${pathOf(subject, centre)}/${subject.key(item)}/remove`,
    },
    read: () => {
      const key = subject.key(item);
      const left = subject.items(at, centre).filter((each) => subject.key(each) !== key);
      return { value: left.length === 0 ? undefined : subject.value(left) };
    },
  });
  const withItem =
    (go: (at: Admin, centre: Centre, item: Item) => ReturnType<Page>): Page =>
    (at, centre) => {
      const { item: key = "" } = at.request.params as { item?: string };
      const item = openItems(at, subject, centre).find((each) => subject.key(each) === key);
      const unknown = { kind: "not-found", code: "settings.entry-unknown" } as const;
      return item === undefined
        ? refuseAdmin(at, unknown, centrePath(centre.id))
        : go(at, centre, item);
    };
  return {
    add: (at, centre) => settingPage(at, pageOf(at, centre)),
    added: (at, centre) => changeSetting(at, pageOf(at, centre)),
    change: withItem((at, centre, item) => settingPage(at, pageOf(at, centre, item))),
    changed: withItem((at, centre, item) => changeSetting(at, pageOf(at, centre, item))),
    remove: withItem((at, centre, item) => settingPage(at, removal(at, centre, item))),
    removed: withItem((at, centre, item) => changeSetting(at, removal(at, centre, item))),
  };
}

/** Where an item stands in a value: its index, or its key. */
function placeIn(value: unknown, item: unknown, key: string): string | number {
  if (!Array.isArray(value)) return key;
  return value.findIndex((each) => canonical(each) === canonical(item));
}
