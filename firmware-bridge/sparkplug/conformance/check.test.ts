import { describe, expect, it } from 'vitest';
import { EdgeSession, type SessionEffect } from '../edge-session.ts';
import { decodePayload, encodePayload, type Metric, type Payload } from '../payload.ts';
import { reportedBay } from '../reported-metrics.ts';
import { nodeTopic, parseTopic, stateTopic } from '../topics.ts';
import { checkTranscripts, CLAUSES } from './check.ts';
import { FakeBay } from './fake-bay.ts';
import { CLAUSES_OF_THE_SPECIFICATION, NOT_APPLICABLE } from './not-applicable.ts';
import { type Observation, type Published, readTranscript, type TranscriptContext } from './transcript.ts';

const NODE = { group: 'north', node: 'bay-1' };
const CONTEXT: TranscriptContext = { ...NODE, name: 'a day', primaryHost: 'fleet', brokers: 2, isFirstLife: true };
const START_MS = Date.UTC(2026, 5, 1, 12);

/** A day of the real session at two brokers, made without a wire: births, data, a death, a rebirth, the host’s leaving. */
function goodDay(): Observation[] {
  const bay = new FakeBay('bay-1');
  const session = new EdgeSession({ ...NODE, primaryHost: 'fleet' });
  const seen: Observation[] = [];
  let connection = 0;
  let nowMs = START_MS;
  const see = (observation: object): void => {
    nowMs += 10;
    seen.push({ ...observation, atMs: nowMs } as Observation);
  };
  const apply = (effects: readonly SessionEffect[]): void => {
    for (const effect of effects) {
      if (effect.type === 'publish') {
        const { topic, qos, payload } = effect;
        see({ kind: 'published', connection, topic, qos, retain: false, bytes: payload });
      } else if (effect.type === 'subscribe') {
        for (const topic of effect.topics) see({ kind: 'subscribe', connection, topic, qos: 1 });
      } else {
        see({ kind: 'disconnect', connection });
        see({ kind: 'closed', connection });
      }
    }
  };
  const devices = (): readonly string[] =>
    reportedBay(bay.state()).devices.flatMap(({ id, isThere }) => (isThere ? [id] : []));
  const connect = (number: number): void => {
    connection = number;
    const { topic, payload: bytes } = session.death(number, nowMs);
    const will = { topic, bytes, qos: 1, retain: false };
    see({ kind: 'connect', connection, broker: number, clean: true, level: 4, will });
    see({ kind: 'connack', connection });
    session.connected(number, true);
    for (const each of session.subscriptions()) see({ kind: 'subscribe', connection, topic: each, qos: 1 });
    apply(session.subscribed(nowMs));
  };
  const hostSays = (online: boolean, timestamp: number): void => {
    const bytes = Buffer.from(JSON.stringify({ online, timestamp }));
    see({ kind: 'received', connection, topic: stateTopic('fleet'), qos: 1, retain: true, bytes });
    apply(session.hostSaid(bytes, nowMs));
  };
  const report = (): void => apply(session.changed(reportedBay(bay.state()), 0, nowMs));

  report();
  see({ kind: 'devices', present: devices() });
  connect(0);
  hostSays(true, 100);
  see({ kind: 'quiet' });
  see({ kind: 'busy' });
  see({ kind: 'changed', device: null, metric: 'Bay/Swings Today', value: 1 });
  bay.change({ swingsToday: 1 });
  report();
  see({ kind: 'changed', device: 'tee', metric: 'Height mm', value: 30 });
  bay.changeDevice('tee', { values: { heightMm: 30, heightMaxMm: 60, isBallPresent: true } });
  report();
  see({ kind: 'device-lost', device: 'light' });
  bay.changeDevice('light', { condition: 'unknown' });
  report();
  see({ kind: 'devices', present: devices() });
  const asked = encodePayload({ timestamp: nowMs, metrics: [{ name: 'Node Control/Rebirth', value: true }] });
  see({ kind: 'received', connection, topic: nodeTopic('NCMD', NODE), qos: 0, retain: false, bytes: asked });
  apply(session.rebirth(nowMs));
  hostSays(false, 50);
  bay.change({ swingsToday: 2 });
  report();
  hostSays(false, 200);
  connect(1);
  hostSays(true, 300);
  bay.change({ swingsToday: 3 });
  report();
  apply(session.leave(nowMs));
  return seen;
}

