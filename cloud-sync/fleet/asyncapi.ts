/** The AsyncAPI document of what a bay and its fleet say to each other, made of the schemas that validate it. */
import { z } from 'zod';
import { type BayHears, type BaySays, RETAINED } from './line/topics.ts';
import { signedCommandSchema } from './signed/signed-command.ts';
import {
  ackMessage,
  alertMessage,
  heartbeatMessage,
  metricsMessage,
  reportedMessage,
  resultMessage,
  stateMessage,
  statusMessage,
} from './told/messages.ts';

interface Channel {
  readonly title: string;
  readonly summary: string;
  readonly schema: z.ZodType;
}

const SAYS: Readonly<Record<BaySays, Channel>> = {
  status: {
    title: 'Status',
    summary: 'Whether the bay is there; `offline`, `lost` is its will.',
    schema: statusMessage,
  },
  heartbeat: {
    title: 'Heartbeat',
    summary: 'Every half minute, a fifth more or less; not kept for later.',
    schema: heartbeatMessage,
  },
  state: {
    title: 'State',
    summary: 'The whole picture after each change, and every quarter of an hour.',
    schema: stateMessage,
  },
  metrics: { title: 'Metrics', summary: 'What the bay counts, every minute.', schema: metricsMessage },
  alert: { title: 'Alert', summary: 'A trouble of the bay is raised, changed or cleared.', schema: alertMessage },
  ack: { title: 'Acknowledgement', summary: 'Whether a command is accepted, at once.', schema: ackMessage },
  result: { title: 'Result', summary: 'What became of an accepted command, once.', schema: resultMessage },
  reported: {
    title: 'Reported state',
    summary: 'The bay beside its desired state, whenever the difference is another one.',
    schema: reportedMessage,
  },
};

const HEARS: Readonly<Record<BayHears, Channel>> = {
  command: {
    title: 'Command',
    summary: 'What the fleet asks of one bay, signed; never retained.',
    schema: signedCommandSchema,
  },
  desired: {
    title: 'Desired state',
    summary: 'The bay as the fleet wants it, signed as a command `desired-state`; retained.',
    schema: signedCommandSchema,
  },
};

const INTRODUCTION = [
  'What a bay and its fleet say to each other by MQTT 3.1.1, all at QoS 1. The bay keeps its session: commands that are',
  'sent while it is away come when it is back. What the bay has to tell waits on its disk until the broker has it, and',
  'may then come twice, under the same id. Messages of the bay may gain fields: pass over those that you do not know.',
].join('\n');

export function fleetAsyncApi(version: string): Record<string, unknown> {
  const channels = [
    ...Object.entries(SAYS).map(([name, channel]) => ({ name, ...channel, action: 'send' as const })),
    ...Object.entries(HEARS).map(([name, channel]) => ({ name, ...channel, action: 'receive' as const })),
  ];
  const byName = <T>(make: (channel: (typeof channels)[number]) => T): Record<string, T> =>
    Object.fromEntries(channels.map((channel) => [channel.name, make(channel)]));
  const parameters = ['facility', 'bay'];
  return {
    asyncapi: '3.0.0',
    info: { title: 'Swingbay in a fleet', version, description: INTRODUCTION, license: { name: 'Apache-2.0' } },
    defaultContentType: 'application/json',
    channels: byName(({ name, title, summary }) => ({
      ...{ address: `swingbay/v1/{facility}/{bay}/${name}`, title, summary },
      parameters: Object.fromEntries(parameters.map((each) => [each, { $ref: `#/components/parameters/${each}` }])),
      messages: { [name]: { $ref: `#/components/messages/${name}` } },
    })),
    operations: Object.fromEntries(
      channels.map(({ name, action, summary }) => [
        `${action}-${name}`,
        {
          ...{ action, summary, channel: { $ref: `#/channels/${name}` } },
          messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
          bindings: {
            mqtt: { qos: 1, retain: RETAINED.has(name as BaySays) || name === 'desired', bindingVersion: '0.2.0' },
          },
        },
      ]),
    ),
    components: {
      messages: byName(({ name, title, summary }) => ({
        ...{ name, title, summary, contentType: 'application/json' },
        payload: { $ref: `#/components/schemas/${name}` },
      })),
      schemas: byName(({ schema, action }) => jsonSchema(schema, action)),
      parameters: {
        facility: { description: 'The facility: up to 64 of A–Z a–z 0–9 _ . -' },
        bay: { description: 'The bay, unique in its facility: up to 64 of A–Z a–z 0–9 _ . -' },
      },
    },
  };
}

/** What the bay sends is described as it is sent, what it takes as it may be given. */
function jsonSchema(schema: z.ZodType, action: 'send' | 'receive'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    ...{ target: 'draft-7', io: action === 'send' ? 'output' : 'input' },
    // What the bay sends may gain fields: readers must not refuse them.
    override: ({ zodSchema, jsonSchema: node }) => {
      const { def } = zodSchema._zod;
      if (def.type === 'object' && def.catchall === undefined) delete node.additionalProperties;
    },
  });
  return rest;
}
