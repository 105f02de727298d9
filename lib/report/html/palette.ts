/** The colours of a report, by day and by night. Texts have a contrast of 4.5 at least, lines and bars 3 (WCAG 2.2 AA); a test measures it. */
export interface Palette {
  readonly background: string;
  readonly surface: string;
  readonly text: string;
  readonly quiet: string;
  readonly rule: string;
  readonly shade: string;
  readonly fault: string;
  readonly page: string;
  readonly ticket: string;
  /** One for each line of a chart; the dashes of the lines differ as well. */
  readonly lines: readonly string[];
}

export const LIGHT: Palette = {
  background: '#ffffff',
  surface: '#f4f6f8',
  text: '#1b2026',
  quiet: '#555e69',
  rule: '#d3d9df',
  shade: '#fbe3d6',
  fault: '#b3470b',
  page: '#c0182b',
  ticket: '#0b5cad',
  lines: ['#0b5cad', '#b3470b', '#0f6e66', '#7d3aa8', '#6b5900'],
};

export const DARK: Palette = {
  background: '#10151b',
  surface: '#1a2129',
  text: '#e6ebf1',
  quiet: '#a2adba',
  rule: '#36414d',
  shade: '#43291a',
  fault: '#ff9a5c',
  page: '#ff7a85',
  ticket: '#6cb6ff',
  lines: ['#6cb6ff', '#ff9a5c', '#4fd1c5', '#d0a5ff', '#e0c458'],
};

/** So that lines are told apart without colours. */
export const DASHES = ['', '7 3', '2 3', '10 3 2 3', '4 4'] as const;

/** The palette as CSS variables. */
export function variablesOf(palette: Palette): string {
  const { lines, ...named } = palette;
  const all = [...Object.entries(named), ...lines.map((colour, index) => [`line-${index}`, colour] as const)];
  return all.map(([name, colour]) => `--${name}: ${colour};`).join(' ');
}
