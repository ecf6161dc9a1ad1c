import { useEffect, useRef, useState } from 'preact/hooks';
import type { SwingNote } from '../../api/contract/coaching.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { text } from '../locales/text.ts';
import type { PhoneApi } from '../phone/phone-api.ts';
import type { PhoneProblem } from '../phone/phone-problem.ts';
import { AllNumbers } from './all-numbers.tsx';
import { GiveDrill } from './given-drills.tsx';
import type { NoteDraft } from './note-draft.ts';
import { NoteEditor } from './note-editor.tsx';
import { NoteList } from './note-list.tsx';
import { Refusal } from './notice.tsx';

const TABS = ['notes', 'numbers', 'drill'] as const;
type Tab = (typeof TABS)[number];

export interface SwingPanelProps {
  readonly api: PhoneApi;
  readonly catalogue: Catalogue;
  readonly coach: string;
  /** Null for a swing that is nobody's. */
  readonly golfer: string | null;
  readonly report: SwingReport;
  readonly notes: readonly SwingNote[];
  readonly draft: NoteDraft | null;
  readonly shapes: number;
  readonly problem: PhoneProblem | null;
  readonly onShow: (timeMs: number) => void;
  readonly onWrite: (camera: string) => void;
  readonly onChange: (note: SwingNote) => void;
  readonly onDraft: (draft: NoteDraft) => void;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  readonly onRemove: (id: string) => void;
}

/** Beside the pictures: notes, every number, and the drill that follows from them. */
export function SwingPanel(props: SwingPanelProps) {
  const { api, catalogue, golfer, report, draft } = props;
  const [tab, setTab] = useState<Tab>('notes');
  const isWriting = draft !== null;
  useEffect(() => {
    if (isWriting) setTab('notes');
  }, [isWriting]);
  return (
    <aside class="coach-panel" aria-label={text('coach.panel')}>
      <Tabs tab={tab} onTab={setTab} />
      <div role="tabpanel" id={`swing-panel-${tab}`} aria-labelledby={`swing-tab-${tab}`}>
        {tab === 'notes' && <Notes {...props} />}
        {tab === 'numbers' && <AllNumbers report={report} catalogue={catalogue} />}
        {tab === 'drill' && golfer !== null && (
          <GiveDrill
            api={api}
            catalogue={catalogue}
            player={golfer}
            suggested={report.drills[0]}
            onGiven={() => undefined}
          />
        )}
      </div>
    </aside>
  );
}

/** With arrow keys from tab to tab, as tabs are everywhere. */
function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = TABS[(TABS.indexOf(tab) + way + TABS.length) % TABS.length];
    if (way === 0 || next === undefined) return;
    event.preventDefault();
    onTab(next);
    list.current?.querySelector<HTMLElement>(`#swing-tab-${next}`)?.focus();
  };
  return (
    <div ref={list} class="swing-panel__tabs" role="tablist" aria-label={text('coach.panel')} onKeyDown={move}>
      {TABS.map((each) => (
        <button
          type="button"
          key={each}
          id={`swing-tab-${each}`}
          class="coach-button"
          role="tab"
          aria-selected={each === tab}
          aria-controls={each === tab ? `swing-panel-${each}` : undefined}
          tabIndex={each === tab ? 0 : -1}
          onClick={() => onTab(each)}
        >
          {text(`coach.tab.${each}`)}
        </button>
      ))}
    </div>
  );
}

function Notes(props: SwingPanelProps) {
  const { report, notes, draft, shapes, problem } = props;
  const first = report.cameras[0]?.name;
  if (draft !== null) {
    return (
      <NoteEditor
        draft={draft}
        shapes={shapes}
        problem={problem}
        onDraft={props.onDraft}
        onSave={props.onSave}
        onCancel={props.onCancel}
      />
    );
  }
  return (
    <div class="note-list">
      {first !== undefined && (
        <button type="button" class="coach-button" data-main="true" onClick={() => props.onWrite(first)}>
          {text('coach.note.new')}
        </button>
      )}
      <Refusal problem={problem} />
      <NoteList
        notes={notes}
        report={report}
        onShow={props.onShow}
        onChange={props.onChange}
        onRemove={props.onRemove}
      />
    </div>
  );
}
