/**
 * Listens for launch monitors that speak GSPro Open Connect v1, in GSPro's place.
 *
 * The protocol has no authentication: whoever can connect can make shots. So it listens on the address of one named
 * interface alone and takes connections from listed addresses alone.
 *
 * INVARIANTS
 * - One monitor at a time is listened to: of those that have spoken, the one that connected first and is still there. Another one's shots are
 *   refused with a sentence that names the first, and the state says so. The same monitor on a new connection (after
 *   its power went, say) takes the place of its old one.
 * - At most {@link CONNECTIONS_MAX} connections; further ones are closed at once and counted.
 * - The state never fails: while its interface or port is not to be had, it says why and tries again.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { BehaviorSubject, Subject } from 'rxjs';
import { v7 as uuidv7 } from 'uuid';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import type {
  LaunchMonitor,
  LaunchMonitorObstacle,
  LaunchMonitorState,
  PlayerAtBay,
  Shot,
} from '../../device/ports/launch-monitor.port.ts';
import type { BayError } from '../../device/errors/bay-error.ts';
import type { Counters } from '../../device/telemetry/counters.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { AddressList, addressOfInterface } from './address-list.ts';
import { cannotListen, interfaceMissing } from './errors.ts';
import type { OpenConnectConfig } from './launch-monitor.config.ts';
import { type OpenConnectMessage, UNNAMED_DEVICE } from './open-connect-message.ts';
import { acceptedReply, playerMessage, readyMessage, refusedReply } from './open-connect-reply.ts';
import { OpenConnectSession } from './open-connect-session.ts';
import { RecentShots } from './recent-shots.ts';

const CONNECTIONS_MAX = 4;
/** How often it looks whether its interface still has the address that it listens on. */
const LOOK_MS = 5_000;
/** A player's club changes in bursts while somebody scrolls; monitors hear of the last at most this often. */
const PLAYER_EVERY_MS = 2_000;

export interface OpenConnectSurroundings {
  readonly clock: Clock;
  readonly log: Log;
  readonly counters: Counters;
  readonly interfaces?: typeof networkInterfaces;
}

interface Monitor {
  readonly session: OpenConnectSession;
  /** Null until it has said who it is. */
  deviceId: string | null;
  isReady: boolean;
  isBallDetected: boolean;
}

export class OpenConnectServer implements LaunchMonitor {
  readonly shots = new Subject<Shot>();
  readonly states: BehaviorSubject<LaunchMonitorState>;
  readonly #config: OpenConnectConfig;
  readonly #around: OpenConnectSurroundings;
  readonly #allowed: AddressList;
  readonly #recent = new RecentShots();
  /** In the order in which they connected; the first is listened to. */
  readonly #monitors: Monitor[] = [];
  #server: Server | null = null;
  #host: string | null = null;
  #port: number | null = null;
  #obstacle: BayError | null = null;
  #look: NodeJS.Timeout | undefined;
  #connections = 0;
  #player: PlayerAtBay | null = null;
  #playerSentNs = Number.NEGATIVE_INFINITY;
  #playerLater: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(config: OpenConnectConfig, surroundings: OpenConnectSurroundings) {
    this.#config = config;
    this.#around = surroundings;
    this.#allowed = new AddressList(config.allow);
    this.states = new BehaviorSubject<LaunchMonitorState>(this.#describe());
  }

  /** Resolves after the first attempt to listen, whether it succeeded or not. */
  async open(): Promise<void> {
    await this.#listen();
    this.#look = setInterval(() => void this.#listen(), LOOK_MS);
  }

  /** Where it listens; null while it cannot. */
  get port(): number | null {
    return this.#port;
  }

  state(): LaunchMonitorState {
    return this.states.value;
  }

