import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type CameraSource, cameraSchema } from './capture.config.ts';
import { describeFrameSource, type FrameSourceUnderTest } from './frame-source.suite.ts';
import { GstreamerFrameSource } from './gstreamer-frame-source.ts';
import { RestartingFrameSource } from './restarting-frame-source.ts';
import { makeVideoFile, PICTURE, RtspCamera, rtspServerAvailable, TcpCamera } from './video-senders.fixture.ts';

const FILE_FRAMES = 90;
const tcpCamera = new TcpCamera();
const rtspCamera = new RtspCamera();
let directory = '';
let file = '';
let tcpPort = 1;
let rtspUrl = 'rtsp://nowhere';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'swingbay-sources-'));
  file = join(directory, 'camera.mp4');
  makeVideoFile(file, FILE_FRAMES);
  tcpPort = await tcpCamera.listen();
  if (rtspServerAvailable) rtspUrl = await rtspCamera.listen();
});

afterAll(async () => {
  await Promise.all([tcpCamera.close(), rtspCamera.close(), rm(directory, { recursive: true, force: true })]);
});

function sourceOf(source: CameraSource, more: Partial<FrameSourceUnderTest> = {}): FrameSourceUnderTest {
  const camera = cameraSchema.parse({ name: 'camera', role: 'other', source, ...PICTURE });
  const create = () => new GstreamerFrameSource(camera, { encoder: 'x264enc' });
  return { create, ...PICTURE, clock: 'monotonic', framesUntilEnd: null, ...more };
}

describeFrameSource('test pattern', () => sourceOf({ kind: 'test', pattern: 'ball' }));

describeFrameSource('file in real time', () =>
  sourceOf({ kind: 'file', path: file, pace: 'real-time' }, { framesUntilEnd: FILE_FRAMES }),
);

describeFrameSource('file as fast as possible', () =>
  sourceOf({ kind: 'file', path: file, pace: 'as-fast-as-possible' }, { clock: 'file', framesUntilEnd: FILE_FRAMES }),
);

describeFrameSource('virtual camera', () => sourceOf({ kind: 'virtual', host: '127.0.0.1', port: tcpPort }));

describe.skipIf(!rtspServerAvailable)('network', () => {
  describeFrameSource('RTSP camera', () => sourceOf({ kind: 'rtsp', url: rtspUrl }));
});

describeFrameSource('camera that is started again', () => {
  const { create, ...rest } = sourceOf({ kind: 'test', pattern: 'ball' });
  return { ...rest, create: () => new RestartingFrameSource(create) };
});
