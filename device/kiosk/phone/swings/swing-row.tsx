import type { SwingSummary } from '../../../api/contract/rest.ts';
import { type Catalogue, wordsOfId } from '../../connection/catalogue.ts';
import { number, text } from '../../locales/text.ts';
import { FilePicture } from '../file-picture.tsx';
import { clubWords } from '../../locales/club-words.ts';
import type { PhoneApi } from '../phone-api.ts';
import { hashOf } from '../phone-place.ts';
import { timeWords } from '../time-words.ts';

/** One swing of the list: what it looked like at the top, when, with which club, what to work on, and its score. */
export function SwingRow(props: { api: PhoneApi; swing: SwingSummary; catalogue: Catalogue }) {
  const { api, swing, catalogue } = props;
  const { id, kind, recordedAt, club, mainFault, score, status } = swing;
  const about = [timeWords(recordedAt), kind === 'shot' ? null : text(`phone.kind.${kind}`)];
  return (
    <li>
      <a class="swing-row" href={hashOf({ name: 'swing', id })} data-swing={id}>
        <FilePicture api={api} path={`/swings/${id}/frames/top`} class="swing-row__picture" />
        <span class="swing-row__words">
          <span class="swing-row__title">{club === null ? text('phone.swing') : clubWords(club)}</span>
          <span class="swing-row__fault">{faultIn(status, mainFault, score, catalogue)}</span>
          <span class="swing-row__about">{about.filter((words) => words !== null).join(' · ')}</span>
        </span>
        {score !== null && (
          <span class="swing-row__score">
            <span aria-hidden="true">{number(score, 1)}</span>
            <span class="spoken-only">{text('score.spoken', { score: number(score, 1) })}</span>
          </span>
        )}
      </a>
    </li>
  );
}

function faultIn(
  status: SwingSummary['status'],
  fault: string | null,
  score: number | null,
  catalogue: Catalogue,
): string {
  if (status === 'failed') return text('result.failed');
  if (status !== 'completed') return text('result.measuring');
  if (fault === null) return score === null ? '' : text('fault.none');
  return catalogue.faults.find((each) => each.id === fault)?.name ?? wordsOfId(fault);
}
