/**
 * What a file of this tree looks like, as far as its text can tell. Rules about imports are in `import-rules.ts`,
 * rules about single statements are the linter's.
 */
export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface TidyRule {
  /** The sentence that a breach prints. */
  readonly name: string;
  readonly appliesTo: (path: string) => boolean;
  /** What is wrong, one entry a place; empty when the file keeps the rule. */
  readonly problems: (file: SourceFile) => readonly string[];
}

const FILE_LINES_MAX = 400;
const TEST_LINES_MAX = 600;

const isTest = (path: string): boolean => /\.(test|suite|fixture)\.tsx?$/.test(path);
const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path);
const isCode = (path: string): boolean =>
  /\.(tsx?|css|c|h|sh)$/.test(path) || path === 'swingbay' || path === '.ci/run';
const isText = (path: string): boolean => isCode(path) || /\.(md|json|ya?ml|html|sql|toml)$/.test(path);

/** Folders and files of these names collect what has no place; what is in them has one. */
const DRAWERS = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'handler', 'misc', 'base', 'lib', 'shared'];

/** Written apart, so that this file does not hold what it looks for. */
const UNFINISHED = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`);
const ENVIRONMENT = new RegExp(`\\bprocess\\s*\\.\\s*${'env'}\\b`);
const MACHINE_PATH = new RegExp(`(^|[^\\w.~-])/(${['work', 'root', 'home/\\w+', 'Users/\\w+'].join('|')})/`);
const LEFT_OUT = new RegExp(`\\b(it|test|describe)\\.(${['skip', 'only', 'to' + 'do'].join('|')})\\b`);

const KEBAB_FOLDER = /^\.?[a-z0-9]+(-[a-z0-9]+)*$/;
const KEBAB_FILE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** One problem for each line that matches, with its number. */
function linesThatMatch(text: string, pattern: RegExp): readonly string[] {
  return text.split('\n').flatMap((line, at) => (pattern.test(line) ? [`line ${at + 1}: ${line.trim()}`] : []));
}

/** Ids that a metric's file gives to what it defines. */
const METRIC_ID = /\bid: '([a-z0-9-]+)'/g;

export const TIDY_RULES: readonly TidyRule[] = [
  {
    name: `no file is longer than ${FILE_LINES_MAX} lines, no test longer than ${TEST_LINES_MAX}`,
    appliesTo: isCode,
    problems: ({ path, text }) => {
      const lines = text.split('\n').length - 1;
      const most = isTest(path) ? TEST_LINES_MAX : FILE_LINES_MAX;
      return lines > most ? [`${lines} lines`] : [];
    },
  },
  {
    name: 'no folder and no file is a drawer',
    appliesTo: isCode,
    problems: ({ path }) =>
      path.split('/').flatMap((part) => {
        const lastWord = part.replace(/\..*$/, '').split('-').at(-1) ?? '';
        return DRAWERS.includes(lastWord) ? [part] : [];
      }),
  },
  {
    name: 'names are kebab-case',
    appliesTo: (path) => isTypeScript(path) || path.endsWith('.css'),
    problems: ({ path }) => {
      const parts = path.split('/');
      const file = parts.pop() ?? '';
      return [...parts.filter((part) => !KEBAB_FOLDER.test(part)), ...(KEBAB_FILE.test(file) ? [] : [file])];
    },
  },
  {
    name: 'nothing is left for later inside the code',
    appliesTo: isCode,
    problems: ({ text }) => linesThatMatch(text, UNFINISHED),
  },
  {
    name: 'no test is left out or singled out without a printed condition',
    appliesTo: isTest,
    problems: ({ text }) => linesThatMatch(text, LEFT_OUT),
  },
  {
    name: 'the environment is read in one file',
    appliesTo: (path) => isTypeScript(path) && path !== 'device/config/environment.ts',
    problems: ({ text }) => linesThatMatch(text, ENVIRONMENT),
  },
  {
    name: 'no path of somebody’s machine is written down',
    appliesTo: (path) => isText(path) && path !== 'package-lock.json',
    problems: ({ text }) => linesThatMatch(text, MACHINE_PATH),
  },
  {
    name: 'the domain has no clock and no dice',
    appliesTo: (path) => path.startsWith('device/swing/') && isTypeScript(path) && !isTest(path),
    problems: ({ text }) => linesThatMatch(text, /\b(Date\.now|new Date\(\)|performance\.now|Math\.random|hrtime)\b/),
  },
  {
    name: "a metric's file is named for the one metric that it defines",
    appliesTo: (path) => path.startsWith('device/swing/metrics/') && isTypeScript(path) && !isTest(path),
    problems: ({ path, text }) =>
      [...text.matchAll(METRIC_ID)].flatMap(([, id]) =>
        path === `device/swing/metrics/${id}.ts` ? [] : [`it defines ${id}`],
      ),
  },
];
