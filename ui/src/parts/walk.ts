import { answerAll } from "../commands";

/** J, K and the arrows walk the buttons of a list that `selector` finds, until the returned function is called. */
export function walk(list: () => HTMLElement | undefined, selector: string): () => void {
  const move = (by: 1 | -1) => (): boolean => {
    const all = [...(list()?.querySelectorAll<HTMLElement>(selector) ?? [])];
    const now = all.findIndex((it) => it === document.activeElement);
    (now < 0 ? all[0] : all[now + by])?.focus();
    return all.length > 0;
  };
  return answerAll({ down: move(1), up: move(-1) });
}
