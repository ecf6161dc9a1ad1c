/**
 * A database whose server has TimescaleDB's files and does not load it, for tests: it says what such a server says, and is
 * reached by a line that, as that does, breaks with it.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import pg from 'pg';

const SAID = 'must be preloaded';

export async function unloadTimescale(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("SELECT pg_get_viewdef('pg_catalog.pg_available_extensions') AS words");
  const real = String(rows[0].words).replace(';', '');
  await client.query('SET allow_system_table_mods = on');
  await client.query(
    `CREATE OR REPLACE VIEW pg_catalog.pg_available_extensions AS ${real} UNION ALL SELECT 'timescaledb', '2.17.2', NULL, NULL`,
  );
  await client.query(
    "CREATE FUNCTION unloaded() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF current_query() LIKE '%timescaledb%' " +
      `THEN RAISE EXCEPTION 'extension "timescaledb" ${SAID}' USING ERRCODE = 'XX000'; END IF; END $$`,
  );
  await client.query(
    "CREATE EVENT TRIGGER unloaded ON ddl_command_start WHEN TAG IN ('CREATE EXTENSION') EXECUTE FUNCTION unloaded()",
  );
  await client.end();
}

export interface BreakingLine {
  readonly url: string;
  /** How often it broke. */
  readonly breaks: () => number;
  close(): Promise<void>;
}

export async function openBreakingLine(url: string): Promise<BreakingLine> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let breaks = 0;
  const relay = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
    }
    near.pipe(far);
    far.on('data', (data) => {
      if (!data.includes(SAID)) {
        near.write(data);
        return;
      }
      breaks++;
      near.end(Buffer.from(data.toString('latin1').replaceAll('ERROR\0', 'FATAL\0'), 'latin1'));
    });
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const { port: own } = relay.address() as AddressInfo;
  return {
    url: url.replace(`:${port}`, `:${own}`),
    breaks: () => breaks,
    async close() {
      for (const socket of sockets) socket.destroy();
      relay.close();
      await once(relay, 'close');
    },
  };
}
