import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { configurationSchema } from '../../../device/configuration.ts';
import { protectedChanges } from './configuration-patch.ts';

interface Node {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly allOf?: readonly Node[];
}

const ADDRESS =
  /(url|endpoint|region|bucket|address|hosts?|brokers?|servers?)$|plain|secure|^tls$|^mode$|takesCommands|commandsAllowed/i;
/** No secret is sent there: of what listens, a limit, and the name of a program at a broker. */
const NOTHING_IS_SENT_THERE = new Set([
  ...['api.host', 'api.webRtc.address', 'mqtt.broker.tcp.host', 'mqtt.broker.webSocket.host'],
  ...['mqtt.broker.limits.connectionsPerAddress', 'sparkplug.primaryHost'],
]);

/** Addresses beside a file of a secret, or below it, as `coach.url`. */
function addressesBesideSecrets(node: Node, path: readonly string[] = [], isBeside = false): string[] {
  const found = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])].flatMap((each) =>
    addressesBesideSecrets(each, path, isBeside),
  );
  if (node.items !== undefined) found.push(...addressesBesideSecrets(node.items, [...path, '0'], isBeside));
  const properties = Object.entries(node.properties ?? {});
  const hasSecret = isBeside || properties.some(([name]) => name.endsWith('File'));
  for (const [name, each] of properties) {
    const at = [...path, name];
    if (hasSecret && (each.format === 'uri' || ADDRESS.test(name))) found.push(at.join('.'));
    found.push(...addressesBesideSecrets(each, at, hasSecret));
  }
  return [...new Set(found)].filter((key) => !NOTHING_IS_SENT_THERE.has(key));
}

function fileWith(key: string): string {
  return stringify(key.split('.').reduceRight<unknown>((value, name) => ({ [name]: value }), 'elsewhere'));
}

describe('an address that a secret is sent to', () => {
  const schema = z.toJSONSchema(configurationSchema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Node;
  const addresses = addressesBesideSecrets(schema);

  it('is found wherever it stands in the configuration', () => {
    expect(addresses).toEqual(
      expect.arrayContaining([
        ...['coach.url', 'voice.speech.url', 'launchMonitor.trackman.url', 'facility.url', 'sync.to.endpoint'],
        ...['mqtt.facilityBroker.url', 'mqtt.facilityBroker.takesCommands', 'mqtt.broker.tcp.allowPlaintext'],
        ...['sparkplug.brokers', 'sparkplug.commandsAllowed', 'warehouse.url', 'warehouse.tls.mode'],
      ]),
    );
  });

  it.each(addresses)('is not the fleet’s to change: %s', (key) => {
    const [before, after] = ['', fileWith(key)];
    expect(protectedChanges(before, after)).not.toEqual([]);
    expect(protectedChanges(after, after.replace('elsewhere', 'somewhere'))).not.toEqual([]);
    expect(protectedChanges(after, before)).not.toEqual([]);
  });

  it('is the fleet’s to set where there is no secret beside it', () => {
    expect(protectedChanges('', stringify({ cameras: [{ name: 'a', source: { url: 'rtsp://camera/1' } }] }))).toEqual(
      [],
    );
    expect(
      protectedChanges('', stringify({ coach: { enabled: true }, launchMonitor: { relay: { host: 'sim' } } })),
    ).toEqual([]);
  });
});
