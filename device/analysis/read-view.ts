/** The file of one view of a swing becomes a pose track and a film: decoding and the pose model at the same time. */
import type { VideoFacts } from '../capture/video-probe.ts';
import { readVideo } from '../capture/video-reader.ts';
import type { ViewRequest } from './analysis-request.ts';
import { framesMissing } from './errors.ts';
import type { PoseCrew } from './pose-crew.ts';
import { ViewReader, type ViewReaderOptions, type ViewSeen } from './view-reader.ts';

export interface ViewRead extends ViewSeen {
  readonly view: ViewRequest;
  /** Of the upright picture. */
  readonly facts: Pick<VideoFacts, 'width' | 'height' | 'fps' | 'hasSound'>;
}

export interface ReadViewOptions extends ViewReaderOptions {
  /** 0–1. */
  readonly onProgress: (fraction: number) => void;
}

/** Below this share of the announced frames a file counts as cut. */
const DECODED_SHARE_MIN = 0.9;

export async function readView(
  crew: PoseCrew,
  view: ViewRequest,
  facts: VideoFacts,
  options: ReadViewOptions,
): Promise<ViewRead> {
  const { name, searchArea, file, frameTimesNs } = view;
  const { width, height, announcedFrames } = facts;
  const reader = await ViewReader.open(crew, { name, searchArea, width, height, announcedFrames }, options);
  const { edge } = reader.decoded;
  await readVideo(file, { format: 'NV12', ...(edge === null ? {} : { maxEdgePixels: edge }) }, async (frame) => {
    await reader.take(frame.data, frameTimesNs?.[reader.frames] ?? frame.capturedAtNs);
    options.onProgress(Math.min(1, reader.frames / Math.max(1, announcedFrames)));
  });
  const seen = await reader.end();
  if (reader.frames < DECODED_SHARE_MIN * announcedFrames) throw framesMissing(file, reader.frames, announcedFrames);
  return { view, facts, ...seen };
}
