/**
 * The daemon: `main.js --config FILE`. Ends with 0 on SIGTERM or SIGINT, with 1 and one sentence where it cannot open.
 *
 * A parent with an IPC channel hears `ready` with the address, and may ask how late the event loop has been.
 */
import 'reflect-metadata';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openAppliance } from './appliance.ts';
import { NS_PER_MS } from './clock/clock.ts';
import { readEnvironment } from './config/environment.ts';
import { loadConfig } from './config/load-config.ts';
import { configurationSchema } from './configuration.ts';
import type { DaemonMessage, DaemonRequest } from './daemon-messages.ts';
import { BayError, explain, isBayError } from './errors/bay-error.ts';

const CLOSE_MS_MAX = 10_000;
const LOOP_RESOLUTION_MS = 5;
const HEARTBEAT_MS = 1_000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  const file = values.config ?? readEnvironment().configFile;
  if (file === undefined) {
    throw new BayError('config/not-given', 'No configuration was given.', {
      hint: 'Name one with --config FILE, or run ./swingbay demo to try a virtual bay.',
    });
  }
  const appliance = await openAppliance(await loadConfig(configurationSchema, file));
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();
  const close = (): void => {
    setTimeout(() => process.exit(1), CLOSE_MS_MAX).unref();
    appliance.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
  process.once('disconnect', close);
  process.on('message', (request: DaemonRequest) => {
    if (request.type === 'reset-loop-delay') loop.reset();
    else say({ type: 'loop-delay', p99Ms: loop.percentile(99) / NS_PER_MS, maxMs: loop.max / NS_PER_MS });
  });
  say({ type: 'ready', url: appliance.url });
  setInterval(() => say({ type: 'heartbeat' }), HEARTBEAT_MS);
}

function say(message: DaemonMessage): void {
  process.send?.(message);
}

function fail(error: unknown): void {
  const code = isBayError(error) ? `${error.code}: ` : '';
  process.stderr.write(`swingbay: ${code}${explain(error)}\n`);
  process.exit(1);
}

main().catch(fail);
