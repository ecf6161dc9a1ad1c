/**
 * Every model the appliance runs: where it comes from, what it must be, byte for byte, and what goes in and out.
 *
 * Third-party weights are files inside npm packages; their ONNX files are built at set-up and never stored in the
 * repository. Networks of our own lie in `models/trained`, with the command that trains them in `models/train`. All
 * values are 32-bit floats; pictures are channels first (N, C, H, W).
 */

export type ModelName =
  | 'pose-detector'
  | 'pose-landmarks-lite'
  | 'pose-landmarks-full'
  | 'pose-landmarks-heavy'
  | 'joint-correction';

/** How well against how fast; the landmark network of each. */
export type PoseModel = 'lite' | 'full' | 'heavy';

export interface ModelValue {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Somebody else's weights inside an npm package. */
export interface PackagedSource {
  /** npm package; its version is pinned in package.json. */
  readonly npmPackage: string;
  readonly file: string;
  /** First byte and the byte after the last one of the model inside the file; the whole file when absent. */
  readonly range?: readonly [number, number];
  /** Of exactly those bytes. */
  readonly sha256: string;
}

/** A network of our own, whole as it was trained. */
export interface TrainedSource {
  /** File in `models/trained`. */
  readonly trained: string;
}

interface EntryFacts {
  readonly name: ModelName;
  readonly purpose: string;
  readonly licence: string;
  readonly input: ModelValue;
  /** Of the ONNX file. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface ConvertedEntry extends EntryFacts {
  readonly source: PackagedSource;
  /** `tensor` is the output's name in the source file. Outputs not named here are dropped, with all they cost. */
  readonly outputs: readonly (ModelValue & { readonly tensor: string })[];
}

export interface TrainedEntry extends EntryFacts {
  readonly source: TrainedSource;
  readonly outputs: readonly ModelValue[];
}

export type CatalogEntry = ConvertedEntry | TrainedEntry;

const LANDMARK_OUTPUTS = [
  // 39 × (x, y, z in crop pixels, visibility, presence before the sigmoid).
  { tensor: 'Identity', name: 'landmarks', shape: [1, 195] },
  // Belief that the crop holds a person, 0–1.
  { tensor: 'Identity_1', name: 'presence', shape: [1, 1] },
  // One 64 × 64 map a landmark, before the sigmoid. The segmentation mask, Identity_2, is not wanted.
  { tensor: 'Identity_3', name: 'heatmap', shape: [1, 39, 64, 64] },
  // 39 × (x, y, z in metres), in the crop's axes.
  { tensor: 'Identity_4', name: 'world', shape: [1, 117] },
] as const;

const landmarks = (
  model: PoseModel,
  sourceSha256: string,
  built: { sha256: string; bytes: number },
): ConvertedEntry => ({
  name: `pose-landmarks-${model}`,
  purpose: `33 body landmarks of the person in a crop, ${model} network`,
  licence: 'Apache-2.0',
  source: { npmPackage: '@mediapipe/pose', file: `pose_landmark_${model}.tflite`, sha256: sourceSha256 },
  input: { name: 'picture', shape: [1, 3, 256, 256] },
  outputs: LANDMARK_OUTPUTS,
  ...built,
});

export const CATALOG: readonly CatalogEntry[] = [
  {
    name: 'pose-detector',
    purpose: 'Finds people, their mid-hip and their size, in a letterboxed picture',
    licence: 'Apache-2.0',
    source: {
      npmPackage: '@mediapipe/pose',
      file: 'pose_solution_packed_assets.data',
      range: [0, 2_962_288],
      sha256: 'a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85',
    },
    input: { name: 'picture', shape: [1, 3, 224, 224] },
    outputs: [
      { tensor: 'Identity', name: 'boxes', shape: [1, 2254, 12] },
      { tensor: 'Identity_1', name: 'scores', shape: [1, 2254, 1] },
    ],
    sha256: 'eaab5b556fc3ad189170e5560e8787c77a039893920f60f192640ba5d6384885',
    bytes: 11881735,
  },
  landmarks('lite', 'f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61', {
    sha256: 'de184d3a02855215607925e29f31c89a0b96d5e431f821467681ec4f8362aceb',
    bytes: 5469282,
  }),
  landmarks('full', 'e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f', {
    sha256: 'd15c7208e433b82338814bfed66cdd3113c407f4541e94148030705bb4c35c84',
    bytes: 12695752,
  }),
  landmarks('heavy', '59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe', {
    sha256: '5c8035fdbe6a80a32fe6b145d36751c91b868047f3e9e3b0a3e0ff2b1bc59b00',
    bytes: 55053579,
  }),
  {
    name: 'joint-correction',
    purpose: 'What is to be added to the joints that the cameras agree on, and how sure it is; 64 moments at a time',
    licence: 'Apache-2.0',
    source: { trained: 'joint-correction.onnx' },
    // Five moments of 417 numbers: device/swing/correction/correction-features.ts.
    input: { name: 'window', shape: [64, 2085] },
    outputs: [
      { name: 'residual', shape: [64, 57] },
      { name: 'deviation', shape: [64, 57] },
      { name: 'strangeness', shape: [64, 1] },
    ],
    sha256: '6c8b92b762fe1d63d6b188efd5e99d1ac13d2b9bbc837845795c907dd84483f1',
    bytes: 632907,
  },
];

export function isConverted(entry: CatalogEntry): entry is ConvertedEntry {
  return 'npmPackage' in entry.source;
}

export function catalogEntry(name: ModelName): CatalogEntry {
  return CATALOG.find((entry) => entry.name === name) as CatalogEntry;
}
