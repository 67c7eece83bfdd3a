import type { FastifyReply } from "fastify";
import { dayWithWeekday, effectOfHoliday, type HolidayEffect } from "../../acts/index.ts";
import type { Holiday } from "../../catalogue/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { type FormFields, formOf, redirectTo, textOf } from "../../platform/http/index.ts";
import { isLang, languageNames } from "../../platform/i18n/index.ts";
import type { HolidayCommand, HolidayDay } from "../../settings/index.ts";
import {
  backLink,
  html,
  inset,
  linkButton,
  type SafeHtml,
  table,
  tag,
  warningText,
} from "../components/index.ts";
import { readTyped, type StaffField, type StaffForm, type Typed } from "../staff/index.ts";
import { type Admin, occasionAt, refuseAdmin, showAdmin, showFormPage } from "./admin.ts";

const path = "/admin/calendar";
const unknown = { kind: "not-found", code: "settings.holiday-unknown" } as const;

const todayOf = ({ deps }: Admin): string =>
  dateIn(deps.clock(), deps.catalogue.jurisdiction.timeZone);

const before = ({ t }: Admin) => backLink(path, t, t("settings.calendar.title"));

/** "Friday 25 December 2026" */
const dayWords = ({ t }: Admin, date: string): string => dayWithWeekday(date, t);

function holidayRow(at: Admin, { date, name, observed }: Holiday) {
  const { t } = at;
  const words = t.words(name);
  const hidden = html`<span class="govuk-visually-hidden">: ${dayWords(at, date)}</span>`;
  const link = (href: string, text: string) =>
    html`<a class="govuk-link" href="${href}">${text}${hidden}</a>`;
  const acts = observed
    ? html`${link(`${path}/${date}`, t("settings.change"))}
        &nbsp; ${link(`${path}/${date}/remove`, t("settings.remove"))}`
    : link(`${path}/add?date=${date}`, t("settings.calendar.put-back"));
  return [
    dayWords(at, date),
    observed ? words : html`${words} ${tag(t("settings.calendar.removed"))}`,
    acts,
  ];
}

/** GET /admin/calendar: the holidays to come in a year, with what can be done about each. */
export async function calendarPage(at: Admin): Promise<FastifyReply> {
  const { deps, request, t } = at;
  const years = deps.settings.years();
  const asked = Number((request.query as { year?: string }).year);
  const year = years.find((each) => each === asked) ?? years[0] ?? asked;
  const today = todayOf(at);
  const holidays = (await deps.settings.holidays(year)).filter(({ date }) => date >= today);
  const others = years.filter((each) => each !== year);
  const content = html`<h1 class="govuk-heading-l">${t("settings.calendar.title")}</h1>
    <p class="govuk-body-l">${t("settings.calendar.lead")}</p>
    ${linkButton({ text: t("settings.calendar.add"), href: `${path}/add` })}
    ${table({
      caption: t("settings.calendar.of-year", { year: String(year) }),
      columns: [
        { text: t("settings.calendar.day") },
        { text: t("settings.calendar.name") },
        { text: t("settings.calendar.acts") },
      ],
      rows: holidays.map((holiday) => holidayRow(at, holiday)),
      empty: t("settings.calendar.none"),
    })}
    <p class="govuk-body">${t("settings.calendar.other-years")}&nbsp;
      ${others.map(
        (each) => html`<a class="govuk-link" href="${path}?year=${each}">${String(each)}</a> `,
      )}</p>`;
  return showAdmin(at, { title: t("settings.calendar.title"), content, path });
}

const languagesOf = ({ deps }: Admin): readonly string[] => deps.catalogue.jurisdiction.languages;

/** The day, and its name in every language of the government. */
function holidayForm(at: Admin, action: string, holiday?: Partial<HolidayDay>): StaffForm {
  const { t } = at;
  const name = (lang: string): StaffField => {
    const language = isLang(lang) ? languageNames[lang] : lang;
    return {
      ...{ kind: "text", name: `name-${lang}`, value: holiday?.name?.[lang] },
      label: t("settings.name-in", { language }),
      missing: t("settings.enter-name-in", { language }),
    };
  };
  return {
    ...{ id: "holiday", action, send: t("settings.continue") },
    fields: [
      {
        ...{ kind: "date", name: "date", label: t("settings.calendar.day"), value: holiday?.date },
        missing: t("settings.calendar.enter-day"),
      },
      ...languagesOf(at).map(name),
    ],
  };
}

function dayIn(at: Admin, { values }: Typed): HolidayDay {
  const name = Object.fromEntries(
    languagesOf(at).map((lang) => [lang, (values[`name-${lang}`] ?? "").slice(0, 100)]),
  );
  return { date: values.date ?? "", name };
}

/** What the change does, said before it is made. */
function effectWords(at: Admin, effect: HolidayEffect): SafeHtml {
  const { t } = at;
  const { closes, opens, appointments: count, centres, closedAnyway, mobileStays } = effect;
  const lines = [
    closes && t("settings.calendar.closes", { day: dayWords(at, closes) }),
    opens && t("settings.calendar.opens", { day: dayWords(at, opens) }),
    mobileStays && t("settings.calendar.mobile-stays"),
    closedAnyway && t("settings.calendar.closed-anyway"),
    !closes && !opens && t("settings.calendar.renames"),
    closes && count === 0 && t("settings.calendar.nobody-booked"),
  ].filter((line) => typeof line === "string");
  return html`${inset(html`${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}`)}
    ${count > 0 ? warningText(t("settings.calendar.calls-off", { count, centres }), t) : null}`;
}

