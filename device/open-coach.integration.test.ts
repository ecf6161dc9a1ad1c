import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClaudeServer, TEST_KEY } from '../cloud-sync/coach/claude-server.fixture.ts';
import { TEST_PRICES } from '../cloud-sync/coach/coach-bay.fixture.ts';
import { coachedReport, trueAnswer } from '../cloud-sync/coach/coached-swing.fixture.ts';
import type { BayFact } from './bay/bay-fact.ts';
import { systemClock } from './clock/clock.ts';
import { parseConfig } from './config/load-config.ts';
import { configurationSchema } from './configuration.ts';
import { openCoach } from './open-coach.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './store/fixtures/store-in-directory.ts';
import type { Store } from './store/store.ts';
import { Counters } from './telemetry/counters.ts';
import { silentLog } from './telemetry/log.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let server: ClaudeServer;
let store: Store;
beforeEach(async () => {
  directory = temporaryDirectory();
  writeFileSync(join(directory.path, 'key'), TEST_KEY);
  server = await ClaudeServer.open(() => ({ kind: 'error', status: 400 }));
  store = await openStoreIn(join(directory.path, 'data'));
});
afterEach(async () => {
  await server.close();
  await store.close();
  directory.remove();
});

/** What the bay of a configuration asked for at the wire, and in which language it then stands in the report. */
async function languagesOf(sections: string): Promise<{ asked: string; kept: string | undefined }> {
  const configuration = parseConfig(
    configurationSchema,
    `
cameras: [{ name: face-on, role: face-on, source: { kind: test }, width: 320, height: 240, fps: 15 }]
store: { dataDirectory: ${directory.path} }
${sections}`,
    'the configuration',
  );
  const { coach } = configuration;
  const service = { enabled: true, url: server.url, apiKeyFile: join(directory.path, 'key') };
  const written = { ...coach, ...service, prices: { [coach.model]: TEST_PRICES } };
  const facts = new Subject<BayFact>();
  const language = written.language ?? configuration.bay.language;
  const { id: player } = store.players.add('Ana', 'right');
  store.players.change(player, { sharesSince: '2026-01-01T00:00:00.000Z' });
  const report = coachedReport(7, { player });
  store.swings.recordSwing(aSwing({ id: report.id, player }));
  store.swings.storeRevision({ report });
  server.script = () => ({ kind: 'say', text: JSON.stringify(trueAnswer(report, language)) });
  const advised = new Promise<void>((resolve) => {
    const desk = openCoach({
      configuration: { ...configuration, coach: written },
      bay: { facts, noteReportRevised: () => resolve() },
      visits: { changes: new Subject() },
      ...{ store, clock: systemClock, counters: new Counters(), log: silentLog },
    });
    closing = async () => desk?.close();
  });
  facts.next({ type: 'swing-settled', swing: report.id, revision: 1, status: 'completed' });
  await advised;
  await closing();
  const system =
    server.questions
      .at(-1)
      ?.system.map(({ text }) => text)
      .join('\n') ?? '';
  const named = ['plain English', 'German', 'Japanese'].filter((name) => system.includes(`Write in ${name}`));
  return { asked: named.join(), kept: store.swings.report(report.id).advice.claude?.language };
}
let closing: () => Promise<void> = () => Promise.resolve();

describe('Claude answers', () => {
  it('in the language of the bay’s pages, on which it stands, whatever the voice speaks', async () => {
    expect(await languagesOf('bay: { language: de }')).toEqual({ asked: 'German', kept: 'de' });
  });

  it('in that of the bay’s pages also where another voice was chosen', async () => {
    expect(await languagesOf('bay: { language: ja }\nvoice: { language: de }')).toEqual({
      asked: 'Japanese',
      kept: 'ja',
    });
  });

  it('in the one that the configuration of the coach names', async () => {
    expect(await languagesOf('bay: { language: de }\ncoach: { language: en }')).toEqual({
      asked: 'plain English',
      kept: 'en',
    });
  });
});
