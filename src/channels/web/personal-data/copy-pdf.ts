import { frameOf, type OwnData, statusWords } from "../../../acts/index.ts";
import {
  type Dossier,
  type DossierEntry,
  type DossierSection,
  drawDossier,
  type PaperField,
  type PaperGroup,
} from "../../../paper/index.ts";
import type { Translate } from "../../../platform/i18n/index.ts";
import type { WebDeps } from "../deps.ts";

type Applied = OwnData["applications"][number];

/** A copy of a person's data as one PDF to read and print; their papers are in the ZIP. */
export const copyPdf = (deps: WebDeps, data: OwnData, t: Translate): Promise<Uint8Array> =>
  drawDossier(dossierOf(deps, data, t));

function dossierOf(deps: WebDeps, data: OwnData, t: Translate): Dossier {
  const { jurisdiction } = deps.catalogue;
  const { timeZone } = jurisdiction;
  const { face, both, notice } = frameOf(deps, { first: t });
  const title = t("own-data.page-title", { name: data.account.name });
  const made = t.dateTime(data.madeAt, timeZone);
  return {
    ...{ face, both, at: data.madeAt, title, number: "", notice: notice?.[0] },
    authority: t.words(jurisdiction.name),
    groups: [
      accountGroup(data, t),
      ...data.applications.flatMap((applied) => applicationGroups(applied, timeZone, t)),
    ],
    sections: sectionsOf(data, timeZone, t).filter(({ entries }) => entries.length > 0),
    files: [],
    foot: (page, pages) => `${title} · ${made} · ${t.number(page)} / ${t.number(pages)}`,
  };
}

const field = (label: string, value: string | null | undefined): PaperField => ({
  label: [label],
  value: [value || "–"],
});

function accountGroup({ account }: OwnData, t: Translate): PaperGroup {
  return {
    title: [t("own-data.account")],
    fields: [
      field(t("me.name"), account.name),
      field(t("me.national-id"), account.nationalId),
      field(t("me.birth-date"), account.birthDate && t.date(account.birthDate)),
      field(t("me.phone"), account.phone),
      field(t("me.email"), account.email),
    ],
  };
}

/** What was answered, page by page as it was asked. */
function applicationGroups(applied: Applied, timeZone: string, t: Translate): PaperGroup[] {
  const { reference, service, status, sentAt, questions } = applied;
  const pages = questions.map(({ title, rows }) => ({
    title: [title] as const,
    fields: rows.map(({ question, answer }) => field(question, answer)),
  }));
  return [
    {
      title: [`${reference}: ${t.words(service.title)}`],
      fields: [
        field(t("application.submitted-on"), sentAt && t.day(sentAt, timeZone)),
        field(t("own-data.status"), status === "none" ? "" : t(`status.${statusWords[status]}`)),
      ],
    },
    ...pages.filter(({ fields }) => fields.length > 0),
  ];
}

function sectionsOf(data: OwnData, timeZone: string, t: Translate): readonly DossierSection[] {
  const papers = data.applications.flatMap(({ reference, papers: files }) =>
    files.map(({ name }): DossierEntry => ({ title: name, about: reference, texts: [] })),
  );
  const messages = data.messages.map(
    ({ queuedAt, recipient, subject, body }): DossierEntry => ({
      title: subject ?? "",
      about: `${t.dateTime(queuedAt, timeZone)} · ${recipient}`,
      texts: [body],
    }),
  );
  const thread = data.applications.flatMap(({ reference, thread: written }) =>
    written.map(
      ({ at, text }): DossierEntry => ({
        title: reference,
        about: t.dateTime(at, timeZone),
        texts: [text],
      }),
    ),
  );
  const requests = data.requests.map(
    ({ kind, reference, askedAt, words, outcome, reason }): DossierEntry => ({
      title: `${t(`privacy-kind.${kind}`)}: ${t(`privacy-outcome.${outcome ?? "open"}`)}`,
      about: `${t.day(askedAt, timeZone)} · ${reference ?? t("own-data.everything")}`,
      texts: [words, reason ?? ""],
    }),
  );
  return [
    { heading: t("form.documents"), entries: papers },
    { heading: t("apply.messages-heading"), entries: messages },
    { heading: t("thread.with-office"), entries: thread },
    { heading: t("own-data.requests"), entries: requests },
  ];
}
