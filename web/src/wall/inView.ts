/* Whether an element is to be seen, or close to it, as the page is scrolled. */
import { signal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

const seen = new WeakMap<Element, Signal<boolean>>();
let observer: IntersectionObserver | null = null;

function look(entries: IntersectionObserverEntry[]) {
  for (const { target, isIntersecting } of entries) {
    const is = seen.get(target);
    if (is) is.value = isIntersecting;
  }
}

function watch(element: Element, is: Signal<boolean>) {
  const all = (observer ??= new IntersectionObserver(look, {
    rootMargin: "200px",
  }));

  seen.set(element, is);
  all.observe(element);
  return () => all.unobserve(element);
}

/** The element is given `ref`. */
export function useInView<T extends Element>() {
  const ref = useRef<T>(null);
  const is = useRef(signal(true)).current;

  useEffect(() => (ref.current ? watch(ref.current, is) : undefined), []);
  return { ref, is };
}