  setPlayer(player: PlayerAtBay): void {
    this.#player = player;
    const waitMs = PLAYER_EVERY_MS - (this.#around.clock.monotonicNs() - this.#playerSentNs) / NS_PER_MS;
    if (waitMs <= 0) {
      this.#tellPlayer();
      return;
    }
    this.#playerLater ??= setTimeout(() => this.#tellPlayer(), waitMs);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#look);
    clearTimeout(this.#playerLater);
    await this.#stopListening();
    this.states.next({ link: 'off', isReady: false, isBallDetected: false, description: 'closed' });
    this.shots.complete();
    this.states.complete();
  }

  /** Listens on the interface's present address; does nothing while it does so already. */
  async #listen(): Promise<void> {
    const host = addressOfInterface(this.#config.interface, (this.#around.interfaces ?? networkInterfaces)());
    if (this.#isClosed || (host !== null && host === this.#host)) return;
    await this.#stopListening();
    if (host === null) {
      this.#sayObstacle(interfaceMissing(this.#config.interface));
      return;
    }
    const server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
    // Such as no more descriptors for a connection: that one is lost, and the port stays.
    server.on('error', (error) => this.#around.counters.count('launch_monitor_listen_errors', { code: error.name }));
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port: this.#config.port }, resolve);
      });
    } catch (error) {
      this.#sayObstacle(cannotListen(host, this.#config.port, error));
      return;
    }
    if (this.#isClosed) {
      server.close();
      return;
    }
    const address = server.address();
    this.#server = server;
    this.#host = host;
    this.#port = typeof address === 'object' && address !== null ? address.port : this.#config.port;
    this.#obstacle = null;
    this.#around.log.info(
      { host, port: this.#port, allow: this.#config.allow },
      'Listening for a launch monitor. The protocol has no authentication: only the allowed addresses may connect.',
    );
    this.#sayState();
  }

  async #stopListening(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#host = null;
    this.#port = null;
    for (const { session } of [...this.#monitors]) session.end('the bay closed the connection');
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  #sayObstacle(obstacle: BayError): void {
    if (this.#obstacle?.message !== obstacle.message) this.#around.log.error({ error: obstacle }, obstacle.message);
    this.#obstacle = obstacle;
    this.#sayState();
  }

  #accept(socket: Socket): void {
    const { log, counters } = this.#around;
    const address = socket.remoteAddress;
    const isAllowed = this.#allowed.has(address);
    if (!isAllowed || this.#monitors.length >= CONNECTIONS_MAX) {
      socket.on('error', () => undefined);
      socket.destroy();
      const why = isAllowed ? 'too-many' : 'not-allowed';
      counters.count('launch_monitor_connections_refused', { why });
      log.warn({ address, why }, 'A connection to the launch monitor’s port was refused.');
      return;
    }
    this.#connections++;
    const session = new OpenConnectSession({
      socket,
      id: `${this.#connections}-${uuidv7()}`,
      clock: this.#around.clock,
      counters,
      onMessage: (message, text) => this.#hear(monitor, message, text),
      onEnded: (reason) => {
        const at = this.#monitors.indexOf(monitor);
        if (at !== -1) this.#monitors.splice(at, 1);
        log.info({ address, deviceId: monitor.deviceId, reason }, 'A launch monitor is gone.');
        if (!this.#isClosed) this.#sayState();
      },
    });
    const monitor: Monitor = { session, deviceId: null, isReady: false, isBallDetected: false };
    this.#monitors.push(monitor);
    log.info({ address }, 'A launch monitor connected.');
    session.send(readyMessage());
    if (this.#player !== null) session.send(playerMessage(this.#player));
    this.#sayState();
  }

  #hear(monitor: Monitor, message: OpenConnectMessage, text: string): void {
    this.#recognise(monitor, message.deviceId);
    if (message.type === 'refused') {
      this.#around.counters.count('launch_monitor_messages_refused');
      monitor.session.send(refusedReply(message.reason));
      return;
    }
    monitor.isReady = message.isReady ?? monitor.isReady;
    monitor.isBallDetected = message.isBallDetected ?? monitor.isBallDetected;
    if (message.type === 'shot') this.#take(monitor, message, text);
    this.#sayState();
  }

  /** A monitor that was here under the same name has come back: its old connection is dead, and its place is kept. */
  #recognise(monitor: Monitor, deviceId: string): void {
    if (monitor.deviceId === deviceId) return;
    monitor.deviceId = deviceId;
    if (deviceId === UNNAMED_DEVICE) return;
    const before = this.#monitors.findIndex((one) => one !== monitor && one.deviceId === deviceId);
    if (before === -1 || before > this.#monitors.indexOf(monitor)) return;
    const [dead] = this.#monitors.splice(before, 1, monitor);
    this.#monitors.splice(this.#monitors.lastIndexOf(monitor), 1);
    dead?.session.end('the same launch monitor connected again');
  }

  #take(monitor: Monitor, shot: Extract<OpenConnectMessage, { type: 'shot' }>, raw: string): void {
    const refusal = this.#whyNotHeard(monitor);
    if (refusal !== null) {
      this.#around.counters.count('launch_monitor_shots_refused');
      monitor.session.send(refusedReply(refusal));
      return;
    }
    const { deviceId, ball, club } = shot;
    const connection = monitor.session.id;
    const receivedNs = this.#around.clock.monotonicNs();
    const measured = JSON.stringify([deviceId, ball ?? club]);
    const shotNumber = this.#recent.admit({ connection, shotNumber: shot.shotNumber, measured, receivedNs });
    // A repeat is accepted once more: its sender has not heard the first reply.
    monitor.session.send(acceptedReply(ball !== null, club !== null));
    if (shotNumber === null) {
      this.#around.counters.count('launch_monitor_shots_repeated');
      return;
    }
    this.#around.counters.count('launch_monitor_shots');
    this.shots.next({ id: uuidv7(), source: 'gspro', deviceId, connection, shotNumber, receivedNs, ball, club, raw });
  }

  #whyNotHeard(monitor: Monitor): string | null {
    const wanted = this.#config.deviceId;
    if (wanted !== null && monitor.deviceId !== wanted)
      return `This bay listens to the launch monitor ${wanted} alone.`;
    const heard = this.#heard();
    if (heard === monitor || heard === null) return null;
    return `This bay listens to the launch monitor ${nameOf(heard)}, which connected first.`;
  }

  /** The monitor that is listened to. One that has not said a word yet stands behind one that has. */
  #heard(): Monitor | null {
    const { deviceId: wanted } = this.#config;
    if (wanted !== null) return this.#monitors.find(({ deviceId }) => deviceId === wanted) ?? null;
    return this.#monitors.find(({ deviceId }) => deviceId !== null) ?? this.#monitors[0] ?? null;
  }

