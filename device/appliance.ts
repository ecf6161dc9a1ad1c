/** Opens an appliance from its configuration, in the order in which its parts need each other, and closes it again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { remoteRuleOf } from '../cloud-sync/outbox/sync.config.ts';
import { listenApi } from './api/listen-api.ts';
import { AppModule } from './app.module.ts';
import { systemClock } from './clock/clock.ts';
import { projectRoot } from './config/project-root.ts';
import type { Configuration } from './configuration.ts';
import { openBay } from './open-bay.ts';
import { openFacility } from './open-facility.ts';
import { type ApplianceHost, openLogFiles } from './open-fleet.ts';
import { openCopies } from './open-copies.ts';
import { openRemoteMedia } from './open-remote-media.ts';
import { openStore } from './store/store.ts';
import { Counters } from './telemetry/counters.ts';
import { createLog } from './telemetry/log.ts';
import { NestLog } from './telemetry/nest-log.ts';

export interface Appliance {
  /** Address of its first page. */
  readonly url: string;
  close(): Promise<void>;
}

/** Rejects with a coded error where a part cannot be opened; what was opened before it is closed again. */
export async function openAppliance(written: Configuration, host: ApplianceHost): Promise<Appliance> {
  const logFiles = openLogFiles(written);
  const log = createLog({ level: written.log.level, files: logFiles });
  const clock = systemClock;
  const counters = new Counters();
  const version = readVersion();
  const opened: (() => Promise<void>)[] = [() => logFiles?.close() ?? Promise.resolve()];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const rule = remoteRuleOf(written.sync);
    const store = await openStore(written.store, { log: log.room('store'), clock, counters, remote: rule });
    opened.push(() => store.close());
    const remote = openRemoteMedia(written.sync, { store, clock, counters, log: log.room('sync') });
    opened.push(() => remote.close());
    const { media: remoteMedia } = remote;
    const copies = openCopies(written, { store, clock, counters, version, log: log.room('copies') });
    opened.push(() => copies.close());
    const own = { written, host, logFiles, copies, version };
    const surroundings = { ...own, store, remoteMedia, clock, counters, log, opened };
    const { begin, ...parts } = written.role === 'facility' ? openFacility(surroundings) : await openBay(surroundings);
    const module = AppModule.forAppliance({
      configuration: written,
      ...parts,
      store,
      remoteMedia,
      clock,
      log,
      counters,
      version,
    });
    const app = await NestFactory.create<NestExpressApplication>(module, {
      bodyParser: false,
      logger: new NestLog(log.room('nest')),
      abortOnError: false,
    });
    opened.push(() => app.close());
    const url = await listenApi(app, written.api);
    begin(app);
    log.info({ url, role: written.role, name: written.bay.name }, 'The appliance is open.');
    return { url, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
