import { fileURLToPath } from 'node:url';
import { ScriptedBay, wait } from './scripted-bay.ts';
import { renderMedia } from './scripted-media.ts';
import { SCRIPTED_SHOT } from './scripted-shot.ts';

/**
 * Shows the built pages on a bay that plays visits for ever:
 * `npm run build:pages && node device/kiosk/dev/serve.ts`, then http://localhost:8099.
 */
const PORT = 8099;
const bay = new ScriptedBay({
  media: await renderMedia(),
  pages: fileURLToPath(new URL('../../../dist/kiosk', import.meta.url)),
  port: PORT,
});
await bay.listen();
process.stdout.write(`bay screen on http://localhost:${PORT}\n`);

for (let visit = 0; ; visit += 1) {
  bay.enter('empty');
  await wait(3_000);
  bay.enter('occupied');
  await wait(3_000);
  bay.enter('address');
  await wait(2_500);
  const swing = await bay.swing({
    score: 5 + ((visit * 7) % 40) / 10,
    kind: visit % 4 === 3 ? 'practice' : 'shot',
    shot: visit % 4 === 0 ? SCRIPTED_SHOT : null,
  });
  for (let percent = 0; percent < 100; percent += 10) {
    bay.progress(swing, percent / 100);
    await wait(120);
  }
  bay.complete(swing);
  bay.enter('occupied');
  await wait(12_000);
}
