/**
 * Who may import whom. Each rule's name is the sentence that a breach prints; each is itself tried on a small tree
 * that breaks it (`import-rules.test.ts`), since a wrong pattern would pass for ever.
 *
 * Type-only imports count. Tests, suites, fixtures and benches may reach across folders; circles and names that do not
 * resolve are refused there too.
 */
import type { IForbiddenRuleType } from 'dependency-cruiser';

/** Golden data of models is made and checked by tests; what makes it again stands beside it. */
const TESTS = '(\\.(test|suite|fixture|bench)\\.tsx?$|^models/golden/)';
/** Serves scripted swings to a page under development; runs in Node and is not bundled. */
const PAGES_WORKSHOP = '^device/kiosk/dev/';
const TOOL_SETTINGS = '\\.config\\.ts$';

/** Everything that is ours; what a folder may import is a choice among these. */
const OURS = '^(device|models|firmware-bridge|cloud-sync|provisioning)/';

/** They know nothing of golf; everything but `swing` may import them. */
const ROOMS = '^device/(config|errors|clock|telemetry|process)/';

const SWING = '^device/swing/';
const device = (...folders: string[]): string => `^device/(${folders.join('|')})/`;

/** Names and types of a swing, as against what measures one. The virtual bay's truth must not come from there. */
const SWING_WORDS = [
  '^device/swing/events/event-name\\.ts$',
  '^device/swing/pose/(landmark|pose-track|golfer-joint)\\.ts$',
  '^device/swing/geometry/camera-calibration\\.ts$',
  '^device/swing/report/',
  '^device/swing/advice/language\\.ts$',
];

interface FolderRule {
  readonly name: string;
  readonly folder: string;
  /** Beside the folder itself and the rooms without golf. */
  readonly mayImport: readonly string[];
  readonly because: string;
}

const FOLDER_RULES: readonly FolderRule[] = [
  {
    name: 'rooms-know-no-golf',
    folder: ROOMS,
    mayImport: [],
    because: 'The rooms without golf are below everything and import only each other.',
  },
  {
    name: 'ports-know-only-swing',
    folder: device('ports'),
    mayImport: [SWING],
    because: 'A port speaks the domain’s language and knows neither side of itself.',
  },
  {
    name: 'capture-knows-only-swing',
    folder: device('capture'),
    mayImport: [SWING],
    because: 'Capture never waits for what happens to its frames, so it does not know it.',
  },
  {
    name: 'store-knows-only-swing',
    folder: device('store'),
    mayImport: [SWING],
    because: 'What is stored is the domain’s; who asks is not the store’s business.',
  },
  {
    name: 'pose-knows-swing-and-the-catalog',
    folder: device('pose'),
    mayImport: [SWING, '^models/[^/]+\\.ts$'],
    because: 'The pose folder runs models and needs their catalog, never their converter.',
  },
  {
    name: 'voice-knows-swing-and-its-port',
    folder: device('voice'),
    mayImport: [SWING, device('ports')],
    because: 'A spoken cue is a sentence about a swing, given to whatever speaks; who listens is not its business.',
  },
  {
    name: 'analysis-knows-what-it-reads-and-writes',
    folder: device('analysis'),
    mayImport: [SWING, device('capture', 'pose', 'store')],
    because: 'A clip becomes a report; live loop, pages and hardware have no part in that.',
  },
  {
    name: 'export-draws-what-is-stored',
    folder: device('export'),
    mayImport: [SWING, device('store')],
    because:
      'A video to take home is made of what is stored of a swing; live loop, pages and models have no part in that.',
  },
  {
    name: 'bay-does-not-know-its-pages',
    folder: device('bay'),
    mayImport: [SWING, device('analysis', 'capture', 'pose', 'ports', 'store', 'voice')],
    because: 'The live loop runs with or without anybody looking; bridges reach it through ports.',
  },
  {
    name: 'bridges-do-not-know-the-bay',
    folder: '^(firmware-bridge|cloud-sync)/',
    mayImport: [SWING, device('ports', 'store')],
    because: 'What surrounds the appliance is met through ports alone.',
  },
  {
    name: 'provisioning-stands-beside-the-bay',
    folder: '^provisioning/',
    mayImport: [SWING, device('capture', 'pose', 'ports', 'store')],
    because: 'Calibration and self-test use the senses, not the live loop.',
  },
  {
    name: 'api-does-not-know-the-bridges',
    folder: device('api'),
    mayImport: [SWING, device('analysis', 'bay', 'capture', 'export', 'ports', 'store'), '^provisioning/'],
    because: 'The API shows what the bay and the store hold; it never talks to hardware or cloud.',
  },
  {
    name: 'models-stand-alone',
    folder: '^models/(?!train/)',
    mayImport: [],
    because: 'Models are built at set-up, before there is a device.',
  },
];

