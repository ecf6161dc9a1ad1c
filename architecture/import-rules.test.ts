import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Breach, findBreaches } from './find-breaches.ts';
import { IMPORT_RULES } from './import-rules.ts';

/** A small house in which every folder has an inhabitant and every rule is kept. */
const HOUSE: Record<string, string> = {
  'package.json': JSON.stringify({
    name: 'house',
    type: 'module',
    dependencies: { zod: '1.0.0', shipped: '1.0.0' },
    devDependencies: { 'dev-only': '1.0.0' },
  }),
  ...library('zod'),
  ...library('shipped'),
  ...library('dev-only'),
  ...library('stowaway'),
  'device/errors/error.ts': 'export class Fault extends Error {}',
  'device/clock/clock.ts': 'export const now = 1;',
  'device/swing/events/event-name.ts': "import { x } from 'zod'; export const name = x;",
  'device/swing/metrics/tempo.ts':
    "import { name } from '../events/event-name.ts'; import type { Fault } from '../../errors/error.ts'; export const tempo = name; export type Problem = Fault;",
  'device/ports/line.ts': "export { tempo } from '../swing/metrics/tempo.ts';",
  'device/capture/camera.ts': "import { now } from '../clock/clock.ts'; import 'node:fs'; export const camera = now;",
  'device/store/shelf.ts': "import { x } from 'shipped'; export const shelf = x;",
  'device/pose/tracker.ts': "export { catalog } from '../../models/catalog.ts';",
  'device/voice/cue.ts': 'export const cue = 1;',
  'device/analysis/analyze.ts': "export { tracker } from './names.ts';",
  'device/analysis/names.ts': "export { catalog as tracker } from '../pose/tracker.ts';",
  'device/export/film.ts': "export { shelf } from '../store/shelf.ts';",
  'device/bay/loop.ts': "export { cue } from '../voice/cue.ts';",
  'device/api/server.ts': "export { cue } from '../bay/loop.ts';",
  'device/api/contract/words.ts': "export { name } from '../../swing/events/event-name.ts';",
  'device/kiosk/page.ts':
    "import { x } from 'dev-only'; export { name } from '../api/contract/words.ts'; export { x };",
  'device/virtual-bay/golfer.ts':
    "import { name } from '../swing/events/event-name.ts'; import type { Problem } from '../swing/metrics/tempo.ts'; export const golfer: Problem | string = name;",
  'device/cli/demo.ts': "export { golfer } from '../virtual-bay/golfer.ts'; export { app } from '../app.module.ts';",
  'device/bay/loop.test.ts': "import '../virtual-bay/golfer.ts'; import 'dev-only';",
  'device/app.module.ts': "export { cue as app } from './bay/loop.ts';",
  'device/main.ts': "import './app.module.ts';",
  'firmware-bridge/serial.ts': "export { tempo } from '../device/ports/line.ts';",
  'cloud-sync/outbox.ts': "export { shelf } from '../device/store/shelf.ts';",
  'provisioning/self-test.ts': "export { camera } from '../device/capture/camera.ts';",
  'models/catalog.ts': 'export const catalog = 1;',
  'models/convert/convert.ts': "export { catalog } from '../catalog.ts';",
  'models/train/train.ts': "export { golfer } from '../../device/virtual-bay/golfer.ts';",
};

