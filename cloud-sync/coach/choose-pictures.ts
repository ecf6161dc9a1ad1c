import { EVENT_NAMES, type EventName } from '../../device/swing/events/event-name.ts';
import type { SwingReport } from '../../device/swing/report/swing-report.ts';

type KeyFrame = SwingReport['keyFrames'][number];

/** Which moments say most about a swing, first to last. */
const BY_WORTH: readonly EventName[] = [
  'top',
  'impact',
  'address',
  'mid-downswing',
  'finish',
  'mid-backswing',
  'mid-follow-through',
  'toe-up',
];
const ROLES = ['face-on', 'down-the-line', 'other'] as const;

/** At most `most`: each moment from every camera before the next one; in the order of the swing. */
export function choosePictures({ keyFrames, cameras }: SwingReport, most: number): KeyFrame[] {
  const roleOf = ({ camera }: KeyFrame): number =>
    ROLES.indexOf(cameras.find(({ name }) => name === camera)?.role ?? 'other');
  const byWorth = keyFrames.toSorted(
    (a, b) => BY_WORTH.indexOf(a.event) - BY_WORTH.indexOf(b.event) || roleOf(a) - roleOf(b),
  );
  return byWorth
    .slice(0, most)
    .toSorted((a, b) => EVENT_NAMES.indexOf(a.event) - EVENT_NAMES.indexOf(b.event) || roleOf(a) - roleOf(b));
}
