/** A period as a law states it: working days, working hours, or ISO 8601 calendar time. */
export type Duration =
  | { readonly unit: "business-days"; readonly count: number }
  | { readonly unit: "business-hours"; readonly count: number }
  | {
      readonly unit: "calendar";
      readonly months: number;
      readonly days: number;
      readonly minutes: number;
    };

const business = /^(\d{1,4})b([dh])$/;
const iso = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;

/**
 * `30bd`, `6bh`, `P4Y`, `P30D`, `PT3H`; undefined for anything else (seconds and fractions
 * included).
 */
export function parseDuration(text: string): Duration | undefined {
  const short = business.exec(text);
  if (short) {
    const unit = short[2] === "d" ? "business-days" : "business-hours";
    return { unit, count: Number(short[1]) };
  }
  const parts = iso.exec(text);
  if (!parts || !/\d/.test(text)) return undefined;
  const [years, months, weeks, days, hours, minutes] = parts.slice(1).map((n) => Number(n ?? 0));
  return {
    unit: "calendar",
    months: (years ?? 0) * 12 + (months ?? 0),
    days: (weeks ?? 0) * 7 + (days ?? 0),
    minutes: (hours ?? 0) * 60 + (minutes ?? 0),
  };
}

/** The text that `parseDuration` reads: `30bd`, `4bh`, `P1Y2M3DT4H5M`. */
export function durationText(duration: Duration): string {
  if (duration.unit === "business-days") return `${duration.count}bd`;
  if (duration.unit === "business-hours") return `${duration.count}bh`;
  const { months, days, minutes } = duration;
  const part = (count: number, unit: string) => (count > 0 ? `${count}${unit}` : "");
  const time = part(Math.floor(minutes / 60), "H") + part(minutes % 60, "M");
  const date = part(Math.floor(months / 12), "Y") + part(months % 12, "M") + part(days, "D");
  return date === "" && time === "" ? "P0D" : `P${date}${time && `T${time}`}`;
}
