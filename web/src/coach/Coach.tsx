import { agents, version } from "../state/floor";

export function Coach() {
  version.value;
  return <p>{agents.size}</p>;
}
