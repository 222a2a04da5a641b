/* A small form of one command, with the button that sends it. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface Props {
  title: string;
  /** A second form of the same title may stand beside: its own name. */
  name?: string;
  send: string;
  onSend: (form: FormData) => Promise<unknown>;
  children?: ComponentChildren;
}

export function Orders({ title, name, send, onSend, children }: Props) {
  const [busy, setBusy] = useState(false);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    await onSend(new FormData(event.currentTarget as HTMLFormElement));
    setBusy(false);
  }

  return (
    <form class="orders" aria-label={name ?? title} onSubmit={submit}>
      {title !== "" && <h3>{title}</h3>}
      <div class="row">
        {children}
        <button type="submit" class="plain" disabled={busy}>
          {send}
        </button>
      </div>
    </form>
  );
}
