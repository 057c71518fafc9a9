// Ratings of system effects with their symbol and their word.
import { told } from "../../text";

export const RATINGS = [2, 1, 0, -1, -2] as const;

const KEYS = ["rating.minus_2", "rating.minus_1", "rating.zero", "rating.plus_1", "rating.plus_2"];

/** "−2 tydligt negativ", with the minus sign as it is typeset. */
export function ratingText(rating: number): string {
  const symbol = rating < 0 ? `−${-rating}` : rating > 0 ? `+${rating}` : "0";
  return `${symbol} ${told([KEYS[rating + 2] ?? ""])}`;
}