function folderRule({ name, folder, mayImport, because }: FolderRule): IForbiddenRuleType {
  return {
    name,
    comment: because,
    severity: 'error',
    from: { path: folder, pathNot: [TESTS, TOOL_SETTINGS] },
    to: { path: OURS, pathNot: [folder, ROOMS, ...mayImport] },
  };
}

/** The domain: no folder of ours but the types of `errors`, no library but zod, nothing of Node's. */
const SWING_RULES: readonly IForbiddenRuleType[] = [
  {
    name: 'swing-is-pure',
    comment: 'The domain imports nothing of ours but the types of errors.',
    severity: 'error',
    from: { path: SWING, pathNot: TESTS },
    to: { path: OURS, pathNot: [SWING, '^device/errors/'] },
  },
  {
    name: 'swing-throws-no-error-of-ours',
    comment: 'Expected outcomes of the domain are values: of errors it may import types only.',
    severity: 'error',
    from: { path: SWING, pathNot: TESTS },
    to: { path: '^device/errors/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'swing-uses-no-library-but-zod',
    comment: 'The domain’s only library is zod, for the schema of the report.',
    severity: 'error',
    from: { path: SWING, pathNot: TESTS },
    to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
  },
  {
    name: 'swing-does-no-io',
    comment: 'The domain touches no file, clock or process.',
    severity: 'error',
    from: { path: SWING, pathNot: TESTS },
    to: { dependencyTypes: ['core'] },
  },
];

const EDGE_RULES: readonly IForbiddenRuleType[] = [
  {
    name: 'kiosk-sees-only-the-contract',
    comment: 'Pages know the daemon by the contract types of its API alone.',
    severity: 'error',
    from: { path: device('kiosk'), pathNot: [TESTS, TOOL_SETTINGS] },
    to: { path: OURS, pathNot: [device('kiosk'), '^device/api/contract/'] },
  },
  {
    name: 'pages-run-in-a-browser',
    comment: 'Node’s modules are not there in a browser, neither for a page nor for the contract that it shares.',
    severity: 'error',
    from: { path: ['^device/kiosk/', '^device/api/contract/'], pathNot: [TESTS, TOOL_SETTINGS, PAGES_WORKSHOP] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'contract-is-only-words',
    comment: 'The contract is bundled into the pages, so it may carry the domain’s words and nothing that runs.',
    severity: 'error',
    from: { path: '^device/api/contract/', pathNot: TESTS },
    to: { path: OURS, pathNot: ['^device/api/contract/', ...SWING_WORDS] },
  },
  {
    name: 'virtual-bay-knows-only-words',
    comment: 'Its truth comes from the golfer’s own parameters: of the domain it takes names and types.',
    severity: 'error',
    from: { path: device('virtual-bay'), pathNot: TESTS },
    to: { path: SWING, pathNot: SWING_WORDS, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'virtual-bay-stays-outside',
    comment: 'It reaches the daemon as hardware would: video, sound, bytes on a line.',
    severity: 'error',
    from: { path: device('virtual-bay'), pathNot: TESTS },
    to: { path: OURS, pathNot: [device('virtual-bay'), SWING, ROOMS] },
  },
  {
    name: 'nothing-imports-virtual-bay',
    comment: 'A bay must not know whether it is virtual: only the command line, tests and training do.',
    severity: 'error',
    from: { path: OURS, pathNot: [TESTS, device('virtual-bay', 'cli'), '^models/train/'] },
    to: { path: device('virtual-bay') },
  },
  {
    name: 'only-main-wires',
    comment: 'What joins the folders stands at the root of device; only main and the command line start it.',
    severity: 'error',
    from: { path: OURS, pathNot: [TESTS, '^device/[^/]+\\.ts$', device('cli')] },
    to: { path: '^device/[^/]+\\.ts$' },
  },
  {
    name: 'nothing-imports-the-command-line',
    comment: 'The command line is the outermost layer.',
    severity: 'error',
    from: { path: OURS, pathNot: [TESTS, device('cli')] },
    to: { path: device('cli') },
  },
];

const GENERAL_RULES: readonly IForbiddenRuleType[] = [
  {
    name: 'no-circular',
    comment: 'Two files that need each other are one file, or need a third; types count.',
    severity: 'error',
    from: { path: OURS },
    to: { circular: true },
  },
  {
    name: 'resolvable',
    comment: 'Every import leads to a file.',
    severity: 'error',
    from: { path: OURS },
    to: { couldNotResolve: true },
  },
  {
    name: 'no-dev-dependency-in-product',
    comment: 'A bay is installed without development packages. Pages are excepted: they are bundled.',
    severity: 'error',
    from: { path: OURS, pathNot: [TESTS, TOOL_SETTINGS, device('kiosk')] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'only-declared-libraries',
    comment: 'A library that came with another one may go with it: package.json names what is imported.',
    severity: 'error',
    from: { path: OURS },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
];

export const IMPORT_RULES: readonly IForbiddenRuleType[] = [
  ...SWING_RULES,
  ...FOLDER_RULES.map(folderRule),
  ...EDGE_RULES,
  ...GENERAL_RULES,
];
