import {
  isAgreed,
  minutesHash,
  type SessionState,
  untranslated,
} from "../../../partnership/index.ts";
import {
  besideLinks,
  button,
  type Content,
  details,
  hashWords,
  html,
  inset,
  linkButton,
  minutesTable,
  ownLanguageName,
  pagination,
  postWords,
  type SafeHtml,
  type SummaryRow,
  sideName,
  summaryList,
  type Tone,
  table,
  tag,
} from "../../components/index.ts";
import { chairs, type Desk, keepsRegister, ownSide } from "../desk.ts";
import { deskForm, foldedForm, type Typed } from "../form.ts";
import { notesLine, notesLink } from "../notes/notes.ts";
import { agendaObstacles, type OnAgenda } from "../obstacles/agenda.ts";
import {
  acceptForm,
  erratumForm,
  itemForm,
  paperForm,
  paragraphPath,
  sessionPath,
  signForm,
  uploadForm,
} from "./forms.ts";

export const phaseTones: Readonly<Record<Exclude<SessionState["phase"], "none">, Tone>> = {
  planned: "waiting",
  open: "working",
  closed: "action",
  agreed: "good",
  cancelled: "neutral",
};

export const phaseTag = ({ phase }: SessionState, { t }: Desk): SafeHtml | null =>
  phase === "none" ? null : tag(t(`partnership.session.phase.${phase}`), phaseTones[phase]);

export const isChair = ({ officer }: Desk): boolean =>
  officer.roles.some((role) => chairs.some((chair) => chair === role));

/** Everything about one session, in the order in which it is used on the day. */
export async function room(
  desk: Desk,
  state: SessionState,
  beside: string,
  typed?: Typed,
): Promise<SafeHtml> {
  const { t } = desk;
  const reported = await agendaObstacles(desk, state);
  return html`<h1 class="govuk-heading-l">${t.words(state.title)}</h1>
    ${lead(desk, state)}
    ${facts(desk, state)}
    ${notesLine(desk, "session", state.id ?? "")}
    ${whatNow(desk, state)}
    <h2 class="govuk-heading-m" id="open">${t("partnership.session.open-decisions")}</h2>
    ${await openDecisions(desk, state)}
    <h2 class="govuk-heading-m">${t("partnership.session.agenda")}</h2>
    ${agenda(desk, state, reported, typed)}
    <h2 class="govuk-heading-m" id="minutes">${t("partnership.session.minutes")}</h2>
    ${minutes(desk, state, beside, typed)}
    ${signatures(desk, state, typed)}
    ${state.phase === "agreed" ? errata(desk, state, typed) : null}`;
}

/** What one sees first: how far it has come, what it is, when and where. */
function lead(desk: Desk, state: SessionState): SafeHtml {
  const { t } = desk;
  const { kind, plannedOn, place, illustrative } = state;
  const words = [
    kind && t(`partnership.session.of.${kind}`),
    plannedOn && t.date(plannedOn),
    place,
  ].filter(Boolean);
  return html`<p class="govuk-body-l">${phaseTag(state, desk)} ${words.join(" · ")}
    ${illustrative ? html` ${tag(t("service.illustrative"))}` : null}</p>`;
}

function facts(desk: Desk, state: SessionState): SafeHtml {
  const { t } = desk;
  const { openedOn, closedOn, agreedOn, prevailing, languages, source } = state;
  const row = (key: string, value: Content | undefined): readonly SummaryRow[] =>
    value === undefined || value === "" ? [] : [{ key, value }];
  const day = (on: string | undefined) => (on === undefined ? undefined : t.date(on));
  const named = languages.map((lang) =>
    lang === prevailing
      ? t("partnership.session.prevailing-in", { language: ownLanguageName(lang) })
      : ownLanguageName(lang),
  );
  return summaryList({
    rows: [
      ...row(t("partnership.session.opened-on"), day(openedOn)),
      ...(closedOn === openedOn ? [] : row(t("partnership.session.closed-on"), day(closedOn))),
      ...row(t("partnership.session.agreed-on"), day(agreedOn)),
      ...row(t("partnership.languages"), t.list(named)),
      ...row(t("partnership.session.embargo"), embargoWords(desk, state)),
      ...row(
        t("partnership.source"),
        source && html`<a class="govuk-link" href="${source}">${new URL(source).host}</a>`,
      ),
    ],
  });
}

function embargoWords({ t }: Desk, { embargoUntil }: SessionState): string {
  if (embargoUntil === undefined) return t("partnership.session.embargo-none");
  if (embargoUntil === "end") return t("partnership.session.embargo-end");
  return t("partnership.session.embargo-until", { date: t.date(embargoUntil) });
}

