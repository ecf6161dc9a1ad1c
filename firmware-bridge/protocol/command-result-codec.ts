/**
 * How a command went, in two bytes: the status, and of a refusal or a failure the number of its reason or fault.
 *
 *     0 done │ 0      1 begun │ 0      2 refused │ reason      3 failed │ fault
 */
import { type CommandResult, FAULT_CODES, REFUSAL_CODES } from './message.ts';
import type { PayloadReader, PayloadWriter } from './payload-cursor.ts';

export function encodeResult(out: PayloadWriter, result: CommandResult): PayloadWriter {
  switch (result.status) {
    case 'done':
      return out.number(0, 1).number(0, 1);
    case 'begun':
      return out.number(1, 1).number(0, 1);
    case 'refused':
      return out.number(2, 1).number(REFUSAL_CODES.indexOf(result.reason) + 1, 1);
    case 'failed':
      return out.number(3, 1).number(FAULT_CODES.indexOf(result.fault) + 1, 1);
  }
}

export function decodeResult(reader: PayloadReader): CommandResult | undefined {
  const status = reader.oneOf(['done', 'begun', 'refused', 'failed'], 0);
  if (status === 'refused') {
    const reason = reader.oneOf(REFUSAL_CODES, 1);
    return reason && { status, reason };
  }
  if (status === 'failed') {
    const fault = reader.oneOf(FAULT_CODES, 1);
    return fault && { status, fault };
  }
  return status !== undefined && reader.number(1) === 0 ? { status } : undefined;
}
