import { useEffect, useState } from 'preact/hooks';
import type { SwingNote, SwingNoteList } from '../../api/contract/coaching.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import { text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import { NotePicture } from './note-picture.tsx';
import { dayWords } from './swing-words.ts';
import './coach-notes.css';

/**
 * What coaches wrote for the player about a swing, each with its picture and what was drawn on it: to be read, on the
 * phone's page of the swing. Nothing at all where nobody has written.
 */
export function CoachNotes({ swingId, api }: { swingId: string; api: Pick<PhoneApi, 'call' | 'fetchFile'> }) {
  const [notes, setNotes] = useState<readonly SwingNote[]>([]);
  const [report, setReport] = useState<SwingReport | null>(null);
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const list = await api.call<SwingNoteList>('GET', `/swings/${swingId}/notes`);
      if (!isWanted) return;
      setNotes(list.notes);
      if (list.notes.every(({ drawings }) => drawings.length === 0)) return;
      const answer = await api.call<SwingReport>('GET', `/swings/${swingId}/analysis`);
      if (isWanted && 'cameras' in answer) setReport(answer);
    };
    // The swing itself says what is amiss with the bay; notes that cannot be had just now are left out.
    read().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [api, swingId]);
  // A coach's own page lists these; what a coach wrote for nobody else comes to no player at all.
  const shown = notes.filter(({ visibility }) => visibility === 'player');
  if (shown.length === 0) return null;
  return (
    <section class="coach-notes" aria-label={text('coach.from')}>
      <h2 class="coach-notes__title">{text('coach.from')}</h2>
      <ul class="coach-notes__list">
        {shown.map((note) => (
          <li key={note.id} class="coach-notes__note">
            {report !== null && note.at !== null && note.drawings.length > 0 && (
              <NotePicture api={api} report={report} at={note.at} drawings={note.drawings} />
            )}
            {note.words !== '' && <p class="coach-notes__words">{note.words}</p>}
            <p class="coach-notes__by">
              {note.author.name}, {dayWords(note.createdAt)}
              {note.at?.event != null && ` · ${text(`event.${note.at.event}`)}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
