/**
 * Sparkplug's topics.
 *
 *     spBv1.0 / group / NBIRTH|NDATA|NDEATH|NCMD / node
 *     spBv1.0 / group / DBIRTH|DDATA|DDEATH|DCMD / node / device
 *     spBv1.0 / STATE / host
 */
export const NAMESPACE = 'spBv1.0';

export const NODE_MESSAGES = ['NBIRTH', 'NDATA', 'NDEATH', 'NCMD'] as const;
export const DEVICE_MESSAGES = ['DBIRTH', 'DDATA', 'DDEATH', 'DCMD'] as const;
export type NodeMessage = (typeof NODE_MESSAGES)[number];
export type DeviceMessage = (typeof DEVICE_MESSAGES)[number];
export type MessageType = NodeMessage | DeviceMessage;

export interface NodeIdentity {
  readonly group: string;
  readonly node: string;
}

export type SparkplugTopic =
  | { readonly type: NodeMessage; readonly group: string; readonly node: string; readonly device: null }
  | { readonly type: DeviceMessage; readonly group: string; readonly node: string; readonly device: string }
  | { readonly type: 'STATE'; readonly host: string };

/** What MQTT takes for a separator or a wildcard; the NUL character is not allowed in a topic at all. */
const RESERVED = /[+/#\0]/g;

export function isSparkplugId(id: string): boolean {
  return id.length > 0 && id.search(RESERVED) < 0 && id.isWellFormed();
}

/** The nearest id that Sparkplug allows: reserved characters become `-`. */
export function sparkplugId(name: string): string {
  const id = name.toWellFormed().replaceAll(RESERVED, '-');
  return id === '' ? '-' : id;
}

export function nodeTopic(type: NodeMessage, { group, node }: NodeIdentity): string {
  return [NAMESPACE, group, type, node].join('/');
}

export function deviceTopic(type: DeviceMessage, { group, node }: NodeIdentity, device: string): string {
  return [NAMESPACE, group, type, node, device].join('/');
}

export function stateTopic(host: string): string {
  return [NAMESPACE, 'STATE', host].join('/');
}

/** Null for what is no topic of Sparkplug B. */
export function parseTopic(topic: string): SparkplugTopic | null {
  const [namespace, second = '', third = '', node = '', device, ...more] = topic.split('/');
  if (namespace !== NAMESPACE || more.length > 0) return null;
  if (second === 'STATE')
    return third !== '' && node === '' && device === undefined ? { type: 'STATE', host: third } : null;
  if (second === '' || node === '') return null;
  const nodeMessage = NODE_MESSAGES.find((type) => type === third);
  if (nodeMessage !== undefined) {
    return device === undefined ? { type: nodeMessage, group: second, node, device: null } : null;
  }
  const deviceMessage = DEVICE_MESSAGES.find((type) => type === third);
  if (deviceMessage === undefined || device === undefined || device === '') return null;
  return { type: deviceMessage, group: second, node, device };
}
