import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { SwingNote, SwingNoteList } from '../../api/contract/coaching.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import type { AcceptedSwing, SwingDetail } from '../../api/contract/rest.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { drawOn, NO_DRAWING } from '../drawing/drawing-state.ts';
import { number, text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import type { PhoneProblem } from '../phone/phone-problem.ts';
import { ReplayPlayer } from '../replay/replay-player.ts';
import { replayRange } from '../replay/replay-range.ts';
import { hashOf } from './coach-place.ts';
import { CoachStage } from './coach-stage.tsx';
import { draftOf, newDraft, type NoteDraft, noteOf } from './note-draft.ts';
import { Notice } from './notice.tsx';
import { SwingPanel } from './swing-panel.tsx';
import { clockWords, dayWords } from './swing-words.ts';
import { useAnswer } from './use-answer.ts';
import './swing-page.css';

interface SwingPageProps {
  readonly api: PhoneApi;
  readonly catalogue: Catalogue;
  readonly coach: string;
  readonly swing: string;
}

/** One swing: its pictures, every number of it, and what the coach has to say. */
export function SwingPage({ api, catalogue, coach, swing }: SwingPageProps) {
  const detail = useAnswer<SwingDetail>(api, `/swings/${swing}`);
  const report = useAnswer<SwingReport | AcceptedSwing>(api, `/swings/${swing}/analysis`);
  const problem = detail.problem ?? report.problem;
  const again = () => {
    detail.again();
    report.again();
  };
  if (problem !== null || detail.value === null || report.value === null) {
    return <Notice problem={problem} onAgain={again} />;
  }
  const { player, recordedAt } = detail.value;
  return (
    <main class="coach-screen__main">
      <div>
        {player !== null && <a href={hashOf({ name: 'player', id: player })}>{text('coach.back.player')}</a>}
        <h1 class="coach-screen__title">
          {text('coach.swing.of', { day: dayWords(recordedAt), time: clockWords(recordedAt) })}
          {'metrics' in report.value && report.value.score !== null && (
            <span class="coach-soft">
              {' '}
              {text('coach.swing.score', { score: number(report.value.score.overall, 1) })}
            </span>
          )}
        </h1>
      </div>
      {'metrics' in report.value ? (
        <MeasuredSwing api={api} catalogue={catalogue} coach={coach} player={player} report={report.value} />
      ) : (
        <p role="status">
          {text('coach.swing.unmeasured')}{' '}
          <button type="button" class="coach-button" onClick={again}>
            {text('coach.again')}
          </button>
        </p>
      )}
    </main>
  );
}

function MeasuredSwing(props: Omit<SwingPageProps, 'swing'> & { player: string | null; report: SwingReport }) {
  const { api, catalogue, coach, player: golfer, report } = props;
  const notes = useAnswer<SwingNoteList>(api, `/swings/${report.id}/notes`);
  const range = useMemo(() => replayRange(report, null), [report]);
  const [isPlaying, setPlaying] = useState(true);
  const [player] = useState(() => new ReplayPlayer(range, setPlaying));
  const [draft, setDraft] = useState<NoteDraft | null>(null);
  const [drawing, step] = useReducer(drawOn, NO_DRAWING);
  const [problem, setProblem] = useState<PhoneProblem | null>(null);
  useEffect(() => {
    // A coach looks first and plays then.
    player.goTo(report.events.find(({ name }) => name === 'address')?.timeMs ?? range.fromMs);
    return () => player.close();
  }, [player]);

  const write = (next: NoteDraft) => {
    player.pause();
    setProblem(null);
    setDraft(next);
  };
  const draw = (camera: string) => {
    if (draft === null) step({ step: 'load', shapes: [] });
    write({ ...(draft ?? newDraft(camera)), camera });
  };
  const change = (note: SwingNote) => {
    if (note.at !== null) player.goTo(note.at.timeMs);
    step({ step: 'load', shapes: note.drawings });
    write(draftOf(note, report.cameras[0]?.name ?? ''));
  };
  const close = () => {
    setDraft(null);
    setProblem(null);
    step({ step: 'load', shapes: [] });
  };
  const told = async (call: () => Promise<unknown>) => {
    try {
      await call();
      close();
      notes.again();
    } catch (refused) {
      setProblem(refused as PhoneProblem);
    }
  };
  const save = () => {
    if (draft === null) return;
    const note = noteOf(draft, drawing.shapes, report, player.timeMs);
    const path = `/swings/${report.id}/notes`;
    void told(() =>
      draft.id === null ? api.call('POST', path, note) : api.call('PATCH', `${path}/${draft.id}`, note),
    );
  };
  const remove = (id: string) => void told(() => api.call('DELETE', `/swings/${report.id}/notes/${id}`));
  const known = notes.value?.notes ?? [];
  return (
    <div class="swing-page">
      <CoachStage
        api={api}
        report={report}
        notes={known.filter(({ id }) => id !== draft?.id)}
        player={player}
        range={range}
        isPlaying={isPlaying}
        drawing={draft === null ? null : { camera: draft.camera, state: drawing, onStep: step }}
        onDraw={draw}
      />
      <SwingPanel
        api={api}
        catalogue={catalogue}
        coach={coach}
        golfer={golfer}
        report={report}
        notes={known}
        draft={draft}
        shapes={drawing.shapes.length}
        problem={problem ?? notes.problem}
        onShow={(timeMs) => player.goTo(timeMs)}
        onWrite={draw}
        onChange={change}
        onDraft={setDraft}
        onSave={save}
        onCancel={close}
        onRemove={remove}
      />
    </div>
  );
}
