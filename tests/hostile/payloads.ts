/** Stands in every attack, so that its way back onto a page can be recognised. */
const mark = "hw9x";

/** What a page may never contain unescaped, whatever was typed. */
export const attacks = [
  `<script>${mark}()</script>`,
  `"><img src=x onerror=${mark}()>`,
  `' onmouseover='${mark}()' x='`,
  `</textarea><svg/onload=${mark}()>`,
  `javascript:${mark}()`,
] as const;

/** Each would be markup, or leave an attribute, where it was not escaped. */
const alive = new RegExp(
  `<script>${mark}|<img src=x onerror=${mark}|<svg/onload=${mark}|` +
    `' onmouseover='${mark}|(?:href|src|action)="javascript:${mark}`,
);

/** What of an attack came alive on this page. */
export const aliveIn = (body: string): string | undefined => alive.exec(body)?.[0];

export const texts: readonly string[] = [
  ...attacks,
  "'; drop table cases.application; --",
  "1' or '1'='1",
  "$1; select pg_sleep(30)",
  "a\0b\0",
  "%00%0d%0aset-cookie:%20evil=1",
  "\r\nset-cookie: evil=1\r\n\r\n<h1>",
  "../../../../etc/passwd",
  "{{7*7}}#{7*7}<%= 7*7 %>",
  "\ud800 alone, \u202e turned, \uffff",
  "😀".repeat(3000),
  "9".repeat(400),
  "-1e309",
  "NaN",
  "2026-02-31",
  "__proto__",
  '{"$ne":null}',
  "",
  " ".repeat(5000),
];

export const ids: readonly string[] = [
  "00000000-0000-0000-0000-000000000000",
  "01a20afc-1aac-71f9-aa63-40213c2f3235",
  "not-an-id",
  "1",
  "-1",
  "..%2f..%2f..%2fetc%2fpasswd",
  "%2e%2e",
  "'%20or%201=1--",
  "%3Cscript%3Ehw9x()%3C%2Fscript%3E",
  "%00",
  "%ff%fe",
  "%",
  "__proto__",
  "constructor",
  "toString",
  "a".repeat(150),
  "a".repeat(5000),
];

export interface Body {
  readonly type: string | undefined;
  readonly payload: string | Buffer;
}

const form = "application/x-www-form-urlencoded";

/**
 * Bodies that no form of ours sends. `token` is the caller's own, so that the guard lets them in.
 */
export const bodies = (token: string): readonly Body[] => [
  { type: form, payload: `_csrf=${token}&big=${"x".repeat(1024 * 1024)}` },
  { type: form, payload: `_csrf=${token}&${"a=1&".repeat(10_000)}` },
  { type: form, payload: `_csrf=${token}&${"x".repeat(300)}=1` },
  { type: form, payload: `_csrf=${token}&${"who=self&".repeat(400)}` },
  {
    type: form,
    payload: `_csrf=${token}&__proto__=1&constructor=2&toString=3&hasOwnProperty=4&_action=5`,
  },
  { type: form, payload: Buffer.from(`_csrf=${token}&who=\xff\xfe&%ff=%fe%00`, "latin1") },
  { type: form, payload: `_csrf=${token}&_remove=99&_action=search:&row=~~~&act=complete&key=x` },
  { type: `${form}; charset=utf-7`, payload: `_csrf=${token}&who=+ADw-script+AD4-` },
  { type: "application/json", payload: `{"_csrf":"${token}","__proto__":{"admin":true}}` },
  { type: "application/json", payload: "{" },
  { type: "text/xml", payload: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' },
  { type: "application/octet-stream", payload: Buffer.alloc(1000, 0xff) },
  { type: undefined, payload: "who=self" },
  { type: "multipart/form-data", payload: "no boundary" },
  {
    type: "multipart/form-data; boundary=b",
    payload:
      `--b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n` +
      `${token}\r\n--b\r\nContent-Dis`,
  },
  { type: "multipart/form-data; boundary=b", payload: "" },
];
