/** The log of the daemon: one JSON line an entry, with the room it came from. Rooms see only `Log`. */
import pino from 'pino';

export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

export interface RoomLog extends Log {
  /** The same log with `room` on every entry. */
  room(name: string): RoomLog;
}

export const LOG = Symbol('Log');

export const LOG_LEVELS = ['error', 'warn', 'info', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogOptions {
  readonly level: LogLevel;
  /** Where lines go; standard error when absent, since standard output belongs to commands. */
  readonly destination?: { write(line: string): void };
  /** Where lines go as well. */
  readonly files?: { write(line: string): void } | null;
}

/** Whatever carries one of these names is a secret and is not written. */
const SECRET_PATHS = [
  'token',
  '*.token',
  'ticket',
  '*.ticket',
  'authorization',
  '*.authorization',
  '*.headers.authorization',
];

export function createLog(options: LogOptions): RoomLog {
  const said = options.destination ?? pino.destination({ fd: 2, sync: true });
  const { files = null } = options;
  const destination = files === null ? said : { write: (line: string) => (said.write(line), files.write(line)) };
  return fromPino(
    pino(
      {
        level: options.level,
        base: null,
        messageKey: 'message',
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        redact: { paths: SECRET_PATHS, censor: '[secret]' },
        serializers: { error: pino.stdSerializers.err },
      },
      destination,
    ),
  );
}

export const silentLog: RoomLog = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  room: () => silentLog,
};

function fromPino(logger: pino.Logger): RoomLog {
  return {
    info: (data, message) => logger.info(data, message),
    warn: (data, message) => logger.warn(data, message),
    error: (data, message) => logger.error(data, message),
    room: (name) => fromPino(logger.child({ room: name })),
  };
}