type Change = (
  observation: Observation,
  index: number,
  all: readonly Observation[],
) => Observation | readonly Observation[];

function broken(change: Change): string[] {
  const observations = goodDay().flatMap(change);
  return checkTranscripts([readTranscript(CONTEXT, observations)])
    .filter(({ breaches }) => breaches.length > 0)
    .map(({ id }) => id);
}

/** Changes what the node publishes of one type; its will as well for NDEATH. */
function published(type: string | RegExp, change: (message: Published) => Published | readonly Published[]): Change {
  const isMeant = (topic: string): boolean => (parseTopic(topic)?.type ?? '').search(type) === 0;
  return (observation) => {
    if (observation.kind === 'published' && isMeant(observation.topic)) {
      return [change(observation)].flat().map((message) => ({ ...observation, ...message }));
    }
    if (observation.kind === 'connect' && observation.will !== null && isMeant(observation.will.topic)) {
      const [will = null] = [change(observation.will)].flat();
      return { ...observation, will };
    }
    return observation;
  };
}

const payloads = (type: string | RegExp, change: (payload: Payload) => Payload): Change =>
  published(type, (message) => ({ ...message, bytes: encodePayload(change(decodePayload(message.bytes))) }));

const metrics = (type: string | RegExp, change: (metric: Metric) => Metric): Change =>
  payloads(type, (payload) => ({ ...payload, metrics: payload.metrics.map(change) }));

const named = (name: string, change: (metric: Metric) => Metric): Change =>
  metrics('[ND]BIRTH|NDEATH', (metric) => (metric.name === name ? change(metric) : metric));

const topics = (type: string | RegExp, change: (levels: string[]) => string[]): Change =>
  published(type, (message) => ({ ...message, topic: change(message.topic.split('/')).join('/') }));

const level = (type: string | RegExp, at: number, change: (level: string) => string): Change =>
  topics(type, (levels) => levels.map((each, index) => (index === at ? change(each) : each)));

const ANY = '[ND](BIRTH|DATA|DEATH)';
const without = (payload: Payload, key: 'seq' | 'timestamp'): Payload => {
  const { [key]: _left, ...rest } = payload;
  return rest;
};
const bare = (metric: Metric, ...keys: readonly (keyof Metric)[]): Metric =>
  Object.fromEntries(Object.entries(metric).filter(([key]) => !keys.some((left) => left === key)));
const drop =
  (isMeant: (observation: Observation) => boolean): Change =>
  (observation) =>
    isMeant(observation) ? [] : observation;
const typeIs = (observation: Observation, type: string): boolean =>
  observation.kind === 'published' && parseTopic(observation.topic)?.type === type;

