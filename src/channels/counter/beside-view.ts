import { doublesShown, maskedNumber, type Neighbours, type Reasons } from "../../acts/index.ts";
import type { Beside } from "../../counter/index.ts";
import { type FormFields, textOf } from "../../platform/http/index.ts";
import { button, html, input, inset, type SafeHtml, summaryList } from "../components/index.ts";
import { countLookup } from "./client.ts";
import type { Desk, ServingDesk } from "./desk.ts";

/** Which accounts stand beside one that is to be made, and what is still to be said of them. */
export interface Asked extends Neighbours, Pick<Reasons, "open"> {
  /** The telephone that was typed. */
  readonly phone: string | null;
}

/** The field for the reason why two accounts have one telephone. */
export const reasonName = "shared-phone";

/** The reasons that were typed, each with what it was asked about. */
export const reasonsIn = (form: FormFields) => ({
  name: { reason: textOf(form, "another"), about: textOf(form, "beside") },
  phone: { reason: textOf(form, reasonName), about: textOf(form, "shared-number") },
});

/** What an operator was shown of other accounts counts as a look-up, and its people see it. */
export async function lookAtNeighbours(desk: ServingDesk, { doubles }: Neighbours): Promise<void> {
  const { deps, officer } = desk;
  const seat = await deps.centres.seatOf(officer.id);
  const look = { officer: officer.id, people: doubles.map(({ id }) => id) };
  if (seat)
    await deps.counter.recordLook({ ...look, centre: seat.centre, what: "registering" as const });
  await countLookup(desk);
}

/** What is still to be said of the neighbours, each at its field. */
export const problemsBeside = ({ t }: Pick<Desk, "t">, { name, phone }: Reasons["open"]) => ({
  ...(name && { another: t.refusal(name) }),
  ...(phone && {
    [phone.code === "counter.reason-missing" ? reasonName : "phone"]: t.refusal(phone),
  }),
});

/** The accounts of the same name and birth date: open one, or say why this is another person. */
export function doublesView(
  { t }: ServingDesk,
  form: FormFields,
  beside: Asked,
  problems: Readonly<Record<string, string>>,
): SafeHtml | null {
  if (beside.doubles.length === 0) return null;
  const each = beside.doubles.map(({ id, name, birthDate, nationalId }) => {
    const facts = summaryList({
      rows: [
        { key: t("counter.beside.name"), value: name },
        { key: t("counter.register.birth"), value: birthDate ? t.date(birthDate) : "–" },
        { key: t("counter.cards.number"), value: maskedNumber(nationalId) ?? "–" },
      ],
    });
    const open = button({
      ...{ text: t("counter.beside.same"), kind: "secondary" as const },
      ...{ name: "same", value: id },
    });
    return html`${facts}${open}`;
  });
  const reason = input(
    {
      ...{ id: "another", name: "another", label: t("counter.beside.another") },
      ...{ hint: t("counter.open.reason-hint"), value: textOf(form, "another"), maxlength: 300 },
      error: problems.another,
    },
    t,
  );
  return html`<section class="hw-box"><h2 class="govuk-heading-m">${t("counter.beside.title")}</h2>
    ${each}<input type="hidden" name="beside" value="${doublesShown(beside)}">${reason}</section>`;
}

/** Why two accounts have this number; asked where another has it. */
export function reasonField(
  { t }: Pick<Desk, "t">,
  phone: string,
  error: string | undefined,
  value = "",
): SafeHtml {
  const reason = input(
    {
      ...{ id: reasonName, name: reasonName, label: t("counter.beside.phone-reason"), value },
      ...{ hint: t("counter.open.reason-hint"), maxlength: 300, error },
    },
    t,
  );
  return html`<input type="hidden" name="shared-number" value="${phone}">${reason}`;
}

/** The same while somebody is written down. */
export const sharedPhoneField = (
  desk: ServingDesk,
  form: FormFields,
  { holder, phone }: Asked,
  problems: Readonly<Record<string, string>>,
): SafeHtml | null =>
  holder && phone !== null
    ? reasonField(desk, phone, problems[reasonName], textOf(form, reasonName))
    : null;

/** What the second officer is told of other accounts, before they agree. */
export const besidesView = ({ t }: Pick<Desk, "t">, besides: readonly Beside[]): SafeHtml[] =>
  besides.map(({ what, reason }) =>
    inset(html`${t(`counter.beside.second-${what}`)} <strong>${reason}</strong>`),
  );
