/**
 * Bought inputs and outputs behind `BayHardware`: keeps the process of the line alive and the picture that it tells.
 *
 * INVARIANTS
 * - Every command ends in one outcome: with the line's answer, or with its process.
 * - When the process is silent for {@link CHILD_SILENT_MS_MAX}, or dead, every device is `unknown` and nothing is asked.
 * - The motion lock that was last asked for holds again when the process starts again.
 */
import { randomInt } from 'node:crypto';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Observable, Subject } from 'rxjs';
import { type Clock, NS_PER_MS } from '../../device/clock/clock.ts';
import type {
  BayHardware,
  CommandOutcome,
  HardwareCommand,
  HardwareEvent,
  HardwareState,
} from '../../device/ports/bay-hardware.port.ts';
import { SupervisedChild } from '../../device/process/supervised-child.ts';
import type { Log } from '../../device/telemetry/log.ts';
import { HardwareClosedError } from '../hardware-closed-error.ts';
import { modbusMapAmbiguous, modbusTooSlow } from './errors.ts';
import type { ModbusConfig, ModbusDevice } from './modbus.config.ts';
import { describe } from './modbus-machine.ts';
import type { ModbusCounts, ModbusOrder, ModbusReport } from './modbus-messages.ts';
import { inputsOf, planReads, roundMs } from './polling-plan.ts';

const CHILD_SILENT_MS_MAX = 300;
const WATCH_MS = 25;
const CHILD_FROZEN_MS = 1_500;
const START_MS_MAX = 10_000;
const STOP_GRACE_MS = 2_000;
const RESTART = { firstDelayMs: 100, delayMsMax: 2_000, healthyAfterMs: 10_000 };
/** With the time after which a station is lost and one answer that is waited for, this stays below 500 ms. */
const ROUND_MS_MAX = 100;
const HOST_ID_MAX = 2 ** 32;

export interface ModbusHardwareParts {
  readonly config: ModbusConfig;
  readonly clock: Clock;
  readonly log: Log;
}

export interface ModbusStanding {
  /** Of the process that runs now; null before it has told them. */
  readonly counts: ModbusCounts | null;
  /** Why the line cannot be opened; null where it can, or nothing was heard. */
  readonly trouble: string | null;
  readonly restarts: number;
  readonly pid: number | undefined;
}

/** Throws `modbus/too-slow` or `modbus/map-ambiguous` for a register map that cannot be held to the promises. */
export function openModbusHardware(parts: ModbusHardwareParts): ModbusBayHardware {
  const took = roundMs(planReads(inputsOf(parts.config.devices)), parts.config);
  if (took > ROUND_MS_MAX) throw modbusTooSlow(took, ROUND_MS_MAX);
  const owners = new Map<string, string>();
  for (const device of parts.config.devices) {
    for (const output of outputsOf(device)) {
      const owner = owners.get(output);
      if (owner !== undefined) throw modbusMapAmbiguous(owner, device.id);
      owners.set(output, device.id);
    }
  }
  return new ModbusBayHardware(parts);
}

export class ModbusBayHardware implements BayHardware {
  readonly #parts: ModbusHardwareParts;
  readonly #child: SupervisedChild;
  readonly #events = new Subject<HardwareEvent>();
  readonly #open = new Map<number, (outcome: CommandOutcome) => void>();
  readonly #watch: NodeJS.Timeout;
  readonly #hostId = `modbus-host-${randomInt(HOST_ID_MAX).toString(16)}`;
  #state: HardwareState;
  #sequence = 0;
  #commandId = 0;
  #isLockWanted = false;
  #heardMs = performance.now();
  #isDeaf = true;
  #counts: ModbusCounts | null = null;
  #trouble: string | null = null;
  #closing: Promise<void> | null = null;

