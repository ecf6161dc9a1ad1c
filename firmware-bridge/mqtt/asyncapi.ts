/** The AsyncAPI document of what a bay says and takes on MQTT, made of the schemas that validate it. */
import { z } from 'zod';
import { discoveryMessageSchema } from './home-assistant/discovery-schema.ts';
import {
  ackMessage,
  availabilityMessage,
  commandMessage,
  deviceEventMessage,
  eventMessage,
  stateMessage,
} from './messages.ts';

interface Channel {
  readonly name: string;
  readonly address: string;
  readonly title: string;
  readonly summary: string;
  /** Seen from the bay. */
  readonly action: 'send' | 'receive';
  readonly isRetained: boolean;
  readonly schema: z.ZodType;
  readonly contentType: 'application/json' | 'text/plain';
}

const JSON_TYPE = 'application/json';

const CHANNELS: readonly Channel[] = [
  {
    ...{ name: 'availability', address: 'swingbay/{bay}/availability', title: 'Availability', action: 'send' },
    ...{ isRetained: true, schema: availabilityMessage, contentType: 'text/plain' },
    summary: 'Whether the bay is there; `offline` is its will.',
  },
  {
    ...{ name: 'state', address: 'swingbay/{bay}/state', title: 'State', action: 'send' },
    ...{ isRetained: true, schema: stateMessage, contentType: JSON_TYPE },
    summary: 'The whole picture, after each change and at most ten times a second.',
  },
  {
    ...{ name: 'event', address: 'swingbay/{bay}/event/{type}', title: 'Event', action: 'send' },
    ...{ isRetained: false, schema: eventMessage, contentType: JSON_TYPE },
    summary: 'What happened once.',
  },
  {
    ...{ name: 'command', address: 'swingbay/{bay}/command/{id}', title: 'Command', action: 'receive' },
    ...{ isRetained: false, schema: commandMessage, contentType: JSON_TYPE },
    summary: 'What somebody asks of the bay, named by the topic.',
  },
  {
    ...{ name: 'commandWithId', address: 'swingbay/{bay}/command', title: 'Command with its id', action: 'receive' },
    ...{ isRetained: false, schema: commandMessage.required({ id: true }), contentType: JSON_TYPE },
    summary: 'The same for senders whose topics are fixed: the id is in the payload.',
  },
  {
    ...{ name: 'ack', address: 'swingbay/{bay}/ack/{id}', title: 'Acknowledgement', action: 'send' },
    ...{ isRetained: false, schema: ackMessage, contentType: JSON_TYPE },
    summary: 'What became of a command; told again when the command is sent again.',
  },
  {
    ...{
      name: 'deviceEvent',
      address: 'swingbay/{bay}/device/{client}/event',
      title: 'Device event',
      action: 'receive',
    },
    ...{ isRetained: false, schema: deviceEventMessage, contentType: JSON_TYPE },
    summary: 'What a controller on MQTT saw.',
  },
  {
    ...{
      name: 'deviceStatus',
      address: 'swingbay/{bay}/device/{client}/status',
      title: 'Device status',
      action: 'receive',
    },
    ...{ isRetained: true, schema: availabilityMessage, contentType: 'text/plain' },
    summary: 'Whether a controller on MQTT is there; `offline` should be its will.',
  },
  {
    ...{
      name: 'homeAssistant',
      address: '{prefix}/device/swingbay_{bay}/config',
      title: 'Home Assistant discovery',
      action: 'send',
    },
    ...{ isRetained: true, schema: discoveryMessageSchema, contentType: JSON_TYPE },
    summary: 'What Home Assistant makes its entities of; told again when it publishes `online` on `{prefix}/status`.',
  },
];

const PARAMETERS: Readonly<Record<string, string>> = {
  bay: 'The bay’s name; characters other than A–Z a–z 0–9 _ - become dashes.',
  type: 'The event’s type, as in its payload.',
  id: 'The command’s name, chosen by its sender: up to 64 of A–Z a–z 0–9 _ . : -',
  client: 'The controller’s client id, which is its user name.',
  prefix: 'Home Assistant’s discovery prefix.',
};

const INTRODUCTION = [
  'What a bay tells and takes over MQTT 3.1.1, on its own broker or on a facility’s.',
  '',
  'Everything is sent at QoS 1. The bay’s own broker grants no more than QoS 1. Commands and device events are in the',
  'bay’s database before they are acknowledged; the same id of the same user is the same message. Who may say and hear',
  'what depends on the user’s role; a refused message closes the connection, a refused subscription is answered with',
  '0x80. Messages of the bay may gain fields: pass over those that you do not know.',
].join('\n');

export function asyncApiDocument(version: string): Record<string, unknown> {
  return {
    asyncapi: '3.0.0',
    info: { title: 'Swingbay on MQTT', version, description: INTRODUCTION, license: { name: 'Apache-2.0' } },
    defaultContentType: JSON_TYPE,
    servers: {
      tls: server('8883', 'secure-mqtt', 'MQTT over TLS, with a password or a client certificate.'),
      tcp: server('1883', 'mqtt', 'MQTT over TCP; by default only from the bay’s own computer.'),
      webSocket: server('9001', 'wss', 'MQTT over WebSocket, subprotocol `mqtt`.'),
    },
    channels: Object.fromEntries(CHANNELS.map((channel) => [channel.name, channelObject(channel)])),
    operations: Object.fromEntries(
      CHANNELS.map((channel) => [`${channel.action}-${channel.name}`, operation(channel)]),
    ),
    components: {
      messages: Object.fromEntries(CHANNELS.map((channel) => [channel.name, message(channel)])),
      schemas: Object.fromEntries(CHANNELS.map(({ name, schema, action }) => [name, jsonSchema(schema, action)])),
      parameters: Object.fromEntries(Object.entries(PARAMETERS).map(([name, description]) => [name, { description }])),
      securitySchemes: {
        password: { type: 'userPassword', description: 'A user of the broker.' },
        certificate: { type: 'X509', description: 'A client certificate whose common name is the user.' },
      },
    },
  };
}

function server(port: string, protocol: string, description: string): Record<string, unknown> {
  const security = ['password', ...(protocol === 'mqtt' ? [] : ['certificate'])];
  return {
    host: `{host}:${port}`,
    ...{ protocol, protocolVersion: '3.1.1', description },
    variables: { host: { default: 'localhost', description: 'The bay’s address.' } },
    security: security.map((scheme) => ({ $ref: `#/components/securitySchemes/${scheme}` })),
  };
}

function channelObject({ name, address, title, summary }: Channel): Record<string, unknown> {
  const parameters = [...address.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter);
  return {
    ...{ address, title, summary },
    parameters: Object.fromEntries(
      parameters.map((parameter) => [parameter, { $ref: `#/components/parameters/${parameter}` }]),
    ),
    messages: { [name]: { $ref: `#/components/messages/${name}` } },
  };
}

function operation({ name, action, summary, isRetained }: Channel): Record<string, unknown> {
  return {
    ...{ action, summary },
    channel: { $ref: `#/channels/${name}` },
    messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
    bindings: { mqtt: { qos: 1, retain: isRetained, bindingVersion: '0.2.0' } },
  };
}

function message({ name, title, summary, contentType }: Channel): Record<string, unknown> {
  return { ...{ name, title, summary, contentType }, payload: { $ref: `#/components/schemas/${name}` } };
}

/** What the bay sends is described as it is sent, what it takes as it may be given. */
function jsonSchema(schema: z.ZodType, action: Channel['action']): Record<string, unknown> {
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
