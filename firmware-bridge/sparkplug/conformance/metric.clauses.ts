/** What metrics carry, in births and in data. */
import type { Metric } from '../payload.ts';
import {
  birthOf,
  type Clause,
  clause,
  deviceOf,
  everyMessage,
  type InSession,
  isData,
  published,
  typeOf,
} from './clause.ts';
import type { Message, Transcript } from './transcript.ts';

const REBIRTH = 'Node Control/Rebirth';

interface MetricSubject extends InSession {
  readonly metric: Metric;
}

const metricsOf =
  (subjects: (transcript: Transcript) => readonly InSession[]) =>
  (transcript: Transcript): MetricSubject[] =>
    subjects(transcript).flatMap((subject) =>
      (subject.message.payload?.metrics ?? []).map((metric) => ({ ...subject, metric })),
    );

const inBirths = metricsOf(published('NBIRTH', 'DBIRTH'));
const inData = metricsOf(published('NDATA', 'DDATA'));
const where = ({ metric, message }: MetricSubject): string =>
  `${metric.name ?? `alias ${metric.alias}`} in ${message.topic}`;

/** Sparkplug 3.0.0 numbers its data types from 1 to 34; 0 is for none. */
const DATA_TYPE_MAX = 34;

const hasOneOfValueAndNull = ({ value, isNull }: Metric): boolean => (value !== undefined) !== (isNull === true);

const complete = (id: string, type: 'NBIRTH' | 'DBIRTH'): Clause =>
  clause(id, `Each metric of ${type} has a name, a data type and a value.`, metricsOf(published(type)), (subject) => {
    const { name, datatype } = subject.metric;
    return name !== undefined && datatype !== undefined && hasOneOfValueAndNull(subject.metric) ? null : where(subject);
  });

const valueOrNull = (id: string, type: 'NBIRTH' | 'DBIRTH'): Clause =>
  clause(id, `Each metric of ${type} has its value, or says that it is null.`, metricsOf(published(type)), (subject) =>
    hasOneOfValueAndNull(subject.metric) ? null : where(subject),
  );

/** The metric of the birth that a data metric means. */
function declared(birth: Message | null, metric: Metric): Metric | undefined {
  return birth?.payload?.metrics.find(
    (candidate) =>
      (metric.alias !== undefined && candidate.alias === metric.alias) ||
      (metric.alias === undefined && candidate.name === metric.name),
  );
}

const declaresAll = (id: string, type: 'NDATA' | 'DDATA'): Clause =>
  clause(id, `What ${type} reports was declared at birth.`, metricsOf(published(type)), (subject) =>
    declared(birthOf(subject), subject.metric) === undefined ? where(subject) : null,
  );

const inOrder = (id: string, types: readonly ('NBIRTH' | 'NDATA' | 'DBIRTH' | 'DDATA')[]): Clause =>
  clause(id, 'What is not late stands in the order of its time.', published(...types), ({ message }) => {
    const times = (message.payload?.metrics ?? [])
      .filter(({ isHistorical }) => isHistorical !== true)
      .map(({ timestamp }) => timestamp ?? 0);
    return times.every((time, at) => at === 0 || time >= (times[at - 1] ?? 0)) ? null : message.topic;
  });

/** What the host knew of a metric before this message, by birth and data. */
function knownBefore({ message, session }: InSession, name: string): unknown {
  const device = deviceOf(message);
  let known: unknown;
  for (const other of session.messages) {
    if (other.at >= message.at) break;
    if (typeOf(other) === 'NDEATH' || deviceOf(other) !== device) continue;
    const birth = isData(other) ? birthOf({ message: other, session }) : other;
    for (const metric of other.payload?.metrics ?? []) {
      if (declared(birth, metric)?.name === name && metric.isHistorical !== true) known = metric.value ?? null;
    }
  }
  return known;
}

const onlyOnChange = (id: string, type: 'NDATA' | 'DDATA'): Clause =>
  clause(id, `${type} is published because something changed.`, published(type), (subject) => {
    const birth = birthOf(subject);
    const isNew = (subject.message.payload?.metrics ?? []).some((metric) => {
      const name = declared(birth, metric)?.name;
      if (metric.isHistorical === true || name === undefined) return true;
      return knownBefore(subject, name) !== (metric.value ?? null);
    });
    return isNew ? null : subject.message.topic;
  });

/** Values that the bay took on: the newest before its session ended must have been told. */
const tellsChanges = (id: string, isOfNode: boolean): Clause => ({
  id,
  says: `${isOfNode ? 'NDATA' : 'DDATA'} tells what has changed.`,
  judge: ({ observations, sessions }) => {
    const changes = observations.flatMap((entry, at) =>
      entry.kind === 'changed' && (entry.device === null) === isOfNode ? [{ ...entry, at }] : [],
    );
    const breaches = changes.flatMap(({ device, metric: name, value, at }) => {
      const wasTold = sessions.some((session) =>
        session.messages.some((message) => {
          if (message.at < at || deviceOf(message) !== device || !isData(message)) return false;
          const birth = birthOf({ message, session });
          return (message.payload?.metrics ?? []).some(
            (metric) => declared(birth, metric)?.name === name && (metric.value ?? null) === value,
          );
        }),
      );
      return wasTold ? [] : [`${device ?? 'node'}: ${name} = ${JSON.stringify(value)} was not told`];
    });
    return { seen: changes.length, breaches };
  },
});

