import type { SwingComparisonBody } from '../../../api/contract/rest.ts';
import { text } from '../../locales/text.ts';

type Overlay = SwingComparisonBody['overlays'][number];
type Skeleton = Overlay['frames'][number]['first'];

const WIDTH = 320;

/** Both skeletons on one spot and of one size, at a phase of the swing: the first thin, the second thick. */
export function SkeletonPair(props: { overlay: Overlay; bones: SwingComparisonBody['bones']; phase: number }) {
  const { overlay, bones, phase } = props;
  const frame = overlay.frames.reduce((best, each) =>
    Math.abs(each.phase - phase) < Math.abs(best.phase - phase) ? each : best,
  );
  const reach = reachOf(overlay);
  const scale = WIDTH / (reach.right - reach.left);
  const height = (reach.top - reach.bottom) * scale;
  const x = (value: number) => (value - reach.left) * scale;
  const y = (value: number) => (reach.top - value) * scale;
  const lines = (skeleton: Skeleton) =>
    bones.flatMap(([from, to]) => {
      const [a, b] = [skeleton[from], skeleton[to]];
      return a == null || b == null ? [] : [`M${x(a.x)} ${y(a.y)}L${x(b.x)} ${y(b.y)}`];
    });
  return (
    <svg
      class="skeleton-pair"
      viewBox={`0 0 ${WIDTH} ${height.toFixed(0)}`}
      role="img"
      aria-label={text('compare.skeletons')}
    >
      <line class="skeleton-pair__ground" x1="0" x2={WIDTH} y1={y(0)} y2={y(0)} />
      <path class="skeleton-pair__second" d={lines(frame.second).join('')} />
      <path class="skeleton-pair__first" d={lines(frame.first).join('')} />
    </svg>
  );
}

/** What all frames need, so that the picture stands still while the golfers move. */
function reachOf({ frames }: Overlay): { left: number; right: number; top: number; bottom: number } {
  const points = frames.flatMap(({ first, second }) => [...first, ...second].filter((point) => point !== null));
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const room = 0.12;
  return {
    left: Math.min(-0.8, ...xs) - room,
    right: Math.max(0.8, ...xs) + room,
    top: Math.max(...ys) + room,
    bottom: Math.min(0, ...ys) - room,
  };
}
