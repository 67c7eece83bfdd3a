import { join } from "node:path";
import { assetOf } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";

const folder = join(import.meta.dirname, "browser");

/** What makes a file quicker to read and to ask about; without them there are links and forms. */
export const caseScripts = ["papers.ts", "ask.ts", "outcome.ts"].map((file) =>
  assetOf(folder, file),
);

const [, , outcomeScript] = caseScripts;

/** What shows each question with the outcomes that ask it. */
export const outcomeScriptTag = html`
  ${outcomeScript ? html`<script type="module" src="${outcomeScript.path}"></script>` : null}
`;

export const caseScriptTags = html`
  ${caseScripts.map(({ path }) => html`<script type="module" src="${path}"></script>`)}
`;
