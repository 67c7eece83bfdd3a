import { contentHash } from "../../platform/http/index.ts";
import type { Lang } from "../../platform/i18n/index.ts";
import { html, type SafeHtml } from "./html.ts";

/** How a government looks on the web: what `state` of jurisdiction.yaml says. */
export interface State {
  readonly name: Readonly<Partial<Record<Lang, string>>>;
  /** `#rrggbb`: `strong` carries white text, `second` stands beside it. */
  readonly colours: { readonly strong: string; readonly second: string };
  readonly emblem: {
    /** Length of a side, in the units of the paths. */
    readonly size: number;
    readonly paths: readonly { readonly d: string; readonly tone: string }[];
  };
  /** What the front page shows below the search; hills, where absent. */
  readonly scene?: "hills" | "sea";
}

/** What a page needs of it: two addresses whose content never changes, and the state's name. */
export interface Look {
  readonly css: string;
  readonly emblem: string;
  readonly name: string;
  readonly colour: string;
}

interface Sheet {
  readonly path: string;
  readonly body: string;
  readonly type: "text/css" | "image/svg+xml";
}

/** The stylesheet and the emblem of a state, made once for each. */
const made = new WeakMap<State, readonly [css: Sheet, emblem: Sheet]>();

export function themeOf(state: State): readonly [css: Sheet, emblem: Sheet] {
  const existing = made.get(state);
  if (existing) return existing;
  const sheets = [
    sheet("theme", "css", "text/css", cssOf(state.colours)),
    sheet("emblem", "svg", "image/svg+xml", emblemOf(state)),
  ] as const;
  made.set(state, sheets);
  return sheets;
}

export function lookOf(state: State, lang: Lang): Look {
  const [css, emblem] = themeOf(state);
  const name = state.name[lang] ?? state.name.en ?? "";
  return { css: css.path, emblem: emblem.path, name, colour: state.colours.strong };
}

function sheet(name: string, ending: string, type: Sheet["type"], body: string): Sheet {
  const hash = contentHash(body).slice(0, 10);
  return { path: `/theme/${name}.${hash}.${ending}`, body, type };
}

/**
 * Everything follows from one dark colour: its hue, lighter or darker. The rest of the palette is
 * the same for every government.
 */
function cssOf({ strong, second }: State["colours"]): string {
  const { hue, saturation, lightness } = hslOf(strong);
  const tone = (light: number, vivid = saturation) =>
    `hsl(${hue},${Math.round(vivid * 100)}%,${Math.round(light * 100)}%)`;
  const leaf = tone(lightness + 0.08);
  const values = {
    "hw-pine": strong,
    "hw-strong": strong,
    "hw-leaf": leaf,
    "hw-leaf-deep": tone(lightness - 0.04),
    "hw-sign": leaf,
    "hw-second": second,
    "hw-mint": tone(0.92, 0.32),
    "hw-mint-deep": tone(0.86, 0.3),
    "hw-hill": tone(0.7, 0.32),
    "hw-night-strong": tone(0.76, 0.45),
    "hw-night-sign": tone(0.56, 0.38),
    "govuk-brand-colour": strong,
  };
  const lines = Object.entries(values).map(([name, value]) => `--${name}:${value}`);
  return `:root{${lines.join(";")}}`;
}

/** `#rrggbb` as hue in degrees, saturation and lightness from 0 to 1 (CSS Color 4, section 7). */
export function hslOf(colour: string) {
  const rgb = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = rgb;
  const [most, least] = [Math.max(...rgb), Math.min(...rgb)];
  const [spread, lightness] = [most - least, (most + least) / 2];
  if (spread === 0) return { hue: 0, saturation: 0, lightness };
  const saturation = spread / (1 - Math.abs(2 * lightness - 1));
  const sixth =
    most === red
      ? ((green - blue) / spread + 6) % 6
      : most === green
        ? (blue - red) / spread + 2
        : (red - green) / spread + 4;
  return { hue: Math.round(sixth * 60), saturation, lightness };
}

function emblemOf({ colours, emblem: { size, paths } }: State): string {
  const tones: Readonly<Record<string, string>> = { ...colours, paper: "#ffffff" };
  const drawn = paths.map(({ d, tone }) => `<path fill="${tones[tone]}" d="${d}"/>`).join("");
  const box = `0 0 ${size} ${size}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${drawn}</svg>`;
}

/** The pictures at the foot of the first screen. They say nothing (1.1.1). */
export const scenes: Readonly<Record<NonNullable<State["scene"]>, SafeHtml>> = {
  hills: html`
  <svg class="hw-hero__hills" viewBox="0 0 1440 150" preserveAspectRatio="none"
    aria-hidden="true" focusable="false">
    <path class="hw-hill-1"
      d="M0 96C150 40 270 34 420 78s270 42 420-6 260-56 380-18 160 34 220 22v74H0z"/>
    <path class="hw-hill-2"
      d="M0 128c190-46 340-40 500-10s300 22 470-14 300-30 470 6v40H0z"/>
  </svg>
`,
  sea: html`
  <svg class="hw-hero__hills" viewBox="0 0 1440 150" preserveAspectRatio="none"
    aria-hidden="true" focusable="false">
    <path class="hw-hill-1"
      d="M0 118 150 66l70 28 128-74 96 62 62-30 150 66H0zM1010 118l120-46 64 22 96-40 150 64z"/>
    <path class="hw-hill-2" d="M0 112q60-14 120 0t120 0 120 0 120 0 120 0 120 0 120 0 120 0 120 0
      120 0 120 0 120 0v38H0z"/>
    <path class="hw-hill-3" d="M0 130q45-10 90 0t90 0 90 0 90 0 90 0 90 0 90 0 90 0 90 0 90 0 90 0
      90 0 90 0 90 0 90 0 90 0v20H0z"/>
  </svg>
`,
};
