/**
 * The GStreamer pipeline of each kind of camera, as the arguments of `gst-launch-1.0`. Pure: nothing is run here.
 *
 *     raw source ─ NV12 ─ tee ─┬─ leaky queue ─ gdppay ─► raw fd        frames, whole ones dropped for a slow reader
 *                              └─ queue ─ encoder ─ gdppay ─► encoded fd   every frame, never dropped
 *
 *     H.264 source ─ parse ─ tee ─┬─ queue ─ decoder ─ leaky queue ─ NV12 ─ gdppay ─► raw fd
 *                                 └─ queue ─ gdppay ─► encoded fd          as the camera made it, not encoded again
 *
 * and, only while somebody watches, out of the memory that the raw frames are in:
 *
 *     raw fd ─ gdpdepay ─ leaky queue ─ smaller ─ encoder ─ gdppay ─► encoded fd
 */
import type { Camera, CameraSource } from './capture.config.ts';
import { gstQuoted } from './gst-text.ts';
import type { Rendition } from './rendition.ts';

export const ENCODERS = ['nvv4l2h264enc', 'nvh264enc', 'vah264enc', 'v4l2h264enc', 'x264enc'] as const;
export type Encoder = (typeof ENCODERS)[number];

export interface PipelineBranches {
  /** File descriptors in the pipeline's process; null leaves the branch out. */
  rawFd: number | null;
  encodedFd: number | null;
  encoder: Encoder;
}

/**
 * Raw frames that may wait for the reading thread: what comes while the machine lets it wait (up to 200 ms were measured
 * on two busy cores). While the queue is full the oldest is dropped for each new one; a reader that is back empties
 * it in milliseconds, so it makes no frame late.
 */
const RAW_QUEUE_S = 0.3;
/** Frames in the memory of the graphics unit are few, and the camera needs them back. */
const NVMM_QUEUE_FRAMES_MAX = 3;
/** How long the encoded branch may wait for its reader before it holds up the camera. */
const ENCODED_QUEUE_NS_MAX = 5e9;
/** Frames that may wait for the encoder, so that it can be late by a few without holding up the camera. */
const ENCODER_QUEUE_FRAMES_MAX = 30;
const RTSP_LATENCY_MS = 50;

type Elements = readonly string[];

export function describePipeline(camera: Camera, branches: PipelineBranches): string[] {
  const source = describeSource(camera);
  const raw = branches.rawFd === null ? [] : [...describeRaw(camera, source), ...intoFd(branches.rawFd)];
  const encoded =
    branches.encodedFd === null
      ? []
      : [...describeEncoded(camera, source, branches.encoder), ...intoFd(branches.encodedFd)];
  const head = joined(source.elements, ...(source.shared ?? []));
  if (raw.length === 0) return [...head, '!', ...encoded];
  if (encoded.length === 0) return [...head, '!', ...raw];
  return [...head, '!', 'tee', 'name=t', 't.', '!', ...raw, 't.', '!', ...encoded];
}

/** Frames that may wait for the second encoder; the oldest goes. */
const RENDITION_QUEUE_FRAMES_MAX = 2;
/** What a picture of a phone's size needs: 1.5 Mbit/s at 640 × 360 and 30 a second. */
const RENDITION_BITS_A_PIXEL = 0.22;
/** A page that joins, or has lost a picture, waits half of this on average. */
const RENDITION_KEY_FRAME_EVERY_S = 0.5;

/** Takes frames of a camera in GDP from one file descriptor and gives them smaller and encoded to another. */
export function describeRendition(
  { width, height, fps }: Rendition,
  { rawFd, encodedFd, encoder }: { rawFd: number; encodedFd: number; encoder: Encoder },
): string[] {
  const encoding = {
    keyFrameEvery: Math.max(1, Math.round(fps * RENDITION_KEY_FRAME_EVERY_S)),
    recordedMbps: (width * height * fps * RENDITION_BITS_A_PIXEL) / 1e6,
  };
  const toNvmm = encoder === 'nvv4l2h264enc' ? [['nvvidconv'], ['video/x-raw(memory:NVMM),format=NV12']] : [];
  return [
    ...joined(
      ['fdsrc', `fd=${rawFd}`],
      ['gdpdepay'],
      queueOf({ framesMax: RENDITION_QUEUE_FRAMES_MAX, mayDrop: true }),
      ...toNv12(`width=${width},height=${height}`),
      ...toNvmm,
      encoderElements(encoder, encoding),
      ...PARSED,
    ),
    ...intoFd(encodedFd),
  ];
}

