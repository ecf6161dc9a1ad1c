import { useState } from 'preact/hooks';
import { text } from '../locales/text.ts';
import { refusalWords } from './refusal-words.ts';
import './number-pad.css';

const PIN_MIN = 6;
const PIN_MAX = 12;
const ROWS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Takes a PIN by finger, glove or keyboard; digits are shown as dots, since others stand beside. */
export function NumberPad(props: { label: string; onPin: (pin: string) => Promise<unknown> }) {
  const { label, onPin } = props;
  const [pin, setPin] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const add = (digit: string) => {
    setTrouble(null);
    setPin((before) => (before.length < PIN_MAX ? before + digit : before));
  };
  const back = () => setPin((before) => before.slice(0, -1));
  const enter = () => {
    if (pin.length < PIN_MIN || isAsking) return;
    setAsking(true);
    onPin(pin).then(
      () => setAsking(false),
      (error: unknown) => {
        setAsking(false);
        setPin('');
        setTrouble(refusalWords(error));
      },
    );
  };
  const type = (event: KeyboardEvent) => {
    if (/^\d$/.test(event.key)) add(event.key);
    else if (event.key === 'Backspace') back();
    // A key that has the focus is pressed by Enter itself.
    else if (event.key === 'Enter' && event.target === event.currentTarget) enter();
    else return;
    event.preventDefault();
  };
  return (
    <div class="number-pad" role="group" aria-label={label} tabIndex={0} onKeyDown={type}>
      <p class="number-pad__pin" role="status">
        <span class="spoken-only">{text('pin.entered', { count: pin.length })}</span>
        <span aria-hidden="true">
          {'●'.repeat(pin.length)}
          <span class="number-pad__open">{'○'.repeat(Math.max(0, PIN_MIN - pin.length))}</span>
        </span>
      </p>
      <p class="number-pad__trouble" role="alert">
        {trouble}
      </p>
      <div class="number-pad__keys">
        {ROWS.map((digit) => (
          <button key={digit} type="button" class="number-pad__key" onClick={() => add(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" class="number-pad__key" aria-label={text('pin.back')} onClick={back}>
          ⌫
        </button>
        <button type="button" class="number-pad__key" onClick={() => add('0')}>
          0
        </button>
        <button
          type="button"
          class="number-pad__key"
          data-kind="enter"
          disabled={pin.length < PIN_MIN || isAsking}
          onClick={enter}
        >
          {text('pin.enter')}
        </button>
      </div>
    </div>
  );
}