/** What was posted, sent along unseen with the confirmation. */
const sentAlong = (at: Admin, posted: FormFields): Record<string, string> =>
  Object.fromEntries(
    ["date-day", "date-month", "date-year", ...languagesOf(at).map((lang) => `name-${lang}`)].map(
      (name) => [name, textOf(posted, name)],
    ),
  );

interface Asked {
  readonly command: HolidayCommand;
  readonly action: string;
  readonly title: string;
  readonly hidden?: Readonly<Record<string, string>>;
}

/** The page that says what would happen, with the button that does it. */
async function confirmPage(at: Admin, { command, action, title, hidden }: Asked) {
  const form: StaffForm = {
    ...{ id: "sure", action, send: at.t("settings.confirm"), fields: [] },
    hidden: { ...hidden, sure: "yes" },
  };
  const effect = effectWords(at, await effectOfHoliday(at.deps, command));
  const name = "day" in command ? at.t.words(command.day.name) : undefined;
  const lead = html`${name ? html`<p class="govuk-body-l">${name}</p>` : null}${effect}`;
  return showFormPage(at, form, { title, before: before(at), lead });
}

async function change(at: Admin, command: HolidayCommand, posted: FormFields) {
  const done = await at.deps.settings.changeHoliday(command, occasionAt(at, posted));
  if (!done.ok) return refuseAdmin(at, done.refusal, path);
  const date = command.type === "remove-holiday" ? command.date : command.day.date;
  return redirectTo(at.reply, `${path}?year=${date.slice(0, 4)}`, {
    ...{ kind: "success", code: "settings.done" },
  });
}

/** Reads the form; shows it again, or what the change would do, or makes it. */
async function onForm(
  at: Admin,
  { form, title }: { readonly form: StaffForm; readonly title: string },
  commandOf: (day: HolidayDay) => HolidayCommand,
): Promise<FastifyReply> {
  const posted = formOf(at.request);
  const typed = readTyped(form, posted);
  const page = { title, before: before(at) };
  if (typed.wrong.length > 0) return showFormPage(at, form, page, typed);
  const command = commandOf(dayIn(at, typed));
  const check = await at.deps.settings.checkHoliday(command);
  if (!check.ok) {
    const refused = at.t.refusal(check.refusal);
    return showFormPage(at, form, page, { ...typed, refused });
  }
  if (textOf(posted, "sure") === "yes") return change(at, command, posted);
  const hidden = sentAlong(at, posted);
  return confirmPage(at, { command, action: form.action, title, hidden });
}

const addAction = `${path}/add`;

/** GET /admin/calendar/add: empty, or with a day that was removed. */
export async function addHolidayPage(at: Admin): Promise<FastifyReply> {
  const { date } = at.request.query as { date?: string };
  const holiday = date === undefined ? undefined : await holidayOn(at, date);
  const title = at.t("settings.calendar.add");
  return showFormPage(at, holidayForm(at, addAction, holiday), { title, before: before(at) });
}

/** POST /admin/calendar/add */
export const addHoliday = (at: Admin): Promise<FastifyReply> =>
  onForm(at, { form: holidayForm(at, addAction), title: at.t("settings.calendar.add") }, (day) => ({
    type: "add-holiday",
    day,
  }));

async function holidayOn(at: Admin, date: string): Promise<Holiday | undefined> {
  const year = at.deps.settings.years().find((each) => date.startsWith(`${each}-`));
  const holidays = year === undefined ? [] : await at.deps.settings.holidays(year);
  return holidays.find((each) => each.date === date);
}

/** Goes on with the holiday that the address names by its day. */
export async function withHoliday(
  at: Admin,
  go: (at: Admin, holiday: Holiday) => FastifyReply | Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { date = "" } = at.request.params as { date?: string };
  const holiday = await holidayOn(at, date);
  return holiday?.observed ? go(at, holiday) : refuseAdmin(at, unknown, path);
}

const changeTitle = (at: Admin, { name }: Holiday) =>
  at.t("settings.calendar.change-title", { name: at.t.words(name) });

/** GET /admin/calendar/:date */
export const changeHolidayPage = (at: Admin, holiday: Holiday): FastifyReply =>
  showFormPage(at, holidayForm(at, `${path}/${holiday.date}`, holiday), {
    ...{ title: changeTitle(at, holiday), before: before(at) },
  });

/** POST /admin/calendar/:date */
export const changeHoliday = (at: Admin, holiday: Holiday): Promise<FastifyReply> => {
  const form = holidayForm(at, `${path}/${holiday.date}`, holiday);
  return onForm(at, { form, title: changeTitle(at, holiday) }, (day) => ({
    ...{ type: "change-holiday", date: holiday.date, day },
  }));
};

/** GET /admin/calendar/:date/remove: what it means, before it is done. */
export const removeHolidayPage = (at: Admin, { date, name }: Holiday): Promise<FastifyReply> =>
  confirmPage(at, {
    command: { type: "remove-holiday", date },
    action: `${path}/${date}/remove`,
    title: at.t("settings.calendar.remove-title", { name: at.t.words(name) }),
  });

/** POST /admin/calendar/:date/remove */
export const removeHoliday = (at: Admin, { date }: Holiday): Promise<FastifyReply> =>
  change(at, { type: "remove-holiday", date }, formOf(at.request));
