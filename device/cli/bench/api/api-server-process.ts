/**
 * A server under load, in a process of its own: `swingbay DATA_DIRECTORY PLAYERS` is the whole API on a real store, with
 * a login of each player; `bare BODY_DIRECTORY` is a Nest application with nothing but a route, which answers what lies
 * in the directory. Says on its IPC channel where it listens, and ends with it.
 */
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { Controller, Get, Module, Param, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Response } from 'express';
import { ApiModule } from '../../../api/api.module.ts';
import { AuthDesk } from '../../../api/auth/auth-desk.ts';
import { scriptedSurroundings } from '../../../api/fixtures/scripted-surroundings.ts';
import { listenApi } from '../../../api/listen-api.ts';
import { type Clock, systemClock } from '../../../clock/clock.ts';
import { openBenchStore } from './stored-swings.ts';

export interface ServerReady {
  readonly origin: string;
  readonly logins: readonly { readonly player: string; readonly token: string }[];
}

/** A thousand minutes pass in one, so that no caller reaches the hundred of a minute. */
const HURRIED: Clock = { monotonicNs: () => systemClock.monotonicNs() * 1_000, wall: () => systemClock.wall() };

const [, , kind, directory = '', players = '0'] = process.argv;

async function openSwingbay(): Promise<ServerReady> {
  const store = await openBenchStore(directory);
  const surroundings = scriptedSurroundings(store, dirname(directory), {}, HURRIED);
  const options = { bodyParser: false, logger: false } as const;
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.forRoot(surroundings), options);
  const origin = await listenApi(app, surroundings.config);
  const desk = app.get(AuthDesk);
  const logins: { player: string; token: string }[] = [];
  for (let i = 0; i < Number(players); i++) {
    const account = store.accounts.findByEmail(`player-${i}@range.example`);
    if (account !== undefined) logins.push({ player: account.player, token: (await desk.begin(account)).accessToken });
  }
  return { origin, logins };
}

/** What `bench api` holds the interface against: the same bytes, and nothing to find out before. */
@Controller()
class BareController {
  readonly #bodies = new Map(
    ['list', 'report'].map((name) => [
      name,
      JSON.parse(readFileSync(join(directory, `${name}.json`), 'utf8')) as object,
    ]),
  );

  @Get('video')
  video(@Res() response: Response): void {
    response.sendFile('video', { root: directory });
  }

  @Get(':name')
  body(@Param('name') name: string): object {
    return this.#bodies.get(name) ?? { isUp: true };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

async function openBare(): Promise<ServerReady> {
  const app = await NestFactory.create<NestExpressApplication>(BareModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, logins: [] };
}

process.once('disconnect', () => process.exit(0));
process.send?.(await (kind === 'bare' ? openBare() : openSwingbay()));
