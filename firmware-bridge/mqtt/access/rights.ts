/**
 * Who may say and hear what on the broker: one table, deny by default. Pure.
 *
 * INVARIANTS
 * - What no row allows is refused: publishing, retaining, leaving a will, subscribing, and hearing. A message that
 *   reaches a subscription is held against the table once more, so that neither a retained message nor a stored session
 *   tells what a subscription would have been refused.
 * - Nothing that begins with `$` is anybody's, `$SYS` and shared subscriptions included.
 * - A controller lives under its own client id, which is its name: it can neither speak for another nor hear one.
 * - Overlap is not enough: a subscription is allowed only where one row covers all that it would hear.
 */
import type { BayCommand } from '../../../device/ports/bay-commands.port.ts';
import { covers, isTopicFilter, isTopicName, matches } from '../topic-filter.ts';
import { topicLevelOf } from '../topics.ts';

export const ROLES = ['controller', 'automation', 'display', 'fleet', 'staff'] as const;
/** What a user of the broker is. */
export type Role = (typeof ROLES)[number];
/** `bay` is the appliance itself, on the broker's private socket; no user can be it. */
export type Party = Role | 'bay';

/** Roles whose client id must be their user's name, or the common name of their certificate. */
export const DEVICE_ROLES: readonly Role[] = ['controller'];

export interface Identity {
  readonly user: string;
  readonly party: Party;
  readonly clientId: string;
}

/** What the placeholders of the table stand for. */
export interface Places {
  /** The bay's name in the configuration. */
  readonly bay: string;
  /** Home Assistant's discovery prefix. */
  readonly discoveryPrefix: string;
}

interface PublishRight {
  readonly to: string;
  /** Whether the broker may keep the message for later subscribers. */
  readonly retained?: true;
  /** Whether it may be left as a will. */
  readonly will?: true;
}

interface PartyRights {
  readonly publish: readonly PublishRight[];
  readonly subscribe: readonly string[];
}

const SEEN_FROM_OUTSIDE = ['{bay}/availability', '{bay}/state', '{bay}/event/+'];
const ANSWERS = ['{bay}/ack/+', '{bay}/device/+/status'];
const COMMANDS: readonly PublishRight[] = [{ to: '{bay}/command' }, { to: '{bay}/command/+' }];

/** `{bay}` is `swingbay/<bay>`, `{client}` the client id, `{home}` Home Assistant's discovery prefix. */
export const RIGHTS: Readonly<Record<Party, PartyRights>> = {
  controller: {
    publish: [
      { to: '{bay}/device/{client}/event' },
      { to: '{bay}/device/{client}/status', retained: true, will: true },
    ],
    subscribe: ['{bay}/availability', '{bay}/device/{client}/#'],
  },
  automation: {
    publish: [...COMMANDS, { to: '{home}/status', retained: true, will: true }],
    subscribe: [...SEEN_FROM_OUTSIDE, ...ANSWERS, '{home}/#'],
  },
  display: { publish: [], subscribe: SEEN_FROM_OUTSIDE },
  fleet: { publish: COMMANDS, subscribe: [...SEEN_FROM_OUTSIDE, ...ANSWERS] },
  staff: { publish: COMMANDS, subscribe: ['{bay}/#', '{home}/#'] },
  bay: {
    publish: [
      { to: '{bay}/availability', retained: true, will: true },
      { to: '{bay}/state', retained: true },
      { to: '{bay}/event/+' },
      { to: '{bay}/ack/+' },
      { to: '{home}/device/+/config', retained: true },
    ],
    subscribe: ['{home}/status'],
  },
};

type CommandType = BayCommand['type'] extends infer T
  ? T extends 'hardware'
    ? Extract<BayCommand, { type: 'hardware' }>['command']['type']
    : T
  : never;

const EVERYDAY: readonly CommandType[] = [
  'tee-height',
  'tee-ball',
  'dispense',
  'add-credit',
  'light-level',
  'clear-fault',
  'out-of-order',
];

/** Strobe and camera trigger belong to the installer: wrong values spoil every picture. */
const COMMANDS_OF: Readonly<Record<Role, readonly CommandType[]>> = {
  controller: [],
  automation: EVERYDAY,
  display: [],
  fleet: ['clear-fault', 'out-of-order'],
  staff: [...EVERYDAY, 'strobe', 'camera-trigger'],
};

export interface Publication {
  readonly topic: string;
  readonly isRetained: boolean;
  readonly isWill: boolean;
}

export function mayPublish(identity: Identity, places: Places, publication: Publication): boolean {
  const { topic, isRetained, isWill } = publication;
  if (!isTopicName(topic) || topic.startsWith('$')) return false;
  return RIGHTS[identity.party].publish.some(
    ({ to, retained, will }) =>
      matches(filled(to, identity, places), topic) && (!isRetained || retained === true) && (!isWill || will === true),
  );
}

export function maySubscribe(identity: Identity, places: Places, filter: string): boolean {
  if (!isTopicFilter(filter) || filter.startsWith('$')) return false;
  return RIGHTS[identity.party].subscribe.some((right) => covers(filled(right, identity, places), filter));
}

/** Held against every message on its way out. */
export function mayHear(identity: Identity, places: Places, topic: string): boolean {
  return !topic.startsWith('$') && maySubscribe(identity, places, topic);
}

export function mayCommand(role: Role, command: BayCommand): boolean {
  return COMMANDS_OF[role].includes(command.type === 'hardware' ? command.command.type : command.type);
}

/** The client id has been checked to be one plain level, so it cannot widen a row. */
function filled(row: string, { clientId }: Identity, { bay, discoveryPrefix }: Places): string {
  return row
    .replace('{bay}', `swingbay/${topicLevelOf(bay)}`)
    .replace('{home}', discoveryPrefix)
    .replace('{client}', () => clientId);
}
