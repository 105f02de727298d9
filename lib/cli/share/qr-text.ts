import encode from 'qrcode-generator';

/** The light border that readers need, in modules: four by ISO/IEC 18004; two are enough for today's, and narrower. */
const QUIET = 2;

/**
 * A text as a QR code of characters, two modules in each. The light modules are what is drawn, so that it can be read on a dark
 * terminal without colours; `paint` makes it black on white on any.
 */
export function qrText(text: string, paint: (line: string) => string = (line) => line): string[] {
  const code = encode(0, 'L');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const isLight = (row: number, column: number) =>
    row < 0 || column < 0 || row >= size || column >= size || !code.isDark(row, column);
  const lines: string[] = [];
  for (let row = -QUIET; row < size + QUIET; row += 2) {
    let line = '';
    for (let column = -QUIET; column < size + QUIET; column += 1) {
      // Below the last row is nothing: it stays dark.
      const [upper, lower] = [isLight(row, column), row + 1 < size + QUIET && isLight(row + 1, column)];
      line += upper ? (lower ? '█' : '▀') : lower ? '▄' : ' ';
    }
    lines.push(paint(line));
  }
  return lines;
}
