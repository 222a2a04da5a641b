/* One agent with the queues that he serves, as fresh as its last change. */
import { useEffect, useState } from "preact/hooks";
import { get } from "../api/client";
import type { AgentDetail } from "../api/types";
import { listen } from "../state/floor";

export type Known = AgentDetail | "loading" | { failed: string };

const ask = (ext: string) =>
  get<AgentDetail>(`/v1/agents/${encodeURIComponent(ext)}`);

export const isKnown = (it: Known): it is AgentDetail =>
  it !== "loading" && "agent" in it;

export function useAgent(ext: string) {
  const [agent, setAgent] = useState<Known>("loading");

  useEffect(() => {
    let over = false;
    const again = () =>
      ask(ext).then(
        (it) => over || setAgent(it),
        (error: Error) => over || setAgent({ failed: error.message }),
      );
    const deaf = listen((event) => {
      if (event.agent === ext && event.kind === "member") void again();
    });

    void again();
    return () => {
      over = true;
      deaf();
    };
  }, [ext]);
  return agent;
}
