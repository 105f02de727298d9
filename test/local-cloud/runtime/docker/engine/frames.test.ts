import { frameReader } from '../../../../../lib/local-cloud/runtime/docker/engine/frames';

/** A frame as the engine sends it. */
function frame(stream: number, text: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

const told = (frames: ReturnType<ReturnType<typeof frameReader>>) =>
  frames.map(({ stream, bytes }) => [stream, bytes.toString()]);

test('takes two streams apart', () => {
  expect(told(frameReader()(Buffer.concat([frame(1, 'out'), frame(2, 'error'), frame(1, '')])))).toEqual([
    [1, 'out'],
    [2, 'error'],
    [1, ''],
  ]);
});

test('waits for the rest, wherever a chunk ends', () => {
  const all = Buffer.concat([frame(1, 'zwölf'), frame(2, 'two')]);
  for (let cut = 0; cut <= all.length; cut++) {
    const read = frameReader();
    expect(told([...read(all.subarray(0, cut)), ...read(all.subarray(cut))])).toEqual([
      [1, 'zwölf'],
      [2, 'two'],
    ]);
  }
});
