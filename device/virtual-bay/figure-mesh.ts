import { BONE, type BoneName } from './body-pose.ts';
import { grippingHand, hangingHand, shoe, trunkAndLimbs } from './body-shape.ts';
import type { Build, Look } from './golfer.ts';
import { headSolids } from './head-shape.ts';
import { type Paint, paintsFor } from './paint.ts';
import { blended, type Primitive } from './primitive.ts';
import { type Skeleton, skeletonOf } from './skeleton.ts';
import { type Box, type Field, meshOf } from './surface-net.ts';
import { tailoredTrunkAndLimbs } from './tailored-body.ts';
import type { Vec3 } from './vector.ts';

/**
 * A person's skin in the resting pose: built once per golfer from blended solids, moved every frame by its bones.
 * All parts share one vertex list; `partOf` says by triangle which paint applies.
 */
export interface FigureMesh {
  readonly skeleton: Skeleton;
  readonly vertexCount: number;
  readonly triangleCount: number;
  readonly positions: Float32Array;
  readonly normals: Float32Array;
  /** 0 in creases, 1 in the open: how much of the sky a vertex sees in the resting pose. */
  readonly openness: Float32Array;
  readonly triangles: Uint32Array;
  readonly partOf: Uint8Array;
  readonly paints: readonly Paint[];
  /** Four bones a vertex and their weights, which sum to 1. */
  readonly bones: Uint8Array;
  readonly weights: Float32Array;
}

export const BONES_PER_VERTEX = 4;

/** How fast one bone's hold on the skin gives way to its neighbour's. */
const SKIN_SOFTNESS_M = 0.017;

interface Part {
  readonly solids: readonly Primitive[];
  readonly cellM: number;
  readonly paint: Paint;
  readonly box: Box;
}

/** `blended` bodies are everybody's; `tailored` ones are kept for trying what was learnt on the others. */
export type Drawing = 'blended' | 'tailored';

export interface FigureStyle {
  readonly hands?: 'gripping' | 'hanging';
  readonly drawing?: Drawing;
}

export function buildFigureMesh(build: Build, look: Look, style: FigureStyle = {}): FigureMesh {
  const { hands = 'gripping', drawing = 'blended' } = style;
  const bodySolids = drawing === 'blended' ? trunkAndLimbs : tailoredTrunkAndLimbs;
  const skeleton = skeletonOf(build);
  const { rest, size } = skeleton;
  const paints = paintsFor(look, skeleton);
  const hand = hands === 'gripping' ? grippingHand : hangingHand;
  const reach = rest.wrists[0][0] + 0.06;
  const parts: Part[] = [
    {
      solids: bodySolids(build, skeleton, look.outfit?.looseM ?? 0),
      cellM: 0.0155,
      paint: paints.body,
      box: { low: [-reach, rest.ankles[0][1] - 0.09, -0.24], high: [reach, rest.midShoulder[1] + 0.22, 0.24] },
    },
    {
      solids: headSolids(look, rest.headCentre, size),
      cellM: 0.0085,
      paint: paints.head,
      box: around(rest.headCentre, 0.21),
    },
    {
      solids: hand('lead', rest.wrists[0], size),
      cellM: 0.009,
      paint: paints.leadHand,
      box: around(rest.wrists[0], 0.21),
    },
    {
      solids: hand('trail', rest.wrists[1], size),
      cellM: 0.009,
      paint: paints.trailHand,
      box: around(rest.wrists[1], 0.21),
    },
    {
      solids: shoe('lead', rest.ankles[0], skeleton),
      cellM: 0.012,
      paint: paints.shoe,
      box: around(rest.ankles[0], 0.26),
    },
    {
      solids: shoe('trail', rest.ankles[1], skeleton),
      cellM: 0.012,
      paint: paints.shoe,
      box: around(rest.ankles[1], 0.26),
    },
  ];
  return assemble(skeleton, parts);
}

function around(centre: Vec3, by: number): Box {
  return {
    low: [centre[0] - by, centre[1] - by, centre[2] - by],
    high: [centre[0] + by, centre[1] + by, centre[2] + by],
  };
}

