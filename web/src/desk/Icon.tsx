/* Small drawings beside words; never instead of them. */
const PATHS = {
  answer:
    "M4 2.5l2.2 2.6-1.1 1.7a9 9 0 0 0 4.1 4.1l1.7-1.1 2.6 2.2-.8 2c-5.6.6-11.4-5.2-10.7-10.7z",
  "hang-up":
    "M1.5 9.5c3.6-4 9.4-4 13 0l-1.6 2.2-2.7-1v-1.8c-1.4-.5-3-.5-4.4 0v1.8l-2.7 1z",
  hold: "M5.5 3v10M10.5 3v10",
  retrieve: "M4.5 3l8 5-8 5z",
  transfer: "M2 8h11M9 4l4 4-4 4",
  consult: "M2 3h12v8H8l-3 3v-3H2z",
  alternate: "M3 5.5h10L10.5 3M13 10.5H3L5.5 13",
  conference:
    "M6 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm-4 6c0-2.5 1.8-4 4-4s4 1.5 4 4M11 7.5a1.7 1.7 0 1 0 0-3.4M11.5 9.3c1.6.3 2.7 1.6 2.7 3.7",
  complete: "M3 8.5l3.5 3.5L13 4.5",
  cancel: "M13 8H3M7 4L3 8l4 4",
  dial: "M4 2.5l2.2 2.6-1.1 1.7a9 9 0 0 0 4.1 4.1l1.7-1.1 2.6 2.2-.8 2c-5.6.6-11.4-5.2-10.7-10.7z",
  skip: "M3 3l6 5-6 5zM12 3v10",
  user: "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14c.4-3 2.6-4.5 5.5-4.5s5.1 1.5 5.5 4.5",
  chat: "M2 3h12v8H8l-3 3v-3H2z",
} as const;

export type Drawing = keyof typeof PATHS;

export function Icon({ of }: { of: Drawing }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[of]} />
    </svg>
  );
}
