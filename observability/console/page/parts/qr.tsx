import encode from 'qrcode-generator';

/** The light border that readers need (ISO/IEC 18004), in modules. */
const QUIET = 4;

/** A text as a QR code: black on white in either theme, since many readers want it so. */
export function Qr({ text, title }: { readonly text: string; readonly title: string }) {
  const code = encode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const path = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_unused, column) =>
      code.isDark(row, column) ? `M${column + QUIET} ${row + QUIET}h1v1h-1z` : '',
    ).join(''),
  ).join('');
  const whole = size + 2 * QUIET;
  return (
    <svg class="qr" viewBox={`0 0 ${whole} ${whole}`} role="img" aria-label={title} shapeRendering="crispEdges">
      <rect width={whole} height={whole} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