/** What the element before the tee gives. */
interface DescribedSource {
  gives: 'raw' | 'h264' | 'nvmm';
  elements: Elements;
  /** Applied before the tee, for both branches. */
  shared?: readonly Elements[];
}

function describeSource(camera: Camera): DescribedSource {
  const { source } = camera;
  const size = `width=${camera.width},height=${camera.height}`;
  const sizeAndRate = `${size},framerate=${rateFraction(camera.fps)}`;
  switch (source.kind) {
    case 'test':
      return {
        gives: 'raw',
        elements: ['videotestsrc', 'is-live=true', `pattern=${source.pattern}`],
        shared: [[`video/x-raw,format=NV12,${sizeAndRate}`]],
      };
    case 'file':
      return { gives: 'raw', elements: fileElements(source), shared: toNv12(size) };
    case 'virtual':
      return {
        gives: 'h264',
        elements: ['tcpclientsrc', `host=${gstQuoted(source.host)}`, `port=${source.port}`, '!', 'gdpdepay'],
        shared: PARSED,
      };
    case 'rtsp':
      return {
        gives: 'h264',
        elements: [
          ...['rtspsrc', `location=${gstQuoted(source.url)}`, `latency=${RTSP_LATENCY_MS}`, 'protocols=tcp', '!'],
          'rtph264depay',
        ],
        shared: PARSED,
      };
    case 'v4l2':
      return describeV4l2(source, sizeAndRate, size);
    case 'csi':
      return {
        gives: 'nvmm',
        elements: [
          'nvarguscamerasrc',
          `sensor-id=${source.sensorId}`,
          ...(source.mode === null ? [] : [`sensor-mode=${source.mode}`]),
        ],
        shared: [[`video/x-raw(memory:NVMM),format=NV12,${sizeAndRate}`]],
      };
    case 'genicam':
      return {
        gives: 'raw',
        elements: ['aravissrc', `camera-name=${gstQuoted(source.camera)}`],
        shared: [[`video/x-raw,${sizeAndRate}`], ...toNv12(size)],
      };
  }
}

function fileElements({ path, pace }: Extract<CameraSource, { kind: 'file' }>): Elements {
  return [
    ...['filesrc', `location=${gstQuoted(path)}`, '!'],
    ...['decodebin', 'expose-all-streams=false', 'caps=video/x-raw(ANY)', '!'],
    ...['queue', 'max-size-buffers=8', '!', 'videoflip', 'video-direction=auto'],
    ...(pace === 'real-time' ? ['!', 'clocksync'] : []),
  ];
}

function describeV4l2(
  { device, format }: Extract<CameraSource, { kind: 'v4l2' }>,
  sizeAndRate: string,
  size: string,
): DescribedSource {
  const elements = ['v4l2src', `device=${gstQuoted(device)}`];
  if (format === 'H264') return { gives: 'h264', elements, shared: [[`video/x-h264,${sizeAndRate}`], ...PARSED] };
  if (format === 'MJPEG') {
    return { gives: 'raw', elements, shared: [[`image/jpeg,${sizeAndRate}`], ['jpegdec'], ...toNv12(size)] };
  }
  return { gives: 'raw', elements, shared: [[`video/x-raw,format=${format},${sizeAndRate}`], ...toNv12(size)] };
}

/** Access units with their parameter sets before every key frame, so that a recording can begin at any of them. */
const PARSED: readonly Elements[] = [
  ['h264parse', 'config-interval=-1'],
  ['video/x-h264,stream-format=byte-stream,alignment=au'],
];

/** Both do nothing where the picture is right already; a picture of another shape gets borders. */
function toNv12(size: string): readonly Elements[] {
  return [['videoscale', 'add-borders=true'], ['videoconvert'], [`video/x-raw,format=NV12,${size}`]];
}

