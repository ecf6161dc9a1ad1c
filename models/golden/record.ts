import { writeFile } from 'node:fs/promises';
import { sha256Hex } from '../built-model.ts';
import { goldenFrames } from './golden-frames.ts';
import { GOLDEN_FILE, type GoldenRecord } from './golden-record.ts';
import { askMediapipe, MODEL_COMPLEXITY, type OraclePose } from './mediapipe-oracle.ts';

/**
 * Asks MediaPipe for the landmarks of the golden pictures and keeps them. Needs Chromium; run it again only when the
 * package or the pictures change: `node models/golden/record.ts`.
 */

/** Five decimals are 0.007 pixels of the widest picture and 0.01 mm: far below any tolerance. */
const rounded = (pose: OraclePose | null): OraclePose | null => {
  const round = (values: number[]) => values.map((value) => Number(value.toFixed(5)));
  return pose === null ? null : { image: round(pose.image), world: round(pose.world) };
};

const frames = goldenFrames();
const records: GoldenRecord[] = [];
for (const model of Object.keys(MODEL_COMPLEXITY) as (keyof typeof MODEL_COMPLEXITY)[]) {
  const answers = await askMediapipe(
    frames.map(({ picture }) => picture),
    model,
  );
  for (const [index, { detected, tracked }] of answers.entries()) {
    const { name, picture } = frames[index] as (typeof frames)[number];
    const pictureSha256 = sha256Hex(picture.data);
    records.push({ model, frame: name, pictureSha256, detected: rounded(detected), tracked: rounded(tracked) });
  }
  process.stderr.write(`${model}: ${answers.length} pictures\n`);
}
const lines = records.map((record) => `  ${JSON.stringify(record)}`).join(',\n');
await writeFile(GOLDEN_FILE, `[\n${lines}\n]\n`);
