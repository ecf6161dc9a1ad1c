/**
 * Who looks after a fleet, from outside: sends one command to one bay by the fleet’s broker and waits for what becomes
 * of it. A bay that does not know what time it is says so with its own clock’s stamp; the command is then sent once
 * more, anchored to that.
 */
import type { KeyObject } from 'node:crypto';
import { connectAsync, type MqttClient } from 'mqtt';
import { BayError, explain } from '../../device/errors/bay-error.ts';
import type { FleetBrokerConfig } from './fleet.config.ts';
import {
  brokerUnreachable,
  callerRefused,
  callerSecretUnreadable,
  certificateRefused,
  secretUnusable,
} from './errors.ts';
import { readSecrets, REFUSAL } from './line/fleet-line.ts';
import { type BayAddress, topicOf } from './line/topics.ts';
import { type CommandToSign, type SignedCommand, signCommand } from './signed/signed-command.ts';
import { ackMessage, type AckMessage, resultMessage, type ResultMessage } from './told/messages.ts';

const CONNECT_MS_MAX = 15_000;
/** Node's and OpenSSL's, of a certificate that is not to be trusted. */
const CERTIFICATE_CODES = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|HOSTNAME_MISMATCH)/;

export interface CallerOptions {
  readonly broker: FleetBrokerConfig;
  readonly key: KeyObject;
  readonly onAck: (ack: AckMessage) => void;
  readonly ackMsMax: number;
  readonly resultMsMax: number;
}

export type CallOrder = Omit<CommandToSign, 'id' | 'issuedAtMs' | 'anchor'>;

export interface CallOutcome {
  readonly ack: AckMessage;
  /** Null where it was refused. */
  readonly result: ResultMessage | null;
}

/** Rejects with a coded error where the broker or the bay does not answer in time. */
export async function callBay(order: CallOrder, options: CallerOptions): Promise<CallOutcome> {
  const client = await connectTo(options.broker);
  try {
    const bay: BayAddress = { facility: order.facility, bay: order.bay };
    const answers = new Answers(client, bay);
    await client.subscribeAsync([topicOf(bay, 'ack'), topicOf(bay, 'result')], { qos: 1 });
    const first = await answers.call(signCommand({ ...order, issuedAtMs: Date.now() }, options.key), options);
    if (first.ack.code !== 'clock-not-trusted') return first;
    const { bootId, monotonicMs } = first.ack.at;
    const anchored = { ...order, issuedAtMs: Date.now(), anchor: { bootId, monotonicMs } };
    return await answers.call(signCommand(anchored, options.key), options);
  } finally {
    await client.endAsync(true);
  }
}

async function connectTo(broker: FleetBrokerConfig): Promise<MqttClient> {
  try {
    return await connectAsync(
      broker.url,
      {
        ...readSecrets(broker, callerSecretUnreadable),
        reconnectPeriod: 0,
        protocolVersion: 4,
        connectTimeout: CONNECT_MS_MAX,
      },
      false,
    );
  } catch (error) {
    throw error instanceof BayError ? error : connectError(broker.url, error);
  }
}

function connectError(broker: string, error: unknown): BayError {
  const code = codeOf(error);
  const detail = explain(error) || code;
  if (REFUSAL.test(detail)) return callerRefused(broker, detail, error);
  if (code.startsWith('ERR_OSSL_')) return secretUnusable(detail, error);
  if (CERTIFICATE_CODES.test(code)) return certificateRefused(broker, detail, error);
  return brokerUnreachable(broker, detail, error);
}

/** A connection that failed on every address of a name carries its codes inside. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

class Answers {
  readonly #client: MqttClient;
  readonly #bay: BayAddress;

  constructor(client: MqttClient, bay: BayAddress) {
    this.#client = client;
    this.#bay = bay;
  }

  async call(command: SignedCommand, { onAck, ackMsMax, resultMsMax }: CallerOptions): Promise<CallOutcome> {
    const { id } = command.document;
    const ack = this.#next('ack', ackMessage, id, ackMsMax);
    const result = this.#next('result', resultMessage, id, ackMsMax + resultMsMax);
    // Where it is refused nobody waits for the other one.
    result.catch(() => undefined);
    await this.#client.publishAsync(topicOf(this.#bay, 'command'), JSON.stringify(command), { qos: 1 });
    const acknowledged = await ack;
    onAck(acknowledged);
    return { ack: acknowledged, result: acknowledged.status === 'refused' ? null : await result };
  }

  #next<T extends { readonly command: string }>(
    what: 'ack' | 'result',
    schema: { safeParse(came: unknown): { readonly data?: T | undefined } },
    id: string,
    msMax: number,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const hear = (topic: string, payload: Buffer): void => {
        if (topic !== topicOf(this.#bay, what)) return;
        const said = schema.safeParse(parsed(payload)).data;
        if (said?.command !== id) return;
        settle();
        resolve(said);
      };
      const timer = setTimeout(() => {
        settle();
        reject(silent(what, msMax));
      }, msMax);
      timer.unref();
      const settle = (): void => {
        clearTimeout(timer);
        this.#client.off('message', hear);
      };
      this.#client.on('message', hear);
    });
  }
}

function parsed(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return null;
  }
}

function silent(what: 'ack' | 'result', msMax: number): BayError {
  const seconds = Math.round(msMax / 1_000);
  return new BayError('fleet/bay-silent', `The bay said no ${what} within ${seconds} s.`, {
    hint: 'The broker keeps the command for a bay that is away until it expires; see the bay’s audit for what became of it.',
    retryable: true,
  });
}
