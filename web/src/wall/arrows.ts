/* Arrow keys in a grid whose rows are as long as the page is wide. */

/** How many stand in the first row. */
export function columns(tops: number[]) {
  const end = tops.findIndex((top) => top !== tops[0]);

  return end < 0 ? tops.length : end;
}

/** Where a key leads from `i` among `n`; -1: nowhere. */
export function step(key: string, i: number, n: number, columns: number) {
  const ways: Record<string, number> = {
    ArrowRight: i + 1,
    ArrowLeft: i - 1,
    ArrowDown: i + columns,
    ArrowUp: i - columns,
    Home: 0,
    End: n - 1,
  };
  const to = ways[key] ?? -1;

  return to >= 0 && to < n ? to : -1;
}

/** The button that the key leads to; null: none. */
export function target(event: KeyboardEvent) {
  const grid = event.currentTarget as HTMLElement;
  const all = [...grid.querySelectorAll<HTMLElement>("[data-agent]")];
  const i = all.indexOf(document.activeElement as HTMLElement);

  if (i < 0) return null;
  const width = columns(all.map((it) => it.offsetTop));
  return all[step(event.key, i, all.length, width)] ?? null;
}
