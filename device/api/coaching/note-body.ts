/** Notes and given drills of the store as the bodies that travel. */
import type { AssignedDrill } from '../../store/coaching-repository.ts';
import type { DrillDone } from '../../store/player-repository.ts';
import type { StoredNote } from '../../store/swing-note-repository.ts';
import type { AssignedDrillBody, SwingNote } from '../contract/coaching.ts';

/** @param reader null for the bay's screen, which has written nothing */
export function noteBody(note: StoredNote, reader: string | null): SwingNote {
  const { id, swing, author, authorName, words, visibility, createdAt, changedAt } = note;
  return {
    ...{ id, swing, words, visibility, createdAt, changedAt },
    author: { id: author, name: authorName },
    isMine: author === reader,
    // Both were validated by the contract when they came.
    at: note.at as SwingNote['at'],
    drawings: note.drawings as SwingNote['drawings'],
  };
}

/** @param done what the player has done, of whatever drills */
export function assignedDrillBody(assigned: AssignedDrill, done: readonly DrillDone[]): AssignedDrillBody {
  const { id, drill, note, rehearsals, balls, coach, coachName, assignedAt } = assigned;
  return {
    ...{ id, drill, note, assignedAt },
    dose: { rehearsals, balls },
    coach: { id: coach, name: coachName },
    timesDone: done.filter((each) => each.drill === drill && each.doneAt >= assignedAt).length,
  };
}
