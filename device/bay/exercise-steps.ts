/** How each device is made to move or shine once, and brought back to where it was. Pure. */
import type { DeviceState, HardwareCommand } from '../ports/bay-hardware.port.ts';

export interface ExerciseStep {
  readonly command: HardwareCommand;
  /** So long it is to be seen before the next step. */
  readonly lastsMs: number;
}

const TEE_STROKE_MM = 20;
/** Short enough for every strobe's limit. */
const FLASH_US = 50;
const TRIGGER_HZ = 60;
const SEEN_MS = 1_000;
const TO_SEE_MS = 300;

/** Empty for what only senses, and for what must not be stopped to show that it runs. */
export function exerciseSteps({ id: device, kind, values }: DeviceState): ExerciseStep[] {
  switch (kind) {
    case 'tee': {
      const from = values.heightMm ?? 0;
      const top = values.heightMaxMm ?? Number.POSITIVE_INFINITY;
      const there = from + TEE_STROKE_MM <= top ? from + TEE_STROKE_MM : Math.max(0, from - TEE_STROKE_MM);
      const to = (heightMm: number): HardwareCommand => ({ type: 'tee-height', device, heightMm });
      return [
        { command: to(there), lastsMs: SEEN_MS },
        { command: to(from), lastsMs: 0 },
      ];
    }
    case 'dispenser':
      return [{ command: { type: 'dispense', device, balls: 1 }, lastsMs: 0 }];
    case 'light': {
      const to = (level: number): HardwareCommand => ({ type: 'light-level', device, level });
      return [
        { command: to(1), lastsMs: SEEN_MS },
        { command: to(0), lastsMs: TO_SEE_MS },
        { command: to(values.level ?? 0), lastsMs: 0 },
      ];
    }
    case 'strobe': {
      if (values.isRunning === true) return [];
      const to = (isOn: boolean): HardwareCommand => ({
        type: 'strobe',
        device,
        isOn,
        delayUs: 0,
        exposureUs: FLASH_US,
      });
      return [
        { command: to(true), lastsMs: SEEN_MS },
        { command: to(false), lastsMs: 0 },
      ];
    }
    case 'camera-trigger': {
      // Cameras that hang on a running trigger would stop.
      if (values.isRunning === true) return [];
      const to = (isOn: boolean): HardwareCommand => ({
        ...{ type: 'camera-trigger', device, isOn, rateHz: TRIGGER_HZ, phaseUs: 0 },
      });
      return [
        { command: to(true), lastsMs: SEEN_MS },
        { command: to(false), lastsMs: 0 },
      ];
    }
    case 'ball-beam':
    case 'occupancy':
    case 'card-reader':
    case 'emergency-stop':
      return [];
  }
}
