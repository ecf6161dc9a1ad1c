import type { SwingNote } from '../../api/contract/coaching.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import { counted, number, text } from '../locales/text.ts';
import { cameraWords } from '../screen/camera-words.ts';
import { dayWords } from './swing-words.ts';
import './note-list.css';

/** The notes that this coach may see, oldest first; another coach's can be read and not touched. */
export function NoteList(props: {
  notes: readonly SwingNote[];
  report: SwingReport;
  onShow: (timeMs: number) => void;
  onChange: (note: SwingNote) => void;
  onRemove: (id: string) => void;
}) {
  const { notes, report, onShow, onChange, onRemove } = props;
  if (notes.length === 0) return <p class="coach-soft">{text('coach.notes.none')}</p>;
  return (
    <ul class="note-list">
      {notes.map((note) => {
        const { id, words, at, drawings, visibility, author, isMine, createdAt } = note;
        return (
          <li key={id} class="note-list__note" data-visibility={visibility}>
            <p class="coach-soft">
              {isMine ? text('coach.note.mine') : author.name} · {dayWords(createdAt)}
              {visibility === 'coach-only' && <strong class="note-list__private">{text('coach.note.private')}</strong>}
            </p>
            {words !== '' && <p class="note-list__words">{words}</p>}
            {drawings.length > 0 && <p class="coach-soft">{counted('coach.note.shapes', drawings.length)}</p>}
            <div class="note-list__end">
              {at !== null && (
                <button type="button" class="coach-button" onClick={() => onShow(at.timeMs)}>
                  {pictureWords(at, report)}
                </button>
              )}
              {isMine && (
                <>
                  <button type="button" class="coach-button" onClick={() => onChange(note)}>
                    {text('coach.note.change')}
                  </button>
                  <button type="button" class="coach-button" onClick={() => onRemove(id)}>
                    {text('coach.note.delete')}
                  </button>
                </>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** “Impact, Face-on”, or the time before or after impact. */
function pictureWords(at: NonNullable<SwingNote['at']>, { cameras, events }: SwingReport): string {
  const camera = cameras.find(({ name }) => name === at.camera);
  const view = camera === undefined ? at.camera : cameraWords(camera);
  if (at.event !== null) return text('coach.note.at', { moment: text(`event.${at.event}`), camera: view });
  const impactMs = events.find(({ name }) => name === 'impact')?.timeMs ?? 0;
  return text('coach.note.at.time', { seconds: number((at.timeMs - impactMs) / 1000, 2), camera: view });
}
