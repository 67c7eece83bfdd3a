import type { FastifyInstance, FastifyReply } from "fastify";
import {
  type CommandId,
  isUuid,
  ok,
  type Refusal,
  type Result,
  refuse,
} from "../../../kernel/index.ts";
import type { Introduction, KeptBundle, TakenIn } from "../../../partnership/index.ts";
import { newId } from "../../../platform/db/index.ts";
import {
  type Flash,
  formOf,
  multipartOf,
  redirectTo,
  statusOf,
  textOf,
} from "../../../platform/http/index.ts";
import type { PlainKey } from "../../../platform/i18n/index.ts";
import { sideName } from "../../components/index.ts";
import { type Desk, type DeskDeps, deskOf, refuseAtDesk, showDesk } from "../desk.ts";
import { refusalWords } from "../form.ts";
import { introductionView } from "./introduction-view.ts";
import { type TwoSides, twoSidesView } from "./view.ts";

export const twoSidesPath = "/desk/two-sides";

/** The exchange with the other government's register: introductions, bundles, answers. */
export function twoSidesRoutes(app: FastifyInstance, deps: DeskDeps): void {
  const files = { config: { multipart: true } };
  app.get(twoSidesPath, (request, reply) => page(deskOf(deps, request, reply)));
  app.get(`${twoSidesPath}/introduction`, (request, reply) =>
    download(deskOf(deps, request, reply), "introduction", deps.exchange.introduction()),
  );
  for (const [folder, direction] of [
    ["bundles", "sent"],
    ["received", "received"],
  ] as const)
    app.get<{ Params: { partner: string; sequence: string } }>(
      `${twoSidesPath}/${folder}/:partner/:sequence`,
      (request, reply) => bundle(deskOf(deps, request, reply), direction, request.params),
    );
  app.post(`${twoSidesPath}/introduction`, files, (request, reply) =>
    readIntroduction(deskOf(deps, request, reply)),
  );
  app.post(`${twoSidesPath}/receive`, files, (request, reply) =>
    receive(deskOf(deps, request, reply)),
  );
  app.post(`${twoSidesPath}/trust`, (request, reply) => trust(deskOf(deps, request, reply)));
  app.post(`${twoSidesPath}/link`, (request, reply) => link(deskOf(deps, request, reply)));
  app.post(`${twoSidesPath}/unlink`, (request, reply) => unlink(deskOf(deps, request, reply)));
  app.post(`${twoSidesPath}/withdraw`, (request, reply) => withdraw(deskOf(deps, request, reply)));
  app.post(`${twoSidesPath}/send`, (request, reply) => send(deskOf(deps, request, reply)));
  app.post(`${twoSidesPath}/make`, (request, reply) => make(deskOf(deps, request, reply)));
  app.post(`${twoSidesPath}/answer`, (request, reply) => answer(deskOf(deps, request, reply)));
  app.post(`${twoSidesPath}/answer-all`, (request, reply) =>
    acceptAll(deskOf(deps, request, reply)),
  );
}

async function page(desk: Desk, problem?: TwoSides["problem"], status = 200) {
  const { exchange } = desk.deps;
  const [state, counts, bundles, open, introduction] = await Promise.all([
    exchange.state(),
    exchange.counts(),
    exchange.bundles(),
    exchange.open(),
    exchange.ownKey(),
  ]);
  const own = introduction.ok
    ? { key: introduction.value }
    : { refused: desk.t.refusal(introduction.refusal) };
  const content = twoSidesView(
    { state, counts, bundles, open, own, side: exchange.side, ...(problem && { problem }) },
    desk,
  );
  return showDesk(desk, { title: desk.t("two-sides.title"), content, status, path: twoSidesPath });
}

/** A refusal comes back on the page of the exchange, above everything else. */
const refused = (desk: Desk, refusal: Refusal) => ({
  text: refusalWords(refusal, desk),
  status: statusOf(refusal.kind),
});

async function answered<Value>(
  desk: Desk,
  done: Result<Value>,
  flash: (value: Value) => Flash,
  id = "exchange",
): Promise<FastifyReply> {
  if (done.ok) return redirectTo(desk.reply, twoSidesPath, flash(done.value));
  const { text, status } = refused(desk, done.refusal);
  return page(desk, { text, id }, status);
}

const success = (code: Flash["code"], facts?: Flash["facts"]): Flash => ({
  ...{ kind: "success", code },
  ...(facts && { facts }),
});

const occasionOf = ({ request, officer }: Desk) => {
  const key = textOf(formOf(request), "key");
  return { key: (isUuid(key) ? key : newId()) as CommandId, actor: `officer:${officer.id}` };
};

async function download(
  desk: Desk,
  name: string,
  making: Promise<Result<string>>,
): Promise<FastifyReply> {
  const made = await making;
  if (!made.ok) return refuseAtDesk(desk, made.refusal);
  const file = `${desk.deps.exchange.side}-${name}.jws`;
  return desk.reply
    .type("application/jose")
    .header("content-disposition", `attachment; filename="${file}"`)
    .header("cache-control", "no-store")
    .send(made.value);
}

/** A bundle as it was signed: to be sent as a file, or as the proof of what the other side said. */
async function bundle(
  desk: Desk,
  direction: KeptBundle["direction"],
  { partner, sequence: asked }: { readonly partner: string; readonly sequence: string },
): Promise<FastifyReply> {
  const sequence = /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
  const text = await desk.deps.exchange.bundleText({ partner, direction, sequence });
  if (text === undefined)
    return refuseAtDesk(desk, { kind: "not-found", code: "partnership.statement-unknown" });
  const name = `bundle-${direction}-${partner}-${sequence}`;
  return download(desk, name, Promise.resolve({ ok: true, value: text }));
}

