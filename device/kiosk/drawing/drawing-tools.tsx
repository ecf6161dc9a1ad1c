import type { ComponentChildren } from 'preact';
import { DRAWING_COLOURS, type DrawingColour } from '../../api/contract/drawing-bounds.ts';
import { text } from '../locales/text.ts';
import { COLOUR_VALUES } from './drawn-marks.tsx';
import type { DrawingState, DrawingStep, ShapeKind } from './drawing-state.ts';
import './drawing-tools.css';

/** The kinds of shapes in the order of the tools, each with its letter and its picture. */
const TOOLS: readonly { readonly kind: ShapeKind; readonly key: string; readonly icon: ComponentChildren }[] = [
  { kind: 'line', key: 'L', icon: <path d="M4 20 20 4" /> },
  { kind: 'arrow', key: 'A', icon: <path d="M4 20 19 5M10 4.5h9.5V14" /> },
  { kind: 'ellipse', key: 'E', icon: <ellipse cx="12" cy="12" rx="9" ry="7" /> },
  { kind: 'angle', key: 'G', icon: <path d="M19 4 4 19h17M9.5 13.5a8 8 0 0 1 2.5 5.5" /> },
  { kind: 'freehand', key: 'F', icon: <path d="M3 17c4-12 7 8 10-3s5-7 8-2" /> },
];

export function DrawingTools(props: {
  kind: ShapeKind;
  colour: DrawingColour;
  state: DrawingState;
  onKind: (kind: ShapeKind) => void;
  onColour: (colour: DrawingColour) => void;
  onStep: (step: DrawingStep) => void;
}) {
  const { kind, colour, state, onKind, onColour, onStep } = props;
  const canUndo = state.past.length > 0 || state.draft !== null;
  return (
    <div class="drawing-tools" role="group" aria-label={text('drawing.tools')}>
      <div class="drawing-tools__row">
        {TOOLS.map((tool) => (
          <button
            type="button"
            key={tool.kind}
            class="drawing-tools__tool"
            aria-pressed={tool.kind === kind}
            aria-keyshortcuts={tool.key}
            title={`${text(`drawing.${tool.kind}`)} (${tool.key})`}
            onClick={() => onKind(tool.kind)}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              {tool.icon}
            </svg>
            <span class="spoken-only">{text(`drawing.${tool.kind}`)}</span>
          </button>
        ))}
      </div>
      <div class="drawing-tools__row" role="group" aria-label={text('drawing.colour')}>
        {DRAWING_COLOURS.map((each) => (
          <button
            type="button"
            key={each}
            class="drawing-tools__colour"
            aria-pressed={each === colour}
            title={text(`drawing.colour.${each}`)}
            onClick={() => onColour(each)}
          >
            <span class="drawing-tools__paint" style={{ background: COLOUR_VALUES[each] }} />
            <span class="spoken-only">{text(`drawing.colour.${each}`)}</span>
          </button>
        ))}
      </div>
      <div class="drawing-tools__row">
        <Change
          name="undo"
          isOff={!canUndo}
          onPress={() => onStep({ step: 'undo' })}
          path="M9 6 4 11l5 5M4 11h10a5 5 0 0 1 0 10h-3"
        />
        <Change
          name="redo"
          isOff={state.future.length === 0}
          onPress={() => onStep({ step: 'redo' })}
          path="m15 6 5 5-5 5M20 11H10a5 5 0 0 0 0 10h3"
        />
        <Change
          name="clear"
          isOff={state.shapes.length === 0}
          onPress={() => onStep({ step: 'clear' })}
          path="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"
        />
      </div>
      {state.isFull && (
        <p class="drawing-tools__full" role="status">
          {text('drawing.full')}
        </p>
      )}
    </div>
  );
}

function Change(props: { name: 'undo' | 'redo' | 'clear'; isOff: boolean; onPress: () => void; path: string }) {
  const { name, isOff, onPress, path } = props;
  return (
    <button
      type="button"
      class="drawing-tools__tool"
      // It stays in the order of the keyboard: a button that vanishes under the finger takes the focus with it.
      aria-disabled={isOff}
      title={text(`drawing.${name}`)}
      onClick={() => !isOff && onPress()}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={path} />
      </svg>
      <span class="spoken-only">{text(`drawing.${name}`)}</span>
    </button>
  );
}
