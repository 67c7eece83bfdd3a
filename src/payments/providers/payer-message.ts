/** Letters that NFD does not take apart. */
const plain: Readonly<Record<string, string>> = {
  ...{ ə: "e", Ə: "E", ı: "i", œ: "oe", Œ: "OE", æ: "ae", Æ: "AE", ß: "ss", ø: "o", Ø: "O" },
  ...{ đ: "d", Đ: "D", ł: "l", Ł: "L", "–": "-", "—": "-" },
};

/**
 * What the payer reads on their telephone, as MTN takes it: at most 160 ASCII characters and no
 * apostrophe, upon which it answers 500. Letters lose their accents; what has no such letter goes.
 */
export function payerMessage(text: string): string {
  const letters = text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\0-\x7f]/gu, (letter) => plain[letter] ?? " ");
  return letters
    .replaceAll(/[^A-Za-z0-9 .,:()/-]/g, " ")
    .replaceAll(/ +/g, " ")
    .trim()
    .slice(0, 160)
    .trim();
}
