import type { FastifyReply, FastifyRequest } from "fastify";
import { isUuid } from "../../../kernel/index.ts";
import { html, table } from "../../components/index.ts";
import type { Office } from "../desk.ts";
import { privacyDesk, sections, serviceTitle, showPrivacy, zoneOf } from "./frame.ts";

/** GET /office/privacy/nights: what each night erased and left. */
export async function showNights(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { t } = desk;
  const nights = await deps.privacy.nights();
  const figures = ["files", "held", "drafts", "messages", "certificates", "failed"] as const;
  const content = table({
    caption: t("privacy-desk.nights.tab"),
    captionHidden: true,
    columns: [
      { text: t("privacy-desk.nights.began") },
      ...figures.map((name) => ({ text: t(`privacy-desk.nights.${name}`), numeric: true })),
    ],
    rows: nights.map(({ id, beganAt, endedAt, counts }) => [
      html`<a class="govuk-link" href="${sections.nights}/${id}">
        ${t.dateTime(beganAt, zoneOf(desk))}</a>
        ${endedAt ? null : t("privacy-desk.nights.cut")}`,
      ...figures.map((name) => t.number(counts[name] ?? 0)),
    ]),
    empty: t("privacy-desk.nights.none"),
  });
  return showPrivacy(desk, { section: "nights", lead: t("privacy-desk.nights.lead"), content });
}

/** GET /office/privacy/nights/:id: the files of one night, without anybody's name. */
export async function showNight(
  deps: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const desk = privacyDesk(deps, request, reply);
  const { t } = desk;
  const zone = zoneOf(desk);
  const { id = "" } = request.params as { id?: string };
  const files = isUuid(id) ? await deps.privacy.erasuresOf(id) : [];
  const at = files[0]?.at;
  const content = table({
    caption: t("privacy-desk.nights.files"),
    captionHidden: true,
    columns: [
      { text: t("privacy-desk.nights.service") },
      { text: t("privacy-desk.nights.closed") },
      { text: t("privacy-desk.nights.due") },
      { text: t("privacy-desk.nights.rows"), numeric: true },
    ],
    rows: files.map(({ service, definition, closedAt, dueAt, counts }) => [
      serviceTitle(desk, service, definition),
      t.day(closedAt, zone),
      t.until(dueAt, zone),
      t.number(Object.values(counts).reduce((sum, count) => sum + count, 0)),
    ]),
    empty: t("privacy-desk.nights.nothing"),
  });
  const title = at ? t("privacy-desk.nights.of", { date: t.day(at, zone) }) : undefined;
  return showPrivacy(desk, { section: "nights", ...(title && { title }), content });
}
