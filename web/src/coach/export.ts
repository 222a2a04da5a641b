/*
 * A file that only who is signed in gets: fetched with the token, and handed
 * to the browser as a download.
 */
import { headers } from "../api/client";

async function fetched(path: string) {
  const response = await fetch(path, {
    headers: headers(),
    cache: "no-store",
  });

  if (!response.ok)
    throw new Error(`${response.status} ${response.statusText}`);
  return response.blob();
}

export async function download(path: string, name: string) {
  const url = URL.createObjectURL(await fetched(path));
  const link = document.createElement("a");

  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
