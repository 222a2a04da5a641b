import { agents, version } from "../state/floor";

export function Desk() {
  version.value;
  return <p>{agents.size}</p>;
}
