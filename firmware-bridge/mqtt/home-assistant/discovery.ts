/**
 * What Home Assistant is told of a bay, in the form for whole devices: one retained document on
 * `<prefix>/device/<id>/config`, of which it makes its entities. Pure.
 *
 * Names are abbreviated where Home Assistant has abbreviations for them, since the document is kept by brokers:
 * `dev` device, `o` origin, `cmps` components, `p` platform, `avty_t` availability topic, `stat_t` state topic,
 * `cmd_t` command topic, `val_tpl` value template, `cmd_tpl` command template.
 *
 * Its templates read the state message; its commands go to the topic without an id, which they carry themselves: the
 * time in microseconds, so that a repeated packet is the same command and a second press is another.
 */
import type { DeviceState } from '../../../device/ports/bay-hardware.port.ts';
import type { BaySnapshot } from '../../../device/ports/bay-state.port.ts';
import { type BayTopics, bayTopics, ID_PATTERN, topicLevelOf } from '../topics.ts';

export interface DiscoveryMessage {
  readonly topic: string;
  readonly payload: DiscoveryPayload;
}

export interface DiscoveryPayload {
  readonly dev: {
    readonly ids: readonly string[];
    readonly name: string;
    readonly mf: string;
    readonly mdl: string;
    readonly sw: string;
  };
  readonly o: { readonly name: string; readonly sw: string };
  readonly cmps: Readonly<Record<string, Component>>;
  readonly avty_t: string;
  readonly stat_t: string;
  readonly qos: 1;
}

export type Component = Readonly<Record<string, unknown>> & { readonly p: string; readonly uniq_id: string };
type Described = Readonly<Record<string, unknown>> & { readonly p: string };

const MICROSECONDS_PER_SECOND = '1000000';
const LIGHT_STEPS = 100;

export function discoveryTopic(discoveryPrefix: string, bay: string): string {
  return `${discoveryPrefix}/device/${idOf(bay)}/config`;
}

/** The birth and last will of Home Assistant itself: `online` means that it wants to be told again. */
export function homeAssistantStatusTopic(discoveryPrefix: string): string {
  return `${discoveryPrefix}/status`;
}

/** Changes only with what hardware there is, not with how it is. */
export function discoveryMessage(snapshot: BaySnapshot, discoveryPrefix: string, version: string): DiscoveryMessage {
  const { bay } = snapshot;
  const topics = bayTopics(bay);
  const described: [string, Described][] = [
    ...bayComponents(topics),
    // A name goes into templates as it is, so it must be plain.
    ...snapshot.devices.filter(({ id }) => ID_PATTERN.test(id)).flatMap((device) => deviceComponents(device, topics)),
  ];
  const cmps = Object.fromEntries(
    described.map(([name, component]) => [name, { ...component, uniq_id: `${idOf(bay)}_${name}` }]),
  );
  return {
    topic: discoveryTopic(discoveryPrefix, bay),
    payload: {
      dev: { ids: [idOf(bay)], name: `Bay ${bay}`, mf: 'Swingbay', mdl: 'Driving-range bay', sw: version },
      o: { name: 'Swingbay', sw: version },
      cmps,
      avty_t: topics.availability,
      stat_t: topics.state,
      qos: 1,
    },
  };
}

function idOf(bay: string): string {
  return `swingbay_${topicLevelOf(bay)}`;
}

function bayComponents(topics: BayTopics): [string, Described][] {
  return [
    [
      'availability',
      {
        p: 'sensor',
        name: 'Availability',
        dev_cla: 'enum',
        ops: ['free', 'in-use', 'out-of-order', 'closed'],
        val_tpl: '{{ value_json.availability }}',
      },
    ],
    ['occupied', binary('In use', `value_json.availability == 'in-use'`, 'occupancy')],
    ['stop', binary('Emergency stop', 'value_json.isStopPressed', 'safety')],
    ['problem', { ...binary('Problem', 'value_json.warnings | length > 0', 'problem'), ent_cat: 'diagnostic' }],
    [
      'swings_today',
      { p: 'sensor', name: 'Swings today', stat_cla: 'total_increasing', val_tpl: '{{ value_json.swingsToday }}' },
    ],
    [
      'out_of_order',
      {
        ...{ p: 'switch', name: 'Out of order', cmd_t: topics.command, pl_on: 'ON', pl_off: 'OFF' },
        val_tpl: `{{ 'ON' if value_json.availability == 'out-of-order' else 'OFF' }}`,
        cmd_tpl: commandTemplate(`{"type":"out-of-order","isOn":{{ (value == 'ON') | tojson }}}`),
      },
    ],
    [
      'swing',
      {
        ...{ p: 'event', name: 'Swing', stat_t: topics.event('swing'), event_types: ['shot', 'practice'] },
        val_tpl: `{{ {'event_type': value_json.kind} | tojson }}`,
      },
    ],
  ];
}

