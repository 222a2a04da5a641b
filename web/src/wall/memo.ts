/* A component that is drawn anew for other properties only, or its signals. */
import { Component, createElement, type FunctionComponent } from "preact";

function isSame(a: Record<string, unknown>, b: Record<string, unknown>) {
  const keys = Object.keys(a);

  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.is(a[key], b[key]))
  );
}

export function memo<P extends object>(inner: FunctionComponent<P>) {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: P) {
      return !isSame(
        this.props as Record<string, unknown>,
        next as Record<string, unknown>,
      );
    }

    override render() {
      return createElement(inner, this.props as P);
    }
  };
}
