/** What a mail server reports of a message that it could not deliver. */
export interface Failure {
  /** Enhanced status (RFC 3463): `5.1.1`. */
  readonly status: string;
}

interface Entity {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Header fields and what follows them; folded lines are joined (RFC 5322). */
function entityOf(text: string): Entity {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  return {
    headers: fieldsOf(head),
    body: end ? text.slice(end.index + end[0].length) : "",
  };
}

function fieldsOf(lines: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of lines.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return fields;
}

const kindOf = ({ headers }: Entity): string =>
  (headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/** The parts of a multipart body: what stands between lines of its boundary (RFC 2046). */
function partsOf(entity: Entity): readonly Entity[] {
  const type = entity.headers.get("content-type") ?? "";
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (!boundary) return [];
  const parts: string[][] = [];
  for (const line of entity.body.split(/\r?\n/)) {
    const rest = line.startsWith(`--${boundary}`) ? line.slice(boundary.length + 2).trim() : null;
    if (rest === "--") break;
    if (rest === "") parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((lines) => entityOf(lines.join("\n")));
}

/** The text of a part: as it is, or in one of the two encodings of MIME. */
function textOf({ headers, body }: Entity): string {
  const encoding = headers.get("content-transfer-encoding")?.toLowerCase();
  if (encoding === "base64") return Buffer.from(body, "base64").toString("latin1");
  if (encoding !== "quoted-printable") return body;
  return body
    .replaceAll(/[ \t]*=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/gi, (_all, code) => String.fromCharCode(Number.parseInt(code, 16)));
}

/**
 * The failure that an e-mail reports (RFC 3462, RFC 3464); undefined in every other e-mail: an
 * absence notice, a report of a delay, or that it arrived. Each of our messages has one recipient,
 * so the first failed one is meant.
 */
export function failureIn(mail: string): Failure | undefined {
  const whole = entityOf(mail);
  if (kindOf(whole) !== "multipart/report") return undefined;
  const status = partsOf(whole).find((part) =>
    ["message/delivery-status", "message/global-delivery-status"].includes(kindOf(part)),
  );
  for (const group of status ? textOf(status).split(/\r?\n\s*\r?\n/) : []) {
    const fields = fieldsOf(group.trim());
    if (fields.get("action")?.toLowerCase().split(/\s/)[0] !== "failed") continue;
    const [code] = /^[45]\.\d{1,3}\.\d{1,3}/.exec(fields.get("status") ?? "") ?? ["5.0.0"];
    return { status: code };
  }
  return undefined;
}