  #tellPlayer(): void {
    this.#playerLater = undefined;
    if (this.#player === null) return;
    this.#playerSentNs = this.#around.clock.monotonicNs();
    for (const { session } of this.#monitors) session.send(playerMessage(this.#player));
  }

  #sayState(): void {
    const next = this.#describe();
    const { link, isReady, isBallDetected, description } = this.states.value;
    const isSame =
      next.link === link &&
      next.isReady === isReady &&
      next.isBallDetected === isBallDetected &&
      next.description === description;
    if (!isSame) this.states.next(next);
  }

  #obstacleTold(): LaunchMonitorObstacle | null {
    if (this.#obstacle === null) return null;
    const { code, message, hint } = this.#obstacle;
    return { code, message, hint: hint ?? null };
  }

  #describe(): LaunchMonitorState {
    const heard = this.#heard();
    if (heard === null) {
      const description =
        this.#obstacle?.message ?? (this.#host === null ? 'not open yet' : `waiting at ${this.#host}:${this.#port}`);
      return { link: 'waiting', isReady: false, isBallDetected: false, description, obstacle: this.#obstacleTold() };
    }
    const others = this.#monitors.length - 1;
    const description = others === 0 ? nameOf(heard) : `${nameOf(heard)}; ${others} more connected and not listened to`;
    return { link: 'connected', isReady: heard.isReady, isBallDetected: heard.isBallDetected, description };
  }
}

function nameOf({ deviceId, session }: Monitor): string {
  return deviceId === null ? `at ${session.address}` : `${deviceId} at ${session.address}`;
}
