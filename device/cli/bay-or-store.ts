/**
 * Stored swings by way of the running bay, or straight from its data directory while no bay runs: a data directory has
 * one writer, since opening it beside a bay would sweep away what that bay is just writing; the store sees to it by a lock.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { remoteRuleOf } from '../../cloud-sync/outbox/sync.config.ts';
import { readMachineToken } from '../api/auth/machine-token.ts';
import type { Problem } from '../api/contract/rest.ts';
import { systemClock } from '../clock/clock.ts';
import { readEnvironment } from '../config/environment.ts';
import { loadConfig } from '../config/load-config.ts';
import { type Configuration, configurationSchema } from '../configuration.ts';
import { BayError, type ErrorCode } from '../errors/bay-error.ts';
import { openStore, type Store } from '../store/store.ts';
import { createLog } from '../telemetry/log.ts';

export interface RunningBay {
  readonly kind: 'bay';
  /** Rejects with the bay's own coded error; `path` begins behind `/api/v1/`. */
  call(method: 'GET' | 'POST' | 'DELETE', path: string, json?: object): Promise<Response>;
}

export interface OpenBay extends RunningBay {
  readonly configuration: Configuration;
}

export interface ClosedBay {
  readonly kind: 'store';
  readonly store: Store;
  readonly configuration: Configuration;
}

const ANSWER_MS_MAX = 2_000;

/** The bay that a configuration describes, where it runs just now. */
export async function findBay(
  configFile: string | undefined,
): Promise<{ readonly configuration: Configuration; readonly bay: RunningBay | null }> {
  const file = configFile ?? readEnvironment().configFile;
  if (file === undefined) {
    throw new BayError('config/not-given', 'No bay was named.', {
      hint: 'Name the configuration of the bay with --config FILE.',
    });
  }
  const configuration = await loadConfig(configurationSchema, file);
  const bay = runningBay(configuration);
  return { configuration, bay: (await isRunning(bay, configuration)) ? bay : null };
}

/** Rejects with `store/in-use` where a bay has the data directory open and listens elsewhere. */
export async function bayOrStore(configFile: string | undefined): Promise<OpenBay | ClosedBay> {
  const { configuration, bay } = await findBay(configFile);
  if (bay !== null) return { ...bay, configuration };
  const log = createLog({ level: 'warn' }).room('store');
  const store = await openStore(configuration.store, {
    log,
    clock: systemClock,
    remote: remoteRuleOf(configuration.sync),
  });
  return { kind: 'store', store, configuration };
}

/** Throws `bay/not-answering` where something is there and says nothing: a bay that hangs is one that runs. */
async function isRunning(bay: RunningBay, { api }: Configuration): Promise<boolean> {
  // Nobody but the bay itself knows which port was free.
  if (api.port === 0) return false;
  try {
    await bay.call('GET', 'health/live');
    return true;
  } catch (error) {
    // A bay that answers with a refusal runs too; only a port at which nobody listens says that there is none.
    if (error instanceof BayError) throw error;
    if (isNobodyThere(error)) return false;
    throw notAnswering(api, error);
  }
}

/** Some ports are never asked, such as 1 and 10080; whether a bay has one of them the lock of its data tells. */
function isNobodyThere(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return false;
  return ('code' in cause && cause.code === 'ECONNREFUSED') || cause.message === 'bad port';
}

function notAnswering({ host, port }: Configuration['api'], cause: unknown): BayError {
  return new BayError('bay/not-answering', `The bay at ${host}:${port} does not answer.`, {
    hint: 'Try again; where it lasts, the bay hangs: start it again.',
    retryable: true,
    cause,
  });
}

function runningBay({ api, store }: Pick<Configuration, 'api' | 'store'>): RunningBay {
  const host = api.host.includes(':') ? `[${api.host}]` : api.host === '0.0.0.0' ? '127.0.0.1' : api.host;
  // Read at each call: a bay that was started again has another one.
  const tokenOf = (): string | null | undefined =>
    api.tokenFile === null
      ? readMachineToken(resolve(store.dataDirectory))
      : readFileSync(api.tokenFile, 'utf8').split('\n', 1)[0]?.trim();
  return {
    kind: 'bay',
    async call(method, path, json) {
      const token = tokenOf();
      const headers: Record<string, string> = token == null ? {} : { Authorization: `Bearer ${token}` };
      if (json !== undefined) headers['Content-Type'] = 'application/json';
      const content = json === undefined ? {} : { body: JSON.stringify(json) };
      const signal = path === 'health/live' ? AbortSignal.timeout(ANSWER_MS_MAX) : null;
      const answer = await fetch(`http://${host}:${api.port}/api/v1/${path}`, { method, headers, signal, ...content });
      if (answer.ok) return answer;
      const problem = (await answer.json().catch(() => null)) as Problem | null;
      const code = (problem?.code ?? 'bay/refused') as ErrorCode;
      throw new BayError(code, problem?.message ?? `The bay answered ${answer.status}.`, {
        ...(problem?.hint == null ? {} : { hint: problem.hint }),
        retryable: answer.status === 503,
      });
    },
  };
}
