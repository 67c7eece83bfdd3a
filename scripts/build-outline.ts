/**
 * Prints the `map:` of a jurisdiction.yaml: the outline of a country from world-atlas (Natural
 * Earth 1:10m, public domain), simplified to the width of the drawing.
 *
 *     node scripts/build-outline.ts Rwanda
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

type Point = readonly [number, number];

/** Parts smaller than this are left out, in units of a drawing 100 wide. */
const leastSide = 0.8;

function outlineOf(country: string): string {
  const atlas = createRequire(import.meta.url).resolve("world-atlas/countries-10m.json");
  const world = JSON.parse(readFileSync(atlas, "utf8"));
  const all: { properties: { name: string } }[] = world.objects.countries.geometries;
  const own = all.find(({ properties }) => properties.name === country);
  if (!own) throw new Error(`world-atlas has no country “${country}”`);
  const { geometry } = feature(world, own as never) as unknown as GeoJSON.Feature;
  if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon")
    throw new Error("no polygon");
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.map(([ring = []]) => ring as unknown as readonly Point[]);
  const longitudes = rings.flat().map(([x]) => x);
  const latitudes = rings.flat().map(([, y]) => y);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  // Plate carrée with true lengths in the middle: at the size of one country nobody sees more.
  const perDegree = 100 / (east - west);
  const stretch = 1 / Math.cos((((south + north) / 2) * Math.PI) / 180);
  const height = round((north - south) * perDegree * stretch);
  const at = ([x, y]: Point): Point => [
    round((x - west) * perDegree),
    round((north - y) * perDegree * stretch),
  ];
  const paths = rings.map((ring) => pathOf(ring.map(at))).filter((path) => path !== "");
  const facts = { west, east, south, north, height };
  const lines = Object.entries(facts).map(([name, value]) => `  ${name}: ${round(value, 4)}`);
  return ["map:", ...lines, "  outline: >-", ...folded(paths.join("")), ""].join("\n");
}

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));

function pathOf(points: readonly Point[]): string {
  const width = Math.max(...points.map(([x]) => x)) - Math.min(...points.map(([x]) => x));
  if (width < leastSide) return "";
  const corners: Point[] = [];
  for (const point of points) {
    const last = corners.at(-1);
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= 0.6) corners.push(point);
  }
  const [first = [0, 0], ...others] = corners;
  return `M${first.join(" ")}${others.map((point) => `L${point.join(" ")}`).join("")}Z`;
}

const folded = (text: string): string[] =>
  (text.match(/.{1,84}(?=[MLZ]|$)/g) ?? []).map((line) => `    ${line}`);

if (import.meta.main) console.log(outlineOf(process.argv[2] ?? ""));
