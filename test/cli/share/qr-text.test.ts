import encode from 'qrcode-generator';
import { qrText } from '../../../lib/cli/share/qr-text';

const LINK = 'http://192.168.1.20:8080/sre/dashboard-ui#room=K7MQ-29XP';

describe('a QR code of characters', () => {
  it('has every module of the code, two in a character, with a light border', () => {
    const code = encode(0, 'L');
    code.addData(LINK);
    code.make();
    const size = code.getModuleCount();
    const lines = qrText(LINK);
    expect(lines).toHaveLength(Math.ceil((size + 4) / 2));
    const isLight = (row: number, column: number) => {
      const character = lines[Math.floor((row + 2) / 2)]?.[column + 2];
      return character === '█' || character === ((row + 2) % 2 === 0 ? '▀' : '▄');
    };
    for (let row = -2; row < size + 2; row += 1) {
      for (let column = -2; column < size + 2; column += 1) {
        const inside = row >= 0 && column >= 0 && row < size && column < size;
        expect(isLight(row, column)).toBe(!inside || !code.isDark(row, column));
      }
    }
  });

  it('fits beside other text on a terminal of 80 characters, painted line by line', () => {
    const lines = qrText(LINK, (line) => `<${line}>`);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(45);
    expect(lines.every((line) => line.startsWith('<') && line.endsWith('>'))).toBe(true);
  });
});
