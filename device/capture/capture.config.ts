/** The sections of the configuration that say what a bay sees and hears with. */
import { z } from 'zod';
import { cameraCalibrationSchema } from '../swing/geometry/camera-calibration.ts';

const port = z.int().min(1).max(65_535);
const host = z.string().min(1);

const virtualCameraSchema = z
  .strictObject({
    kind: z.literal('virtual').describe('A camera of the virtual bay: H.264 with its times over TCP.'),
    host: host.describe('Where the virtual bay runs.'),
    port: port.describe('The TCP port on which it sends this camera.'),
  })
  .describe('A rendered camera.');

const fileCameraSchema = z
  .strictObject({
    kind: z.literal('file').describe('A video file that plays as if it were a camera.'),
    path: z.string().min(1).describe('The video file.'),
    pace: z
      .enum(['real-time', 'as-fast-as-possible'])
      .default('real-time')
      .describe('Whether frames come at the times of the file, or as soon as they are decoded.'),
  })
  .describe('A recording.');

const v4l2CameraSchema = z
  .strictObject({
    kind: z.literal('v4l2').describe('A USB or other camera of the Linux video interface.'),
    device: z.string().startsWith('/dev/').describe('Its device, best by the lasting name in /dev/v4l/by-path.'),
    format: z
      .enum(['YUY2', 'NV12', 'MJPEG', 'H264'])
      .describe('What the camera sends at the wanted size and rate; `v4l2-ctl --list-formats-ext` lists it.'),
  })
  .describe('A USB camera.');

const rtspCameraSchema = z
  .strictObject({
    kind: z.literal('rtsp').describe('A network camera that sends H.264 by RTSP.'),
    url: z
      .string()
      .regex(/^rtsps?:\/\//)
      .describe('Its address, such as rtsp://camera.local/stream.'),
  })
  .describe('A network camera.');

const csiCameraSchema = z
  .strictObject({
    kind: z.literal('csi').describe('A camera on the CSI connector of a Jetson.'),
    sensorId: z.int().min(0).describe('The number of the sensor on the board.'),
    mode: z.int().min(0).nullable().default(null).describe('The mode of the sensor; null lets the driver choose.'),
  })
  .describe('A Jetson camera.');

const genicamCameraSchema = z
  .strictObject({
    kind: z.literal('genicam').describe('An industrial camera by GigE Vision or USB3 Vision.'),
    camera: z.string().min(1).describe('Its name as `arv-tool-0.8` lists it.'),
  })
  .describe('An industrial camera.');

const testCameraSchema = z
  .strictObject({
    kind: z.literal('test').describe('A picture made by GStreamer, to try a bay without a camera.'),
    pattern: z.enum(['smpte', 'ball', 'snow', 'black', 'circular']).default('ball').describe('Which picture.'),
  })
  .describe('A test pattern.');

export const cameraSourceSchema = z.discriminatedUnion('kind', [
  virtualCameraSchema,
  fileCameraSchema,
  v4l2CameraSchema,
  rtspCameraSchema,
  csiCameraSchema,
  genicamCameraSchema,
  testCameraSchema,
]);

const fraction = z.number().min(0).max(1);

export const cameraSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .describe('Names the camera in reports, files and logs: small letters, digits and hyphens.'),
  role: z
    .enum(['face-on', 'down-the-line', 'other'])
    .describe('How it sees the golfer: from the front, along the target line from behind, or otherwise.'),
  source: cameraSourceSchema.describe('Where its pictures come from.'),
  width: z.int().min(16).max(8192).describe('Width of the upright picture, in pixels.'),
  height: z.int().min(16).max(8192).describe('Height of the upright picture, in pixels.'),
  fps: z.number().positive().max(1000).describe('Frames a second.'),
  keyFrameEvery: z
    .int()
    .min(1)
    .max(600)
    .default(30)
    .describe('A key frame is recorded every so many frames; a clip starts early by at most as many.'),
  recordedMbps: z.number().positive().max(200).default(8).describe('Megabits a second of the recorded video.'),
  calibration: cameraCalibrationSchema
    .optional()
    .describe('Where the camera stands; where absent, the preset that ./swingbay calibrate left tells it.'),
  mat: z
    .strictObject({
      x: fraction.describe('Left edge, as a part of the width of the picture.'),
      y: fraction.describe('Upper edge, as a part of its height.'),
      width: fraction.describe('Width, as a part of the width of the picture.'),
      height: fraction.describe('Height, as a part of its height.'),
    })
    .optional()
    .describe('Where in the picture the golfer stands: whoever has the hips or feet there is the golfer.'),
});

export type Camera = z.infer<typeof cameraSchema>;
export type CameraSource = z.infer<typeof cameraSourceSchema>;

export const microphoneSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('virtual').describe('The microphone of the virtual bay: sound with its times over TCP.'),
    host: host.describe('Where the virtual bay runs.'),
    port: port.describe('The TCP port on which it sends the sound.'),
  }),
  z.strictObject({
    kind: z.literal('alsa').describe('A microphone of this machine.'),
    device: z.string().min(1).default('default').describe('Its ALSA name; `arecord -L` lists them.'),
  }),
  z.strictObject({
    kind: z.literal('file').describe('The sound of a file, played at its own pace.'),
    path: z.string().min(1).describe('The sound or video file.'),
  }),
  z.strictObject({
    kind: z.literal('test').describe('A tick once a second, to try a bay without a microphone.'),
  }),
]);

export const microphoneSchema = z.strictObject({
  source: microphoneSourceSchema.describe('Where the sound comes from.'),
  distanceM: z
    .number()
    .min(0)
    .max(50)
    .default(2)
    .describe(
      'From the ball to the microphone, in metres: sound takes 2.9 ms for each. A measured preset comes first.',
    ),
  distanceErrorM: z.number().min(0).max(10).default(0.1).describe('How far that distance may be off, in metres.'),
  delayMs: z
    .number()
    .min(0)
    .max(1000)
    .default(0)
    .describe('How much later than it hears them the device stamps sounds, in milliseconds.'),
  delayErrorMs: z.number().min(0).max(100).default(1).describe('How far that delay may be off, in milliseconds.'),
});

export type Microphone = z.infer<typeof microphoneSchema>;
