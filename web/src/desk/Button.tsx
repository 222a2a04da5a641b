/*
 * A button for something to do.  One that may not be pressed just now keeps
 * its place and the focus, and says that it is off.
 */
import type { ComponentChildren } from "preact";
import { Icon, type Drawing } from "./Icon";
import { KEYS, shortcut, type Key } from "./hotkeys";

interface Props {
  children: ComponentChildren;
  may?: boolean;
  icon?: Drawing;
  hotkey?: Key;
  kind?: "good" | "bad" | "plain" | "main";
  pressed?: boolean;
  onClick: () => void;
}

export function Button(props: Props) {
  const { may = true, hotkey, icon, kind = "plain" } = props;

  return (
    <button
      type="button"
      class={`act ${kind}`}
      aria-disabled={may ? undefined : "true"}
      aria-pressed={props.pressed}
      aria-keyshortcuts={hotkey && shortcut(hotkey)}
      onClick={() => may && props.onClick()}
    >
      {icon && <Icon of={icon} />}
      <span>{props.children}</span>
      {hotkey && <kbd aria-hidden="true">{KEYS[hotkey]}</kbd>}
    </button>
  );
}