function describeRaw(camera: Camera, { gives }: DescribedSource): string[] {
  const { source } = camera;
  const mayDrop = !(source.kind === 'file' && source.pace === 'as-fast-as-possible');
  const framesMax = gives === 'nvmm' ? NVMM_QUEUE_FRAMES_MAX : Math.max(3, Math.ceil(camera.fps * RAW_QUEUE_S));
  const queue = queueOf({ framesMax, mayDrop });
  const size = `width=${camera.width},height=${camera.height}`;
  switch (gives) {
    case 'raw':
      return queue;
    case 'nvmm':
      return joined(queue, ['nvvidconv'], [`video/x-raw,format=NV12,${size}`]);
    case 'h264':
      // Dropping before the decoder would break the frames that refer to the dropped one. One decoder thread: more
      // would each hold a frame back.
      return joined(queueOf({ nsMax: ENCODED_QUEUE_NS_MAX }), ['avdec_h264', 'max-threads=1'], queue, ...toNv12(size));
  }
}

function describeEncoded(camera: Camera, { gives }: DescribedSource, encoder: Encoder): string[] {
  const wait = queueOf({ nsMax: ENCODED_QUEUE_NS_MAX });
  if (gives === 'h264') return wait;
  const ahead = queueOf({ framesMax: ENCODER_QUEUE_FRAMES_MAX });
  // Only NVIDIA's own encoder takes pictures from the memory of its camera.
  const toSystem = gives === 'nvmm' && encoder !== 'nvv4l2h264enc' ? [['nvvidconv'], ['video/x-raw,format=NV12']] : [];
  const toNvmm =
    gives === 'raw' && encoder === 'nvv4l2h264enc' ? [['nvvidconv'], ['video/x-raw(memory:NVMM),format=NV12']] : [];
  return joined(ahead, ...toSystem, ...toNvmm, encoderElements(encoder, camera), ...PARSED, wait);
}

/** No B-frames anywhere: every access unit comes out as its frame goes in, and PTS rise. */
function encoderElements(
  encoder: Encoder,
  { keyFrameEvery, recordedMbps }: Pick<Camera, 'keyFrameEvery' | 'recordedMbps'>,
): Elements {
  const kbps = Math.round(recordedMbps * 1000);
  switch (encoder) {
    case 'x264enc':
      return [
        ...['x264enc', 'speed-preset=ultrafast', 'tune=zerolatency', 'bframes=0', `key-int-max=${keyFrameEvery}`],
        ...[`bitrate=${kbps}`, 'byte-stream=true', 'aud=true', 'threads=1'],
      ];
    case 'nvv4l2h264enc':
      return [
        ...['nvv4l2h264enc', `bitrate=${kbps * 1000}`, `iframeinterval=${keyFrameEvery}`],
        ...[`idrinterval=${keyFrameEvery}`, 'insert-sps-pps=true', 'insert-aud=true', 'num-B-Frames=0'],
        'maxperf-enable=true',
      ];
    case 'nvh264enc':
      return ['nvh264enc', `bitrate=${kbps}`, `gop-size=${keyFrameEvery}`, 'bframes=0', 'zerolatency=true', 'aud=true'];
    case 'vah264enc':
      return ['vah264enc', `bitrate=${kbps}`, `key-int-max=${keyFrameEvery}`, 'b-frames=0', 'aud=true'];
    case 'v4l2h264enc':
      return [
        'v4l2h264enc',
        `extra-controls="controls,video_bitrate=${kbps * 1000},video_gop_size=${keyFrameEvery},video_b_frames=0"`,
      ];
  }
}

function queueOf(bound: { framesMax?: number; nsMax?: number; mayDrop?: boolean }): string[] {
  return [
    'queue',
    `leaky=${bound.mayDrop ? 'downstream' : 'no'}`,
    `max-size-buffers=${bound.framesMax ?? 0}`,
    'max-size-bytes=0',
    `max-size-time=${bound.nsMax ?? 0}`,
  ];
}

function intoFd(fd: number): string[] {
  return ['!', 'gdppay', '!', 'fdsink', `fd=${fd}`, 'sync=false'];
}

function joined(...parts: readonly Elements[]): string[] {
  return parts.flatMap((part, index) => (index === 0 ? [...part] : ['!', ...part]));
}

/** 59.94 is 60000/1001; other broken rates to the thousandth. */
function rateFraction(fps: number): string {
  if (Number.isInteger(fps)) return `${fps}/1`;
  const broadcast = Math.round(fps * 1.001);
  if (Math.abs((broadcast * 1000) / 1001 - fps) < 0.005) return `${broadcast * 1000}/1001`;
  return `${Math.round(fps * 1000)}/1000`;
}
