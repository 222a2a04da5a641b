/* Virtual time on the page: what the floor said last, and goes on by itself. */
import { signal } from "@preact/signals";
import type { State } from "../api/types";

let heard = { now: 0, at: 0, pace: 0 };

/** Ticks about four times a second, for what shows time. */
export const beat = signal(0);
setInterval(() => beat.value++, 250);

export function hearClock(state: State) {
  heard = {
    now: state.now,
    at: performance.now(),
    pace: state.clock === "running" ? state.speed / 1000 : 0,
  };
}

/** An event shows that the floor is at least there. */
export function hearMoment(at: number) {
  if (at > now()) heard = { now: at, at: performance.now(), pace: heard.pace };
}

/** Seconds since the midnight of the first day. */
export function now() {
  return heard.now + (performance.now() - heard.at) * heard.pace;
}

const two = (n: number) => String(n).padStart(2, "0");

/** 34212.25 is "09:30:12"; of a later day "2+09:30:12". */
export function moment(at: number) {
  const s = Math.floor(at);
  const day = Math.floor(s / 86400);
  const text = `${two(Math.floor(s / 3600) % 24)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;

  return day > 0 ? `${day + 1}+${text}` : text;
}

/** 75 is "1:15", 3675 "1:01:15". */
export function length(seconds: number) {
  const s = Math.max(0, Math.floor(seconds));
  const rest = `${two(s % 60)}`;

  return s < 3600
    ? `${Math.floor(s / 60)}:${rest}`
    : `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${rest}`;
}
