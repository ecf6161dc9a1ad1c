import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type StopReason, SupervisedChild, type SupervisedChildOptions } from './supervised-child.ts';
import { TetheredProcess } from './tethered-process.ts';

const SPEAKS = 'setInterval(() => process.send("alive"), 20); console.error("I am up");';
const QUICK = { firstDelayMs: 20, delayMsMax: 100, healthyAfterMs: 60_000 };

const children: SupervisedChild[] = [];

function supervise(script: string, options: Partial<SupervisedChildOptions> = {}) {
  const stops: { reason: StopReason; lastWords: string }[] = [];
  const pids: number[] = [];
  const child = new SupervisedChild({
    name: 'test child',
    command: process.execPath,
    args: ['-e', script],
    ipc: true,
    outputAgeMsMax: 300,
    startMsMax: 5000,
    restart: QUICK,
    stopGraceMs: 200,
    onStarted: (pid) => pids.push(pid ?? -1),
    onStopped: ({ reason, lastWords }) => stops.push({ reason, lastWords }),
    ...options,
  });
  children.push(child);
  child.start();
  return { child, stops, pids };
}

async function until(condition: () => boolean, withinMs = 10_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${condition}`);
    await sleep(10);
  }
}

/** Also false for a zombie that its parent has not collected yet. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.stop()));
});

describe('supervised child', () => {
  it('starts a child again that died, and says what it said last', async () => {
    const { stops, pids } = supervise('console.error("no such camera"); process.exit(3)');
    await until(() => pids.length >= 3);
    expect(stops[0]).toEqual({ reason: 'exited', lastWords: 'no such camera' });
  });

  it('kills and restarts a child that is frozen', async () => {
    let messages = 0;
    const { child, stops, pids } = supervise(SPEAKS, { onMessage: () => messages++ });
    await until(() => messages > 3);
    process.kill(pids[0] ?? -1, 'SIGSTOP');
    await until(() => pids.length === 2);
    expect(stops[0]?.reason).toBe('stalled');
    const before = messages;
    await until(() => messages > before);
    expect(child.restarts).toBe(1);
    expect(isAlive(pids[0] ?? -1)).toBe(false);
  });

  it('does not take a pause of its own for a silence of the child', async () => {
    let messages = 0;
    const { child, stops } = supervise(SPEAKS, { onMessage: () => messages++ });
    await until(() => messages > 3);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
    await sleep(500);
    expect(stops).toEqual([]);
    expect(child.restarts).toBe(0);
  });

  it('leaves a child alone that shows life in another way', async () => {
    const { child, stops } = supervise('setTimeout(() => {}, 60000)', { outputAgeMsMax: 200, startMsMax: 400 });
    const life = setInterval(() => child.noteOutput(), 50);
    await sleep(1000);
    clearInterval(life);
    expect(stops).toEqual([]);
  });

  it('starts nothing after it was stopped, even in the pause before a restart', async () => {
    const { child, pids } = supervise('process.exit(1)', { restart: { ...QUICK, firstDelayMs: 200, delayMsMax: 200 } });
    await until(() => pids.length === 1 && child.pid === undefined);
    await child.stop();
    await sleep(500);
    expect(pids).toHaveLength(1);
  });

  it('ends a frozen child for good when it is stopped', async () => {
    const { child, pids, stops } = supervise(SPEAKS, { outputAgeMsMax: null });
    process.kill(pids[0] ?? -1, 'SIGSTOP');
    await child.stop();
    expect(isAlive(pids[0] ?? -1)).toBe(false);
    expect(stops.map(({ reason }) => reason)).toEqual(['stopped']);
  });

  it('reports a program that does not exist', async () => {
    const missing = new TetheredProcess({ command: '/nowhere/camera-tool', args: [] });
    expect((await missing.exited).code).toBe(127);
    expect(missing.lastWords).toContain('/nowhere/camera-tool');
  });

  it('leaves no orphan when the owner is killed, even a frozen one', async () => {
    const owner = new TetheredProcess({
      command: process.execPath,
      args: [
        '--input-type=module',
        '-e',
        `import { TetheredProcess } from ${JSON.stringify(new URL('./tethered-process.ts', import.meta.url).href)};
         const child = new TetheredProcess({ command: 'sleep', args: ['600'] });
         process.stdout.write(child.pid + '\\n');
         setInterval(() => undefined, 1000);`,
      ],
      stdio: { stdout: 'pipe' },
    });
    const pid = await new Promise<number>((resolve) =>
      owner.child.stdout?.once('data', (chunk) => resolve(Number(String(chunk)))),
    );
    // setpriv has become the program once its tether holds.
    await sleep(200);
    process.kill(pid, 'SIGSTOP');
    await owner.kill();
    await until(() => !isAlive(pid));
  });
});
