import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { STORE, type Store } from '../../store/store.ts';
import type { StoredNote } from '../../store/swing-note-repository.ts';
import { type Access, CallAccess, playerOf } from '../access.ts';
import {
  newNoteSchema,
  type NewSwingNote,
  noteChangeSchema,
  noteIdSchema,
  type SwingNote,
  type SwingNoteChange,
  type SwingNoteList,
} from '../contract/coaching.ts';
import { swingIdSchema } from '../contract/rest.ts';
import { noteUnknown, requestInvalid, tooManyNotes } from '../errors.ts';
import { noteBody } from './note-body.ts';

/** Of one coach on one swing. */
const NOTES_MAX = 50;

/**
 * Notes on a swing. The access table says whose swings a caller may reach; here it is said whose notes: a note for the
 * coach alone is read by its author and by nobody else, whatever their role, and only its author changes a note.
 */
@Controller('api/v1/swings/:id/notes')
export class SwingNoteController {
  readonly #store: Store;

  constructor(@Inject(STORE) store: Store) {
    this.#store = store;
  }

  @Get()
  list(@Param('id', { schema: swingIdSchema }) swing: string, @CallAccess() { caller }: Access): SwingNoteList {
    this.#store.swings.find(swing);
    const reader = caller?.player ?? null;
    return { notes: this.#store.notes.seenBy(reader, swing).map((note) => noteBody(note, reader)) };
  }

  @Post()
  add(
    @Param('id', { schema: swingIdSchema }) id: string,
    @Body({ schema: newNoteSchema }) { words, at, drawings, visibility }: NewSwingNote,
    @CallAccess() access: Access,
  ): SwingNote {
    const author = playerOf(access);
    // The guard has found that the swing belongs to a player of this coach.
    const player = this.#store.swings.find(id).player ?? author;
    this.#requireCamera(id, at);
    if (this.#store.notes.countBy(author, id) >= NOTES_MAX) throw tooManyNotes(NOTES_MAX);
    const note = this.#store.notes.add({ id, player }, author, { words, at, drawings, visibility });
    return noteBody(this.#noteOf(id, note), author);
  }

  @Patch(':note')
  change(
    @Param('id', { schema: swingIdSchema }) swing: string,
    @Param('note', { schema: noteIdSchema }) id: string,
    @Body({ schema: noteChangeSchema }) change: SwingNoteChange,
    @CallAccess() access: Access,
  ): SwingNote {
    const author = playerOf(access);
    const before = this.#noteOf(swing, id);
    if (before.author !== author) throw noteUnknown();
    this.#requireCamera(swing, change.at ?? null);
    const { words, at, drawings, visibility } = before;
    this.#store.notes.change(id, checked({ ...{ words, at, drawings, visibility }, ...change }));
    return noteBody(this.#noteOf(swing, id), author);
  }

  /** By its author, and by the player whom it is for. */
  @Delete(':note')
  @HttpCode(204)
  remove(
    @Param('id', { schema: swingIdSchema }) swing: string,
    @Param('note', { schema: noteIdSchema }) id: string,
    @CallAccess() { caller, reach }: Access,
  ): void {
    const note = this.#noteOf(swing, id);
    const isAuthor = note.author === caller?.player;
    const isForCaller =
      note.visibility === 'player' && (reach === 'any' || this.#store.players.shown(note).player === caller?.player);
    if (!isAuthor && !isForCaller) throw noteUnknown();
    this.#store.notes.remove(id);
  }

  /** As far as it is known yet which cameras saw the swing. */
  #requireCamera(swing: string, at: NewSwingNote['at']): void {
    if (at === null || this.#store.swings.find(swing).revision === null) return;
    const { cameras } = this.#store.swings.report(swing);
    if (!cameras.some(({ name }) => name === at.camera)) {
      throw requestInvalid(`"at.camera": no camera "${at.camera}" saw this swing.`);
    }
  }

  /** A note of another swing is answered like none: the guard has looked at this one only. */
  #noteOf(swing: string, id: string): StoredNote {
    const note = this.#store.notes.find(id);
    if (note === undefined || note.swing !== swing) throw noteUnknown();
    return note;
  }
}

/** What a note has to be when it is written it has to stay: the parts that a change names do not say it alone. */
function checked(content: unknown): NewSwingNote {
  const parsed = newNoteSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw requestInvalid(`"${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}.`);
}
