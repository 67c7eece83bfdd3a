/**
 * Makes the map of the corridors: land of East Africa and the Caucasus from world-atlas (Natural
 * Earth, public domain), with ports, capitals and ways → `assets/corridors.svg`. The result is kept
 * in the repository; `node scripts/build-map.ts` writes it, and a test fails when it is stale.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { geoMercator, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";

const target = join(import.meta.dirname, "../src/channels/components/assets/corridors.svg");
const [width, height] = [340, 560];
/** What is shown, [longitude, latitude] of its corners. */
const corners: GeoJSON.MultiPoint = {
  type: "MultiPoint",
  coordinates: [
    [26, -12],
    [56, 44],
  ],
};

/** Places by [longitude, latitude] (UN/LOCODE, rounded), and the side on which the name stands. */
const places = {
  Baku: [49.87, 40.38, "end"],
  Kigali: [30.06, -1.95, "end"],
  Mombasa: [39.66, -4.05, "start"],
  "Dar es Salaam": [39.28, -6.82, "start"],
  Djibouti: [43.15, 11.6, "start"],
} as const;

/** Ways: [id of the style, points in order]. The sea legs are drawn, not surveyed. */
const ways: readonly (readonly [string, readonly (readonly [number, number])[]])[] = [
  [
    "road",
    [
      [39.66, -4.05],
      [36.82, -1.29],
      [32.58, 0.32],
      [30.06, -1.95],
    ],
  ],
  [
    "road",
    [
      [39.28, -6.82],
      [35.74, -6.17],
      [32.81, -5.02],
      [30.06, -1.95],
    ],
  ],
  [
    "air",
    [
      [43.15, 11.6],
      [30.06, -1.95],
    ],
  ],
  [
    "sea",
    [
      [43.15, 11.6],
      [51.5, 13],
      [51, 2],
      [41.5, -4.5],
      [39.66, -4.05],
    ],
  ],
  [
    "sea",
    [
      [41.5, -4.5],
      [39.28, -6.82],
    ],
  ],
  [
    "air",
    [
      [30.06, -1.95],
      [49.87, 40.38],
    ],
  ],
];

const style = `text{font:600 12px system-ui,sans-serif;fill:#1b2421;paint-order:stroke;
stroke:#f4f8fa;stroke-width:3px}.land{fill:#e6e2d4}.line{fill:none;stroke:#fff;stroke-width:.8}
.own{fill:#b9dcc8}.road{stroke:#0f4434;stroke-width:2.5}.sea{stroke:#2b6c8f;stroke-width:2;
stroke-dasharray:7 4}.air{stroke:#a5570a;stroke-width:1.6;stroke-dasharray:2 4}
.road,.sea,.air{fill:none}circle{fill:#0f4434;stroke:#fff;stroke-width:1.5}`.replaceAll("\n", "");

/** The picture as it should be. */
export function buildMap(): string {
  const atlas = createRequire(import.meta.url).resolve("world-atlas/countries-110m.json");
  const world = JSON.parse(readFileSync(atlas, "utf8"));
  const { countries, land } = world.objects;
  const projection = geoMercator()
    .fitSize([width, height], corners)
    .clipExtent([
      [0, 0],
      [width, height],
    ]);
  const path = geoPath(projection).digits(1);
  const own = countries.geometries.filter(({ properties }: { properties: { name: string } }) =>
    ["Rwanda", "Azerbaijan"].includes(properties.name),
  );
  const borders = mesh(world, countries, (a, b) => a !== b);
  const at = (point: readonly [number, number]) => projection([...point]) ?? [0, 0];
  const drawn = ways.map(([kind, points]) => {
    const coordinates = points.map(([x, y]) => [x, y]);
    return `<path class="${kind}" d="${path({ type: "LineString", coordinates })}"/>`;
  });
  const named = Object.entries(places).map(([name, [longitude, latitude, anchor]]) => {
    const [x = 0, y = 0] = at([longitude, latitude]);
    const aside = anchor === "start" ? 8 : -8;
    const circle = `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4"/>`;
    const place = `x="${(x + aside).toFixed(1)}" y="${(y + 4).toFixed(1)}"`;
    return `${circle}<text ${place} text-anchor="${anchor}">${name}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">`,
    "<title>Corridors</title>" +
      `<style>${style}</style><rect width="${width}" height="${height}" fill="#f4f8fa"/>`,
    `<path class="land" d="${path(feature(world, land))}"/>`,
    ...own.map((one: never) => `<path class="own" d="${path(feature(world, one))}"/>`),
    `<path class="line" d="${path(borders)}"/>`,
    ...drawn,
    ...named,
    "</svg>\n",
  ].join("");
}

if (import.meta.main) {
  const svg = buildMap();
  writeFileSync(target, svg);
  console.log(`corridors.svg: ${svg.length} bytes`);
}