/** The text of the one file that came, or what was typed instead of it. */
function givenText({ request }: Desk, field: string): Result<string> {
  const { files, fields, problems } = multipartOf(request);
  if (problems.length > 0) return refuse("invalid", "partnership.bundle-too-large");
  const [file] = files;
  return ok(file ? Buffer.from(file.body).toString("utf8") : textOf(fields, field).trim());
}

const chooseFile = (desk: Desk, id: string) => {
  const words: PlainKey = "two-sides.choose-file";
  return page(desk, { text: desk.t(words), id }, statusOf("invalid"));
};

/** Shows the fingerprint of what was introduced; nothing is trusted before it was compared. */
async function readIntroduction(desk: Desk): Promise<FastifyReply> {
  const given = givenText(desk, "address");
  if (given.ok && given.value === "") return chooseFile(desk, "introduction");
  const read = given.ok ? await desk.deps.exchange.readIntroduction(given.value) : given;
  if (!read.ok) {
    const { text, status } = refused(desk, read.refusal);
    const id = read.refusal.code === "partnership.address" ? "address" : "introduction";
    return page(desk, { text, id }, status);
  }
  const { text, introduction } = read.value;
  const state = await desk.deps.exchange.state();
  return checkPage(desk, text, introduction, state.partners[introduction.side] !== undefined);
}

const checkPage = (desk: Desk, text: string, introduction: Introduction, again: boolean) =>
  showDesk(desk, {
    title: desk.t("two-sides.check"),
    content: introductionView(text, introduction, again, desk),
    path: twoSidesPath,
  });

async function trust(desk: Desk): Promise<FastifyReply> {
  const text = textOf(formOf(desk.request), "introduction");
  const done = await desk.deps.exchange.trust(text, occasionOf(desk));
  const opened = await desk.deps.exchange.readIntroduction(text);
  const side = opened.ok ? opened.value.introduction.side : "";
  return answered(desk, done, () =>
    success("two-sides.trusted-done", { name: sideName(side, desk.t) }),
  );
}

const partnerIn = ({ request }: Desk): string => textOf(formOf(request), "partner");

async function link(desk: Desk): Promise<FastifyReply> {
  const partner = partnerIn(desk);
  const address = textOf(formOf(desk.request), "address").trim();
  const done = await desk.deps.exchange.link(partner, address, occasionOf(desk));
  return answered(desk, done, () => success("two-sides.linked-done"), `link-${partner}`);
}

const unlink = async (desk: Desk): Promise<FastifyReply> =>
  answered(desk, await desk.deps.exchange.unlink(partnerIn(desk), occasionOf(desk)), () =>
    success("two-sides.unlinked-done"),
  );

async function withdraw(desk: Desk): Promise<FastifyReply> {
  const partner = partnerIn(desk);
  const reason = textOf(formOf(desk.request), "reason").trim().slice(0, 500);
  const done = await desk.deps.exchange.withdraw(partner, reason, occasionOf(desk));
  const name = sideName(partner, desk.t);
  return answered(desk, done, () => success("two-sides.withdrawn-done", { name }), "exchange");
}

const send = async (desk: Desk): Promise<FastifyReply> =>
  answered(desk, await desk.deps.exchange.send(partnerIn(desk), occasionOf(desk)), () =>
    success("two-sides.sent-done"),
  );

const make = async (desk: Desk): Promise<FastifyReply> =>
  answered(desk, await desk.deps.exchange.make(partnerIn(desk), occasionOf(desk)), ({ sequence }) =>
    success("two-sides.made-done", { sequence }),
  );

async function receive(desk: Desk): Promise<FastifyReply> {
  const text = givenText(desk, "bundle");
  if (text.ok && text.value === "") return chooseFile(desk, "bundle");
  const done = text.ok ? await desk.deps.exchange.receive(text.value, occasionOf(desk)) : text;
  return answered(desk, done, takenWords, "bundle");
}

const takenWords = ({ partner: _side, sequence, notUnderstood, ...counts }: TakenIn): Flash =>
  notUnderstood > 0
    ? success("two-sides.not-understood-done", { sequence, count: notUnderstood })
    : success("two-sides.taken-done", { sequence, ...counts });

async function answer(desk: Desk): Promise<FastifyReply> {
  const { exchange } = desk.deps;
  const form = formOf(desk.request);
  const at = {
    partner: textOf(form, "partner"),
    subject: textOf(form, "subject"),
    slot: textOf(form, "slot"),
    number: Number(textOf(form, "number")),
  };
  if (textOf(form, "answer") === "accept")
    return answered(
      desk,
      await exchange.accept(at, occasionOf(desk)),
      () => success("two-sides.accepted-done"),
      "to-answer",
    );
  const reason = textOf(form, "reason").slice(0, 500);
  return answered(
    desk,
    await exchange.decline(at, reason, occasionOf(desk)),
    () => success("two-sides.declined-done"),
    "to-answer",
  );
}

async function acceptAll(desk: Desk): Promise<FastifyReply> {
  const form = formOf(desk.request);
  const until = Number(textOf(form, "until"));
  const subjects = [form.subject ?? []].flat();
  const all = { partner: textOf(form, "partner"), subjects, until };
  const done = await desk.deps.exchange.acceptAll(all, occasionOf(desk));
  return answered(
    desk,
    done,
    ({ accepted }) => success("two-sides.accepted-all-done", { count: accepted }),
    "to-answer",
  );
}
