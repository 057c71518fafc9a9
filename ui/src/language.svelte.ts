import type { Language } from "./host/host";

/** The language shown now. A rune, so that every sentence follows it. */
export const language = $state<{ now: Language }>({ now: "sv" });

export function speak(next: Language): void {
  language.now = next;
  document.documentElement.lang = next;
}