/** The one act that comes next, as a button. */
function whatNow(desk: Desk, { id = "", phase }: SessionState): SafeHtml | null {
  const { t, csrf } = desk;
  if (!keepsRegister(desk)) return null;
  const act = (what: "open" | "close", text: string, hint: string) =>
    html`<form method="post" action="${sessionPath(id)}/${what}">${csrf}
      <p class="govuk-body">${hint}</p>${button({ text })}</form>`;
  if (phase === "planned")
    return act("open", t("partnership.session.open"), t("partnership.session.open-hint"));
  if (phase === "open")
    return act("close", t("partnership.session.close"), t("partnership.session.close-hint"));
  return null;
}

/** Lines of item 1 on one page of the room, and the last page that an address may name. */
const [linesOfPage, mostPages] = [25, 10_000];

/** Item 1 of every session: what stands open, as the register had it when the session opened. */
async function openDecisions(desk: Desk, state: SessionState): Promise<SafeHtml> {
  const { deps, request, t } = desk;
  const { id = "", phase, parties } = state;
  if (phase === "planned" || phase === "cancelled")
    return html`<p class="govuk-body">${t("partnership.session.filled-at-opening")}</p>`;
  const asked = Math.trunc(Number((request.query as { decisions?: string }).decisions));
  const page = asked >= 1 && asked <= mostPages ? asked : 1;
  const { count, late, decisions } = await deps.partnership.sessions.openDecisions(id, {
    ...{ limit: linesOfPage, offset: (page - 1) * linesOfPage },
  });
  const href = (n: number) => `${sessionPath(id)}?decisions=${n}#open`;
  const counts = t("partnership.session.open-count", {
    count: t.number(count),
    late: t.number(late),
  });
  const lines = table({
    caption: t("partnership.session.open-decisions"),
    captionHidden: true,
    columns: [
      { text: t("partnership.session.decision") },
      { text: t("partnership.session.deadline") },
      ...parties.map((side) => ({ text: sideName(side, t) })),
    ],
    rows: decisions.map(({ commitment, title, deadline, late, statuses }) => [
      html`<a class="govuk-link hw-table__title" href="/desk/commitments/${commitment}">
        ${t.words(title) || commitment}</a>`,
      html`${t.date(deadline)} ${late ? tag(t("commitments.overdue"), "bad") : null}`,
      ...parties.map((side) => {
        const status = statuses[side];
        return status ? t.named(`commitments.status.${status}`) : t("commitments.no-report");
      }),
    ]),
    empty: t("partnership.session.nothing-open"),
  });
  return html`${count > 0 ? html`<p class="govuk-body">${counts}</p>` : null}${lines}
    ${pagination({ page, pages: Math.ceil(count / linesOfPage), href }, t)}`;
}

function agenda(
  desk: Desk,
  state: SessionState,
  reported: OnAgenda | undefined,
  typed?: Typed,
): SafeHtml {
  const { t } = desk;
  const { id = "", agenda: items, phase } = state;
  const lines = items.map(
    ({ id: item, title, by, carriedFrom }) =>
      html`<li>${t.words(title)}${by ? html` <span class="hw-muted">${by}</span>` : null}
        ${carriedFrom ? tag(t("partnership.session.carried-over"), "waiting") : null}
        ${
          keepsRegister(desk)
            ? html`<br>${notesLink(desk, "item", `${id}:${item}`, t.words(title))}`
            : null
        }</li>`,
  );
  const open = phase === "planned" || phase === "open";
  return html`<ol class="govuk-list govuk-list--number">
      <li>${t("partnership.session.open-decisions")}${html` <span class="hw-muted">
        ${t("partnership.session.by-itself")}</span>`}</li>
      ${reported ? html`<li>${reported.content}</li>` : null}${lines}
    </ol>
    ${
      open && keepsRegister(desk)
        ? foldedForm(t("partnership.session.add-item"), itemForm(desk, id), desk, typed)
        : null
    }`;
}

function minutes(desk: Desk, state: SessionState, beside: string, typed?: Typed): SafeHtml {
  const { t } = desk;
  const { id = "", phase, paragraphs, languages, agenda: items } = state;
  const { authorities } = desk.deps.catalogue.jurisdiction;
  const writable = keepsRegister(desk) && (phase === "open" || phase === "closed");
  const gaps = languages.flatMap((lang) => {
    const count = untranslated({ languages: [lang] }, paragraphs).length;
    if (count === 0) return [];
    return [`${ownLanguageName(lang)} ${t.number(count)}`];
  });
  const fileOf = (lang: string, name: string) =>
    html`<li><a class="govuk-link" href="${sessionPath(id)}/minutes-${lang}.docx">${name}</a></li>`;
  const files = [
    ...languages.map((lang) => fileOf(lang, ownLanguageName(lang))),
    fileOf("all", t("partnership.session.all-languages")),
  ];
  const toWrite = t("partnership.session.gaps", { list: t.list(gaps) });
  const edit = writable ? { edit: (number: string) => paragraphPath(id, number) } : {};
  const more = keepsRegister(desk)
    ? { more: (number: string) => notesLink(desk, "paragraph", `${id}:${number}`, number) }
    : {};
  const add = linkButton({
    text: t("partnership.session.add-paragraph"),
    href: paragraphPath(id, "new"),
    kind: "secondary",
  });
  const take = foldedForm(
    t("partnership.session.take-in"),
    uploadForm(desk, id, state.prevailing ?? ""),
    desk,
    typed,
  );
  return html`${besideLinks(state, beside, sessionPath(id), t)}
    ${minutesTable(state, { beside, authorities, ...edit, ...more }, t)}
    ${gaps.length > 0 && paragraphs.length > 0 ? inset(toWrite) : null}
    ${writable ? html`${add}${take}` : null}
    ${
      paragraphs.length > 0 || items.length > 0
        ? details(t("partnership.session.word-files"), html`<ul class="govuk-list">${files}</ul>`)
        : null
    }`;
}

