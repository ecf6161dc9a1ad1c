/** How a bay speaks MQTT: its own broker, a facility's broker, and Home Assistant. Everything is off until it is set. */
import { z } from 'zod';

const KIB = 1024;
const host = z.string().min(1).default('127.0.0.1').describe('The address to listen on.');
const port = (standard: number) =>
  z.int().min(0).max(65_535).default(standard).describe('The TCP port; 0 takes a free one.');

const limitsSchema = z.strictObject({
  connections: z.int().min(1).max(1_000).default(64).describe('Clients at once.'),
  connectionsPerAddress: z.int().min(1).max(1_000).default(16).describe('Clients at once from one address.'),
  connectMs: z
    .int()
    .min(100)
    .max(60_000)
    .default(5_000)
    .describe('How long a connection may take to say who it is, in milliseconds, TLS included.'),
  failedLoginsPerMinute: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(20)
    .describe('Failed logins a minute of one address; beyond them it has to wait.'),
  packetBytesBeforeLogin: z
    .int()
    .min(256)
    .max(64 * KIB)
    .default(4 * KIB)
    .describe('The largest packet of a client that is not logged in yet, in bytes.'),
  packetBytes: z
    .int()
    .min(1 * KIB)
    .max(4096 * KIB)
    .default(256 * KIB)
    .describe('The largest packet of a client that is logged in, in bytes.'),
  messagesPerSecond: z
    .int()
    .min(1)
    .max(100_000)
    .default(200)
    .describe('Packets a second and client; a faster one is read more slowly, none of its messages is lost.'),
  subscriptionsPerClient: z.int().min(1).max(1_000).default(50).describe('Subscriptions of one client.'),
  topicLevels: z.int().min(5).max(100).default(12).describe('Levels of a topic.'),
  topicBytes: z.int().min(64).max(65_535).default(256).describe('Length of a topic in bytes.'),
  inflightPerClient: z
    .int()
    .min(1)
    .max(1_000)
    .default(64)
    .describe('Messages of QoS 2 that one client may have under way; one more closes its connection.'),
  unsentBytes: z
    .int()
    .min(16 * KIB)
    .max(16_384 * KIB)
    .default(1024 * KIB)
    .describe('What may wait for a slow reader, in bytes; beyond it the connection is closed.'),
  sessions: z
    .int()
    .min(1)
    .max(1_000)
    .default(64)
    .describe('Sessions that are kept for absent clients; the one absent longest makes way.'),
  queuedPerSession: z.int().min(1).max(10_000).default(500).describe('Messages that wait in one such session.'),
  queuedBytes: z
    .int()
    .min(64 * KIB)
    .max(65_536 * KIB)
    .default(8192 * KIB)
    .describe('What all such sessions may hold together, in bytes.'),
  retainedMessages: z.int().min(1).max(10_000).default(500).describe('Messages that are kept for later subscribers.'),
  retainedBytes: z
    .int()
    .min(64 * KIB)
    .max(65_536 * KIB)
    .default(4096 * KIB)
    .describe('What those messages may take together, in bytes.'),
});

const brokerSchema = z.strictObject({
  usersFile: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('The users, one a line, made with `swingbay broker-user`; mode 600. Needed where the broker listens.'),
  tcp: z
    .strictObject({
      host,
      port: port(1883),
      allowPlaintext: z
        .boolean()
        .default(false)
        .describe('Whether passwords may cross a network unencrypted; any but a loopback address needs it.'),
    })
    .nullable()
    .default(null)
    .describe('MQTT over TCP; null for none.'),
  tls: z
    .strictObject({ host, port: port(8883) })
    .nullable()
    .default(null)
    .describe('MQTT over TLS; null for none. Needs `certificate`.'),
  webSocket: z
    .strictObject({
      host,
      port: port(9001),
      isSecure: z.boolean().default(true).describe('Whether it speaks TLS, which needs `certificate`.'),
      allowPlaintext: z
        .boolean()
        .default(false)
        .describe('Whether it may listen without TLS on any but a loopback address.'),
      origins: z
        .array(z.string().min(1))
        .max(16)
        .default([])
        .describe('Sites whose pages may connect, such as `https://desk.example`; programs need none.'),
    })
    .nullable()
    .default(null)
    .describe('MQTT over WebSocket; null for none.'),
  certificate: z
    .strictObject({
      certificateFile: z.string().min(1).describe('The broker’s certificate with its chain, PEM.'),
      keyFile: z.string().min(1).describe('Its private key, PEM.'),
      clientCaFile: z
        .string()
        .min(1)
        .nullable()
        .default(null)
        .describe('Who signs certificates of clients, PEM; null where clients have none.'),
      tlsVersionMin: z.enum(['TLSv1.3', 'TLSv1.2']).default('TLSv1.3').describe('The oldest TLS that is spoken.'),
    })
    .nullable()
    .default(null)
    .describe('What the broker shows on TLS; null where it speaks none.'),
  limits: limitsSchema.prefault({}).describe('What one client and all together may use.'),
});

const facilityBrokerSchema = z.strictObject({
  url: z
    .string()
    .regex(/^mqtts?:\/\//)
    .describe('Its address, such as `mqtts://broker.local:8883`.'),
  username: z.string().min(1).nullable().default(null).describe('The bay’s name there; null for none.'),
  passwordFile: z.string().min(1).nullable().default(null).describe('A file whose first line is its password there.'),
  caFile: z.string().min(1).nullable().default(null).describe('Who signed that broker’s certificate, PEM.'),
  certificateFile: z.string().min(1).nullable().default(null).describe('The bay’s own certificate there, PEM.'),
  keyFile: z.string().min(1).nullable().default(null).describe('The private key of that certificate, PEM.'),
  takesCommands: z
    .boolean()
    .default(false)
    .describe('Whether commands are taken from there; who may send them is then that broker’s to decide.'),
});

const homeAssistantSchema = z.strictObject({
  isAnnounced: z.boolean().default(false).describe('Whether the bay announces itself to Home Assistant.'),
  discoveryPrefix: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .default('homeassistant')
    .describe('The discovery prefix that is set in Home Assistant; its birth message is `<prefix>/status`.'),
});

export const mqttConfigSchema = z
  .strictObject({
    broker: brokerSchema.prefault({}).describe('The bay’s own broker.'),
    facilityBroker: facilityBrokerSchema
      .nullable()
      .default(null)
      .describe('A broker of the facility to which the bay reports as well; null for none.'),
    homeAssistant: homeAssistantSchema.prefault({}).describe('Home Assistant.'),
  })
  .describe('MQTT: what the bay tells and takes in the facility’s network.');

export type MqttConfig = z.infer<typeof mqttConfigSchema>;
export type BrokerConfig = MqttConfig['broker'];
export type BrokerLimits = BrokerConfig['limits'];
export type FacilityBrokerConfig = NonNullable<MqttConfig['facilityBroker']>;

export function isBrokerOn({ tcp, tls, webSocket }: BrokerConfig): boolean {
  return tcp !== null || tls !== null || webSocket !== null;
}
