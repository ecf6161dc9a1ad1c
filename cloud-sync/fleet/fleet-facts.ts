/** What the fleet has told the bay and the bay goes by until it is told otherwise. Read from the disk once. */
import { z } from 'zod';
import type { FleetRepository } from '../../device/store/fleet-repository.ts';
import { configurationPatchSchema } from './commands/command-kinds.ts';
import { openAlertSchema } from './told/alert-tracker.ts';
import { type UpdateWindow, updateWindowSchema } from './update-window.ts';

const askedCalibrationSchema = z.object({
  reason: z.string(),
  /** The calibration that was there when it was asked: another one is the answer. */
  calibration: z.string().nullable(),
});
export type AskedCalibration = z.infer<typeof askedCalibrationSchema>;

export const desiredArgumentsSchema = z.strictObject({
  version: z.int().min(1).describe('Rises with every new desired state; an older one than the bay has is refused.'),
  configuration: configurationPatchSchema,
  updateWindow: updateWindowSchema.nullable(),
});

const desiredSchema = desiredArgumentsSchema.extend({
  id: z.string(),
  /** Whether the bay has ever been so: from then on a difference is drift. */
  wasReached: z.boolean(),
  /** Why it went back with it; it is not tried again. */
  failure: z.string().nullable(),
});
export type DesiredState = z.infer<typeof desiredSchema>;

const alertsSchema = z.object({ sequence: z.int(), open: z.array(openAlertSchema) });
const wentBackSchema = z.object({ id: z.string(), why: z.string() });

export class FleetFacts {
  readonly #kept: FleetRepository;
  #updateWindow: UpdateWindow | null;
  #asked: AskedCalibration | null;
  #desired: DesiredState | null;
  #wentBack: z.infer<typeof wentBackSchema> | null;

  constructor(kept: FleetRepository) {
    this.#kept = kept;
    this.#updateWindow = this.#read('update-window', updateWindowSchema);
    this.#asked = this.#read('calibration-asked', askedCalibrationSchema);
    this.#desired = this.#read('desired', desiredSchema);
    this.#wentBack = this.#read('went-back', wentBackSchema);
  }

  get updateWindow(): UpdateWindow | null {
    return this.#updateWindow;
  }

  keepUpdateWindow(window: UpdateWindow | null): void {
    this.#kept.keepFact('update-window', window);
    this.#updateWindow = window;
  }

  get calibrationAsked(): AskedCalibration | null {
    return this.#asked;
  }

  /** Null where it has been done. */
  askCalibration(asked: AskedCalibration | null): void {
    this.#kept.keepFact('calibration-asked', asked);
    this.#asked = asked;
  }

  get desired(): DesiredState | null {
    return this.#desired;
  }

  keepDesired(desired: DesiredState): void {
    this.#kept.keepFact('desired', desired);
    this.#desired = desired;
  }

  /** The last change of the configuration that the bay could not live with; null after one that it could. */
  get wentBack(): { readonly id: string; readonly why: string } | null {
    return this.#wentBack;
  }

  keepWentBack(wentBack: { readonly id: string; readonly why: string } | null): void {
    this.#kept.keepFact('went-back', wentBack);
    this.#wentBack = wentBack;
  }

  alerts(): z.infer<typeof alertsSchema> {
    return this.#read('alerts', alertsSchema) ?? { sequence: 0, open: [] };
  }

  keepAlerts(alerts: z.infer<typeof alertsSchema>): void {
    this.#kept.keepFact('alerts', alerts);
  }

  /** The latest wall time, UTC in milliseconds, of which the bay has been sure; a kernel that knows better lowers it. */
  surelyPastMs(): number {
    return this.#read('surely-past', z.number()) ?? 0;
  }

  keepSurelyPast(ms: number): void {
    this.#kept.keepFact('surely-past', ms);
  }

  /** A fact that an older version wrote otherwise is none. */
  #read<S extends z.ZodType>(name: string, schema: S): z.output<S> | null {
    return schema.safeParse(this.#kept.fact(name)).data ?? null;
  }
}
