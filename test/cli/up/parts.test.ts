import { EventEmitter } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLAIN } from '../../../lib/cli/format/style';
import { poll } from '../../../lib/cli/poll';
import { followFile } from '../../../lib/cli/up/follow-file';
import { createSteps } from '../../../lib/cli/up/steps';
import { listenForStop } from '../../../lib/cli/up/stop-request';
import { createTeardown } from '../../../lib/cli/up/teardown';
import { LabError } from '../../../lib/model/errors';
import { temporaryFolder } from '../temporary-folder';

describe('taking things down', () => {
  it('undoes in the reverse order, once, also when something cannot be undone', async () => {
    const undone: string[] = [];
    const teardown = createTeardown();
    teardown.add('first', () => void undone.push('first'));
    teardown.add('broken', () => Promise.reject(new Error('stuck')));
    teardown.add('last', async () => void undone.push('last'));
    const failures = await Promise.all([teardown.run(), teardown.run()]);
    expect(undone).toEqual(['last', 'first']);
    expect(failures[0]).toEqual([{ name: 'broken', error: new Error('stuck') }]);
    expect(failures[1]).toBe(failures[0]);
  });
});

describe('a stop signal', () => {
  function listen() {
    const signals = new EventEmitter();
    let time = 0;
    const stop = listenForStop(signals, () => time);
    return { signals, stop, later: (milliseconds: number) => (time += milliseconds) };
  }

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops the work with a sentence', async (signal) => {
    const { signals, stop } = listen();
    signals.emit(signal, signal);
    expect(await stop.requested).toBe(signal);
    expect(() => stop.signal.throwIfAborted()).toThrow(
      `stopped by ${signal} before it was done; nothing is left running`,
    );
  });

  it('is one request when npm passes on what the terminal sent already', async () => {
    const { signals, stop, later } = listen();
    const hurried = jest.fn();
    void stop.hurried.then(hurried);
    signals.emit('SIGINT', 'SIGINT');
    later(30);
    signals.emit('SIGINT', 'SIGINT');
    await stop.requested;
    expect(hurried).not.toHaveBeenCalled();
    later(1_000);
    signals.emit('SIGINT', 'SIGINT');
    expect(await stop.hurried).toBe('SIGINT');
  });

  it('is given back', () => {
    const { signals, stop } = listen();
    stop.dispose();
    expect(signals.eventNames()).toEqual([]);
  });
});

describe('steps', () => {
  it('are told with the time since the start', async () => {
    const lines: string[] = [];
    let time = 0;
    const steps = createSteps({ style: PLAIN, progress: (line) => lines.push(line) }, () => time);
    const result = await steps.step(
      'machine',
      async () => {
        time = 1_250;
        return 7;
      },
      (value) => `got ${value}`,
    );
    expect(result).toBe(7);
    expect(lines).toEqual(['✓  1.3 s  machine        got 7']);
  });

  it('show how far they are where a line can be replaced', async () => {
    const shown: string[] = [];
    const steps = createSteps({ style: PLAIN, progress: () => {}, transient: (line) => shown.push(line) }, () => 0);
    await steps.step(
      'services',
      async (show) => show('0/1'),
      () => 'done',
    );
    expect(shown).toEqual(['…  0.0 s  services       0/1']);
  });

  it('fail without a line of their own', async () => {
    const lines: string[] = [];
    const steps = createSteps({ style: PLAIN, progress: (line) => lines.push(line) });
    await expect(
      steps.step(
        'machine',
        () => Promise.reject(new Error('no')),
        () => '',
      ),
    ).rejects.toThrow('no');
    expect(lines).toEqual([]);
  });
});

describe('polling', () => {
  it('asks until there is an answer', async () => {
    let count = 0;
    const ask = () => (++count < 3 ? undefined : count);
    expect(await poll(ask, { everyMs: 1, timeoutMs: 1_000, tooLate: () => new LabError('TooLate', 'too late') })).toBe(
      3,
    );
  });

  it('fails when the time is up', async () => {
    const ask = () => undefined;
    await expect(
      poll(ask, { everyMs: 1, timeoutMs: 10, tooLate: () => new LabError('TooLate', 'too late') }),
    ).rejects.toThrow('too late');
  });

  it('fails with the reason of an abort, at once', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('stopped')), 10);
    const { signal } = controller;
    const ask = () => undefined;
    await expect(
      poll(ask, { signal, everyMs: 60_000, timeoutMs: 60_000, tooLate: () => new LabError('TooLate', 'too late') }),
    ).rejects.toThrow('stopped');
  });
});

describe('following a file', () => {
  const folder = temporaryFolder();

  it('tells each whole line once', () => {
    const file = join(folder(), 'log');
    writeFileSync(file, 'one\ntw');
    const lines: string[] = [];
    const follower = followFile(file, (line) => lines.push(line), 60_000);
    appendFileSync(file, 'o\nthree\nunfinished');
    follower.stop();
    expect(lines).toEqual(['one', 'two', 'three']);
  });
});
