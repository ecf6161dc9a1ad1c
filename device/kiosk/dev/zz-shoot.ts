import { chromium } from 'playwright-core';
import { build } from 'vite';
import { ScriptedBay, wait } from './scripted-bay.ts';
import { renderMedia } from './scripted-media.ts';
import { SCRIPTED_CATALOGUE } from './scripted-catalogue.ts';
const { DRILLS } = await import('../../swing/drills/drill-catalogue.ts');
const { drawScene } = await import('../../swing/drills/drawing/draw-scene.ts');
const { TEXTS_EN } = await import('../../swing/advice/texts.en.ts');
const out = '/tmp/wtf/pages';
await build({
  configFile: new URL('../vite.config.ts', import.meta.url).pathname,
  logLevel: 'error',
  build: { outDir: out },
});
const bay = new ScriptedBay({ media: await renderMedia(), pages: out, session: 'visit-1' });
const port = await bay.listen();
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
for (const id of (process.argv[2] ?? 'wall-behind-hips').split(',')) {
  const drill = DRILLS.find((d) => d.id === id)!;
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce' });
  await page.route('**/drawing*', (r) =>
    r.fulfill({
      contentType: 'image/svg+xml',
      body: drawScene(drill.scene, { handedness: 'right', text: (k) => TEXTS_EN[k] ?? k, title: id }),
    }),
  );
  await page.route('**/api/v1/catalogue', (r) =>
    r.fulfill({
      json: {
        ...SCRIPTED_CATALOGUE,
        faults: [
          {
            ...SCRIPTED_CATALOGUE.faults[0],
            name: TEXTS_EN[`fault.${drill.faults[0]}.name`],
            sentence: TEXTS_EN[`fault.${drill.faults[0]}.sentence`],
          },
        ],
        drills: [
          {
            ...SCRIPTED_CATALOGUE.drills[0],
            name: TEXTS_EN[`drill.${id}.name`],
            steps: [1, 2, 3].map((n) => TEXTS_EN[`drill.${id}.step.${n}`]),
            feel: TEXTS_EN[`drill.${id}.feel`],
          },
        ],
      },
    }),
  );
  await page.goto(`http://localhost:${port}/`);
  await page.getByText('Bay 7').waitFor();
  await wait(500);
  bay.enter('occupied');
  const swing = await bay.swing({ score: 7.2 });
  bay.complete(swing);
  await page.locator('.work-on-card').waitFor();
  await wait(1500);
  await page.screenshot({ path: `/tmp/wtf/card-${id}-landscape.png` });
  await page.setViewportSize({ width: 1080, height: 1920 });
  await wait(900);
  await page.screenshot({ path: `/tmp/wtf/card-${id}-portrait.png` });
  await page.close();
}
await browser.close();
await bay.close();
process.exit(0);
