import { contentHash } from "../../../platform/http/index.ts";

/**
 * The few rules that only the reference needs: lines of code that scroll inside, never the page.
 */
const css =
  ".hw-code{overflow-x:auto;padding:15px;background:#f3f2f1;" +
  "font-size:1rem;line-height:1.4;margin:0 0 30px}" +
  ".hw-code code,.hw-operation code{font-family:ui-monospace,Menlo,Consolas,monospace;" +
  "overflow-wrap:anywhere}.hw-code code{overflow-wrap:normal}" +
  ".hw-index{columns:20rem;margin-bottom:40px}.hw-index>li{break-inside:avoid}" +
  ".hw-operation,.hw-index,.govuk-inset-text{overflow-wrap:anywhere}" +
  ".hw-operation td{min-width:0}.hw-operation{border-top:1px solid #b1b4b6;padding-top:20px}";

const hash = contentHash(css).slice(0, 10);

export const stylePath = `/assets/api.${hash}.css`;
export const style = { path: stylePath, type: "text/css; charset=utf-8", body: css } as const;
