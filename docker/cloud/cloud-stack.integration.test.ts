/**
 * What can be known of the cloud stack without Docker: that its files fit together, and that what dashboards and alerts
 * ask for is there.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { __cratedb_version__, sqlparse } from '@cratedb/cratedb-sqlparse';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  postgresBinaries,
  type PostgresServer,
  startPostgres,
} from '../../cloud-sync/warehouse/postgres-server.fixture.ts';
import { openPostgresWarehouse } from '../../cloud-sync/warehouse/postgres-warehouse.ts';
import { projectRoot } from '../../device/config/project-root.ts';
import { Counters } from '../../device/telemetry/counters.ts';
import { prometheusName } from '../../device/telemetry/prometheus-text.ts';

const HERE = join(projectRoot, 'docker/cloud');
const read = (file: string): string => readFileSync(join(HERE, file), 'utf8');

const serviceSchema = z.strictObject({
  image: z.string().optional(),
  build: z.string().optional(),
  restart: z.literal('unless-stopped'),
  hostname: z.string().optional(),
  user: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ulimits: z.record(z.string(), z.strictObject({ soft: z.int(), hard: z.int() })).optional(),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  depends_on: z.array(z.string()).default([]),
  stop_grace_period: z.string().optional(),
  healthcheck: z.strictObject({
    test: z.tuple([z.literal('CMD'), z.string()], z.string()),
    ...{ interval: z.string(), timeout: z.string(), retries: z.int(), start_period: z.string() },
  }),
});

const compose = z
  .object({
    name: z.string(),
    services: z.record(z.string(), serviceSchema),
    networks: z.record(z.string(), z.strictObject({})),
    volumes: z.record(z.string(), z.strictObject({})),
    secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  })
  .parse(parse(read('compose.yml'), { merge: true }));

const services = Object.entries(compose.services);

const secretsFolder = mkdtempSync(join(tmpdir(), 'swingbay-cloud-'));
beforeAll(() => {
  execFileSync(join(HERE, 'make-secrets'), [secretsFolder, 'broker.example']);
});
afterAll(() => rmSync(secretsFolder, { recursive: true, force: true }));

describe('the compose file', () => {
  it('brings a warehouse of three nodes, a store, a broker, metrics and dashboards', () => {
    const nodes = ['cratedb-1', 'cratedb-2', 'cratedb-3'];
    const names = [...nodes, 'warehouse', 'object-store', 'broker', 'prober', 'prometheus', 'grafana'];
    expect(Object.keys(compose.services)).toEqual(names);
  });

  it.each(services)('%s runs an image of one exact version, or one that is built here', (_, { image, build }) => {
    if (image === undefined) expect(existsSync(join(HERE, String(build), 'Dockerfile'))).toBe(true);
    else expect(image).toMatch(/^[a-z/-]+:v?\d+\.\d+\.\d+$/);
  });

  it('mounts files that are there and volumes that are declared, each volume in one place', () => {
    const mounts = services.flatMap(([, { volumes }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
    const files = mounts.filter((source) => source.startsWith('.'));
    expect(files.filter((file) => !existsSync(join(HERE, file)))).toEqual([]);
    const volumes = mounts.filter((source) => !source.startsWith('.'));
    expect(volumes.toSorted()).toEqual(Object.keys(compose.volumes).toSorted());
  });

  it('refers to services and networks that are there', () => {
    for (const [, { depends_on, networks }] of services) {
      expect(depends_on.filter((name) => compose.services[name] === undefined)).toEqual([]);
      expect(networks.filter((name) => compose.networks[name] === undefined)).toEqual([]);
    }
  });

  it('opens each port once, and none but the broker’s encrypted one to other machines', () => {
    const ports = services.flatMap(([name, { ports: opened }]) => opened.map((port) => [name, port] as const));
    const hosts = ports.map(([, port]) => port.split(':').at(-2));
    expect(new Set(hosts).size).toBe(hosts.length);
    expect(ports.filter(([, port]) => !port.startsWith('127.0.0.1:'))).toEqual([['broker', '8883:8883']]);
  });

  it('asks every service whether it answers, where it listens', () => {
    for (const [name, { healthcheck, ports }] of services) {
      const asked = healthcheck.test.flatMap((word) => /(?:^|localhost[:/])(\d+)/.exec(word)?.[1] ?? []);
      const opened = ports.map((port) => port.split(':').at(-1));
      expect(asked, name).toHaveLength(1);
      if (opened.length > 0) expect(opened, name).toContain(asked[0]);
    }
  });

  it('uses every secret that it declares, and each is made', () => {
    const used = new Set(services.flatMap(([, { secrets }]) => secrets));
    expect([...used].toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
    for (const [name, { file }] of Object.entries(compose.secrets)) {
      expect(file).toBe(`./secrets/${name}`);
      expect(readFileSync(join(secretsFolder, name), 'utf8').length).toBeGreaterThan(16);
    }
    // Containers read as users of their own; what none of them needs, nobody else reads.
    const files = readdirSync(secretsFolder).filter((name) => statSync(join(secretsFolder, name)).mode & 0o044);
    expect(files.toSorted()).toEqual([...used].toSorted());
  });
});

describe('the secrets', () => {
  it('stay when they are made again', () => {
    const before = readdirSync(secretsFolder).map((name) => readFileSync(join(secretsFolder, name), 'utf8'));
    execFileSync(join(HERE, 'make-secrets'), [secretsFolder, 'broker.example']);
    expect(readdirSync(secretsFolder).map((name) => readFileSync(join(secretsFolder, name), 'utf8'))).toEqual(before);
  });

  it('tell of an authority that ends within a year, and of none that does not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'swingbay-authority-'));
    const make = (): string => spawnSync(join(HERE, 'make-secrets'), [folder, 'broker.example']).stderr.toString();
    try {
      expect(make()).toBe('');
      const [key, ca] = [join(folder, 'broker-ca-key'), join(folder, 'broker-ca')];
      execFileSync('openssl', ['req', '-x509', '-key', key, '-days', '300', '-subj', '/CN=ends', '-out', ca]);
      expect(make()).toContain('authority ends within a year');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('make users of CrateDB in words that it understands', () => {
    const statements = sqlparse(readFileSync(join(secretsFolder, 'cratedb-users.sql'), 'utf8'));
    expect(statements.length).toBe(5);
    expect(statements.flatMap(({ exception }) => exception ?? [])).toEqual([]);
  });
});

/**
 * Before 6.2.1 a list of objects of which one lacks a value is refused when it brings a new key; before 6.3.5 a statement
 * that took too long goes on after it was given up, and may write what was erased meanwhile.
 */
