/**
 * The demo bay's hardware: our controller's own firmware, built for this machine, with a simulated bay behind its pins,
 * and a launch monitor without a radar. The daemon reaches them as it would real ones: by bytes on a serial line, and
 * by a connection to its Open Connect port.
 */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startSimulatedController } from '../../firmware-bridge/firmware/simulated-controller.ts';
import type { ControllerProgram } from '../../firmware-bridge/firmware/controller-program.ts';
import { systemClock } from '../clock/clock.ts';
import type { PlayedScenario } from '../virtual-bay/virtual-bay-messages.ts';
import { VirtualLaunchMonitor } from '../virtual-bay/virtual-launch-monitor.ts';

const HOST = '127.0.0.1';
const BALLS_IN_STOCK = 120;
/** From impact to the monitor's report, as the bay is told too. */
const MONITOR_DELAY_MS = 900;
const NS_PER_US = 1000;

export interface DemoHardware {
  /** The sections of the bay's configuration that name it. */
  readonly configuration: Record<string, unknown>;
  readonly controller: ControllerProgram;
  readonly monitor: VirtualLaunchMonitor;
  /** What the golfer does happens to the ball, too; without effect where no ball is struck. */
  played(scenario: PlayedScenario): void;
  close(): Promise<void>;
}

/** Rejects with `firmware/not-built` where this machine has no C compiler. */
export async function openDemoHardware(directory: string, seed: number): Promise<DemoHardware> {
  const line = join(directory, 'controller');
  const controller = await startSimulatedController({ link: line });
  for (const word of ['occupy', `stock ${BALLS_IN_STOCK}`]) await controller.tell(word);
  const port = await freePort();
  const monitor = new VirtualLaunchMonitor({ host: HOST, port, clock: systemClock, seed, delayMs: MONITOR_DELAY_MS });
  monitor.start();
  return {
    configuration: {
      hardware: [{ kind: 'serial', port: line }],
      launchMonitor: {
        openConnect: { interface: 'lo', port, allow: [HOST] },
        expectedDelayMs: MONITOR_DELAY_MS,
      },
    },
    controller,
    monitor,
    played({ impactNs, truth }) {
      if (impactNs === null) return;
      // The golfer swings all the same where the controller hangs or has died.
      controller.tell(`hit monotonic ${Math.round(impactNs / NS_PER_US)}`).catch(() => undefined);
      const { club, tempo } = truth.golfer;
      // The report comes long after; nobody waits for it, and a bay that is gone by then is told nothing.
      void monitor.play({ impactNs, club, downswingMs: tempo.downswingMs });
    },
    async close() {
      await Promise.all([controller.close(), monitor.close()]);
    },
  };
}

/** A port that nobody has just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
