import { consoleTarget } from '../../../lib/cli/share/console-target';
import { fakeApi, healthyLab } from '../status/fake-lab';

const CONSOLE = { name: 'console', lastStatus: 'RUNNING' };

function labWithConsole() {
  const lab = healthyLab();
  lab.tasks['sre-observability-service']![0]!.containers!.push(CONSOLE);
  let asked = 0;
  const api = fakeApi(lab);
  return {
    lab,
    asked: () => asked,
    api: {
      ...api,
      describeServices: (...args: Parameters<typeof api.describeServices>) => (asked++, api.describeServices(...args)),
    },
  };
}

describe('where the console is', () => {
  it('is nowhere while the lab starts, then at its task’s address, asked once', async () => {
    const { api, asked } = labWithConsole();
    const target = consoleTarget();
    expect(await target.find()).toBeUndefined();
    target.askOf(api, 'SreSloLab');
    expect((await target.find())?.href).toBe('http://127.0.3.5:8080/');
    await target.find();
    expect(asked()).toBe(1);
  });

  it('is asked for anew when nobody was found there, and seldom while it is nowhere', async () => {
    let now = 0;
    const { lab, api, asked } = labWithConsole();
    const target = consoleTarget(() => now);
    target.askOf(api, 'SreSloLab');
    await target.find();
    lab.tasks['sre-observability-service'] = [];
    target.lost();
    expect([await target.find(), await target.find(), asked()]).toEqual([undefined, undefined, 2]);
    now = 1_001;
    await target.find();
    await target.find();
    expect(asked()).toBe(3);
  });

  it('is asked for again after an answer that did not come', async () => {
    const { api } = labWithConsole();
    let fails = true;
    const target = consoleTarget();
    const describeServices = (...args: Parameters<typeof api.describeServices>) =>
      fails ? Promise.reject(new Error('away')) : api.describeServices(...args);
    target.askOf({ ...api, describeServices }, 'SreSloLab');
    await expect(target.find()).rejects.toThrow('away');
    fails = false;
    expect((await target.find())?.port).toBe('8080');
  });
});
