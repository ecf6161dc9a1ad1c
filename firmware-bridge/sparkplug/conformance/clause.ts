/**
 * One normative clause of the Sparkplug 3.0.0 specification, by its published id, as a rule over what was seen. What it
 * says is said in our words. A rule that saw nothing to judge has not been checked, whatever it would have found.
 */
import type { MessageType } from '../topics.ts';
import type { Message, Session, Transcript } from './transcript.ts';

export interface Judgement {
  /** How often there was something to judge. */
  readonly seen: number;
  readonly breaches: readonly string[];
}

export interface Clause {
  /** Without the prefix `tck-id-`. */
  readonly id: string;
  readonly says: string;
  readonly judge: (transcript: Transcript) => Judgement;
}

/** Judges each subject by itself; `problem` gives what is wrong, or null. */
function judgeEach<T>(subjects: readonly T[], problem: (subject: T) => string | null): Judgement {
  return { seen: subjects.length, breaches: subjects.flatMap((subject) => problem(subject) ?? []) };
}

export function clause<T>(
  id: string,
  says: string,
  subjects: (transcript: Transcript) => readonly T[],
  problem: (subject: T, transcript: Transcript) => string | null,
): Clause {
  return {
    id,
    says,
    judge: (transcript) => judgeEach(subjects(transcript), (subject) => problem(subject, transcript)),
  };
}

export interface InSession {
  readonly message: Message;
  readonly session: Session;
}

/** All messages of these types that the node itself published. */
export const published =
  (...types: readonly MessageType[]) =>
  ({ sessions }: Transcript): InSession[] =>
    sessions.flatMap((session) =>
      session.messages
        .filter(({ parsed }) => parsed !== null && types.some((type) => type === parsed.type))
        .map((message) => ({ message, session })),
    );

export const everyMessage = ({ sessions }: Transcript): InSession[] =>
  sessions.flatMap((session) => session.messages.map((message) => ({ message, session })));

export const wills = ({ sessions }: Transcript): InSession[] =>
  sessions.flatMap((session) => (session.will === null ? [] : [{ message: session.will, session }]));

/** Deaths however they were published: by the node, or by the broker out of the will. */
export const deaths = (transcript: Transcript): Message[] => [
  ...published('NDEATH')(transcript).map(({ message }) => message),
  ...wills(transcript).map(({ message }) => message),
  ...transcript.heard.filter(({ parsed }) => parsed?.type === 'NDEATH'),
];

export function typeOf({ parsed }: Message): string {
  return parsed?.type ?? 'no Sparkplug topic';
}

export function deviceOf({ parsed }: Message): string | null {
  return parsed !== null && parsed.type !== 'STATE' ? parsed.device : null;
}

export function isData(message: Message): boolean {
  return typeOf(message) === 'NDATA' || typeOf(message) === 'DDATA';
}

/** The births in force at a message: the newest NBIRTH before it, and each device's newest DBIRTH since then. */
export function birthsBefore(
  { messages }: Session,
  at: number,
): { node: Message | null; devices: Map<string, Message> } {
  let node: Message | null = null;
  let devices = new Map<string, Message>();
  for (const message of messages) {
    if (message.at >= at) break;
    const device = deviceOf(message);
    if (typeOf(message) === 'NBIRTH') {
      node = message;
      devices = new Map();
    } else if (typeOf(message) === 'DBIRTH' && device !== null) devices.set(device, message);
    else if (typeOf(message) === 'DDEATH' && device !== null) devices.delete(device);
  }
  return { node, devices };
}

/** The birth that declares the metrics of this data message. */
export function birthOf({ message, session }: InSession): Message | null {
  const { node, devices } = birthsBefore(session, message.at);
  const device = deviceOf(message);
  return device === null ? node : (devices.get(device) ?? null);
}
