/**
 * The names under which a bay speaks on MQTT.
 *
 *     swingbay/<bay>/availability              online | offline, retained; offline is the bay's will
 *     swingbay/<bay>/state                     the whole picture, retained
 *     swingbay/<bay>/event/<type>              what happened once
 *     swingbay/<bay>/command/<id>              what somebody asks for; `command` alone where the id is in the payload
 *     swingbay/<bay>/ack/<id>                  what became of it
 *     swingbay/<bay>/device/<client>/event     what a controller on MQTT saw; <client> is its client id
 *     swingbay/<bay>/device/<client>/status    online | offline, retained; offline is the controller's will
 */

const ROOT = 'swingbay';

/** What identifies a command or a device's event: it becomes a topic's level, so no separator and no wildcard. */
export const ID_PATTERN = /^[A-Za-z0-9_.:-]{1,64}$/;

export interface BayTopics {
  readonly availability: string;
  readonly state: string;
  /** Without an id, for those whose topics are fixed, such as Home Assistant. */
  readonly command: string;
  event(type: string): string;
  commandOf(id: string): string;
  ack(id: string): string;
}

/** A bay's name as one level of a topic: what MQTT or Home Assistant would not take becomes a dash. */
export function topicLevelOf(bay: string): string {
  return bay.replaceAll(/[^A-Za-z0-9_-]/g, '-');
}

export function bayTopics(bay: string): BayTopics {
  const base = `${ROOT}/${topicLevelOf(bay)}`;
  return {
    availability: `${base}/availability`,
    state: `${base}/state`,
    command: `${base}/command`,
    event: (type) => `${base}/event/${type}`,
    commandOf: (id) => `${base}/command/${id}`,
    ack: (id) => `${base}/ack/${id}`,
  };
}

/**
 * A message of which nothing may be lost once it is acknowledged: its topic says which kind it is.
 * `id` is null where the payload carries it.
 */
export type FactTopic =
  | { readonly kind: 'command'; readonly id: string | null }
  | { readonly kind: 'device-event'; readonly device: string };

/** Null for every topic that carries no fact of this bay. */
export function readFactTopic(bay: string, topic: string): FactTopic | null {
  const levels = topic.split('/');
  if (levels[0] !== ROOT || levels[1] !== topicLevelOf(bay)) return null;
  const [, , kind, id, last] = levels;
  if (kind === 'command' && levels.length === 3) return { kind: 'command', id: null };
  if (kind === 'command' && levels.length === 4 && id !== undefined) return { kind: 'command', id };
  if (kind === 'device' && levels.length === 5 && id !== undefined && last === 'event') {
    return { kind: 'device-event', device: id };
  }
  return null;
}
