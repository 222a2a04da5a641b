/* Moments of a day as a person types them. */
export const DAY = 86400; // [s]

/** "09:30" and "09:30:15" are seconds since midnight; others NaN. */
export function secondsOf(text: string) {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);

  if (!parts) return NaN;
  return (
    Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0)
  );
}

/** 34212 is "09:30". */
export function clockText(at: number) {
  const minutes = Math.floor((at % DAY) / 60);
  const two = (n: number) => String(n).padStart(2, "0");

  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
