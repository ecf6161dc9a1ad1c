import type { SwingMotion } from '../../../virtual-bay/swing-motion.ts';
import { sub, type Vec3 } from '../../../virtual-bay/vector.ts';

/**
 * What somebody who looks at the arms alone would know of a moment: both hands' and the lead elbow's place from mid-hip,
 * true and in the golfer's axes. From it turns can be guessed, and a measurement has to do better than such a guess.
 */
export function armsAt(motion: SwingMotion, ms: number): number[] {
  const { body } = motion.at(ms);
  const from = (point: Vec3): Vec3 => sub(point, body.midHip);
  // Motions are told in the right-hander's axes whichever hand the golfer is.
  return [from(body.wrists[0]), from(body.wrists[1]), from(body.elbows[0])].flat();
}

/**
 * How much of what the arms do not tell is measured: the slope of measured over true, both less what the arms suggest.
 * 1 measures, 0 recites what usually goes with such arms. Rows are swings; NaN with fewer rows than can tell.
 */
export function slopeBeyondArms(
  arms: readonly (readonly number[])[],
  truth: readonly number[],
  measured: readonly number[],
): number {
  const count = truth.length;
  const width = (arms[0]?.length ?? 0) + 1;
  if (count < 2 * width) return Number.NaN;
  const rows = arms.map((row) => [1, ...row]);
  const trueRest = restOf(rows, truth);
  const measuredRest = restOf(rows, measured);
  let over = 0;
  let under = 0;
  for (let i = 0; i < count; i++) {
    over += (trueRest[i] as number) * (measuredRest[i] as number);
    under += (trueRest[i] as number) ** 2;
  }
  return over / under;
}

/** A little of a ridge keeps nearly parallel columns from exploding. */
const RIDGE = 1e-6;

/** What a least-squares fit by the rows leaves of the values. */
function restOf(rows: readonly (readonly number[])[], values: readonly number[]): number[] {
  const width = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: width }, (_, a) =>
    Array.from({ length: width + 1 }, (__, b) =>
      rows.reduce(
        (sum, row, i) => sum + (row[a] as number) * (b < width ? (row[b] as number) : (values[i] as number)),
        a === b ? RIDGE : 0,
      ),
    ),
  );
  const weights = solve(matrix);
  return values.map((value, i) => value - (rows[i] ?? []).reduce((sum, x, k) => sum + x * (weights[k] as number), 0));
}

/** Gauss–Jordan with pivoting; the last column is the right-hand side. */
function solve(given: readonly (readonly number[])[]): number[] {
  const m = given.map((row) => [...row]);
  const n = m.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(m[row]?.[column] ?? 0) > Math.abs(m[pivot]?.[column] ?? 0)) pivot = row;
    }
    const chosen = m[pivot] as number[];
    m[pivot] = m[column] as number[];
    m[column] = chosen;
    const lead = chosen[column] as number;
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = ((m[row] as number[])[column] as number) / lead;
      for (let k = column; k <= n; k++) {
        (m[row] as number[])[k] = ((m[row] as number[])[k] as number) - factor * (chosen[k] as number);
      }
    }
  }
  return m.map((row, i) => (row[n] as number) / (row[i] as number));
}
