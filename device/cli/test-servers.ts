/**
 * The programs that some tests talk to and that a bay does not need. A test that needs one finds out by itself and
 * skips, saying why; this list only tells the person at the terminal beforehand.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TestServer {
  readonly name: string;
  readonly debianPackages: string;
  /** A shell command that ends with 0 where the server can be used. */
  readonly probe: string;
  /** What the source of a test says that needs it. */
  readonly usedBy: RegExp;
}

export const TEST_SERVERS: readonly TestServer[] = [
  {
    name: 'Chromium',
    debianPackages: 'chromium fonts-dejavu-core',
    probe: 'command -v chromium || command -v chromium-browser || command -v google-chrome',
    usedBy: /playwright|CHROMIUM/,
  },
  {
    name: "GStreamer's RTSP server",
    debianPackages: 'python3-gi gir1.2-gst-rtsp-server-1.0',
    probe: `python3 -c 'import gi; gi.require_version("GstRtspServer", "1.0")'`,
    usedBy: /rtspServer/i,
  },
  {
    name: 'strace',
    debianPackages: 'strace',
    probe: 'command -v strace',
    usedBy: /'strace'/,
  },
  {
    name: "Mosquitto's clients",
    debianPackages: 'mosquitto-clients',
    probe: 'command -v mosquitto_pub && command -v mosquitto_sub',
    usedBy: /hasMosquittoClients/,
  },
  {
    name: 'Jinja2',
    debianPackages: 'python3-jinja2',
    probe: "python3 -c 'import jinja2'",
    usedBy: /import jinja2/,
  },
  {
    name: 'ShellCheck',
    debianPackages: 'shellcheck',
    probe: 'command -v shellcheck',
    usedBy: /'shellcheck'/,
  },
  {
    name: 'Mosquitto',
    debianPackages: 'mosquitto',
    probe: 'command -v mosquitto || test -x /usr/sbin/mosquitto',
    usedBy: /MOSQUITTO|mosquitto_/,
  },
  {
    name: "Prometheus' prober",
    debianPackages: 'prometheus-blackbox-exporter',
    probe: 'command -v prometheus-blackbox-exporter',
    usedBy: /PROBER/,
  },
  {
    name: 'HAProxy',
    debianPackages: 'haproxy',
    probe: 'command -v haproxy || test -x /usr/sbin/haproxy',
    usedBy: /HAPROXY/,
  },
  {
    name: 'pymodbus',
    debianPackages: 'python3-pymodbus',
    probe: `/usr/bin/python3 -c 'import pymodbus.framer.rtu_framer'`,
    usedBy: /hasPymodbus/,
  },
  {
    name: "a C compiler and make, for the controller's firmware",
    debianPackages: 'gcc libc6-dev make',
    probe: 'command -v cc && command -v make',
    usedBy: /makeFirmware|startSimulatedController|SerialBay/,
  },
  {
    name: "a Cortex-M compiler and QEMU, for the firmware's image",
    debianPackages: 'gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm',
    probe: 'command -v arm-none-eabi-gcc && command -v qemu-system-arm',
    usedBy: /startEmulatedController/,
  },
  {
    name: 'socat',
    debianPackages: 'socat',
    probe: 'command -v socat',
    usedBy: /canMakeBadLine/,
  },
  {
    name: "Ceph's object gateway, an S3 server",
    debianPackages: 'radosgw ceph-mon ceph-osd ceph-common',
    probe: 'command -v radosgw && command -v ceph-mon && command -v ceph-osd && command -v ceph',
    usedBy: /hasCeph/,
  },
  {
    name: 'PostgreSQL, for the warehouse',
    debianPackages: 'postgresql',
    probe: 'ls /usr/lib/postgresql/*/bin/initdb',
    usedBy: /startPostgres/,
  },
  {
    name: 'Python',
    debianPackages: 'python3',
    probe: 'command -v python3',
    usedBy: /'python3'/,
  },
];

export function isPresent(server: TestServer): boolean {
  return spawnSync('sh', ['-c', server.probe], { stdio: 'ignore' }).status === 0;
}

/** The test files that need the server, as far as their own text says. */
export function testsThatNeed(server: TestServer, root: string, testFiles = findTestFiles(root)): readonly string[] {
  return testFiles.filter((file) => server.usedBy.test(readFileSync(join(root, file), 'utf8')));
}

const WITHOUT_TESTS = new Set(['node_modules', 'dist', 'built', '.git', '.swingbay', 'coverage']);

export function findTestFiles(root: string, folder = ''): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return WITHOUT_TESTS.has(entry.name) ? [] : findTestFiles(root, path);
    return /\.(integration|e2e|contract)\.test\.ts$/.test(entry.name) ? [path] : [];
  });
}
