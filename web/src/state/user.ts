/* Who is signed in on this page. */
import { signal } from "@preact/signals";
import { get, isSignedIn, signIn, signOut, whenSignedOut } from "../api/client";
import type { Me } from "../api/types";
import { close, listen, open, status } from "./floor";

export const me = signal<Me | null>(null);
/** A kept token is being tried. */
export const trying = signal(isSignedIn());

whenSignedOut(() => {
  me.value = null;
  status.value = "loading";
  close();
});

export async function enter(user: string, secret: string) {
  me.value = await signIn(user, secret);
  await open();
}

export async function leave() {
  close();
  await signOut();
}

/** After a reload: the token of this tab may still hold. */
export async function comeBack() {
  try {
    if (isSignedIn()) {
      me.value = await get<Me>("/v1/me");
      await open();
    }
  } catch {
    /* signs in again */
  } finally {
    trying.value = false;
  }
}

/** Who has which seat has changed. */
export async function askMe() {
  me.value = await get<Me>("/v1/me");
}

/* Somebody may have put this user on an agent, or released his. */
listen((event) => {
  if (event.kind === "taken" && me.value) void askMe().catch(() => {});
});

export const isSupervisor = () =>
  me.value?.role === "supervisor" || me.value?.role === "admin";
