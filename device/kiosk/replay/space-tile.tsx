import { useEffect, useState } from 'preact/hooks';
import type { SwingReport } from '../../api/contract/report.ts';
import type { SwingJoints } from '../../api/contract/rest.ts';
import type { BayApi } from '../connection/bay-api.ts';
import { text } from '../locales/text.ts';
import type { ReplayPlayer } from './replay-player.ts';
import { usePart } from './use-part.ts';
import './space-tile.css';

/** The place of the swing in 3D: its drawing comes with its joints, when somebody asks for it; else why there is none. */
export function SpaceTile({ api, report, player }: { api: BayApi; report: SwingReport; player: ReplayPlayer }) {
  const [joints, setJoints] = useState<SwingJoints | 'lost' | null>(null);
  const FigureView = usePart(() => import('../swing-3d/figure-view.tsx').then((part) => part.FigureView));
  useEffect(() => {
    let isWanted = true;
    api.fetchJoints(report.id).then(
      (found) => isWanted && setJoints(found),
      () => isWanted && setJoints('lost'),
    );
    return () => {
      isWanted = false;
    };
  }, [api, report.id, report.revision]);
  return (
    <section class="space-tile" aria-label={text('space.title')}>
      {joints === 'lost' || FigureView === 'lost' ? (
        <p class="space-tile__words">{text('space.lost')}</p>
      ) : joints === null || FigureView === null ? (
        <p class="space-tile__words">{text('space.loading')}</p>
      ) : 'withheld' in joints ? (
        <p class="space-tile__words">
          {text('space.withheld')}
          <span>{text(`withheld.${joints.withheld}`)}</span>
        </p>
      ) : (
        <FigureView joints={joints} events={report.events} player={player} />
      )}
    </section>
  );
}
