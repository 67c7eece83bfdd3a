/**
 * What pages are made of: GOV.UK Frontend's markup in Hamwe's own look, as functions that return
 * SafeHtml. A component shows; it decides nothing, asks nothing and knows no public service.
 *
 * `html` escapes every text; nothing that a person wrote goes through `html.raw`. Names and ids
 * come from the caller; the few words a component says itself come from `t`. A question is `input({
 * id, name, label, hint, error, value }, t)`; a group has `legend` instead of `label`. A page is
 * `layout({ title, path, content, … }, t)`, an officer's page `officeLayout(…)`. Each file exports
 * `examples`, and every example is judged by axe in a browser. Styles: `hamwe.scss` → `npm run
 * build:css` → `assets/hamwe.css` (kept in the repository).
 */
export { type AgendaItem, agenda, type OwnCard, ownCards } from "./agenda.ts";
export { answered } from "./answered.ts";
export { iconPng } from "./app-icon.ts";
export { asset, assets } from "./assets.ts";
export { type Button, button, buttonGroup, type LinkButton, linkButton } from "./button.ts";
export { type Checkboxes, checkbox, checkboxes } from "./checkboxes.ts";
export {
  commitmentName,
  commitmentTable,
  commitmentTitle,
  sideStatusTag,
  silenceWords,
} from "./commitment-table.ts";
export {
  type CommitmentsAround,
  commitmentContent,
  evidenceWords,
  proposalContent,
  proposalLines,
} from "./commitments.ts";
export { corridorSection } from "./corridors.ts";
export { countryMap } from "./country-map.ts";
export { csrfField } from "./csrf-field.ts";
export { type DateInput, dateInput } from "./date-input.ts";
export { errorSummary, type PageError } from "./error-summary.ts";
export { bothWords, factLabel, statedTitle } from "./facts/index.ts";
export { errorMessage, type Field, hint, labelText } from "./field.ts";
export { type Fieldset, fieldset } from "./fieldset.ts";
export { type Bar, bar, type KeyFigure, keyFigures } from "./figures.ts";
export { type FileUpload, fileUpload } from "./file-upload.ts";
export { type Foot, footer } from "./footer.ts";
export type { Frame, SignOut } from "./frame.ts";
export { type Hero, hero } from "./hero.ts";
export { attr, type Content, classes, flat, html, type SafeHtml } from "./html.ts";
export { icon } from "./icons.ts";
export { barChart, mirror, scholarStages, series, unitWords } from "./indicators.ts";
export { type Input, input } from "./input.ts";
export {
  type InstrumentPage,
  type InstrumentView,
  instrumentContent,
  instrumentPageOf,
  instrumentTable,
  nextWords,
  ruleWords,
  viewsOf,
} from "./instruments.ts";
export { band, bareLayout, card, layout, narrow, type Page, type Place } from "./layout.ts";
export {
  besideLinks,
  hashWords,
  type MinutesView,
  minutesTable,
  ownLanguageName,
  promisedLines,
} from "./minutes.ts";
export { type MoneyRow, moneySection } from "./money.ts";
export {
  details,
  inset,
  type NotificationBanner,
  notificationBanner,
  type Panel,
  panel,
  warningText,
} from "./notices.ts";
export { obstacleTable } from "./obstacles.ts";
export { type OfficeEntry, type OfficePage, officeLayout } from "./office-layout.ts";
export { keepOnPhone, type OnPhone, onPhoneList, onPhoneScript } from "./on-phone.ts";
export { type Pagination, pagination } from "./pagination.ts";
export {
  gateTag,
  gateWaits,
  objectionWords,
  optionWords,
  pilotTable,
  spentBar,
} from "./pilots.ts";
export { positionSections, positionTable, standingWords } from "./positions.ts";
export { provenance, sourceLink } from "./provenance.ts";
export { type Choice, itemId, type Radios, radios, yesNo } from "./radios.ts";
export { scanCode } from "./scan-code.ts";
export { type SearchBox, searchBox } from "./search-box.ts";
export { type Select, select } from "./select.ts";
export { type LifeEvent, lifeEvents, type ServiceCard, serviceCards } from "./service-cards.ts";
export { type SessionList, sessionList } from "./session-list.ts";
export { type SessionNote, sessionNote } from "./session-note.ts";
export { type Share, shareStrip, shareTable } from "./shares.ts";
export { dayWords, postWords, sideName, statedTag } from "./sides.ts";
export { type SummaryList, type SummaryRow, summaryList } from "./summary-list.ts";
export { type Table, table } from "./table.ts";
export { type Tone, tag, toneOf } from "./tag.ts";
export { type Task, taskList } from "./task-list.ts";
export { type Textarea, textarea } from "./textarea.ts";
export { type Look, lookOf, type State, themeOf } from "./theme.ts";
export { type ProgressStep, progress, type TimelineEntry, timeline } from "./timeline.ts";
export {
  type ServiceRow,
  serviceRows,
  type Tab,
  type TopicTile,
  tabs,
  topicTiles,
} from "./topics.ts";
export { waitNow, waitWords } from "./wait-words.ts";
export { backLink, breadcrumbs } from "./way.ts";
