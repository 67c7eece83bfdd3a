import type { FastifyReply } from "fastify";
import { agentCharges } from "../../acts/index.ts";
import { dateIn } from "../../kernel/index.ts";
import { withSource } from "../../settings/index.ts";
import { html, linkButton, provenance, type SafeHtml } from "../components/index.ts";
import { alsoWrong, type StaffField, type StaffForm } from "../staff/index.ts";
import type { Admin } from "./admin.ts";
import { changeSetting, type SettingPage, settingPage } from "./setting-form.ts";

const listPath = "/admin/agents";
export const tariffPath = `${listPath}/tariff`;

const governmentOf = ({ deps }: Admin) => deps.catalogue.jurisdiction;

/** What agents may ask now, below the list of them. */
export function tariffPart(at: Admin): SafeHtml {
  const { deps, t } = at;
  const { agentTariff: tariff } = governmentOf(at);
  const charges = agentCharges(deps);
  const most = charges.find(({ what }) => typeof what !== "string");
  const lines = [
    ...(most
      ? [
          t("admin.agents.tariff-now", {
            amount: t.money(most.charge),
            count: charges.filter(({ what }) => typeof what !== "string").length,
          }),
        ]
      : [t("admin.agents.tariff-none")]),
    ...charges.flatMap(({ what, charge }) =>
      typeof what === "string" ? [`${t(`admin.agents.${what}`)}: ${t.money(charge)}`] : [],
    ),
  ];
  return html`<h2 class="govuk-heading-m" id="tariff">${t("settings.kind.agent-tariff")}</h2>
    <p class="govuk-body">${lines.map((line) => html`${line}<br>`)}
      ${tariff ? provenance(tariff, t) : null}</p>
    ${linkButton({
      ...{ text: t("admin.agents.change-tariff"), href: tariffPath },
      kind: "secondary",
    })}`;
}

function pageOf(at: Admin): SettingPage {
  const { deps, t } = at;
  const { agentTariff: tariff, currency, code, timeZone } = governmentOf(at);
  const amount = (name: "withDocuments" | "print" | "bill"): StaffField => {
    const words = { withDocuments: "with-documents", print: "print", bill: "bill" } as const;
    const value = tariff?.[name];
    return {
      ...{ kind: "number", name, label: `${t(`admin.agents.${words[name]}`)} (${currency})` },
      ...(value !== undefined && { value: String(value) }),
      ...(name === "withDocuments" && { missing: t("admin.agents.amount-wrong") }),
    };
  };
  const form: StaffForm = {
    ...{ id: "tariff", action: tariffPath, send: t("settings.save") },
    fields: [
      amount("withDocuments"),
      {
        ...{ kind: "checkboxes", name: "services", label: t("admin.agents.charged") },
        ...{ hint: t("admin.agents.charged-hint"), value: tariff?.services.join(",") },
        items: deps.catalogue.services.map(({ id, title }) => ({
          ...{ value: id, text: t.words(title) },
        })),
      },
      amount("print"),
      amount("bill"),
      {
        ...{ kind: "text", name: "source", label: t("settings.government.source") },
        ...{ hint: t("admin.agents.source-hint"), group: t("admin.agents.source"), atTimes: true },
      },
      {
        ...{ kind: "date", name: "checkedOn", label: t("admin.agents.checked-on") },
        ...{ group: t("admin.agents.source"), atTimes: true },
      },
      {
        ...{ kind: "checkboxes", name: "illustrative", label: t("admin.agents.no-source") },
        ...{ group: t("admin.agents.source"), atTimes: true },
        items: [{ value: "yes", text: t("admin.agents.illustrative") }],
      },
    ],
  };
  const place = { setting: "agent-tariff", of: code } as const;
  return {
    ...{ place, form },
    title: t("admin.agents.change-tariff"),
    ...(tariff && { lead: html`<p class="govuk-body">${provenance(tariff, t)}</p>` }),
    back: { href: `${listPath}#tariff`, text: t("admin.agents.title") },
    read: (typed) => {
      const {
        withDocuments = "",
        services = "",
        print = "",
        bill = "",
        source = "",
        checkedOn = "",
        illustrative = "",
      } = typed.values;
      const isExample = illustrative !== "";
      const wrong = (name: string, words: string) => ({
        wrong: alsoWrong(form, typed, name, words),
      });
      if (source !== "" && !/^https:\/\/\S+\.\S+$/.test(source))
        return wrong("source", t("settings.government.source-wrong"));
      const isReadWell = checkedOn !== "" && checkedOn <= dateIn(deps.clock(), timeZone);
      if (!isExample && (source !== "" || checkedOn !== "") && !isReadWell)
        return wrong("checkedOn", t("admin.agents.checked-on-wrong"));
      const value = withSource(place, tariff, {
        ...{ withDocuments: Number(withDocuments), services: services.split(",").filter(Boolean) },
        ...(print !== "" && { print: Number(print) }),
        ...(bill !== "" && { bill: Number(bill) }),
        ...(isExample && { illustrative: true }),
        ...(!isExample && source !== "" && { source, checkedOn }),
      });
      const isSourced = "source" in value || "illustrative" in value;
      return isSourced ? { value } : wrong("source", t("admin.agents.source-anew"));
    },
    fieldOf: ([key]) => String(key),
  };
}

/** GET /admin/agents/tariff */
export const tariffPage = (at: Admin): FastifyReply => settingPage(at, pageOf(at));

/** POST the same */
export const changeTariff = (at: Admin): Promise<FastifyReply> => changeSetting(at, pageOf(at));
