import { asset } from "./assets.ts";
import { type Example, html, type SafeHtml } from "./html.ts";

/**
 * The drawings that a page can show. They are of Lucide (ISC licence, https://lucide.dev), put into
 * one file by scripts/build-icons.ts: whoever adds a name here runs it.
 */
export const iconNames = [
  ...["baby", "graduation-cap", "bell", "briefcase", "pickaxe", "store", "plane", "luggage"],
  ...["file-search", "container", "package-open", "ship", "id-card", "sprout", "truck"],
  ...["megaphone", "leaf", "landmark", "globe", "users", "handshake", "map-pin", "shield-check"],
  ...["circle-check", "circle-alert", "save", "receipt", "file-text", "calendar", "phone", "user"],
] as const;

type IconName = (typeof iconNames)[number];

const isIcon = (name: string): name is IconName => (iconNames as readonly string[]).includes(name);

/**
 * A drawing in the colour of the text beside it, which says what it is (1.1.1): a screen reader
 * passes it over. A name that is not there shows the plain sheet.
 */
export const icon = (name: string, size = 24): SafeHtml => html`
  <svg class="hw-icon" width="${size}" height="${size}" aria-hidden="true" focusable="false">
    <use href="${asset("icons.svg")}#${isIcon(name) ? name : "file-text"}"></use>
  </svg>
`;

export const examples = (): Example[] => [
  { name: "beside a text", html: html`<p>${icon("baby")} Kubyara</p>` },
];
