import { readFile } from 'node:fs/promises';
import { Body, Controller, Get, HttpCode, Inject, Post, Query, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { AnyFilesInterceptor } from '@nestjs/platform-express';
import type { z } from 'zod';
import { ShotIntake, type TakenShot } from '../../bay/shot-intake.ts';
import { CLOCK, type Clock } from '../../clock/clock.ts';
import type { ShotFileReader } from '../../ports/shot-file.port.ts';
import { STORE, type Store } from '../../store/store.ts';
import { type Access, CallAccess } from '../access.ts';
import {
  type ImportFields,
  importFieldsSchema,
  type ShotBatch,
  shotBatchSchema,
  type ShotImportBody,
  type ShotList,
  shotListQuerySchema,
  type TakenShots,
} from '../contract/shots.ts';
import { cursorAt, placeOf } from '../list-cursor.ts';
import { Ownership } from '../ownership.ts';
import type { ReceivedFile } from '../received-files.ts';
import { noFile } from '../swings/upload-refusals.ts';
import { ImportAdmission } from './import-admission.ts';
import { IMPORT_BYTES_MAX, notText } from './import-refusals.ts';
import { pastShotOf, readShotFileOf } from './read-shot-file.ts';
import { storedShotBody } from './stored-shot-body.ts';

export const SHOT_FILE_READER = Symbol('ShotFileReader');

const REFUSED_SHOWN_MAX = 100;
const FORM_LIMITS = { fileSize: IMPORT_BYTES_MAX, files: 1, fields: 2, fieldSize: 256, parts: 3, headerPairs: 20 };

/** Shots that launch monitors and their software measured: sent one by one, read in as a file, and listed. */
@Controller('api/v1/integrations')
export class ShotsController {
  readonly #store: Store;
  readonly #intake: ShotIntake;
  readonly #reader: ShotFileReader;
  readonly #ownership: Ownership;
  readonly #clock: Clock;

  constructor(
    @Inject(STORE) store: Store,
    @Inject(ShotIntake) intake: ShotIntake,
    @Inject(SHOT_FILE_READER) reader: ShotFileReader,
    @Inject(Ownership) ownership: Ownership,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#store = store;
    this.#intake = intake;
    this.#reader = reader;
    this.#ownership = ownership;
    this.#clock = clock;
  }

  /** Those of this moment, from whoever looks after the bay, find the swing that was just made; all others by time. */
  @Post('shots')
  @HttpCode(200)
  async take(
    @Body({ schema: shotBatchSchema }) { device, player: named, shots }: ShotBatch,
    @CallAccess() access: Access,
  ): Promise<TakenShots> {
    const player = this.#ownership.receiverOf(access, named);
    const isLive = (shot: ShotBatch['shots'][number]): boolean => shot.struckAt === undefined && player === null;
    const past = await this.#intake.takePast(
      shots
        .filter((shot) => !isLive(shot))
        .map((shot) => pastShotOf(shot, { device, player, now: this.#clock.wall() })),
      player,
    );
    const live = shots.filter(isLive).map(({ id, ball, club, distanceM, clubName }) =>
      this.#intake.takeLive({
        ...{ deviceId: device, shotNumber: id, ball, club },
        raw: JSON.stringify({ id, ball, club, distanceM, clubName }),
      }),
    );
    const [ofPast, ofLive] = [past.values(), live.values()];
    const taken = shots.map((shot) => (isLive(shot) ? ofLive : ofPast).next().value as TakenShot);
    return {
      shots: taken.map(({ shot, isNew }) => ({ id: shot.shotNumber, shot: shot.id, isNew, swing: shot.swing })),
    };
  }

  /** CSV as the bay's configuration names its columns, or JSON as `integrations/shots` takes it. */
  @Post('import')
  @HttpCode(200)
  @UseInterceptors(ImportAdmission, AnyFilesInterceptor({ limits: FORM_LIMITS }))
  async import(
    @UploadedFiles() files: readonly ReceivedFile[],
    @Body({ schema: importFieldsSchema }) fields: ImportFields,
    @CallAccess() access: Access,
  ): Promise<ShotImportBody> {
    const file = files[0];
    if (file === undefined) throw noFile();
    const player = this.#ownership.receiverOf(access, fields.player);
    const { format, shots, refused } = await readShotFileOf(await textOf(file), this.#reader, fields, player);
    const taken = await this.#intake.takePast(shots, player);
    const added = taken.filter(({ isNew }) => isNew).length;
    return {
      format,
      added,
      known: taken.length - added,
      joined: taken.filter(({ shot }) => shot.swing !== null).length,
      refused: refused.slice(0, REFUSED_SHOWN_MAX).map((line) => ({ ...line })),
      refusedMore: Math.max(0, refused.length - REFUSED_SHOWN_MAX),
    };
  }

  @Get('shots')
  list(
    @Query({ schema: shotListQuerySchema }) query: z.infer<typeof shotListQuerySchema>,
    @CallAccess() access: Access,
  ): ShotList {
    const { limit, cursor, ...asked } = query;
    const { player, swing } = this.#ownership.filterFor<typeof asked & { session?: string }>(access, asked);
    const filter = { player, swing };
    const found = this.#store.shots.list(limit + 1, placeOf(cursor, filter), filter);
    const page = found.slice(0, limit);
    const next = found.length > limit ? (page.at(-1)?.ordinal ?? null) : null;
    return { shots: page.map(storedShotBody), nextCursor: cursorAt(next, filter) };
  }
}

async function textOf(file: ReceivedFile): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file.path));
  } catch (error) {
    if (error instanceof TypeError) throw notText();
    throw error;
  }
}
