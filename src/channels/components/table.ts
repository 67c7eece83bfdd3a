import { type Content, type Example, html, type SafeHtml } from "./html.ts";

export interface Table {
  /** What the table shows; heard first. */
  readonly caption: string;
  readonly captionHidden?: boolean | undefined;
  readonly columns: readonly { readonly text: string; readonly numeric?: boolean | undefined }[];
  /** Cells in the order of the columns; the first is the heading of its row. */
  readonly rows: readonly (readonly Content[])[];
  readonly firstCellIsHeader?: boolean | undefined;
  /** Shown instead of a table without rows. */
  readonly empty?: string | undefined;
}

const cell = (content: Content, header: boolean, numeric: boolean, label: string): SafeHtml => {
  const end = numeric ? "--numeric" : "";
  return header
    ? html`<th scope="row" class="govuk-table__header">${content}</th>`
    : html`
      <td
        class="govuk-table__cell${end === "" ? "" : ` govuk-table__cell${end}`}"
        data-label="${label}"
      >
        ${content}
      </td>
    `;
};

/**
 * Rows to compare. Criteria: caption, column and row headings (1.3.1); on a phone each row becomes
 * a card that repeats the column's name, so nothing scrolls sideways (1.4.10).
 */
export function table(tbl: Table): SafeHtml {
  if (tbl.rows.length === 0 && tbl.empty !== undefined)
    return html`<p class="govuk-body hw-empty">${tbl.empty}</p>`;
  const caption = tbl.captionHidden
    ? "govuk-visually-hidden"
    : "govuk-table__caption govuk-table__caption--m";
  const head = tbl.columns.map(
    ({ text, numeric }) =>
      html`
        <th
          scope="col"
          class="govuk-table__header${numeric ? " govuk-table__header--numeric" : ""}"
        >
          ${text}
        </th>
      `,
  );
  const rows = tbl.rows.map(
    (cells) =>
      html`<tr class="govuk-table__row">${cells.map((content, index) =>
        cell(
          content,
          index === 0 && tbl.firstCellIsHeader !== false,
          tbl.columns[index]?.numeric ?? false,
          tbl.columns[index]?.text ?? "",
        ),
      )}</tr>`,
  );
  return html`
    <table class="govuk-table hw-table">
      <caption class="${caption}">${tbl.caption}</caption>
      <thead class="govuk-table__head"><tr class="govuk-table__row">${head}</tr></thead>
      <tbody class="govuk-table__body">${rows}</tbody>
    </table>
  `;
}

export const examples = (): Example[] => [
  {
    name: "fees",
    html: table({
      caption: "Ikiguzi",
      columns: [{ text: "Serivisi" }, { text: "Ikiguzi", numeric: true }],
      rows: [
        ["Indangamuntu", "1,500 Frw"],
        ["Pasiporo", "75,000 Frw"],
      ],
    }),
  },
  {
    name: "nothing yet",
    html: table({
      caption: "Dosiye",
      columns: [{ text: "Nomero" }],
      rows: [],
      empty: "Nta dosiye urabona hano.",
    }),
  },
];
