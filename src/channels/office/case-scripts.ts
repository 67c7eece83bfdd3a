import { join } from "node:path";
import { assetOf } from "../../platform/http/index.ts";
import { html } from "../components/index.ts";

const folder = join(import.meta.dirname, "browser");

/** What makes a file quicker to read and to ask about; without them there are links and forms. */
export const caseScripts = ["papers.ts", "ask.ts", "outcome.ts"].map((file) =>
  assetOf(folder, file),
);

const [, , outcomeScript] = caseScripts;

/** What sees how long each file of a stack is in view. */
export const looksScript = assetOf(folder, "looks.ts");

/** With what shows each question with the outcomes that ask it. */
export const stackScriptTags = html`
  ${outcomeScript ? html`<script type="module" src="${outcomeScript.path}"></script>` : null}
  <script type="module" src="${looksScript.path}"></script>
`;

export const caseScriptTags = html`
  ${caseScripts.map(({ path }) => html`<script type="module" src="${path}"></script>`)}
`;
