/** What the alerts on the broker's certificate ask, by the stack's own prober before the stack's own broker. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { freePort } from '../../../device/cli/free-port.fixture.ts';
import { projectRoot } from '../../../device/config/project-root.ts';
import { TetheredProcess } from '../../../device/process/tethered-process.ts';
import { MOSQUITTO, StackBroker, WITHOUT_MOSQUITTO } from '../broker/stack-broker.fixture.ts';

const PROBER = ['/usr/bin/prometheus-blackbox-exporter'].find((path) => existsSync(path));
const CLOUD = join(projectRoot, 'docker/cloud');
const DAY_S = 86_400;

if (MOSQUITTO === undefined) process.stdout.write(WITHOUT_MOSQUITTO);
if (PROBER === undefined) {
  process.stdout.write(
    "The broker's certificate: Prometheus' prober is not installed (`./swingbay test --install-servers`).\n",
  );
}

describe.runIf(MOSQUITTO !== undefined && PROBER !== undefined)('the prober', () => {
  let broker: StackBroker;
  let folder: string;
  let prober: TetheredProcess;
  let address: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'swingbay-prober-'));
    broker = new StackBroker();
    broker.makeSecrets('broker.example');
    await broker.start();
    const config = readFileSync(join(CLOUD, 'prober/prober.yml'), 'utf8');
    const file = join(folder, 'prober.yml');
    writeFileSync(file, config.replaceAll('/run/secrets/', `${broker.secrets}/`));
    address = `127.0.0.1:${await freePort()}`;
    prober = new TetheredProcess({
      command: PROBER ?? '',
      args: [`--config.file=${file}`, `--web.listen-address=${address}`],
    });
    await expect.poll(probed, { timeout: 20_000 }).toHaveProperty('probe_success', 1);
  });
  afterEach(async () => {
    prober.child.kill('SIGTERM');
    await prober.exited;
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What Prometheus reads when it asks about the broker. */
  async function probed(): Promise<Record<string, number>> {
    const answer = await fetch(`http://${address}/probe?module=broker&target=127.0.0.1:${broker.port}`).catch(
      () => null,
    );
    const lines = (await answer?.text())?.split('\n') ?? [];
    return Object.fromEntries(
      lines.flatMap((line) => {
        const [, name, value] = /^(\w+)(?:\{.*\})? (\S+)$/.exec(line) ?? [];
        return name === undefined ? [] : [[name, Number(value)] as const];
      }),
    );
  }

  const daysUntil = (seconds: number | undefined): number => Math.round(((seconds ?? 0) - Date.now() / 1000) / DAY_S);

  it('tells how long what the broker shows lasts, not what lies ready for it', async () => {
    const { groups } = parse(readFileSync(join(CLOUD, 'prometheus/alerts.yml'), 'utf8')) as {
      groups: { rules: { expr: string }[] }[];
    };
    const asked = groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => expr.match(/\bprobe_\w+/g) ?? []));
    expect(asked.length).toBeGreaterThan(3);
    expect(Object.keys(await probed())).toEqual(expect.arrayContaining(asked));
    expect(daysUntil((await probed())['probe_ssl_earliest_cert_expiry'])).toBe(365);

    broker.certifyFor(10);
    expect(daysUntil((await probed())['probe_ssl_earliest_cert_expiry'])).toBe(365);
    broker.readAnew();
    await expect.poll(async () => daysUntil((await probed())['probe_ssl_earliest_cert_expiry'])).toBe(10);
    const { probe_ssl_last_chain_expiry_timestamp_seconds: chain } = await probed();
    expect(daysUntil(chain)).toBe(10);
  });

  it('tells an authority that ends before the certificate does', async () => {
    broker.certifyFor(4_000);
    broker.readAnew();
    await expect.poll(async () => daysUntil((await probed())['probe_ssl_earliest_cert_expiry'])).toBe(4_000);
    expect(daysUntil((await probed())['probe_ssl_last_chain_expiry_timestamp_seconds'])).toBe(3_650);
  });

  it('does not trust what a bay would not', async () => {
    broker.certifyFor(365, 'DNS:another');
    broker.readAnew();
    await expect.poll(async () => (await probed())['probe_success']).toBe(0);
  });
});
