/* One of several, with its label. */
export interface Option {
  value: string;
  text: string;
}

interface Props {
  label: string;
  name?: string;
  value?: string;
  options: Option[];
  onChange?: (value: string) => void;
}

export function Choice({ label, name, value, options, onChange }: Props) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        name={name}
        value={value}
        onChange={(event) => onChange?.(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
}
