import { beat, length, now } from "../state/time";

/** How long something has been so, on the floor's clock. */
export function Timer({ since }: { since: number }) {
  beat.value;
  return <span class="timer">{length(now() - since)}</span>;
}
