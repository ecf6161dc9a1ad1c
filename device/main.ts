/**
 * The daemon: `main.js --config FILE`. Ends with 0 on SIGTERM or SIGINT, with 1 and one sentence where it cannot open.
 *
 * A parent with an IPC channel hears `ready` with the address, and may ask how late the event loop has been.
 */
import 'reflect-metadata';
import { resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openOnTrial } from '../cloud-sync/fleet/configuration/open-on-trial.ts';
import { openAppliance } from './appliance.ts';
import { readBootId } from './clock/boot-id.ts';
import { NS_PER_MS, systemClock } from './clock/clock.ts';
import { readEnvironment } from './config/environment.ts';
import { loadConfig, parseConfig } from './config/load-config.ts';
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
  let close = (): void => process.exit(0);
  // Started by a process that watches it, or by systemd: whatever ends is started again.
  const isSupervised = process.send !== undefined || readEnvironment().serviceInvocation !== undefined;
  const restart = isSupervised ? (): void => close() : null;
  const appliance = await openOnTrial({
    file,
    now: { bootId: readBootId(), monotonicMs: systemClock.monotonicNs() / NS_PER_MS },
    open: async (text, trial) => {
      const configuration =
        text === null ? await loadConfig(configurationSchema, file) : parseConfig(configurationSchema, text, file);
      return openAppliance(configuration, { configFile: resolve(file), trial, restart });
    },
    tell: (why) => process.stderr.write(`swingbay: The new configuration goes back: ${why}\n`),
  });
  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();
  let isClosing = false;
  close = (): void => {
    // A signal and the end of the parent come together; the second would end what the first is still closing.
    if (isClosing) return;
    isClosing = true;
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
