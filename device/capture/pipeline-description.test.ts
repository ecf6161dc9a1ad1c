import { describe, expect, it } from 'vitest';
import { type CameraSource, cameraSchema } from './capture.config.ts';
import { describeMicrophonePipeline } from './microphone-pipeline.ts';
import { describePipeline, type Encoder } from './pipeline-description.ts';

const BOTH = { rawFd: 4, encodedFd: 3 };

function pipelineOf(source: CameraSource, encoder: Encoder = 'x264enc', branches: object = BOTH): string {
  const camera = cameraSchema.parse({
    ...{ name: 'camera', role: 'face-on', source, width: 1280, height: 720, fps: 120, keyFrameEvery: 60 },
  });
  return describePipeline(camera, { ...BOTH, encoder, ...branches }).join(' ');
}

const SOURCES: Record<string, CameraSource> = {
  test: { kind: 'test', pattern: 'ball' },
  'file in real time': { kind: 'file', path: '/clips/a swing.mp4', pace: 'real-time' },
  'file as fast as possible': { kind: 'file', path: '/clips/swing.mp4', pace: 'as-fast-as-possible' },
  virtual: { kind: 'virtual', host: '127.0.0.1', port: 7001 },
  rtsp: { kind: 'rtsp', url: 'rtsp://camera.local/stream' },
  'v4l2 YUY2': { kind: 'v4l2', device: '/dev/video0', format: 'YUY2' },
  'v4l2 MJPEG': { kind: 'v4l2', device: '/dev/video0', format: 'MJPEG' },
  'v4l2 H264': { kind: 'v4l2', device: '/dev/video0', format: 'H264' },
  csi: { kind: 'csi', sensorId: 1, mode: 3 },
  genicam: { kind: 'genicam', camera: 'Basler-123' },
};

const source = (kind: string): CameraSource => SOURCES[kind] ?? { kind: 'test', pattern: 'ball' };
const ENCODED_ALREADY = ['virtual', 'rtsp', 'v4l2 H264'];

/** The elements between the tee and a file descriptor. */
function branch(pipeline: string, fd: number): string {
  const found = pipeline.split(' t. ! ').find((part) => part.includes(`fdsink fd=${fd} `));
  return found ?? '';
}

