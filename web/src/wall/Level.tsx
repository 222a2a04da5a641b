/* A service level as a bar with its target. */
import { percent, type Mark as Kind } from "./figures";
import { Mark } from "./Mark";

interface Props {
  level: number | null;
  target: number;
  kind: Kind;
}

const at = (value: number) => `${Math.min(100, Math.max(0, value * 100))}%`;

export function Level({ level, target, kind }: Props) {
  return (
    <span class={`level ${kind}`}>
      <span class="figure">
        {percent(level)} <Mark kind={kind} of="level" />
      </span>
      <span class="bar" aria-hidden="true">
        <span class="fill" style={{ width: at(level ?? 0) }} />
        <span class="aim" style={{ left: at(target) }} />
      </span>
    </span>
  );
}
