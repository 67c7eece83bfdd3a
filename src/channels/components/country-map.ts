import type { CountryMap, Position } from "../../catalogue/index.ts";
import { type Example, html, type SafeHtml } from "./html.ts";

/** Where a position stands on the map; undefined outside its box. */
export function pointOn(
  { west, east, south, north, height }: CountryMap,
  { latitude, longitude }: Position,
): { readonly x: number; readonly y: number } | undefined {
  if (longitude < west || longitude > east || latitude < south || latitude > north)
    return undefined;
  const rounded = (value: number) => Math.round(value * 10) / 10;
  return {
    x: rounded(((longitude - west) / (east - west)) * 100),
    y: rounded(((north - latitude) / (north - south)) * height),
  };
}

/**
 * A place on the outline of the country, as a drawing in the page: no picture to fetch, no map of
 * somebody else. Nothing where the place is outside of it. Criteria: the text alternative says what
 * it shows, and the address stands beside it in words (1.1.1).
 */
export function countryMap(map: CountryMap, at: Position, words: string): SafeHtml | null {
  const point = pointOn(map, at);
  if (!point) return null;
  return html`
    <svg class="hw-country" viewBox="-2 -2 104 ${map.height + 4}" role="img" aria-label="${words}">
      <path class="hw-country__land" d="${map.outline}"/>
      <circle class="hw-country__halo" cx="${point.x}" cy="${point.y}" r="6"/>
      <circle class="hw-country__place" cx="${point.x}" cy="${point.y}" r="2.6"/>
    </svg>
  `;
}

export const examples = (): Example[] => [
  {
    name: "a place on a square country",
    html: html`${countryMap(
      { west: 0, east: 10, south: 0, north: 10, height: 100, outline: "M0 0L100 0L100 100L0 100Z" },
      { latitude: 5, longitude: 5 },
      "Hagati mu gihugu",
    )}`,
  },
];