function deviceComponents(device: DeviceState, topics: BayTopics): [string, Described][] {
  const { id, kind } = device;
  const name = topicLevelOf(id);
  const found = `(value_json.devices | selectattr('id', 'eq', '${id}') | first | default({}))`;
  // In brackets: with a dot, `values` would be a function of the template engine's own. `None` is Home Assistant's
  // word for what is not known.
  const value = (field: string): string => `${found}['values']['${field}']`;
  const read = (field: string): string => `{{ ${value(field)} | default(none) }}`;
  const command = (body: string): Described['cmd_tpl'] => commandTemplate(body);
  const ask = { cmd_t: topics.command };
  const common: [string, Described][] = [
    [`${name}_fault`, { ...binary(`${id} fault`, `${found}.condition == 'fault'`, 'problem'), ent_cat: 'diagnostic' }],
    [
      `${name}_clear_fault`,
      {
        p: 'button',
        name: `${id} clear fault`,
        ent_cat: 'config',
        ...ask,
        cmd_tpl: command(`{"type":"clear-fault","device":"${id}"}`),
      },
    ],
  ];
  switch (kind) {
    case 'tee':
      return [
        [
          `${name}_height`,
          {
            ...{
              p: 'number',
              name: `${id} height`,
              min: 0,
              max: device.values.heightMaxMm ?? 100,
              step: 1,
              unit_of_meas: 'mm',
            },
            ...{ ...ask, val_tpl: read('heightMm') },
            cmd_tpl: command(`{"type":"tee-height","device":"${id}","heightMm":{{ value }}}`),
          },
        ],
        [`${name}_ball`, binary(`${id} ball`, value('isBallPresent'), null)],
        [
          `${name}_tee_ball`,
          { p: 'button', name: `${id} tee a ball`, ...ask, cmd_tpl: command(`{"type":"tee-ball","device":"${id}"}`) },
        ],
        ...common,
      ];
    case 'dispenser':
      return [
        [
          `${name}_stock`,
          { p: 'sensor', name: `${id} balls in store`, stat_cla: 'measurement', val_tpl: read('stock') },
        ],
        [`${name}_credit`, { p: 'sensor', name: `${id} credit`, stat_cla: 'measurement', val_tpl: read('credit') }],
        [
          `${name}_dispense`,
          {
            p: 'button',
            name: `${id} dispense a ball`,
            ...ask,
            cmd_tpl: command(`{"type":"dispense","device":"${id}","balls":1}`),
          },
        ],
        ...common,
      ];
    case 'light':
      return [
        [
          `${name}_level`,
          {
            ...{ p: 'number', name: `${id} level`, min: 0, max: LIGHT_STEPS, step: 1, unit_of_meas: '%', ...ask },
            val_tpl: `{{ (${value('level')} | default(0) * ${LIGHT_STEPS}) | round(0) }}`,
            cmd_tpl: command(`{"type":"light-level","device":"${id}","level":{{ value | float / ${LIGHT_STEPS} }}}`),
          },
        ],
        ...common,
      ];
    case 'ball-beam':
      return [[`${name}_ball`, binary(`${id} ball`, value('isBallPresent'), null)], ...common];
    case 'occupancy':
      return [[`${name}_occupied`, binary(id, value('isOccupied'), 'occupancy')], ...common];
    case 'strobe':
    case 'camera-trigger':
    case 'card-reader':
    case 'emergency-stop':
      return common;
  }
}

function binary(name: string, isOn: string, deviceClass: string | null): Described {
  const value = `{{ 'ON' if ${isOn} else 'OFF' }}`;
  return { p: 'binary_sensor', name, val_tpl: value, ...(deviceClass === null ? {} : { dev_cla: deviceClass }) };
}

function commandTemplate(command: string): string {
  return `{"id":"ha-{{ (now().timestamp() * ${MICROSECONDS_PER_SECOND}) | int }}","command":${command}}`;
}