/** Who has said yes to this text, and the forms of those who have not. */
function signatures(desk: Desk, state: SessionState, typed?: Typed): SafeHtml | null {
  const { t } = desk;
  const { id = "", phase, parties, signatures: given, paragraphs } = state;
  if (phase !== "closed" && phase !== "agreed") return null;
  const hash = state.hash ?? minutesHash(state);
  const own = ownSide(desk);
  const { authorities } = desk.deps.catalogue.jurisdiction;
  const rows = parties.map((side) => {
    const yes = given.find((one) => one.side === side);
    if (!yes) return [sideName(side, t), t("partnership.session.not-signed"), ""];
    const { paper, bundle } = yes;
    const words = bundle
      ? t("partnership.session.in-bundle", { bundle })
      : t("partnership.session.at-own-instance");
    const proof =
      bundle && keepsRegister(desk)
        ? html`<a class="govuk-link" href="/desk/two-sides/received/${side}/${bundle}"
            download>${words}</a>`
        : words;
    const how = paper ? t("partnership.session.on-paper", { paper }) : proof;
    return [
      sideName(side, t),
      html`${postWords(yes.post, authorities, t)}, ${t.date(yes.on)}`,
      how,
    ];
  });
  const missing = parties.filter((side) => !given.some((one) => one.side === side));
  const ready = phase === "closed" && untranslated(state, paragraphs).length === 0;
  const forms = missing.map((side) => {
    if (side !== own)
      return keepsRegister(desk)
        ? foldedForm(
            t("partnership.session.other-signed", { side: sideName(side, t) }),
            paperForm(desk, id, side, hash),
            desk,
            typed,
          )
        : null;
    return isChair(desk)
      ? deskForm(signForm(desk, id, hash), desk, typed)
      : html`<p class="govuk-body">${t("partnership.session.chair-signs")}</p>`;
  });
  return html`<h2 class="govuk-heading-m">${t("partnership.session.agreement")}</h2>
    ${table({
      caption: t("partnership.session.agreement"),
      captionHidden: true,
      columns: [
        { text: t("partnership.session.side") },
        { text: t("partnership.session.signed-by") },
        { text: t("partnership.session.how") },
      ],
      rows,
    })}
    <p class="govuk-body">${t("partnership.session.hash")}<br>${hashWords(hash)}</p>
    ${ready ? forms : phase === "closed" ? inset(t("partnership.session.not-ready")) : null}`;
}

function errata(desk: Desk, state: SessionState, typed?: Typed): SafeHtml {
  const { t } = desk;
  const { id = "", parties } = state;
  const each = state.errata.map((erratum) => {
    const { paragraph, text, reason, on } = erratum;
    const missing = parties.filter((side) => !erratum.assents.some((one) => one.side === side));
    const words = Object.entries(text).map(
      ([lang, words]) => html`<p class="govuk-body" lang="${lang}">${words}</p>`,
    );
    return html`<section class="hw-box">
      <h3 class="govuk-heading-s">${t("partnership.session.erratum-to", { paragraph })}
        ${
          isAgreed(state, erratum)
            ? tag(t("partnership.session.phase.agreed"), "good")
            : tag(t("partnership.session.proposed"), "waiting")
        }</h3>
      ${words}
      <p class="govuk-body">${reason}, ${t.date(on)}</p>
      ${missing.map((side) => {
        const form = acceptForm(desk, id, erratum.id, side);
        if (side !== ownSide(desk))
          return keepsRegister(desk) ? foldedForm(form.send, form, desk, typed) : null;
        return isChair(desk) ? deskForm(form, desk, typed) : null;
      })}
    </section>`;
  });
  return html`<h2 class="govuk-heading-m">${t("partnership.session.errata")}</h2>
    <p class="govuk-body">${t("partnership.session.errata-hint")}</p>
    ${each}
    ${
      isChair(desk)
        ? foldedForm(
            t("partnership.session.propose-erratum"),
            erratumForm(desk, id, state),
            desk,
            typed,
          )
        : null
    }`;
}