function assemble(skeleton: Skeleton, parts: readonly Part[]): FigureMesh {
  const built = parts.map((part) => {
    const field = blended(part.solids);
    const mesh = meshOf(field, part.box, part.cellM);
    return {
      part,
      mesh,
      openness: opennessOf(field, mesh.positions, mesh.normals),
      skin: skinOf(part.solids, mesh.positions),
    };
  });
  const vertexCount = built.reduce((sum, b) => sum + b.mesh.positions.length / 3, 0);
  const triangleCount = built.reduce((sum, b) => sum + b.mesh.triangles.length / 3, 0);
  const figure = {
    skeleton,
    vertexCount,
    triangleCount,
    positions: new Float32Array(vertexCount * 3),
    normals: new Float32Array(vertexCount * 3),
    openness: new Float32Array(vertexCount),
    triangles: new Uint32Array(triangleCount * 3),
    partOf: new Uint8Array(triangleCount),
    paints: parts.map((part) => part.paint),
    bones: new Uint8Array(vertexCount * BONES_PER_VERTEX),
    weights: new Float32Array(vertexCount * BONES_PER_VERTEX),
  };
  let vertex = 0;
  let triangle = 0;
  built.forEach(({ mesh, openness, skin }, index) => {
    figure.positions.set(mesh.positions, vertex * 3);
    figure.normals.set(mesh.normals, vertex * 3);
    figure.openness.set(openness, vertex);
    figure.bones.set(skin.bones, vertex * BONES_PER_VERTEX);
    figure.weights.set(skin.weights, vertex * BONES_PER_VERTEX);
    for (let i = 0; i < mesh.triangles.length; i++) {
      figure.triangles[triangle * 3 + i] = (mesh.triangles[i] as number) + vertex;
    }
    figure.partOf.fill(index, triangle, triangle + mesh.triangles.length / 3);
    vertex += mesh.positions.length / 3;
    triangle += mesh.triangles.length / 3;
  });
  return figure;
}

/** Each bone holds a vertex by how near its own solids are; the four strongest stay. */
function skinOf(solids: readonly Primitive[], positions: Float32Array) {
  const names = [...new Set(solids.map((solid) => solid.bone))];
  const count = positions.length / 3;
  const bones = new Uint8Array(count * BONES_PER_VERTEX);
  const weights = new Float32Array(count * BONES_PER_VERTEX);
  const near = new Map<BoneName, number>();
  for (let v = 0; v < count; v++) {
    for (const name of names) near.set(name, Number.POSITIVE_INFINITY);
    for (const solid of solids) {
      const d = solid.field(positions[v * 3] as number, positions[v * 3 + 1] as number, positions[v * 3 + 2] as number);
      if (d < (near.get(solid.bone) as number)) near.set(solid.bone, d);
    }
    const ranked = [...near].sort((a, b) => a[1] - b[1]).slice(0, BONES_PER_VERTEX);
    const closest = ranked[0]?.[1] ?? 0;
    let sum = 0;
    ranked.forEach(([name, d], k) => {
      const weight = Math.exp(-(d - closest) / SKIN_SOFTNESS_M);
      bones[v * BONES_PER_VERTEX + k] = BONE[name];
      weights[v * BONES_PER_VERTEX + k] = weight;
      sum += weight;
    });
    for (let k = 0; k < BONES_PER_VERTEX; k++) {
      const at = v * BONES_PER_VERTEX + k;
      weights[at] = (weights[at] as number) / sum;
    }
  }
  return { bones, weights };
}

/** Ambient occlusion by the field itself: how far out along the normal the body stays away. */
function opennessOf(field: Field, positions: Float32Array, normals: Float32Array): Float32Array {
  const out = new Float32Array(positions.length / 3);
  for (let v = 0; v < out.length; v++) {
    const [x, y, z] = [positions[v * 3] as number, positions[v * 3 + 1] as number, positions[v * 3 + 2] as number];
    const [nx, ny, nz] = [normals[v * 3] as number, normals[v * 3 + 1] as number, normals[v * 3 + 2] as number];
    let hidden = 0;
    let share = 1;
    for (const h of [0.015, 0.035, 0.07, 0.12]) {
      hidden += (share * Math.max(0, h - field(x + nx * h, y + ny * h, z + nz * h))) / h;
      share *= 0.7;
    }
    out[v] = Math.max(0.48, 1 - 0.36 * hidden);
  }
  return out;
}
