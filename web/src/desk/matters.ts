/*
 * Of the call and the chats that an agent has at one time: which is shown.
 * A chat that rings alone, or the first of several, is what he is busy with;
 * it is a chat all the same.
 */
export interface Matters {
  /** His telephone call. */
  call: number | null;
  here: number | null;
  /** What is shown is a chat. */
  chat: boolean;
}

export function matters(
  busyWith: number | null,
  chats: readonly number[],
  wish: number | null,
): Matters {
  const call = busyWith !== null && chats.includes(busyWith) ? null : busyWith;
  const all = call === null ? chats : [call, ...chats];
  const here = wish !== null && all.includes(wish) ? wish : (all[0] ?? null);

  return { call, here, chat: here !== null && here !== call };
}
