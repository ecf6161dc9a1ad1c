import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { FakeBay } from '../fake-bay.ts';
import { commandMessage } from '../messages.ts';
import { discoveryMessage } from './discovery.ts';

/** Home Assistant's template engine, with the filters of its own that our templates use. */
const RENDER = `
import json, sys, datetime
from jinja2 import Environment
environment = Environment()
environment.filters['tojson'] = json.dumps
asked = json.load(sys.stdin)
now = lambda: datetime.datetime.now()
print(json.dumps([environment.from_string(one['template']).render(now=now, **one['values']) for one in asked]))
`;
const hasJinja = spawnSync('python3', ['-c', 'import jinja2'], { stdio: 'ignore' }).status === 0;
if (!hasJinja) process.stdout.write('python3-jinja2 is not installed: templates are not tried\n');

function render(asked: readonly { template: unknown; values: object }[]): string[] {
  const { stdout, stderr } = spawnSync('python3', ['-c', RENDER], { input: JSON.stringify(asked) });
  expect(stderr.toString()).toBe('');
  return JSON.parse(stdout.toString()) as string[];
}

describe.skipIf(!hasJinja)("Home Assistant's template engine", () => {
  const bay = new FakeBay('bay-7');
  bay.change({ isStopPressed: true, swingsToday: 12, availability: 'out-of-order' });
  const components = Object.entries(discoveryMessage(bay.state(), 'homeassistant', '1').payload.cmps);

  it('reads of the state what the bay means', () => {
    const reading = components.filter(([, { p, val_tpl: template }]) => p !== 'event' && template !== undefined);
    const values = render(
      reading.map(([, { val_tpl: template }]) => ({ template, values: { value_json: bay.state() } })),
    );
    expect(Object.fromEntries(reading.map(([name], at) => [name, values[at]]))).toMatchObject({
      ...{ availability: 'out-of-order', out_of_order: 'ON', occupied: 'OFF', stop: 'ON', swings_today: '12' },
      ...{ tee_height: '0', tee_ball: 'OFF', dispenser_stock: '300', dispenser_credit: '50', light_level: '50.0' },
      ...{ tee_fault: 'OFF', problem: 'OFF' },
    });
  });

  it('says that it does not know what a device does not measure, or a device that is gone', () => {
    const values = { value_json: { ...bay.state(), devices: [] } };
    const [, { val_tpl: template }] = components.find(([name]) => name === 'tee_height') ?? ['', { val_tpl: '' }];
    expect(render([{ template, values }])).toEqual(['None']);
  });

  it('makes commands that the bay understands', () => {
    const asking = components.filter(([, { cmd_tpl: template }]) => template !== undefined);
    const made = render(
      asking.map(([, { p, cmd_tpl: template }]) => ({ template, values: { value: p === 'switch' ? 'ON' : 40 } })),
    );
    for (const text of made) commandMessage.required({ id: true }).parse(JSON.parse(text));
    expect(made.length).toBeGreaterThan(5);
  });
});
