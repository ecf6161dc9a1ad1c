import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isBayError } from '../errors/bay-error.ts';
import { STORE, type Store } from '../store/store.ts';
import { BAY_VIEW, type BayView } from './bay-view.port.ts';
import type { Health } from './contract/rest.ts';

type Part = Health['parts'][number];

const RANK = { ok: 0, degraded: 1, failed: 2 } as const;

export const VERSION = Symbol('Version');

/** How the bay is, asked anew every time: a part is `ok` only when it has just shown that it is. */
@Controller('api/v1/health')
export class HealthController {
  readonly #store: Store;
  readonly #bay: BayView;
  readonly #version: string;

  constructor(@Inject(STORE) store: Store, @Inject(BAY_VIEW) bay: BayView, @Inject(VERSION) version: string) {
    this.#store = store;
    this.#bay = bay;
    this.#version = version;
  }

  /** 503 only when a part has failed: a bay that misses one camera still serves. */
  @Get()
  health(@Res({ passthrough: true }) response: Response): Health {
    const health = this.#look();
    if (health.status === 'failed') response.status(503);
    return health;
  }

  /** The process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It can take swings: the store answers. */
  @Get('ready')
  ready(@Res({ passthrough: true }) response: Response): Part {
    const part = this.#storePart();
    if (part.status === 'failed') response.status(503);
    return part;
  }

  #look(): Health {
    const bay = this.#bay.parts().map(({ name, status, warning }) => ({
      name,
      status,
      code: warning?.code ?? null,
      message: warning?.message ?? null,
      hint: warning?.hint ?? null,
    }));
    const parts = [this.#storePart(), this.#diskPart(), ...bay];
    const worst = parts.reduce((a, b) => (RANK[b.status] > RANK[a.status] ? b : a));
    // A camera that failed is a bay that sees less; only a store that failed is a bay that does not work.
    const status = parts[0]?.status === 'failed' ? 'failed' : worst.status === 'ok' ? 'ok' : 'degraded';
    return { status, version: this.#version, uptimeSeconds: Math.floor(process.uptime()), parts };
  }

  #storePart(): Part {
    try {
      this.#store.probe();
      return { name: 'store', status: 'ok', code: null, message: null, hint: null };
    } catch (error) {
      const code = isBayError(error) ? error.code : 'store/no-answer';
      const hint = isBayError(error) ? (error.hint ?? null) : 'Restart the bay.';
      return { name: 'store', status: 'failed', code, message: 'The database does not answer.', hint };
    }
  }

  #diskPart(): Part {
    const [warning] = this.#store.disk.warnings();
    if (warning === undefined) return { name: 'disk', status: 'ok', code: null, message: null, hint: null };
    const { code, message, hint } = warning;
    return { name: 'disk', status: 'degraded', code, message, hint };
  }
}
