/**
 * Turns a signed distance field into a triangle mesh by naive surface nets: one vertex in every cell that the surface
 * crosses, one quad for every crossed edge. Vertices are then pulled onto the surface along the field's gradient.
 */
export interface Mesh {
  /** xyz of every vertex. */
  readonly positions: Float32Array;
  /** Unit normals, outward. */
  readonly normals: Float32Array;
  /** Three vertices a triangle, counter-clockwise seen from outside. */
  readonly triangles: Uint32Array;
}

/** Metres outside the surface, negative inside. */
export type Field = (x: number, y: number, z: number) => number;

export interface Box {
  readonly low: readonly [number, number, number];
  readonly high: readonly [number, number, number];
}

export function meshOf(field: Field, box: Box, cellM: number): Mesh {
  const n = [0, 1, 2].map((k) => Math.ceil(((box.high[k] as number) - (box.low[k] as number)) / cellM) + 1) as [
    number,
    number,
    number,
  ];
  const values = sampleField(field, box, cellM, n);
  const { cells, points } = crossedCells(values, box, cellM, n);
  pullOntoSurface(field, points, cellM);
  return {
    positions: new Float32Array(points),
    normals: gradients(field, points),
    triangles: quads(values, cells, n),
  };
}

type Counts = readonly [number, number, number];

function sampleField(field: Field, box: Box, cellM: number, n: Counts): Float32Array {
  const values = new Float32Array(n[0] * n[1] * n[2]);
  let at = 0;
  for (let k = 0; k < n[2]; k++) {
    const z = box.low[2] + k * cellM;
    for (let j = 0; j < n[1]; j++) {
      const y = box.low[1] + j * cellM;
      for (let i = 0; i < n[0]; i++) values[at++] = field(box.low[0] + i * cellM, y, z);
    }
  }
  return values;
}

/** Corner k of a cell lies at the bits of k along x, y and z. */
const EDGES = [
  [0, 1],
  [2, 3],
  [4, 5],
  [6, 7],
  [0, 2],
  [1, 3],
  [4, 6],
  [5, 7],
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
] as const;

function crossedCells(values: Float32Array, box: Box, cellM: number, n: Counts) {
  const cells = new Int32Array(values.length).fill(-1);
  const points: number[] = [];
  const corner = new Float64Array(8);
  for (let k = 0; k < n[2] - 1; k++) {
    for (let j = 0; j < n[1] - 1; j++) {
      for (let i = 0; i < n[0] - 1; i++) {
        const base = i + n[0] * (j + n[1] * k);
        let inside = 0;
        for (let c = 0; c < 8; c++) {
          const v = values[base + (c & 1) + n[0] * (((c >> 1) & 1) + n[1] * (c >> 2))] as number;
          corner[c] = v;
          if (v < 0) inside++;
        }
        if (inside === 0 || inside === 8) continue;
        let x = 0;
        let y = 0;
        let z = 0;
        let count = 0;
        for (const [a, b] of EDGES) {
          const va = corner[a] as number;
          const vb = corner[b] as number;
          if (va < 0 === vb < 0) continue;
          const f = va / (va - vb);
          x += (a & 1) + f * ((b & 1) - (a & 1));
          y += ((a >> 1) & 1) + f * (((b >> 1) & 1) - ((a >> 1) & 1));
          z += (a >> 2) + f * ((b >> 2) - (a >> 2));
          count++;
        }
        cells[base] = points.length / 3;
        points.push(
          box.low[0] + (i + x / count) * cellM,
          box.low[1] + (j + y / count) * cellM,
          box.low[2] + (k + z / count) * cellM,
        );
      }
    }
  }
  return { cells, points };
}

function pullOntoSurface(field: Field, points: number[], cellM: number): void {
  const e = 0.002;
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < points.length; at += 3) {
      const x = points[at] as number;
      const y = points[at + 1] as number;
      const z = points[at + 2] as number;
      const v = field(x, y, z);
      const gx = (field(x + e, y, z) - v) / e;
      const gy = (field(x, y + e, z) - v) / e;
      const gz = (field(x, y, z + e) - v) / e;
      const g2 = Math.max(0.05, gx * gx + gy * gy + gz * gz);
      const pull = Math.max(-cellM / 2, Math.min(cellM / 2, v / g2));
      points[at] = x - pull * gx;
      points[at + 1] = y - pull * gy;
      points[at + 2] = z - pull * gz;
    }
  }
}

function gradients(field: Field, points: readonly number[]): Float32Array {
  const normals = new Float32Array(points.length);
  const e = 0.004;
  for (let at = 0; at < points.length; at += 3) {
    const x = points[at] as number;
    const y = points[at + 1] as number;
    const z = points[at + 2] as number;
    const gx = field(x + e, y, z) - field(x - e, y, z);
    const gy = field(x, y + e, z) - field(x, y - e, z);
    const gz = field(x, y, z + e) - field(x, y, z - e);
    const length = Math.hypot(gx, gy, gz) || 1;
    normals[at] = gx / length;
    normals[at + 1] = gy / length;
    normals[at + 2] = gz / length;
  }
  return normals;
}

function quads(values: Float32Array, cells: Int32Array, n: Counts): Uint32Array {
  const triangles: number[] = [];
  const strides = [1, n[0], n[0] * n[1]] as const;
  for (let k = 1; k < n[2] - 1; k++) {
    for (let j = 1; j < n[1] - 1; j++) {
      for (let i = 1; i < n[0] - 1; i++) {
        const base = i + n[0] * (j + n[1] * k);
        const here = (values[base] as number) < 0;
        for (let axis = 0; axis < 3; axis++) {
          const there = (values[base + (strides[axis] as number)] as number) < 0;
          if (here === there) continue;
          const u = strides[(axis + 1) % 3] as number;
          const v = strides[(axis + 2) % 3] as number;
          const a = cells[base - u - v] as number;
          const b = cells[base - v] as number;
          const c = cells[base] as number;
          const d = cells[base - u] as number;
          if (a < 0 || b < 0 || c < 0 || d < 0) continue;
          if (here) triangles.push(a, b, c, a, c, d);
          else triangles.push(a, c, b, a, d, c);
        }
      }
    }
  }
  return new Uint32Array(triangles);
}
