/* How long: one of the usual lengths.  The value is in seconds. */
import { language } from "../i18n";
import { Choice } from "./Choice";

const USUAL = [1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 240]; // [min]

function text(minutes: number) {
  const unit = language.value === "zh" ? "分钟" : "min";

  return `${minutes} ${unit}`;
}

interface Props {
  label: string;
  name: string;
  start: number;
}

export function Minutes({ label, name, start }: Props) {
  return (
    <Choice
      label={label}
      name={name}
      value={String(start)}
      options={USUAL.map((n) => ({ value: String(n * 60), text: text(n) }))}
    />
  );
}
