/** Lets NestJS write into the daemon's log instead of onto the terminal. */
import type { LoggerService } from '@nestjs/common';
import type { Log, RoomLog } from './log.ts';

export class NestLog implements LoggerService {
  readonly #log: Log;

  constructor(log: RoomLog) {
    this.#log = log.room('nest');
  }

  /** The framework's own start-up lines say nothing to an operator. */
  log(): void {}

  warn(message: unknown, ...rest: unknown[]): void {
    this.#log.warn({ context: contextOf(rest) }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const stack = rest.length > 1 ? rest[0] : undefined;
    const data = message instanceof Error ? { error: message } : { stack };
    this.#log.error(
      { ...data, context: contextOf(rest) },
      message instanceof Error ? message.message : String(message),
    );
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}

/** Nest passes the context, a class's name, last. */
function contextOf(rest: unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
}
