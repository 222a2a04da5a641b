/* A part of the desk, with its heading. */
import type { ComponentChildren } from "preact";

interface Props {
  id: string;
  title: ComponentChildren;
  aside?: ComponentChildren;
  class?: string;
  children: ComponentChildren;
}

export function Panel({ id, title, aside, class: name = "", children }: Props) {
  return (
    <section class={`panel ${name}`} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
