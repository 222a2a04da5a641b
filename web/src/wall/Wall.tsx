import { agents, version } from "../state/floor";

export function Wall() {
  version.value;
  return <p>{agents.size}</p>;
}
