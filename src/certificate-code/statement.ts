/** One line of a certificate: name, label by language, and what it says (words by language, yes or no, or text). */
export interface StatementLine {
  readonly name: string;
  readonly label: Readonly<Record<string, string>>;
  readonly value: string | boolean | Readonly<Record<string, string>>;
}

/** Everything that a certificate says, also what found no room in its code. */
export interface Statement {
  readonly number: string;
  readonly lines: readonly StatementLine[];
}

/**
 * SHA-256 of a salt and of a statement as its JSON was written. The salt keeps others from guessing what
 * the lines say by trying: they could do it offline, as the digest stands in a code that many may see.
 */
export async function statementDigest(
  salt: Uint8Array,
  statement: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const text = new TextEncoder().encode(statement);
  const bytes = new Uint8Array(salt.length + text.length);
  bytes.set(salt);
  bytes.set(text, salt.length);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Whether this is the statement that the code was signed over. */
export async function isStatementOf(
  digest: Uint8Array,
  salt: Uint8Array,
  statement: string,
): Promise<boolean> {
  const made = await statementDigest(salt, statement);
  return digest.length === made.length && made.every((byte, at) => byte === digest[at]);
}