const CRATEDB_OLDEST = '6.3.5';

describe('the nodes of CrateDB', () => {
  const nodes = services.filter(([name]) => name.startsWith('cratedb-'));
  const flagsOf = (command: readonly string[] | undefined): Map<string, string> =>
    new Map((command ?? []).slice(1).map((flag) => flag.slice(2).split('=') as [string, string]));

  it('are of one version, not older than the grammar that statements are checked by nor than what the warehouse needs', () => {
    const [version = '', ...others] = new Set(nodes.map(([, { image }]) => image?.replace('crate:', '')));
    expect(others).toEqual([]);
    for (const oldest of [__cratedb_version__, CRATEDB_OLDEST]) {
      expect(version.localeCompare(oldest, 'en', { numeric: true })).toBeGreaterThanOrEqual(0);
      expect(version.split('.')[0]).toBe(oldest.split('.')[0]);
    }
    expect(readFileSync(join(projectRoot, 'docs/warehouse.md'), 'utf8')).toContain(
      `CrateDB ${CRATEDB_OLDEST} or later`,
    );
  });

  it('differ in their names alone, and expect each other', () => {
    const names = nodes.map(([name]) => name);
    for (const [name, { command, hostname }] of nodes) {
      const flags = flagsOf(command);
      expect([flags.get('node.name'), hostname]).toEqual([name, name]);
      expect(flags.get('cluster.initial_master_nodes')?.split(',')).toEqual(names);
      expect(flags.get('discovery.seed_hosts')?.split(',')).toEqual(names.map((each) => `${each}:4300`));
      expect(Number(flags.get('gateway.expected_data_nodes'))).toBe(nodes.length);
      expect(Number(flags.get('gateway.recover_after_data_nodes'))).toBeGreaterThan(nodes.length / 2);
      expect(flags.get('auth.host_based.enabled')).toBe('true');
    }
  });
});

interface Target {
  readonly expr?: string;
  readonly rawSql?: string;
}
interface Panel {
  readonly id: number;
  readonly title: string;
  readonly datasource: { readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly Target[];
}
interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
}

