/* Words and what they are, in two columns; what is not there is left out. */
import type { ComponentChildren } from "preact";

export type Fact = [name: string, is: ComponentChildren];

export function Facts({ list }: { list: Fact[] }) {
  return (
    <dl class="facts">
      {list
        .filter(([, is]) => is !== null && is !== undefined && is !== "")
        .map(([name, is]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{is}</dd>
          </div>
        ))}
    </dl>
  );
}
