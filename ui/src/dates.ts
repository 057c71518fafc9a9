import type { Date as Day } from "./host/generated/Date";
import type { Moment } from "./host/generated/Moment";
import { language } from "./language.svelte";
import { t } from "./text";

const DAY_MS = 86_400_000;
const NEAR_DAYS = 7;

const MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const ENGLISH_MONTHS = new Map([["may", 5], ["oct", 10]]);

function at(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function locale(): string {
  return language.now === "sv" ? "sv-SE" : "en-GB";
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((at(to).getTime() - at(from).getTime()) / DAY_MS);
}

/** "6 oktober 2023" */
export function longDay(day: Day): string {
  return at(day).toLocaleDateString(locale(), { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** "fredag 6 oktober 2023" */
export function weekdayAndDay(day: Day): string {
  const weekday = at(day).toLocaleDateString(locale(), { weekday: "long", timeZone: "UTC" });
  return `${weekday} ${longDay(day)}`;
}

/** "6 okt." this year, "6 okt. 2023" in another. */
export function shortDay(day: Day, today: Day): string {
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  return at(day).toLocaleDateString(locale(), {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** "12 dagar kvar", "i dag", "3 dagar försenat" */
export function daysLeft(day: Day, today: Day): string {
  const n = daysBetween(today, day);
  if (n < 0) return t("ui.days.late", { n: -n });
  if (n === 0) return t("ui.days.today");
  if (n === 1) return t("ui.days.tomorrow");
  return t("ui.days.left", { n });
}

export function isNear(day: Day, today: Day): boolean {
  return daysBetween(today, day) <= NEAR_DAYS;
}

/** The Sunday that ends the week of `today`. */
export function endOfWeek(today: Day): Day {
  const weekday = at(today).getUTCDay();
  const toSunday = weekday === 0 ? 0 : 7 - weekday;
  return new Date(at(today).getTime() + toSunday * DAY_MS).toISOString().slice(0, 10);
}

/** "14.05" in the PC's own time; "14:05" in English. */
export function clock(moment: Moment): string {
  const when = new Date(moment);
  const two = (n: number) => String(n).padStart(2, "0");
  return [two(when.getHours()), two(when.getMinutes())].join(language.now === "sv" ? "." : ":");
}

/** "6 oktober 2023 14.05" in the PC's own time. */
export function dayAndClock(moment: Moment): string {
  const day = new Date(moment).toLocaleDateString(locale(), { day: "numeric", month: "long", year: "numeric" });
  return `${day} ${clock(moment)}`;
}

/** The PC's own calendar day. */
export function localDay(now: Date = new Date()): Day {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * The day a person typed: 2023-10-06, 20231006, 6/10, 6/10 2023, 6 okt,
 * 6 oktober 2023. Without a year: the one in `today`. Null when it is no day.
 */
export function understoodDay(typed: string, today: Day): Day | null {
  const text = typed.trim().toLowerCase();
  const year = Number(today.slice(0, 4));
  const iso = /^(\d{4})[-./ ]?(\d{2})[-./ ]?(\d{2})$/.exec(text);
  if (iso) return existing(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const slashed = /^(\d{1,2})[/.](\d{1,2})(?:[/. -]+(\d{4}))?$/.exec(text);
  if (slashed) return existing(Number(slashed[3] ?? year), Number(slashed[2]), Number(slashed[1]));
  const named = /^(\d{1,2})\.?\s+([a-zåäö]{3,})\.?(?:\s+(\d{4}))?$/.exec(text);
  if (named?.[2] !== undefined) {
    const short = named[2].slice(0, 3);
    const month = ENGLISH_MONTHS.get(short) ?? MONTHS.indexOf(short) + 1;
    return existing(Number(named[3] ?? year), month, Number(named[1]));
  }
  return null;
}

function existing(year: number, month: number, day: number): Day | null {
  const when = new Date(Date.UTC(year, month - 1, day));
  const real = when.getUTCFullYear() === year && when.getUTCMonth() === month - 1 && when.getUTCDate() === day;
  return real ? when.toISOString().slice(0, 10) : null;
}