/** What can go wrong with a node, and the clauses that must notice. */
const WRONGS: Readonly<Record<string, { readonly change: Change; readonly notice: readonly string[] }>> = {
  'another namespace': {
    change: level(ANY, 0, () => 'spAv1.0'),
    notice: [
      'topic-structure',
      'topic-structure-namespace-a',
      'topics-nbirth-topic',
      'topics-ndata-topic',
      'topics-ndeath-topic',
      'topics-dbirth-topic',
      'topics-ddata-topic',
      'topics-ddeath-topic',
      'message-flow-edge-node-birth-publish-nbirth-topic',
      'message-flow-device-birth-publish-dbirth-topic',
      'message-flow-edge-node-birth-publish-will-message-topic',
    ],
  },
  'a wildcard in the group': {
    change: level(ANY, 1, (group) => `${group}+`),
    notice: ['intro-group-id-chars', 'intro-group-id-string', 'topic-structure-namespace-valid-group-id'],
  },
  'a wildcard in the node': {
    change: level(ANY, 3, (node) => `${node}#`),
    notice: ['intro-edge-node-id-chars', 'intro-edge-node-id-string', 'topic-structure-namespace-valid-edge-node-id'],
  },
  'a wildcard in a device': {
    change: level('D', 4, (device) => `${device}+`),
    notice: ['intro-device-id-chars', 'topic-structure-namespace-valid-device-id'],
  },
  'a device id that is no UTF-8': {
    change: level('D', 4, (device) => `${device}\uFFFD`),
    notice: ['intro-device-id-string'],
  },
  'a device message without its device': {
    change: topics('DBIRTH', (levels) => levels.slice(0, 4)),
    notice: ['topic-structure-namespace-device-id-associated-message-types'],
  },
  'a node message with a device': {
    change: topics('NDATA', (levels) => [...levels, 'tee']),
    notice: ['topic-structure-namespace-device-id-non-associated-message-types'],
  },
  'a device born twice': {
    change: published('DBIRTH', (message) => [message, message]),
    notice: ['topic-structure-namespace-unique-device-id'],
  },
  'two devices but for case': {
    change: level('DBIRTH', 4, (device) => (device === 'light' ? 'TEE' : device)),
    notice: ['case-sensitivity-sparkplug-ids', 'payloads-dbirth-order', 'payloads-ndata-order', 'payloads-ddata-order'],
  },
  'two metrics but for case': {
    change: named('Bay/Stage', (metric) => ({ ...metric, name: 'bay/name' })),
    notice: ['case-sensitivity-metric-names'],
  },
  'births of a device elsewhere': {
    change: level('DBIRTH', 3, () => 'bay-2'),
    notice: ['message-flow-device-birth-publish-dbirth-match-edge-node-topic'],
  },
  'commands listened to elsewhere': {
    change: (observation) =>
      observation.kind === 'subscribe'
        ? { ...observation, topic: observation.topic.replace('bay-1', 'bay-2') }
        : observation,
    notice: [
      'topics-ncmd-topic',
      'topics-dcmd-topic',
      'message-flow-edge-node-ncmd-subscribe',
      'message-flow-device-dcmd-subscribe',
    ],
  },
  'commands listened to with QoS 0': {
    change: (observation) => (observation.kind === 'subscribe' ? { ...observation, qos: 0 } : observation),
    notice: ['message-flow-edge-node-ncmd-subscribe', 'message-flow-device-dcmd-subscribe'],
  },
  'QoS 1': {
    change: published('[ND](BIRTH|DATA)|DDEATH', (message) => ({ ...message, qos: 1 })),
    notice: ['nbirth', 'dbirth', 'ndata', 'ddata', 'ddeath']
      .map((type) => `topics-${type}-mqtt`)
      .concat([
        'payloads-nbirth-qos',
        'payloads-dbirth-qos',
        'payloads-ndata-qos',
        'payloads-ddata-qos',
        'message-flow-edge-node-birth-publish-nbirth-qos',
        'message-flow-device-birth-publish-dbirth-qos',
      ]),
  },
  'retained messages': {
    change: published(ANY, (message) => ({ ...message, retain: true })),
    notice: ['nbirth', 'dbirth', 'ndata', 'ddata', 'ddeath']
      .map((type) => `topics-${type}-mqtt`)
      .concat([
        'payloads-nbirth-retain',
        'payloads-dbirth-retain',
        'payloads-ndata-retain',
        'payloads-ddata-retain',
        'message-flow-edge-node-birth-publish-nbirth-retained',
        'message-flow-device-birth-publish-dbirth-retained',
        'message-flow-edge-node-birth-publish-will-message-will-retained',
        'payloads-ndeath-will-message-retain',
      ]),
  },
  'bytes that are no payload': {
    change: published('NBIRTH|DBIRTH|NDEATH', (message) => ({ ...message, bytes: Uint8Array.of(0xff, 1, 2) })),
    notice: [
      'message-flow-edge-node-birth-publish-nbirth-payload',
      'message-flow-device-birth-publish-dbirth-payload',
      'message-flow-edge-node-birth-publish-will-message-payload',
    ],
  },
  'births that do not begin at 0': {
    change: payloads('NBIRTH', (payload) => ({ ...payload, seq: 7 })),
    notice: ['topics-nbirth-seq-num', 'topics-dbirth-seq'],
  },
  'a seq of more than a byte': {
    change: payloads(ANY, (payload) => ({ ...payload, seq: (payload.seq ?? 0) + 256 })),
    notice: [
      'payloads-sequence-num-req-nbirth',
      'payloads-nbirth-seq',
      'message-flow-edge-node-birth-publish-nbirth-payload-seq',
    ],
  },
  'a seq that stands still': {
    change: payloads('D(BIRTH|DATA|DEATH)|NDATA', (payload) => ({ ...payload, seq: 1 })),
    notice: [
      'topics-dbirth-seq',
      'topics-ndata-seq-num',
      'topics-ddata-seq-num',
      'topics-ddeath-seq-num',
      'message-flow-device-birth-publish-dbirth-payload-seq',
      'payloads-dbirth-seq-inc',
      'payloads-ndata-seq-inc',
      'payloads-ddata-seq-inc',
      'payloads-ddeath-seq-inc',
      'payloads-sequence-num-incrementing',
    ],
  },
  'no seq': {
    change: payloads(ANY, (payload) => without(payload, 'seq')),
    notice: [
      'payloads-dbirth-seq',
      'payloads-ndata-seq',
      'payloads-ddata-seq',
      'payloads-ddeath-seq',
      'payloads-ddeath-seq-number',
      'payloads-sequence-num-always-included',
    ],
  },
  'a death with a seq': {
    change: payloads('NDEATH', (payload) => ({ ...payload, seq: 3 })),
    notice: ['topics-ndeath-seq', 'payloads-ndeath-seq'],
  },
  'no time stamps': {
    change: payloads(ANY, (payload) => without(payload, 'timestamp')),
    notice: ['nbirth', 'dbirth', 'ndata', 'ddata']
      .map((type) => `topics-${type}-timestamp`)
      .concat(['nbirth', 'dbirth', 'ndata', 'ddata', 'ddeath'].map((type) => `payloads-${type}-timestamp`)),
  },
  'local time': {
    change: payloads(ANY, (payload) => ({
      ...payload,
      timestamp: (payload.timestamp ?? 0) + 3_600_000,
      metrics: payload.metrics.map((metric) => ({ ...metric, timestamp: (metric.timestamp ?? 0) + 3_600_000 })),
    })),
    notice: ['payloads-timestamp-in-UTC', 'payloads-metric-timestamp-in-UTC'],
  },
  'metrics without time': {
    change: metrics('[ND]DATA', (metric) => bare(metric, 'timestamp')),
    notice: ['payloads-name-birth-data-requirement'],
  },
  'births without names': {
    change: metrics('[ND]BIRTH', (metric) => bare(metric, 'name')),
    notice: [
      'topics-nbirth-metrics',
      'topics-dbirth-metrics',
      'payloads-alias-birth-requirement',
      'operational-behavior-data-commands-rebirth-name',
      'topics-nbirth-bdseq-included',
      'payloads-nbirth-bdseq',
    ],
  },
  'births without values': {
    change: metrics('[ND]BIRTH', (metric) => bare(metric, 'value', 'isNull', 'field')),
    notice: ['operational-behavior-data-publish-nbirth-values', 'operational-behavior-data-publish-dbirth-values'],
  },
  'data that no birth declared': {
    change: metrics('[ND]DATA', (metric) => ({ ...metric, alias: 9_999 })),
    notice: [
      'topics-nbirth-metric-reqs',
      'topics-dbirth-metric-reqs',
      'operational-behavior-data-publish-nbirth',
      'operational-behavior-data-publish-dbirth',
      'topics-ndata-payload',
      'topics-ddata-payload',
      'payloads-name-requirement',
    ],
  },
  'times that go back': {
    change: payloads('[ND]BIRTH', (payload) => ({
      ...payload,
      metrics: payload.metrics.map((metric, at) => ({ ...metric, timestamp: (metric.timestamp ?? 0) - at })),
    })),
    notice: ['operational-behavior-data-publish-nbirth-order', 'operational-behavior-data-publish-dbirth-order'],
  },
  'data said twice': {
    change: published('[ND]DATA', (message) => [message, message]),
    notice: ['operational-behavior-data-publish-nbirth-change', 'operational-behavior-data-publish-dbirth-change'],
  },
  'data while nothing changes': {
    change: (observation, _at, all) =>
      observation.kind === 'quiet'
        ? [observation, ...all.filter((each) => typeIs(each, 'NDATA')).slice(0, 1)]
        : observation,
    notice: ['principles-rbe-recommended'],
  },
  'one alias for all': {
    change: metrics('[ND]BIRTH', (metric) => ({ ...metric, alias: 1 })),
    notice: ['payloads-alias-uniqueness', 'operational-behavior-data-commands-rebirth-name-aliases'],
  },
  'data with names': {
    change: metrics('[ND]DATA', (metric) => ({ ...metric, name: 'Level' })),
    notice: ['payloads-alias-data-cmd-requirement'],
  },
  'no data types': {
    change: metrics('[ND]BIRTH', (metric) => bare(metric, 'datatype')),
    notice: ['payloads-metric-datatype-req', 'payloads-metric-datatype-value', 'payloads-metric-datatype-value-type'],
  },
  'data with data types': {
    change: metrics('[ND]DATA', (metric) => ({ ...metric, datatype: 12 })),
    notice: ['payloads-metric-datatype-not-req'],
  },
  'no birth of the node': {
    change: drop((observation) => typeIs(observation, 'NBIRTH')),
    notice: [
      'principles-birth-certificates-order',
      'message-flow-device-birth-publish-nbirth-wait',
      'payloads-ndata-order',
      'payloads-ddata-order',
    ],
  },
  'births before the broker agrees': {
    change: drop(({ kind }) => kind === 'connack'),
    notice: ['message-flow-edge-node-birth-publish-connect'],
  },
  'no births of devices': {
    change: drop((observation) => typeIs(observation, 'DBIRTH')),
    notice: ['payloads-dbirth-order', 'payloads-ddata-order'],
  },
  'a rebirth of the wrong kind': {
    change: named('Node Control/Rebirth', (metric) => ({ ...bare(metric, 'field'), datatype: 12, value: 'false' })),
    notice: [
      'topics-nbirth-rebirth-metric',
      'payloads-nbirth-rebirth-req',
      'operational-behavior-data-commands-rebirth-datatype',
      'operational-behavior-data-commands-rebirth-value',
    ],
  },
  'data after a request for births': {
    change: (observation, _at, all) =>
      observation.kind === 'received' && parseTopic(observation.topic)?.type === 'NCMD'
        ? [observation, ...all.filter((each) => typeIs(each, 'NDATA')).slice(0, 1)]
        : observation,
    notice: ['operational-behavior-data-commands-rebirth-action-1'],
  },
  'a rebirth of the node alone': {
    change: (observation, at, all) => {
      const asked = all.findIndex((each) => each.kind === 'received' && parseTopic(each.topic)?.type === 'NCMD');
      return at > asked && typeIs(observation, 'DBIRTH') ? [] : observation;
    },
    notice: ['operational-behavior-data-commands-rebirth-action-2'],
  },
  'another bdSeq in births': {
    change: metrics('NBIRTH', (metric) => (metric.name === 'bdSeq' ? { ...metric, value: 77 } : metric)),
    notice: [
      'operational-behavior-data-commands-rebirth-action-3',
      'topics-nbirth-bdseq-matching',
      'payloads-nbirth-bdseq-repeat',
      'message-flow-edge-node-birth-publish-nbirth-payload-bdSeq',
      'payloads-ndeath-bdseq',
    ],
  },
  'a device lost in silence': {
    change: drop((observation) => typeIs(observation, 'DDEATH')),
    notice: ['operational-behavior-device-ddeath'],
  },
  'a session that is kept': {
    change: (observation) => (observation.kind === 'connect' ? { ...observation, clean: false } : observation),
    notice: ['principles-persistence-clean-session-311'],
  },
  'no will': {
    change: (observation) => (observation.kind === 'connect' ? { ...observation, will: null } : observation),
    notice: ['message-flow-edge-node-birth-publish-will-message', 'payloads-ndeath-will-message'],
  },
  'a will with QoS 0': {
    change: published('NDEATH', (message) => ({ ...message, qos: 0 })),
    notice: ['message-flow-edge-node-birth-publish-will-message-qos', 'payloads-ndeath-will-message-qos'],
  },
  'a bdSeq that does not rise': {
    change: metrics('NDEATH', (metric) => ({ ...metric, value: 5 })),
    notice: ['topics-nbirth-bdseq-increment', 'message-flow-edge-node-birth-publish-will-message-payload-bdSeq'],
  },
  'a death that says more': {
    change: payloads('NDEATH', (payload) => ({
      ...payload,
      metrics: [...payload.metrics, { name: 'why', value: 'tired' }],
    })),
    notice: ['topics-ndeath-payload'],
  },
  'leaving without a death': {
    change: drop((observation) => typeIs(observation, 'NDEATH')),
    notice: [
      'operational-behavior-edge-node-intentional-disconnect-ndeath',
      'payloads-ndeath-will-message-publisher',
      'payloads-ndeath-will-message-publisher-disconnect-mqtt311',
      'operational-behavior-edge-node-intentional-disconnect-packet',
      'message-flow-edge-node-birth-publish-phid-offline',
    ],
  },
  'two connections at once': {
    change: drop(({ kind }) => kind === 'disconnect' || kind === 'closed'),
    notice: [
      'operational-behavior-primary-application-state-with-multiple-servers-single-server',
      'operational-behavior-edge-node-termination-host-offline',
    ],
  },
  'births without any host': {
    change: drop((observation) => observation.kind === 'received' && parseTopic(observation.topic)?.type === 'STATE'),
    notice: ['message-flow-edge-node-birth-publish-phid-wait', 'operational-behavior-edge-node-birth-sequence-wait'],
  },
  'births for another host': {
    change: (observation) =>
      observation.kind === 'received'
        ? { ...observation, topic: observation.topic.replace('STATE/fleet', 'STATE/other') }
        : observation,
    notice: ['message-flow-edge-node-birth-publish-phid-wait-id'],
  },
  'births for a host that is away': {
    change: (observation) =>
      observation.kind === 'received'
        ? {
            ...observation,
            bytes: Buffer.from(Buffer.from(observation.bytes).toString('latin1').replace('true', 'false'), 'latin1'),
          }
        : observation,
    notice: [
      'message-flow-edge-node-birth-publish-phid-wait-online',
      'operational-behavior-edge-node-birth-sequence-wait',
    ],
  },
  'births on old news': {
    change: (observation) =>
      observation.kind === 'connack'
        ? [
            observation,
            {
              kind: 'received',
              connection: observation.connection,
              atMs: observation.atMs,
              topic: stateTopic('fleet'),
              qos: 1,
              retain: true,
              bytes: Buffer.from('{"online":false,"timestamp":1000}'),
            },
          ]
        : observation,
    notice: [
      'message-flow-edge-node-birth-publish-phid-wait-timestamp',
      'operational-behavior-edge-node-birth-sequence-wait',
    ],
  },
  'the same broker again': {
    change: (observation) => (observation.kind === 'connect' ? { ...observation, broker: 0 } : observation),
    notice: [
      'operational-behavior-edge-node-termination-host-offline-reconnect',
      'operational-behavior-primary-application-state-with-multiple-servers-walk',
    ],
  },
  'leaving on old news': {
    change: (observation, at, all) => {
      const late = all.findIndex(
        (each) => each.kind === 'received' && Buffer.from(each.bytes).includes('"timestamp":50'),
      );
      const death = all.findIndex((each, place) => place > late && typeIs(each, 'NDEATH'));
      return at > late && at < death ? [] : observation;
    },
    notice: ['operational-behavior-edge-node-termination-host-offline-timestamp'],
  },
};

describe('the judge of Sparkplug clauses', () => {
  it('finds every clause kept, and seen, on a good day', () => {
    const verdicts = checkTranscripts([readTranscript(CONTEXT, goodDay())]);
    expect(verdicts.filter(({ breaches }) => breaches.length > 0)).toEqual([]);
    expect(verdicts.filter(({ seen }) => seen === 0).map(({ id }) => id)).toEqual([]);
  });

  for (const [wrong, { change, notice }] of Object.entries(WRONGS)) {
    it(`notices ${wrong}`, () => {
      expect(broken(change)).toEqual(expect.arrayContaining([...notice]));
    });
  }

  it('has no clause that cannot be broken', () => {
    const noticed = new Set(Object.values(WRONGS).flatMap(({ notice }) => notice));
    expect(CLAUSES.map(({ id }) => id).filter((id) => !noticed.has(id))).toEqual([]);
  });

  it('checks each clause of the specification or says why not, and names none twice', () => {
    const ids = [...CLAUSES.map(({ id }) => id), ...NOT_APPLICABLE.flatMap((group) => group.ids)];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(CLAUSES_OF_THE_SPECIFICATION);
  });
});
