/**
 * A monitor's shots by way of the real Open Connect server over TCP, on a clock that the day drives: every framing in
 * turn, a reconnect after every {@link SHOTS_A_CONNECTION} shots where the last one is sent again and numbers begin
 * anew, and bursts of player messages from the bay. Nothing of this may lose, double or delay a shot.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { launchMonitorConfigSchema } from '../../../firmware-bridge/launch-monitor/launch-monitor.config.ts';
import { MessageSplitter } from '../../../firmware-bridge/launch-monitor/message-splitter.ts';
import { OpenConnectServer } from '../../../firmware-bridge/launch-monitor/open-connect-server.ts';
import { systemClock } from '../../clock/clock.ts';
import type { Shot } from '../../ports/launch-monitor.port.ts';
import { Counters } from '../../telemetry/counters.ts';
import { silentLog } from '../../telemetry/log.ts';
import type { ShotLine } from './shot-simulation.ts';

const SHOTS_A_CONNECTION = 40;
const PLAYER_BURST_EVERY = 25;
const CLUBS = ['DR', 'W3', 'I5', 'I7', 'PW'];
const MPH = { least: 60, step: 0.01 };

export interface TcpShotLine {
  readonly line: ShotLine;
  readonly counters: Counters;
  close(): Promise<void>;
}

export async function openTcpShotLine(): Promise<TcpShotLine> {
  const openConnect = { interface: 'lo', port: 0, allow: ['127.0.0.1'] };
  const config = launchMonitorConfigSchema.parse({ openConnect }).openConnect;
  if (config === null) throw new Error('The schema has lost its server.');
  const clock = { nowNs: 0 };
  const counters = new Counters();
  const server = new OpenConnectServer(config, {
    clock: { monotonicNs: () => clock.nowNs, wall: () => systemClock.wall() },
    log: silentLog,
    counters,
  });
  const arrived: Shot[] = [];
  server.shots.subscribe((shot) => arrived.push(shot));
  await server.open();
  let monitor = await Monitor.connect(server.port ?? 0);
  let sent = 0;
  let before: string | null = null;
  const nameOf = new Map<number, string>();

  const line: ShotLine = async (name, atNs) => {
    clock.nowNs = atNs;
    sent++;
    if (sent % SHOTS_A_CONNECTION === 0) {
      monitor.end();
      monitor = await Monitor.connect(server.port ?? 0);
      if (before !== null) await monitor.shoot(before);
    }
    if (sent % PLAYER_BURST_EVERY === 0) {
      for (const club of CLUBS) server.setPlayer({ handedness: 'right', club });
    }
    const speed = Math.round((MPH.least + sent * MPH.step) * 100) / 100;
    nameOf.set(speed, name);
    before = message((sent % SHOTS_A_CONNECTION) + 1, speed);
    await monitor.shoot(framed(before, sent));
    return arrived.splice(0).map((shot) => ({
      name: nameOf.get((JSON.parse(shot.raw) as { BallData: { Speed: number } }).BallData.Speed) ?? 'unknown',
      shot: { id: shot.id, monitor: `${shot.source} ${shot.deviceId}`, receivedNs: shot.receivedNs },
    }));
  };
  return {
    line,
    counters,
    async close() {
      monitor.end();
      await server.close();
    },
  };
}

function message(number: number, speed: number): string {
  return JSON.stringify({
    DeviceID: 'monitor {1}',
    Units: 'Yards',
    ShotNumber: number,
    [number % 2 === 0 ? 'APIVersion' : 'APIversion']: '1',
    BallData: { Speed: speed, SpinAxis: -3.2, TotalSpin: 2_900, HLA: 1.1, VLA: 13.4 },
    ClubData: { Speed: 0, Path: '' },
    ShotDataOptions: { ContainsBallData: true, ContainsClubData: true, LaunchMonitorIsReady: true },
  });
}

/** Every way in which monitors end their messages, in turn; a bare sentence goes before some. */
function framed(text: string, turn: number): string {
  const ways = [
    `${text}\n`,
    `${text}\0`,
    text,
    `${JSON.stringify(JSON.parse(text), null, 2)}\r\n`,
    `GSPro connector\n${text}`,
  ];
  return ways[turn % ways.length] ?? text;
}

/** The monitor's end: sends, and waits until its shot is answered. */
class Monitor {
  readonly #socket: Socket;
  readonly #splitter = new MessageSplitter();
  #accepted: (() => void) | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const piece of this.#splitter.push(chunk)) {
        if (piece.kind === 'json' && piece.value['Code'] === 200) this.#accepted?.();
      }
    });
  }

  static async connect(port: number): Promise<Monitor> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    return new Monitor(socket);
  }

  async shoot(text: string): Promise<void> {
    const accepted = new Promise<void>((resolve) => {
      this.#accepted = resolve;
    });
    const middle = text.length >> 1;
    this.#socket.write(text.slice(0, middle));
    this.#socket.write(text.slice(middle));
    await accepted;
  }

  end(): void {
    this.#socket.destroy();
  }
}
