import { useEffect, useState } from 'preact/hooks';
import type { CalibratingCamera, CalibrationStatus, Guidance } from '../../api/contract/calibration.ts';
import { number, text } from '../locales/text.ts';
import type { CalibrationApi } from './calibration-api.ts';
import { cameraName } from './camera-name.ts';
import './calibrating-tile.css';

type Grid = Pick<CalibrationStatus, 'columns' | 'rows'>;

/** One camera: its picture with the corners found in it, what of the picture has been filled, and three figures. */
export function CalibratingTile(props: {
  camera: CalibratingCamera;
  grid: Grid;
  api: CalibrationApi;
  isWanted: boolean;
  /** Where in this picture the board should go next; null where that is not the question. */
  target: Pick<Guidance, 'row' | 'column'> | null;
}) {
  const { camera, grid, api, isWanted, target } = props;
  const shown = useLoaded(camera, api);
  const name = cameraName(camera.name);
  const percent = Math.round(camera.coverage * 100);
  return (
    <section
      class="calibrating-tile"
      data-camera={camera.name}
      data-ready={camera.isReady}
      data-wanted={isWanted}
      aria-label={name}
    >
      <header class="calibrating-tile__head">
        <h2 class="calibrating-tile__name">{name}</h2>
        <p class="calibrating-tile__state">{text(stateKey(camera))}</p>
      </header>
      <div class="calibrating-tile__picture">
        {shown === null ? (
          <p class="calibrating-tile__waiting">{text('camera.waiting')}</p>
        ) : (
          <img src={shown.address} alt={text('camera.picture', { camera: name })} />
        )}
        <svg viewBox={`0 0 ${camera.width} ${camera.height}`} aria-hidden="true">
          <Coverage camera={camera} grid={grid} />
          {target !== null && <Target camera={camera} target={target} />}
          {shown?.corners.map(([x, y], i) => (
            <circle
              key={i}
              class="calibrating-tile__corner"
              cx={x * camera.width}
              cy={y * camera.height}
              r={camera.width / 110}
            />
          ))}
        </svg>
      </div>
      <dl class="calibrating-tile__figures">
        <div>
          <dt>{text('calibrate.coverage')}</dt>
          <dd>{text('calibrate.coverage.value', { percent })}</dd>
        </div>
        <div>
          <dt>{text('calibrate.sharpness')}</dt>
          <dd data-mood={camera.isSharp === false ? 'bad' : 'plain'}>
            {camera.isSharp === null ? '–' : text(camera.isSharp ? 'calibrate.sharp' : 'calibrate.blurred')}
          </dd>
        </div>
        <div>
          <dt>{text('calibrate.error')}</dt>
          <dd>
            {camera.reprojectionPx === null
              ? '–'
              : text('calibrate.error.value', { pixels: number(camera.reprojectionPx, 2) })}
          </dd>
        </div>
      </dl>
    </section>
  );
}

function stateKey({ isReady, corners }: CalibratingCamera) {
  if (isReady) return 'calibrate.camera.ready';
  return corners.length > 0 ? 'calibrate.camera.sees' : 'calibrate.camera.searches';
}

/** Cells that are still empty are hatched; a cell clears as the board is seen in it. */
function Coverage({ camera, grid }: { camera: CalibratingCamera; grid: Grid }) {
  const [width, height] = [camera.width / grid.columns, camera.height / grid.rows];
  return (
    <g class="calibrating-tile__cells">
      {camera.cells.map((full, i) => (
        <rect
          key={i}
          x={(i % grid.columns) * width + 2}
          y={Math.floor(i / grid.columns) * height + 2}
          width={width - 4}
          height={height - 4}
          style={{ fillOpacity: 0.5 * full }}
        />
      ))}
    </g>
  );
}

const THIRDS = { upper: 0, left: 0, middle: 1, lower: 2, right: 2 } as const;

/** The ninth of the picture that the board should go to: in a picture, left and right are hard to tell by words. */
function Target({ camera, target }: { camera: CalibratingCamera; target: Pick<Guidance, 'row' | 'column'> }) {
  if (target.row === null || target.column === null) return null;
  const [width, height] = [camera.width / 3, camera.height / 3];
  return (
    <rect
      class="calibrating-tile__target"
      x={THIRDS[target.column] * width + width * 0.06}
      y={THIRDS[target.row] * height + height * 0.06}
      width={width * 0.88}
      height={height * 0.88}
      rx={width * 0.08}
    />
  );
}

interface Shown {
  readonly address: string;
  readonly corners: CalibratingCamera['corners'];
}

/** Picture and corners change together, when the picture is there. */
function useLoaded(camera: CalibratingCamera, api: CalibrationApi): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  const { name, picture, corners } = camera;
  useEffect(() => {
    if (picture === 0) {
      setShown(null);
      return;
    }
    const image = new Image();
    const address = api.pictureAddress(name, picture);
    image.addEventListener('load', () => setShown({ address, corners }));
    image.src = address;
    // The corners belong to the number of the picture, and change with it alone.
  }, [name, picture, api]);
  return shown;
}
