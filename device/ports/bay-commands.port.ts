/**
 * What the outside may ask of the bay. The bay implements it; bridges and pages call it after they have checked that
 * the asker may.
 *
 * CONTRACT
 * - A command with an `id` that was already carried out is answered with the outcome of the first time, within the last
 *   {@link REMEMBERED_COMMANDS}; so a line that repeats itself moves nothing twice.
 * - `ask` resolves with an outcome for everything that can be expected; safety refuses here as it does in the
 *   controller, and says why.
 */
import type { CommandOutcome, HardwareCommand } from './bay-hardware.port.ts';

export const REMEMBERED_COMMANDS = 1_000;

export type BayCommand =
  | { readonly type: 'hardware'; readonly command: Exclude<HardwareCommand, { type: 'motion-lock' }> }
  /** Takes the bay out of service or back; whoever plays is not interrupted, the next visit is. */
  | { readonly type: 'out-of-order'; readonly isOn: boolean };

export interface AskedCommand {
  readonly id: string;
  /** Who asks, for the audit: a user of the broker, a page, the fleet. */
  readonly by: string;
  readonly command: BayCommand;
}

export interface BayCommandsPort {
  ask(asked: AskedCommand): Promise<CommandOutcome>;
}
