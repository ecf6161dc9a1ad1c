import { useMemo } from 'preact/hooks';
import type { SwingReport } from '../../api/contract/report.ts';
import type { ClipPoses } from '../../api/contract/rest.ts';
import { ghostOf } from '../compare/ghost.ts';
import type { GolferPlace } from '../skeleton/picture-fit.ts';
import { handPath } from './hand-path.ts';
import type { ReplayDrawing } from './replay-canvas.ts';
import type { Overlays } from './view-tools.tsx';

type PosesOf = ReadonlyMap<string, ClipPoses>;

/** What is drawn over each camera: made once for what is known and wanted, not anew with every frame. */
export function useDrawings(wanted: {
  report: SwingReport | null;
  poses: PosesOf;
  places: ReadonlyMap<string, GolferPlace | null>;
  earlier: { report: SwingReport; poses: PosesOf } | null;
  overlays: Overlays;
}): (camera: string, lastPlace: GolferPlace | null) => ReplayDrawing {
  const { report, poses, places, overlays } = wanted;
  const [earlierReport, earlierPoses] = [wanted.earlier?.report ?? null, wanted.earlier?.poses ?? null];
  const paths = useMemo(
    () => new Map([...poses].map(([camera, each]) => [camera, handPath(each, report?.events ?? [])])),
    [poses, report],
  );
  const ghosts = useMemo(() => {
    if (report === null || earlierReport === null || earlierPoses === null) return new Map();
    return new Map(
      [...poses].map(([camera, each]) => [camera, ghostIn(camera, report, each, earlierReport, earlierPoses)]),
    );
  }, [report, poses, earlierReport, earlierPoses]);
  return useMemo(() => {
    const made = new Map<string, ReplayDrawing>();
    return (camera, lastPlace) => {
      const known = made.get(camera);
      if (known !== undefined) return known;
      const drawing: ReplayDrawing = {
        fromMs: report?.clips.find((clip) => clip.camera === camera)?.fromMs ?? 0,
        // Before the poses are there, the golfer is taken to stand where they last did.
        place: places.get(camera) ?? lastPlace,
        skeleton: overlays.skeleton ? (poses.get(camera) ?? null) : null,
        path: overlays.path ? (paths.get(camera) ?? null) : null,
        ghost: overlays.ghost ? (ghosts.get(camera) ?? null) : null,
      };
      made.set(camera, drawing);
      return drawing;
    };
  }, [report, poses, places, paths, ghosts, overlays]);
}

/** Only the same view may be laid over: the camera of the same name, which stood where it stands. */
function ghostIn(camera: string, report: SwingReport, poses: ClipPoses, earlier: SwingReport, earlierPoses: PosesOf) {
  const [here, there] = [report, earlier].map(({ cameras }) => cameras.find(({ name }) => name === camera));
  const other = earlierPoses.get(camera);
  if (here === undefined || there === undefined || other === undefined || here.role !== there.role) return null;
  return ghostOf(
    { poses, events: report.events, picture: here },
    { poses: other, events: earlier.events, picture: there },
  );
}
