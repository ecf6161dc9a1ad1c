/**
 * What the outside asks of the bay, carried out once for each id. Safety refuses here as the controller does, so that a
 * bay whose hardware is bought inputs and outputs is as safe as one with our controller.
 */
import {
  type AskedCommand,
  type BayCommand,
  type BayCommandsPort,
  REMEMBERED_COMMANDS,
} from '../ports/bay-commands.port.ts';
import type { CommandOutcome, HardwareCommand, RefusalReason } from '../ports/bay-hardware.port.ts';
import type { Log } from '../telemetry/log.ts';
import type { BayEquipment } from './bay-equipment.ts';
import type { BayStage } from './bay-machine.ts';

/** What the commands need of the bay. */
export interface CommandedBay {
  readonly stage: BayStage;
  readonly equipment: Pick<BayEquipment, 'state' | 'command'> | null;
  setOutOfOrder(isOn: boolean): void;
}

const MOTIONS: ReadonlySet<HardwareCommand['type']> = new Set(['tee-height', 'tee-ball', 'dispense']);

export class LiveBayCommands implements BayCommandsPort {
  readonly #bay: CommandedBay;
  readonly #log: Log;
  /** In the order in which they were asked; the same promise for who asks again while it is carried out. */
  readonly #asked = new Map<string, Promise<CommandOutcome>>();

  constructor(bay: CommandedBay, log: Log) {
    this.#bay = bay;
    this.#log = log;
  }

  ask({ id, by, command }: AskedCommand): Promise<CommandOutcome> {
    const before = this.#asked.get(id);
    if (before !== undefined) return before;
    const outcome = this.#carryOut(command);
    this.#asked.set(id, outcome);
    for (const oldest of this.#asked.keys()) {
      if (this.#asked.size <= REMEMBERED_COMMANDS) break;
      this.#asked.delete(oldest);
    }
    void outcome.then((said) => this.#log.info({ id, by, command, outcome: said }, 'The bay was asked for something.'));
    return outcome;
  }

  async #carryOut(asked: BayCommand): Promise<CommandOutcome> {
    if (asked.type === 'out-of-order') {
      this.#bay.setOutOfOrder(asked.isOn);
      return { status: 'done' };
    }
    const { equipment } = this.#bay;
    const refusal = this.#refusal(asked.command);
    if (refusal !== null || equipment === null) return { status: 'refused', reason: refusal ?? 'device-absent' };
    try {
      return await equipment.command(asked.command);
    } catch (error) {
      this.#log.error({ error, command: asked.command }, 'The hardware did not take a command.');
      return { status: 'refused', reason: 'link-lost' };
    }
  }

  #refusal(command: HardwareCommand): RefusalReason | null {
    const { equipment, stage } = this.#bay;
    if (equipment === null) return 'device-absent';
    const { link, isStopPressed, devices } = equipment.state;
    if (link !== 'up') return 'link-lost';
    if ('device' in command && !devices.some(({ id }) => id === command.device)) return 'device-absent';
    if (!MOTIONS.has(command.type)) return null;
    if (isStopPressed) return 'emergency-stop';
    return stage === 'swinging' || stage === 'capturing' ? 'player-swinging' : null;
  }
}