  constructor(parts: ModbusHardwareParts) {
    this.#parts = parts;
    const { config } = parts;
    this.#state = {
      link: 'connecting',
      description: describe(config),
      isMotionLocked: false,
      isStopPressed: false,
      devices: config.devices.map(({ id, kind }) => ({ id, kind, condition: 'unknown', fault: null, values: {} })),
    };
    const entry = fileURLToPath(new URL(`./modbus-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
    this.#child = new SupervisedChild({
      name: 'modbus line',
      command: process.execPath,
      args: [entry],
      ipc: true,
      outputAgeMsMax: CHILD_FROZEN_MS,
      startMsMax: START_MS_MAX,
      restart: RESTART,
      stopGraceMs: STOP_GRACE_MS,
      onStarted: () => this.#order({ type: 'start', config, isLocked: this.#isLockWanted }),
      onMessage: (message) => this.#hear(message as ModbusReport),
      onStopped: ({ reason }) => {
        this.#counts = null;
        if (reason !== 'stopped') this.#lose(0);
      },
      log: parts.log,
    });
    this.#child.start();
    this.#watch = setInterval(() => this.#watchChild(), WATCH_MS);
  }

  get events(): Observable<HardwareEvent> {
    return this.#events;
  }

  get standing(): ModbusStanding {
    const { restarts, pid } = this.#child;
    return { counts: this.#counts, trouble: this.#trouble, restarts, pid };
  }

  state(): HardwareState {
    return { ...this.#state, isMotionLocked: this.#isLockWanted };
  }

  command(command: HardwareCommand): Promise<CommandOutcome> {
    if (this.#closing !== null) return Promise.reject(new HardwareClosedError());
    // A lock is wanted from the moment it is asked for, also where nobody hears it: it only forbids.
    if (command.type === 'motion-lock') this.#isLockWanted = command.isOn;
    this.#commandId++;
    const id = this.#commandId;
    return new Promise((resolve) => {
      this.#open.set(id, resolve);
      if (this.#isDeaf || !this.#order({ type: 'command', id, command })) {
        this.#end(id, { status: 'refused', reason: 'link-lost' });
      }
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    clearInterval(this.#watch);
    await this.#child.stop();
    this.#lose(0);
    this.#events.complete();
  }

  #hear(report: ModbusReport): void {
    this.#heardMs = performance.now();
    switch (report.type) {
      case 'told':
        // After a silence its picture is told whole with the next change; until then nothing of it is believed.
        this.#isDeaf = false;
        this.#trouble = null;
        this.#state = report.state;
        for (const event of report.events) this.#events.next(event);
        return;
      case 'ended':
        return this.#end(report.id, report.outcome);
      case 'trouble':
        if (report.detail !== this.#trouble) {
          this.#parts.log.warn({ detail: report.detail }, 'There is no Modbus line.');
        }
        this.#trouble = report.detail;
        return;
      case 'pulse':
        this.#counts = report.counts;
        return;
    }
  }

  #watchChild(): void {
    if (this.#isDeaf || performance.now() - this.#heardMs <= CHILD_SILENT_MS_MAX) return;
    // After a pause of this very process its messages are still to be read: they come first.
    setImmediate(() => {
      if (this.#isDeaf || performance.now() - this.#heardMs <= CHILD_SILENT_MS_MAX) return;
      this.#parts.log.warn({}, 'The process of the Modbus line is silent.');
      this.#lose(CHILD_SILENT_MS_MAX);
      // What it was doing is not known any more; a new one puts everything to rest.
      void this.#child.killNow();
    });
  }

  #lose(silentMs: number): void {
    const wasUp = this.#state.link === 'up';
    this.#isDeaf = true;
    const atNs = this.#parts.clock.monotonicNs();
    const lost = this.#state.devices.filter(({ condition }) => condition !== 'unknown');
    const unheard = ({
      id,
      kind,
    }: {
      id: string;
      kind: ModbusDevice['kind'] | HardwareState['devices'][number]['kind'];
    }) => ({ id, kind, condition: 'unknown', fault: null, values: {} }) as const;
    this.#state = {
      ...this.#state,
      link: wasUp ? 'lost' : this.#state.link,
      devices: this.#state.devices.map(unheard),
    };
    if (wasUp) this.#events.next({ type: 'link-changed', link: 'lost', atNs });
    for (const device of lost) {
      this.#sequence++;
      const instant = { bootId: this.#hostId, sequence: this.#sequence, atNs, uncertaintyNs: silentMs * NS_PER_MS };
      this.#events.next({ type: 'device-changed', state: unheard(device), ...instant });
    }
    for (const id of [...this.#open.keys()]) this.#end(id, { status: 'failed', fault: 'link-lost' });
  }

  #end(id: number, outcome: CommandOutcome): void {
    this.#open.get(id)?.(outcome);
    this.#open.delete(id);
  }

  #order(order: ModbusOrder): boolean {
    return this.#child.send(order);
  }
}

function outputsOf(device: ModbusDevice): string[] {
  switch (device.kind) {
    case 'dispenser':
      return [`coil ${device.pulse.unit}/${device.pulse.address}`];
    case 'light':
      return [`register ${device.level.unit}/${device.level.address}`];
    case 'tee': {
      const { ball, height } = device;
      return [
        ...(ball === null ? [] : [`coil ${ball.pulse.unit}/${ball.pulse.address}`]),
        ...(height === null ? [] : [`register ${height.target.unit}/${height.target.address}`]),
      ];
    }
    case 'ball-beam':
    case 'occupancy':
    case 'emergency-stop':
      return [];
  }
}
