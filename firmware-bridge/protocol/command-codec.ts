/** The payloads of the host's commands, types 0x10 to 0x19. */
import { decodeDevice } from './field-codec.ts';
import type { CommandMessage } from './message.ts';
import type { PayloadReader, PayloadWriter } from './payload-cursor.ts';

export function encodeCommand(out: PayloadWriter, command: CommandMessage): PayloadWriter {
  switch (command.type) {
    case 'tee-height':
      return out.number(command.device, 1).number(command.heightUm, 4);
    case 'tee-ball':
    case 'clear-fault':
      return out.number(command.device, 1);
    case 'dispense':
    case 'add-credit':
      return out.number(command.device, 1).number(command.balls, 2);
    case 'light-level':
      return out.number(command.device, 1).number(command.levelPer10000, 2);
    case 'strobe':
      out.number(command.device, 1).number(command.isOn ? 1 : 0, 1);
      return out.number(command.delayUs, 4).number(command.exposureUs, 4);
    case 'camera-trigger':
      out
        .number(command.device, 1)
        .number(command.isOn ? 1 : 0, 1)
        .number(command.reportEvery, 2);
      return out.number(command.rateMilliHz, 4).number(command.phaseUs, 4);
    case 'motion-lock':
      return out.number(command.isOn ? 1 : 0, 1);
    case 'go-safe':
      return out;
  }
}

/** A malformed one leaves the reader broken. */
export function decodeCommand(type: CommandMessage['type'], reader: PayloadReader): CommandMessage {
  switch (type) {
    case 'tee-height':
      return { type, device: decodeDevice(reader), heightUm: reader.number(4) };
    case 'tee-ball':
    case 'clear-fault':
      return { type, device: decodeDevice(reader) };
    case 'dispense':
    case 'add-credit':
      return { type, device: decodeDevice(reader), balls: reader.number(2) };
    case 'light-level':
      return { type, device: decodeDevice(reader), levelPer10000: reader.number(2) };
    case 'strobe':
      return {
        type,
        device: decodeDevice(reader),
        isOn: reader.flag(),
        delayUs: reader.number(4),
        exposureUs: reader.number(4),
      };
    case 'camera-trigger':
      return {
        type,
        device: decodeDevice(reader),
        isOn: reader.flag(),
        reportEvery: reader.number(2),
        rateMilliHz: reader.number(4),
        phaseUs: reader.number(4),
      };
    case 'motion-lock':
      return { type, isOn: reader.flag() };
    case 'go-safe':
      return { type };
  }
}
