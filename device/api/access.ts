/** What the guard has found out about a call, for the routes that need to know it. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Reach } from './access-table.ts';
import type { Caller, Origin } from './auth/auth-desk.ts';
import { forbidden, tokenWrong } from './errors.ts';

export interface Access {
  /** Null on routes for everyone, where nobody has to say who they are. */
  readonly caller: Caller | null;
  readonly reach: Reach;
  readonly origin: Origin;
}

const found = new WeakMap<Request, Access>();

export function rememberAccess(request: Request, access: Access): void {
  found.set(request, access);
}

export function accessOf(context: ExecutionContext): Access {
  const access = found.get(context.switchToHttp().getRequest<Request>());
  if (access === undefined) throw tokenWrong();
  return access;
}

/** The access of the call, as a parameter of a route. */
export const CallAccess = createParamDecorator((_: unknown, context: ExecutionContext) => accessOf(context));

/** The player who calls; throws `api/forbidden` where it is a screen or a program. */
export function playerOf({ caller }: Access): string {
  if (caller?.player == null) throw forbidden();
  return caller.player;
}