/** One import for each rule that only this rule refuses. */
const BREACHES: readonly { rule: string; file: string; imports: string; types?: true }[] = [
  { rule: 'swing-is-pure', file: 'device/swing/metrics', imports: '../../store/shelf.ts' },
  { rule: 'swing-throws-no-error-of-ours', file: 'device/swing/metrics', imports: '../../errors/error.ts' },
  { rule: 'swing-uses-no-library-but-zod', file: 'device/swing/metrics', imports: 'shipped' },
  { rule: 'swing-does-no-io', file: 'device/swing/metrics', imports: 'node:fs' },
  { rule: 'rooms-know-no-golf', file: 'device/clock', imports: '../swing/metrics/tempo.ts' },
  { rule: 'ports-know-only-swing', file: 'device/ports', imports: '../store/shelf.ts' },
  { rule: 'capture-knows-only-swing', file: 'device/capture', imports: '../pose/tracker.ts' },
  { rule: 'store-knows-only-swing', file: 'device/store', imports: '../capture/camera.ts', types: true },
  { rule: 'pose-knows-swing-and-the-catalog', file: 'device/pose', imports: '../../models/convert/convert.ts' },
  { rule: 'voice-knows-swing-and-its-port', file: 'device/voice', imports: '../store/shelf.ts' },
  { rule: 'analysis-knows-what-it-reads-and-writes', file: 'device/analysis', imports: '../ports/line.ts' },
  { rule: 'export-draws-what-is-stored', file: 'device/export', imports: '../bay/loop.ts' },
  { rule: 'bay-does-not-know-its-pages', file: 'device/bay', imports: '../api/server.ts', types: true },
  { rule: 'bridges-do-not-know-the-bay', file: 'firmware-bridge', imports: '../device/bay/loop.ts' },
  { rule: 'bridges-do-not-know-the-bay', file: 'cloud-sync', imports: '../device/api/server.ts' },
  { rule: 'provisioning-stands-beside-the-bay', file: 'provisioning', imports: '../device/bay/loop.ts' },
  { rule: 'api-does-not-know-the-bridges', file: 'device/api', imports: '../../firmware-bridge/serial.ts' },
  { rule: 'models-stand-alone', file: 'models/convert', imports: '../../device/pose/tracker.ts' },
  { rule: 'kiosk-sees-only-the-contract', file: 'device/kiosk', imports: '../swing/events/event-name.ts', types: true },
  { rule: 'pages-run-in-a-browser', file: 'device/kiosk', imports: 'node:path' },
  { rule: 'contract-is-only-words', file: 'device/api/contract', imports: '../server.ts' },
  { rule: 'virtual-bay-knows-only-words', file: 'device/virtual-bay', imports: '../swing/metrics/tempo.ts' },
  { rule: 'virtual-bay-stays-outside', file: 'device/virtual-bay', imports: '../capture/camera.ts', types: true },
  { rule: 'nothing-imports-virtual-bay', file: 'device', imports: './virtual-bay/golfer.ts' },
  { rule: 'only-main-wires', file: 'device/api', imports: '../app.module.ts' },
  { rule: 'nothing-imports-the-command-line', file: 'device', imports: './cli/demo.ts' },
  { rule: 'no-circular', file: 'device/store', imports: './circle.ts', types: true },
  { rule: 'resolvable', file: 'device/store', imports: './nowhere.ts' },
  { rule: 'no-dev-dependency-in-product', file: 'device/store', imports: 'dev-only' },
  { rule: 'only-declared-libraries', file: 'device/store', imports: 'stowaway' },
];

/** These rules overlap with a wider one on purpose: what breaks them breaks it too. */
const ALSO_BROKEN: Record<string, readonly string[]> = {
  'only-main-wires': ['api-does-not-know-the-bridges'],
};

function library(name: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'main.js' }),
    [`node_modules/${name}/main.js`]: 'export const x = 1;',
  };
}

const breachFile = ({ rule, file }: { rule: string; file: string }) => `${file}/breaks-${rule}.ts`;

function build(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'swingbay-house-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

describe('the rules of imports', () => {
  const roots: string[] = [];
  let broken: readonly Breach[];

  beforeAll(async () => {
    const breaking = BREACHES.map((breach) => [
      breachFile(breach),
      `import ${breach.types === true ? 'type ' : ''}{ x } from '${breach.imports}'; export type X = typeof x;`,
    ]);
    const circle = "import type { X } from './breaks-no-circular.ts'; export const x: X = 1;";
    roots.push(build({ ...HOUSE, ...Object.fromEntries(breaking), 'device/store/circle.ts': circle }));
    broken = await findBreaches(roots[0] ?? '');
  }, 60_000);

  afterAll(() => {
    for (const root of roots) rmSync(root, { recursive: true, force: true });
  });

  it('find nothing in a house that keeps them', async () => {
    const root = build(HOUSE);
    roots.push(root);
    expect(await findBreaches(root)).toEqual([]);
  });

  it('have each a breach to be tried on', () => {
    expect(new Set(BREACHES.map(({ rule }) => rule))).toEqual(new Set(IMPORT_RULES.map(({ name }) => name)));
  });

  it.each(BREACHES)('$rule is broken by $file importing $imports', (breach) => {
    const rules = broken.filter(({ from }) => from === breachFile(breach)).map(({ rule }) => rule);
    expect(new Set(rules)).toEqual(new Set([breach.rule, ...(ALSO_BROKEN[breach.rule] ?? [])]));
  });
});
