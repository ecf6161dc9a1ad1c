/** Which row of the safety table a command stands in. */
import type { HardwareCommand } from '../device/ports/bay-hardware.port.ts';
import type { SafetyAction } from './protocol/safety-rules.ts';

export function safetyActionOf(command: HardwareCommand): SafetyAction {
  if (command.type === 'strobe') return command.isOn ? 'strobe-on' : 'strobe-off';
  if (command.type === 'camera-trigger') return command.isOn ? 'camera-trigger-on' : 'camera-trigger-off';
  return command.type;
}
