import type { FastifyReply } from "fastify";
import { hoursWords } from "../../acts/index.ts";
import { type OfficePlace, officeKey, officesIn, type Words } from "../../catalogue/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { formOf, textOf } from "../../platform/http/index.ts";
import { backLink, html, linkButton, type SafeHtml, table, tag } from "../components/index.ts";
import { alsoWrong, type StaffForm, type Typed } from "../staff/index.ts";
import { type Admin, refuseAdmin, showAdmin } from "./admin.ts";
import { readWeek, weekFields } from "./centre-hours.ts";
import { checkIdentifier, identifierField } from "./centre-new.ts";
import { wordsFields, wordsIn } from "./centre-words.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

export const officesPath = "/admin/offices";

interface Office {
  /** `minaloc.huye`; `minaloc` for the seat of an authority. */
  readonly key: string;
  readonly authority: string;
  readonly name: Words;
  readonly place: OfficePlace | undefined;
  /** It says its own name, and can be removed. */
  readonly isOwn: boolean;
}

const authoritiesOf = ({ deps }: Admin) => deps.catalogue.jurisdiction.authorities;
const seatWords = ({ t }: Admin): Words => ({ [t.lang]: t("admin.offices.seat") });

/** The seat of an authority, then its offices. */
function officesOf(at: Admin, authority: string): readonly Office[] {
  const { catalogue } = at.deps;
  const places = catalogue.jurisdiction.offices ?? {};
  const seat = officeKey(authority);
  return [
    { key: seat, authority, name: seatWords(at), place: places[seat], isOwn: false },
    ...officesIn(catalogue, authority).map(({ value, label }) => {
      const key = officeKey(authority, value);
      const place = places[key];
      return { key, authority, name: label, place, isOwn: place?.name !== undefined };
    }),
  ];
}

/** GET /admin/offices: the seats and offices of all authorities, and where they are. */
export function officesPage(at: Admin): FastifyReply {
  const { t } = at;
  const { of } = at.request.query as { of?: string };
  const chosen = authoritiesOf(at).find(({ id }) => id === of);
  const title = t("admin.offices.title");
  const content = html`<h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body-l">${t("admin.offices.lead")}</p>
    ${linkButton({ text: t("admin.offices.add"), href: `${officesPath}/add` })}
    ${chosen ? officeTable(at, chosen.id, t.words(chosen.name)) : authorityTable(at)}`;
  const before = chosen ? backLink(officesPath, t, title) : undefined;
  return showAdmin(at, { title, content, path: officesPath, ...(before && { before }) });
}

function authorityTable(at: Admin): SafeHtml {
  const { t } = at;
  return table({
    ...{ caption: t("admin.offices.title"), captionHidden: true },
    columns: [
      { text: t("staff.authority") },
      { text: t("admin.offices.count"), numeric: true },
      { text: t("admin.offices.placed"), numeric: true },
    ],
    rows: authoritiesOf(at).map(({ id, name }) => {
      const offices = officesOf(at, id);
      return [
        html`<a class="govuk-link hw-table__title" href="${officesPath}?of=${id}">
          ${t.words(name)}</a>`,
        t.number(offices.length),
        t.number(offices.filter(({ place }) => place).length),
      ];
    }),
  });
}

function officeTable(at: Admin, authority: string, caption: string): SafeHtml {
  const { t } = at;
  const href = (key: string) => `${officesPath}/${key}`;
  return table({
    caption,
    columns: [
      { text: t("admin.offices.office") },
      { text: t("settings.contact.address") },
      { text: t("visits.times") },
      { text: t("settings.contact.telephone") },
    ],
    rows: officesOf(at, authority).map(({ key, name, place }) => [
      html`<a class="govuk-link hw-table__title" href="${href(key)}">${t.words(name)}</a>`,
      place
        ? html`${t.words(place.address)}
            ${place.illustrative ? tag(t("service.illustrative")) : null}`
        : t("admin.offices.unsaid"),
      hoursWords(place?.hours ?? [], t)
        .map(({ days, times }) => `${days} ${t.list(times)}`)
        .join(" · "),
      place?.telephone ?? "",
    ]),
  });
}

const pathOf = ({ authority }: Pick<Office, "authority">) => `${officesPath}?of=${authority}`;

/** An office by the address of its page. */
function officeAt(at: Admin): Office | undefined {
  const { id = "" } = at.request.params as { id?: string };
  const [authority = ""] = id.split(".");
  if (!authoritiesOf(at).some((each) => each.id === authority)) return undefined;
  return officesOf(at, authority).find(({ key }) => key === id);
}

/** The fields of every office; a week that the form cannot show stays as it is. */
const placeFields = (at: Admin, place: OfficePlace | undefined): StaffForm["fields"] => [
  ...wordsFields(at, {
    ...{ name: "address", label: at.t("settings.contact.address"), words: place?.address },
  }),
  {
    ...{ kind: "text", name: "telephone", label: at.t("settings.contact.telephone") },
    ...{ hint: at.t("settings.contact.telephone-hint"), value: place?.telephone },
  },
  { kind: "text", name: "email", label: at.t("settings.contact.email"), value: place?.email },
  {
    ...{ kind: "text", name: "source", label: at.t("settings.government.source") },
    ...{ hint: at.t("admin.offices.source-hint"), value: place?.source },
  },
  ...(weekFields(at, place?.hours ?? []) ?? []),
];

