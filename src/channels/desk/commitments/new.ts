import type { FastifyReply } from "fastify";
import type { JointFacts, Visibility } from "../../../partnership/index.ts";
import { formOf, redirectTo, statusOf } from "../../../platform/http/index.ts";
import { languageNames } from "../../../platform/i18n/index.ts";
import { backLink, type CommitmentsAround, inset } from "../../components/index.ts";
import { type Desk, ownSide } from "../desk.ts";
import {
  type DeskField,
  type DeskForm,
  occasionOf,
  readTyped,
  refusalWords,
  type Typed,
} from "../form.ts";
import { showForm } from "../form-page.ts";
import { choicesOf, jointVisibilities } from "./acts.ts";
import { aroundOf } from "./around.ts";
import { commitmentPath, commitmentsPath } from "./list.ts";

const action = `${commitmentsPath}/new`;

function fieldsOf({ t }: Desk, around: CommitmentsAround): readonly DeskField[] {
  return [
    {
      ...{ kind: "select", name: "instrument", label: t("commitments.which-instrument") },
      missing: t("commitments.choose-instrument"),
      items: choicesOf(around.instruments, t),
    },
    {
      ...{ kind: "text", name: "at", label: t("commitments.which-article") },
      missing: t("commitments.enter-article"),
    },
    {
      ...{ kind: "radios", name: "prevailing", label: t("commitments.which-prevailing") },
      ...{ missing: t("commitments.choose-prevailing"), value: "en" },
      items: t.offered.map((value) => ({ value, text: languageNames[value] })),
    },
    {
      ...{ kind: "lines", name: "text", label: t("commitments.text-prevailing"), rows: 3 },
      missing: t("commitments.enter-text"),
    },
    {
      ...{ kind: "date", name: "deadline", label: t("commitments.deadline") },
      missing: t("partnership.desk.enter-day"),
    },
    {
      ...{ kind: "lines", name: "measure", label: t("commitments.measure"), rows: 2 },
      missing: t("commitments.enter-measure"),
    },
    {
      ...{ kind: "lines", name: "verification", label: t("commitments.verification"), rows: 2 },
      missing: t("commitments.enter-verification"),
    },
    {
      ...{ kind: "select", name: "group", label: t("commitments.group") },
      items: choicesOf(around.groups, t, around.endedGroups),
    },
    {
      ...{ kind: "radios", name: "visibility", label: t("commitments.visibility-of") },
      ...{ missing: t("commitments.choose-visibility"), value: "both" },
      items: jointVisibilities.map((value) => ({
        ...{ value, text: t(`commitments.visibility.${value}`) },
      })),
    },
    {
      ...{ kind: "date", name: "embargo", label: t("commitments.embargo-question") },
      hint: t("commitments.embargo-hint"),
    },
    {
      ...{ kind: "radios", name: "agreed", label: t("commitments.is-agreed") },
      missing: t("commitments.choose-agreed"),
      items: (["agreed", "proposed"] as const).map((value) => ({
        value,
        text: t(`commitments.already.${value}`),
      })),
    },
  ];
}

async function newForm(desk: Desk): Promise<DeskForm> {
  const fields = fieldsOf(desk, await aroundOf(desk));
  return { id: "new", action, fields, send: desk.t("partnership.desk.send") };
}

/** The form by which a commitment is recorded. */
export async function newPage(desk: Desk, typed?: Typed, status?: number): Promise<FastifyReply> {
  const { t } = desk;
  const before = backLink(commitmentsPath, t);
  const page = { title: t("commitments.new"), before, lead: inset(t("commitments.no-secrets")) };
  return showForm(desk, await newForm(desk), page, typed, status);
}

/** Records a commitment; a refusal comes back above the form, with all that was typed. */
export async function recordCommitment(desk: Desk): Promise<FastifyReply> {
  const { deps, request, reply } = desk;
  const posted = formOf(request);
  const typed = readTyped(await newForm(desk), posted);
  if (typed.wrong.length > 0) return newPage(desk, typed);
  const { instrument = "", at = "", prevailing = "en", text = "", agreed } = typed.values;
  const { deadline = "", measure = "", verification = "", group, embargo } = typed.values;
  const source = await deps.partnership.instrument(instrument);
  const parties = source?.text?.parties ?? [];
  const joint: JointFacts = {
    ...{ text: { [prevailing]: text }, prevailing, source: { instrument, at } },
    ...{ deadline, measure, verification },
    visibility: typed.values.visibility as Visibility,
    ...(group && { group }),
    ...(embargo && { embargoUntil: embargo }),
  };
  const occasion = occasionOf(desk, posted);
  const id: string = occasion.key;
  const given = await deps.partnership.commitments.give(
    id,
    {
      ...{ type: "record", id, by: ownSide(desk), parties, joint },
      ...(agreed === "agreed" && { agreed: true }),
      ...(source?.signature && { signedOn: source.signature.on }),
    },
    occasion,
  );
  if (!given.ok) {
    const refused = refusalWords(given.refusal, desk);
    return newPage(desk, { ...typed, refused }, statusOf(given.refusal.kind));
  }
  return redirectTo(reply, commitmentPath(id), {
    kind: "success",
    code: "partnership.desk.done",
  });
}