export const METRIC_CLAUSES: readonly Clause[] = [
  complete('topics-nbirth-metrics', 'NBIRTH'),
  complete('topics-dbirth-metrics', 'DBIRTH'),
  valueOrNull('operational-behavior-data-publish-nbirth-values', 'NBIRTH'),
  valueOrNull('operational-behavior-data-publish-dbirth-values', 'DBIRTH'),
  declaresAll('topics-nbirth-metric-reqs', 'NDATA'),
  declaresAll('topics-dbirth-metric-reqs', 'DDATA'),
  declaresAll('operational-behavior-data-publish-nbirth', 'NDATA'),
  declaresAll('operational-behavior-data-publish-dbirth', 'DDATA'),
  inOrder('operational-behavior-data-publish-nbirth-order', ['NBIRTH', 'NDATA']),
  inOrder('operational-behavior-data-publish-dbirth-order', ['DBIRTH', 'DDATA']),
  onlyOnChange('operational-behavior-data-publish-nbirth-change', 'NDATA'),
  onlyOnChange('operational-behavior-data-publish-dbirth-change', 'DDATA'),
  tellsChanges('topics-ndata-payload', true),
  tellsChanges('topics-ddata-payload', false),
  {
    id: 'principles-rbe-recommended',
    says: 'Where nothing changes nothing is published.',
    judge: ({ observations, sessions }) => {
      const quiets = observations.flatMap((entry, at) => (entry.kind === 'quiet' ? [at] : []));
      const breaches = quiets.flatMap((from) => {
        const until = observations.findIndex((entry, at) => at > from && entry.kind === 'busy');
        const told = sessions.flatMap(({ messages }) =>
          messages.filter((message) => isData(message) && message.at > from && (until < 0 || message.at < until)),
        );
        return told.map(({ topic }) => `${topic} while nothing changed`);
      });
      return { seen: quiets.length, breaches };
    },
  },
  clause(
    'payloads-name-requirement',
    'A metric has its name, or an alias that a birth gave.',
    metricsOf(everyMessage),
    (subject) =>
      subject.metric.name !== undefined || declared(birthOf(subject), subject.metric) !== undefined
        ? null
        : where(subject),
  ),
  clause(
    'payloads-alias-uniqueness',
    'No alias is given twice among the births of a session.',
    ({ sessions }) => sessions.filter(({ messages }) => messages.some((message) => typeOf(message) === 'NBIRTH')),
    ({ messages }) => {
      const owner = new Map<number, string>();
      for (const message of messages.filter((each) => typeOf(each) === 'NBIRTH' || typeOf(each) === 'DBIRTH')) {
        const aliases = (message.payload?.metrics ?? []).flatMap(({ alias }) => alias ?? []);
        if (new Set(aliases).size !== aliases.length) return `twice in ${message.topic}`;
        for (const { alias, name } of message.payload?.metrics ?? []) {
          const key = `${message.parsed?.type === 'DBIRTH' ? message.topic : 'node'} ${name}`;
          if (alias !== undefined && (owner.get(alias) ?? key) !== key)
            return `${alias} is of ${owner.get(alias)} and ${key}`;
          if (alias !== undefined) owner.set(alias, key);
        }
      }
      return null;
    },
  ),
  clause(
    'payloads-alias-birth-requirement',
    'Births give each metric its name and its alias, but for the request of a rebirth.',
    (transcript) => inBirths(transcript).filter(({ metric }) => metric.name !== REBIRTH),
    (subject) => (subject.metric.name !== undefined && subject.metric.alias !== undefined ? null : where(subject)),
  ),
  clause('payloads-alias-data-cmd-requirement', 'Data has aliases and no names.', inData, (subject) =>
    subject.metric.alias !== undefined && subject.metric.name === undefined ? null : where(subject),
  ),
  clause(
    'payloads-name-birth-data-requirement',
    'Each metric of births and data has its time.',
    (transcript) => [...inBirths(transcript), ...inData(transcript)],
    (subject) => (subject.metric.timestamp === undefined ? where(subject) : null),
  ),
  clause(
    'payloads-metric-datatype-value-type',
    'A data type is an unsigned number of 32 bits.',
    inBirths,
    (subject) => {
      const { datatype = -1 } = subject.metric;
      return Number.isInteger(datatype) && datatype >= 0 && datatype < 2 ** 32 ? null : where(subject);
    },
  ),
  clause('payloads-metric-datatype-value', 'A data type is one of Sparkplug’s.', inBirths, (subject) => {
    const { datatype = 0 } = subject.metric;
    return datatype >= 1 && datatype <= DATA_TYPE_MAX ? null : where(subject);
  }),
  clause('payloads-metric-datatype-req', 'Each metric of a birth has its data type.', inBirths, (subject) =>
    subject.metric.datatype === undefined ? where(subject) : null,
  ),
  clause('payloads-metric-datatype-not-req', 'Data does not repeat the data type.', inData, (subject) =>
    subject.metric.datatype === undefined ? null : where(subject),
  ),
];