/** The office as it was typed; a week without any hour says nothing. */
function readPlace(at: Admin, form: StaffForm, typed: Typed, name: Words | undefined) {
  const { telephone = "", email = "", source = "" } = typed.values;
  const hasHours = Object.entries(typed.raw).some(
    ([field, text]) => /^(opens|closes|break\w+)-\d$/.test(field) && text !== "",
  );
  const isAddress = source === "" || /^https:\/\/\S+\.\S+$/.test(source);
  const wrong = at.t("settings.government.source-wrong");
  const checked = isAddress ? typed : alsoWrong(form, typed, "source", wrong);
  const hours = hasHours ? readWeek(at, form, checked) : undefined;
  if (hours && "wrong" in hours) return hours;
  if (checked.wrong.length > 0) return { wrong: checked };
  const { timeZone } = at.deps.catalogue.jurisdiction;
  const value = {
    ...(name && { name }),
    address: wordsIn(at, typed, "address"),
    ...(telephone !== "" && { telephone }),
    ...(email !== "" && { email }),
    ...(hours && { hours: hours.value }),
    ...(source !== "" && { source }),
    checkedOn: dateIn(at.deps.clock(), timeZone),
  };
  return { value };
}

const fieldOf = ([key]: readonly (string | number)[]) =>
  key === "telephone" || key === "email" ? key : undefined;

function pageOf(at: Admin, office: Office): SettingPage {
  const { t } = at;
  const { key, name, place, isOwn } = office;
  const nameFields = isOwn
    ? wordsFields(at, { name: "name", label: t("settings.contact.name"), words: name })
    : [];
  const form: StaffForm = {
    ...{ id: "office", action: `${officesPath}/${key}`, send: t("settings.save"), inRows: true },
    fields: [...nameFields, ...placeFields(at, place)],
  };
  const remove = isOwn
    ? html`<p class="govuk-body"><a class="govuk-link" href="${officesPath}/${key}/remove">
        ${t("settings.remove")}</a></p>`
    : null;
  const authority = authoritiesOf(at).find(({ id }) => id === office.authority)?.name;
  return {
    ...{ place: { setting: "office-place", of: key }, form, fieldOf },
    title: t("settings.change-of", { name: t.words(name) }),
    lead: html`<p class="govuk-body">${t.words(authority)}</p>${remove}`,
    back: { href: pathOf(office), text: t("admin.offices.title") },
    read: (typed) => readPlace(at, form, typed, isOwn ? wordsIn(at, typed, "name") : undefined),
  };
}

/** A page for an office that nobody has said anything of. */
function newPage(at: Admin, typedKey = ""): SettingPage {
  const { t } = at;
  const form: StaffForm = {
    ...{ id: "office", action: `${officesPath}/add`, send: t("settings.save"), inRows: true },
    fields: [
      {
        ...{ kind: "select", name: "authority", label: t("staff.authority") },
        missing: t("staff.choose-authority"),
        items: authoritiesOf(at).map(({ id, name }) => ({ value: id, text: t.words(name) })),
      },
      identifierField(at),
      ...wordsFields(at, { name: "name", label: t("settings.contact.name") }),
      ...placeFields(at, undefined),
    ],
  };
  const authority = typedKey.split(".")[0] ?? "";
  return {
    ...{ place: { setting: "office-place", of: typedKey }, form, fieldOf },
    title: t("admin.offices.add"),
    lead: html`<p class="govuk-body">${t("admin.offices.add-lead")}</p>`,
    back: { href: authority ? pathOf({ authority }) : officesPath, text: t("admin.offices.title") },
    read: (typed) => {
      const { authority: id = "" } = typed.values;
      const isTaken = (code: string) =>
        officesOf(at, id).some(({ key }) => key === officeKey(id, code));
      const wrong = checkIdentifier(at, form, typed, isTaken);
      return wrong.wrong.length > 0
        ? { wrong }
        : readPlace(at, form, typed, wordsIn(at, typed, "name"));
    },
  };
}

const removal = (at: Admin, office: Office): SettingPage => ({
  ...pageOf(at, office),
  title: at.t("settings.remove-of", { name: at.t.words(office.name) }),
  lead: html`<p class="govuk-body-l">${at.t("admin.offices.removes")}</p>`,
  form: {
    ...{ id: "remove", send: at.t("settings.remove"), fields: [] },
    action: `${officesPath}/${office.key}/remove`,
  },
  read: () => ({ value: undefined }),
});

const unknown = { kind: "not-found", code: "settings.entry-unknown" } as const;

type Answer = FastifyReply | Promise<FastifyReply>;

const ofOffice = (go: (at: Admin, office: Office) => Answer) => (at: Admin) => {
  const office = officeAt(at);
  return office ? go(at, office) : refuseAdmin(at, unknown, officesPath);
};
const ofOwn = (go: (at: Admin, office: Office) => Answer) =>
  ofOffice((at, office) => (office.isOwn ? go(at, office) : refuseAdmin(at, unknown, officesPath)));

/** The pages of one office, each for one address. */
export const officePages = {
  add: (at: Admin) => settingPage(at, newPage(at)),
  added: (at: Admin) => {
    const posted = formOf(at.request);
    const [authority, code] = [textOf(posted, "authority"), textOf(posted, "code").trim()];
    return changeSetting(at, newPage(at, officeKey(authority, code)));
  },
  change: ofOffice((at, office) => settingPage(at, pageOf(at, office))),
  changed: ofOffice((at, office) => changeSetting(at, pageOf(at, office))),
  remove: ofOwn((at, office) => settingPage(at, removal(at, office))),
  removed: ofOwn((at, office) => changeSetting(at, removal(at, office))),
};
