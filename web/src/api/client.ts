/*
 * Calls to the floor.  The token of the sign-in lives as long as the tab: a
 * reload keeps it, another tab signs in for itself.
 */
import type { Command, Done, Me } from "./types";

const KEEP = "callfloor-token";

/** What the floor refused, in its own words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

let token = sessionStorage.getItem(KEEP);
let onSignedOut = () => {};

/** Called when the floor no longer knows the token. */
export function whenSignedOut(call: () => void) {
  onSignedOut = call;
}

export function isSignedIn() {
  return token !== null;
}

export function headers(): Record<string, string> {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

export function forget() {
  token = null;
  sessionStorage.removeItem(KEEP);
  onSignedOut();
}

async function refusal(response: Response) {
  const body = await response.json().catch(() => null);
  const error = body?.error ?? {};

  return new Refused(
    response.status,
    error.code ?? "unknown",
    error.message ?? response.statusText,
  );
}

async function call<T>(method: string, path: string, body?: object) {
  const response = await fetch(path, {
    method,
    headers: body
      ? { ...headers(), "Content-Type": "application/json" }
      : headers(),
    body: body && JSON.stringify(body),
    cache: "no-store",
  });

  if (response.ok)
    return (response.status === 204 ? null : await response.json()) as T;
  const refused = await refusal(response);
  if (response.status === 401 && token !== null) forget();
  throw refused;
}

export const get = <T>(path: string) => call<T>("GET", path);
export const post = <T>(path: string, body: object) =>
  call<T>("POST", path, body);

export async function signIn(user: string, secret: string) {
  const session = await post<{ token: string }>("/v1/sessions", {
    user,
    secret,
  });

  token = session.token;
  sessionStorage.setItem(KEEP, token);
  return get<Me>("/v1/me");
}

export async function signOut() {
  try {
    await call("DELETE", "/v1/sessions");
  } finally {
    forget();
  }
}

export const command = (what: Command) => post<Done>("/v1/commands", what);

export const clock = (what: {
  paused?: boolean;
  speed?: number;
  step?: number;
  step_to?: number;
}) => post("/v1/clock", what);
