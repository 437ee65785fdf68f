/** Numbers, times and lengths of time as people of a language write them. */
export class Format {
  private readonly whole: Intl.NumberFormat;
  private readonly tenth: Intl.NumberFormat;
  private readonly part: Intl.NumberFormat;
  private readonly wholePart: Intl.NumberFormat;
  private readonly moment: Intl.DateTimeFormat;
  private readonly dayOnly: Intl.DateTimeFormat;
  private readonly short: Intl.DateTimeFormat;
  private readonly utcDayOnly: Intl.DateTimeFormat;
  private readonly utcShort: Intl.DateTimeFormat;
  private readonly units = new Map<string, Intl.NumberFormat>();

  constructor(readonly language: string) {
    this.whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    this.tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
    this.part = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
    this.wholePart = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
    this.moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
    this.dayOnly = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
    this.utcDayOnly = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
    this.utcShort = new Intl.DateTimeFormat(language, { month: "short", day: "numeric", timeZone: "UTC" });
    this.short = new Intl.DateTimeFormat(language, { month: "short", day: "numeric" });
  }

  count = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : this.whole.format(value));

  number = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : this.tenth.format(value));

  percent = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : this.part.format(value));

  wholePercent = (value: number): string => this.wholePart.format(value);

  interval = (ci: number[] | null | undefined): string => (ci ? `${this.part.format(ci[0]!)} – ${this.part.format(ci[1]!)}` : "");

  time = (value: string | null | undefined): string => this.instant(value, this.moment);

  day = (value: string | null | undefined): string => this.instant(value, this.dayOnly);

  days = (from: string, to: string): string => this.dayOnly.formatRange(new Date(from), new Date(to));

  /** A difference of two rates, in points of a percent. */
  points = (value: number | null | undefined, unit: string): string =>
    value === null || value === undefined ? "–" : `${value > 0 ? "+" : ""}${this.tenth.format(value * 100)} ${unit}`;

  /** A day that is one of UTC, as periods and filters are. */
  utcDay = (value: string): string => this.instant(value, this.utcDayOnly);

  utcShortDay = (value: string): string => this.instant(value, this.utcShort);

  shortDay = (value: string | number): string => this.short.format(new Date(value));

  /** The two largest units: 3 d 4 h, 12 min. */
  span = (seconds: number | null | undefined): string => {
    if (seconds === null || seconds === undefined) return "–";
    const sign = seconds < 0 ? "−" : "";
    let rest = Math.round(Math.abs(seconds));
    const units: [string, number][] = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
    const parts: string[] = [];
    for (const [unit, size] of units) {
      const n = Math.floor(rest / size);
      if (n > 0 && parts.length < 2) parts.push(this.unit(n, unit));
      else if (parts.length > 0) break;
      rest -= n * size;
    }
    return parts.length === 0 ? this.unit(0, "second") : sign + parts.join(" ");
  };

  /** A length of time as it is said in a sentence, in one unit: 3.2 days, 45 minutes. */
  spoken = (seconds: number): string => {
    const [size, unit] = seconds < 90 ? [1, "second"] : seconds < 90 * 60 ? [60, "minute"] : seconds < 48 * 3600 ? [3600, "hour"] : [86400, "day"];
    const n = seconds / size;
    return new Intl.NumberFormat(this.language, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: n < 10 ? 1 : 0 }).format(n);
  };

  /** A length of time as ISO 8601 writes it (P3D, PT2H30M); what is none stands as it is. */
  duration = (text: string): string => {
    const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
    if (!parts) return text;
    const units = ["week", "day", "hour", "minute", "second"];
    return units.map((unit, i) => (parts[i + 1] ? this.unit(Number(parts[i + 1]), unit) : "")).filter(Boolean).join(" ");
  };

  /** What is no time stands as it is. */
  private instant(value: string | null | undefined, how: Intl.DateTimeFormat): string {
    if (!value) return "–";
    const time = new Date(value);
    return Number.isNaN(time.getTime()) ? value : how.format(time);
  }

  private unit(value: number, unit: string): string {
    let how = this.units.get(unit);
    if (!how) this.units.set(unit, (how = new Intl.NumberFormat(this.language, { style: "unit", unit, unitDisplay: "narrow" })));
    return how.format(value);
  }
}
