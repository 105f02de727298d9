/** One of a few: radio buttons that look like a switch, with the arrow keys that radio buttons have. */
export function Choice<T extends string>({
  legend,
  name,
  options,
  value,
  onChoose,
}: {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly (readonly [value: T, title: string])[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}) {
  return (
    <fieldset class="choice">
      <legend class="aside">{legend}</legend>
      {options.map(([option, title]) => (
        <label key={option}>
          <input type="radio" name={name} value={option} checked={option === value} onChange={() => onChoose(option)} />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  );
}