const dashboards = readdirSync(join(HERE, 'grafana/dashboards')).map(
  (file) => JSON.parse(read(`grafana/dashboards/${file}`)) as Dashboard,
);
const panels = dashboards.flatMap((dashboard) =>
  dashboard.panels.map((panel) => [`${dashboard.title}: ${panel.title}`, panel] as const),
);

/** What the sources count, as a scraper names it. */
function countedMetrics(): ReadonlySet<string> {
  const counters = new Counters();
  for (let i = 0; i < 2_000; i++) counters.count('filling', { i: String(i) });
  const names = new Set(counters.snapshot().map(prometheusName));
  for (const folder of ['device', 'firmware-bridge', 'cloud-sync']) {
    for (const file of readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.includes('node_modules')) continue;
      const source = readFileSync(join(projectRoot, folder, file), 'utf8');
      for (const [, call, name] of source.matchAll(/counters\.(count|gauge)\(\s*'(\w+)'/g)) {
        names.add(prometheusName({ name: String(name), kind: call === 'count' ? 'counter' : 'gauge' }));
      }
    }
  }
  return names;
}

function metricsIn(expression: string): string[] {
  return [...expression.matchAll(/\bswingbay_\w+/g)].map(([name]) => name);
}

describe('the dashboards', () => {
  it('have names and panels of their own that do not lie upon each other', () => {
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
    for (const { panels: own } of dashboards) {
      expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
      const cells = own.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, i) => `${x + (i % w)} ${y + Math.floor(i / w)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
      expect(Math.max(...own.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
    }
  });

  it('ask sources that are provisioned, with secrets and services that are there', () => {
    const { datasources } = parse(read('grafana/provisioning/datasources/sources.yml')) as {
      datasources: readonly { uid: string; url: string; secureJsonData?: { password: string } }[];
    };
    const known = new Set(datasources.map(({ uid }) => uid));
    expect(panels.filter(([, { datasource }]) => !known.has(datasource.uid))).toEqual([]);
    for (const { url, secureJsonData } of datasources) {
      expect(compose.services[url.replace(/^http:\/\//, '').split(':')[0] ?? '']).toBeDefined();
      const secret = /\/run\/secrets\/([\w-]+)/.exec(secureJsonData?.password ?? '')?.[1];
      if (secret !== undefined) expect(compose.services['grafana']?.secrets).toContain(secret);
    }
    const folder = parse(read('grafana/provisioning/dashboards/folder.yml')) as {
      providers: { options: { path: string } }[];
    };
    const mounted = compose.services['grafana']?.volumes.map((volume) => volume.split(':')[1]);
    expect(folder.providers.filter(({ options }) => !mounted?.includes(options.path))).toEqual([]);
  });

  it('and the alerts name metrics that the bay really counts', () => {
    const counted = countedMetrics();
    const alerts = parse(read('prometheus/alerts.yml')) as { groups: { rules: { alert: string; expr: string }[] }[] };
    const expressions = [
      ...panels.flatMap(([, { targets }]) => targets.flatMap(({ expr }) => expr ?? [])),
      ...alerts.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ];
    const asked = expressions.flatMap(metricsIn);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !counted.has(name))).toEqual([]);
  });

  it('show what fires, and what fired', () => {
    const asked = panels.flatMap(([, { targets }]) => targets.flatMap(({ expr }) => expr ?? []));
    const ofAlerts = asked.filter((expr) => expr.includes('ALERTS{alertstate="firing"}'));
    expect(ofAlerts.length).toBeGreaterThan(0);
  });

  const statements = panels.flatMap(([name, { targets }]) =>
    targets.flatMap(({ rawSql }) => (rawSql === undefined ? [] : [[name, rawSql] as const])),
  );
  const replaced = (sql: string): string =>
    sql.replaceAll(/\$__timeFilter\((\w+)\)/g, "$1 BETWEEN '2026-05-01T00:00:00Z' AND '2026-06-01T00:00:00Z'");

  it.each(statements)('%s is a question that CrateDB’s grammar knows', (_, sql) => {
    const [statement, ...more] = sqlparse(replaced(sql));
    expect([statement?.exception ?? null, more.length, sql.includes('$__') && replaced(sql).includes('$__')]).toEqual([
      null,
      0,
      false,
    ]);
  });

  const ofTables = statements.filter(([, sql]) => !sql.includes(' FROM sys.'));
  if (postgresBinaries() === null) process.stdout.write('The dashboards’ questions: PostgreSQL is not installed.\n');
  describe.runIf(postgresBinaries() !== null)('on the warehouse’s tables', () => {
    let server: PostgresServer;
    const client = (): pg.Client => new pg.Client({ connectionString: server.url });
    beforeAll(async () => {
      server = await startPostgres();
      const warehouse = await openPostgresWarehouse({ line: { url: server.url, tls: null }, schema: 'swingbay' });
      await warehouse.prepare();
      await warehouse.close();
    });
    afterAll(() => server.stop());

    it.each(ofTables)('%s is answered', async (_, sql) => {
      const asking = client();
      await asking.connect();
      expect((await asking.query(replaced(sql))).rows).toEqual([]);
      await asking.end();
    });
  });
});

describe('Prometheus', () => {
  it('asks the prober about the broker where both listen, in a way that is described', () => {
    const { scrape_configs: jobs } = parse(read('prometheus/prometheus.yml')) as {
      scrape_configs: {
        job_name: string;
        params?: { module: string[] };
        static_configs?: { targets: string[] }[];
        relabel_configs?: { target_label: string; replacement?: string }[];
      }[];
    };
    const { modules } = parse(read('prober/prober.yml')) as {
      modules: Record<string, { tcp: { tls_config: { ca_file: string; server_name: string } } }>;
    };
    const job = jobs.find(({ job_name: name }) => name === 'broker');
    const [module] = job?.params?.module ?? [];
    expect(Object.keys(modules)).toEqual([module]);
    expect(job?.static_configs).toEqual([
      { targets: [compose.services['broker']?.ports[0]?.replace(/^\d+/, 'broker')] },
    ]);
    const asked = job?.relabel_configs?.find(({ target_label: label }) => label === '__address__')?.replacement;
    expect(compose.services['prober']?.healthcheck.test.join(' ')).toContain(asked?.replace('prober', '//localhost'));
    const authority = modules[module ?? '']?.tcp.tls_config.ca_file.replace('/run/secrets/', '');
    expect(compose.services['prober']?.secrets).toEqual([authority]);
    const rules = parse(read('prometheus/alerts.yml')) as { groups: { rules: { alert: string; expr: string }[] }[] };
    const ofBroker = rules.groups.flatMap(({ rules: own }) => own).filter(({ expr }) => expr.includes('job="broker"'));
    expect(ofBroker.map(({ alert }) => alert)).toEqual([
      'BrokerNotTrusted',
      'BrokerCertificateEnds',
      'BrokerAuthorityEnds',
    ]);
  });

  it('reads files that are mounted, and a token that is there', () => {
    const { prometheus } = compose.services;
    const config = read('prometheus/prometheus.yml');
    const mounted = new Set(prometheus?.volumes.map((volume) => volume.split(':')[1]));
    const parsed = parse(config) as {
      rule_files: string[];
      alerting: { alertmanagers: { file_sd_configs: { files: string[] }[] }[] };
      scrape_configs: { authorization?: { credentials_file: string }; file_sd_configs?: { files: string[] }[] }[];
    };
    const { rule_files: rules, scrape_configs: jobs, alerting } = parsed;
    expect(rules.filter((file) => !mounted.has(file))).toEqual([]);
    expect(alerting.alertmanagers.length).toBeGreaterThan(0);
    for (const { authorization, file_sd_configs: lists } of [
      ...jobs,
      ...alerting.alertmanagers.map((each) => ({ ...each, authorization: undefined })),
    ]) {
      if (authorization !== undefined) {
        expect(prometheus?.secrets).toContain(authorization.credentials_file.replace('/run/secrets/', ''));
      }
      for (const file of lists?.flatMap(({ files }) => files) ?? []) {
        expect(mounted).toContain(file.slice(0, file.lastIndexOf('/')));
      }
    }
  });
});

const hasShellCheck = spawnSync('shellcheck', ['--version'], { stdio: 'ignore' }).status === 0;
if (!hasShellCheck)
  process.stdout.write('The shell scripts: ShellCheck is not installed (`./swingbay test --install-servers`).\n');

it.runIf(hasShellCheck).each(['make-secrets', 'broker-login', 'object-store/run-store'])(
  '%s is a shell script without a known mistake',
  (script) => {
    const checked = spawnSync('shellcheck', [join(HERE, script)], { encoding: 'utf8' });
    expect(checked.stdout).toBe('');
  },
);