describe('pipeline of a camera', () => {
  it.each(Object.keys(SOURCES))(
    '%s: the recording is never dropped, raw frames are, where the source is live',
    (kind) => {
      const pipeline = pipelineOf(source(kind));
      expect(branch(pipeline, 3)).not.toContain('leaky=downstream');
      expect(branch(pipeline, 4).includes('leaky=downstream')).toBe(kind !== 'file as fast as possible');
      expect(branch(pipeline, 3)).toContain('gdppay');
      expect(branch(pipeline, 4)).toContain('gdppay');
    },
  );

  it.each(Object.keys(SOURCES))('%s: every queue is bounded', (kind) => {
    const queues = pipelineOf(source(kind))
      .split(' ! ')
      .filter((element) => element.startsWith('queue leaky'));
    for (const queue of queues) expect(queue).toMatch(/max-size-buffers=[1-9]|max-size-time=[1-9]/);
  });

  it.each(ENCODED_ALREADY)('%s: what the camera encoded is recorded as it is', (kind) => {
    const pipeline = pipelineOf(source(kind));
    expect(pipeline).not.toMatch(/enc /);
    expect(pipeline.indexOf('tee name=t')).toBeLessThan(pipeline.indexOf('avdec_h264'));
    expect(branch(pipeline, 3)).not.toContain('avdec_h264');
    // Dropping before the decoder would break the frames that follow.
    expect(branch(pipeline, 4)).toMatch(/queue leaky=no .* avdec_h264 .* queue leaky=downstream/);
  });

  it.each(Object.keys(SOURCES))('%s: the recording can be cut at every key frame', (kind) => {
    const pipeline = pipelineOf(source(kind));
    expect(pipeline).toContain('h264parse config-interval=-1 ! video/x-h264,stream-format=byte-stream,alignment=au');
    if (!ENCODED_ALREADY.includes(kind)) expect(pipeline).toMatch(/bframes=0 key-int-max=60/);
  });

  it('reads a CSI camera in the memory of the graphics unit and leaves it only for the frames', () => {
    expect(pipelineOf(source('csi'), 'nvv4l2h264enc')).toBe(
      'nvarguscamerasrc sensor-id=1 sensor-mode=3' +
        ' ! video/x-raw(memory:NVMM),format=NV12,width=1280,height=720,framerate=120/1 ! tee name=t' +
        ' t. ! queue leaky=downstream max-size-buffers=3 max-size-bytes=0 max-size-time=0' +
        ' ! nvvidconv ! video/x-raw,format=NV12,width=1280,height=720 ! gdppay ! fdsink fd=4 sync=false' +
        ' t. ! queue leaky=no max-size-buffers=30 max-size-bytes=0 max-size-time=0' +
        ' ! nvv4l2h264enc bitrate=8000000 iframeinterval=60 idrinterval=60 insert-sps-pps=true insert-aud=true' +
        ' num-B-Frames=0 maxperf-enable=true' +
        ' ! h264parse config-interval=-1 ! video/x-h264,stream-format=byte-stream,alignment=au' +
        ' ! queue leaky=no max-size-buffers=0 max-size-bytes=0 max-size-time=5000000000' +
        ' ! gdppay ! fdsink fd=3 sync=false',
    );
  });

  it('brings pictures to where the encoder reads them', () => {
    expect(branch(pipelineOf(source('csi'), 'x264enc'), 3)).toContain('nvvidconv ! video/x-raw,format=NV12 ! x264enc');
    expect(branch(pipelineOf(source('v4l2 YUY2'), 'nvv4l2h264enc'), 3)).toContain(
      'nvvidconv ! video/x-raw(memory:NVMM),format=NV12 ! nvv4l2h264enc',
    );
  });

  it('asks a camera for the format that it was said to send', () => {
    expect(pipelineOf(source('v4l2 MJPEG'))).toContain('image/jpeg,width=1280,height=720,framerate=120/1 ! jpegdec');
    expect(pipelineOf(source('v4l2 YUY2'))).toContain('video/x-raw,format=YUY2,width=1280,height=720,framerate=120/1');
    expect(pipelineOf(source('genicam'))).toMatch(/^aravissrc camera-name="Basler-123" ! video\/x-raw,width=1280/);
    expect(pipelineOf(source('rtsp'))).toContain('rtspsrc location="rtsp://camera.local/stream"');
    expect(pipelineOf(source('virtual'))).toContain('tcpclientsrc host="127.0.0.1" port=7001 ! gdpdepay');
  });

  it('plays a file upright, and at its pace only where that is wanted', () => {
    expect(pipelineOf(source('file in real time'))).toContain('videoflip video-direction=auto ! clocksync');
    expect(pipelineOf(source('file as fast as possible'))).not.toContain('clocksync');
  });

  it('leaves out the branch that nobody wants', () => {
    expect(pipelineOf(source('test'), 'x264enc', { encodedFd: null })).not.toMatch(/tee|x264enc/);
    expect(pipelineOf(source('virtual'), 'x264enc', { rawFd: null })).not.toMatch(/tee|avdec/);
  });

  it('lets no name end its own quotes', () => {
    const path = '/clips/a "b" ! fakesink \\.mp4';
    const pipeline = pipelineOf({ kind: 'file', path, pace: 'real-time' });
    expect(pipeline).toContain('location="/clips/a \\"b\\" ! fakesink \\\\.mp4" !');
  });

  it('writes broken frame rates as the fractions that cameras know', () => {
    const at = (fps: number): string =>
      describePipeline(
        cameraSchema.parse({ name: 'c', role: 'other', source: source('test'), width: 64, height: 64, fps }),
        { ...BOTH, encoder: 'x264enc' },
      ).join(' ');
    expect(at(59.94)).toContain('framerate=60000/1001');
    expect(at(29.97)).toContain('framerate=30000/1001');
    expect(at(12.5)).toContain('framerate=12500/1000');
  });
});

describe('pipeline of a microphone', () => {
  it.each([
    [{ kind: 'alsa', device: 'hw:1,0' } as const, 'alsasrc device="hw:1,0" provide-clock=false'],
    [{ kind: 'virtual', host: 'localhost', port: 7003 } as const, 'tcpclientsrc host="localhost" port=7003 ! gdpdepay'],
    [{ kind: 'file', path: '/a.wav' } as const, 'filesrc location="/a.wav" ! decodebin'],
    [{ kind: 'test' } as const, 'audiotestsrc is-live=true wave=ticks'],
  ])('begins with its source and gives one channel at 48 kHz: %j', (microphone, begins) => {
    const pipeline = describeMicrophonePipeline(microphone, 3).join(' ');
    expect(pipeline.startsWith(begins)).toBe(true);
    expect(pipeline).toContain('audio/x-raw,format=S16LE,layout=interleaved,channels=1,rate=48000 ! gdppay');
  });
});
