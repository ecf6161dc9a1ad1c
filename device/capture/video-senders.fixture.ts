/** Cameras for tests: a file, a sender of H.264 with absolute times over TCP, and an RTSP camera. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { systemClock } from '../clock/clock.ts';
import { encodeGdpBufferHeader, encodeGdpStart, GdpReader } from '../process/gdp.ts';
import { TetheredProcess } from '../process/tethered-process.ts';

export const PICTURE = { width: 320, height: 240, fps: 60 };
const ENCODER = 'x264enc speed-preset=ultrafast tune=zerolatency key-int-max=15 aud=true';
const H264 = 'video/x-h264,stream-format=byte-stream,alignment=au';
const RAW = `video/x-raw,width=${PICTURE.width},height=${PICTURE.height},framerate=${PICTURE.fps}/1`;

function gstLaunch(pipeline: string): Buffer {
  return execFileSync('gst-launch-1.0', ['-q', ...pipeline.split(' ')], { maxBuffer: 64e6 });
}

export function makeVideoFile(file: string, frames: number): void {
  gstLaunch(
    `videotestsrc num-buffers=${frames} ! ${RAW} ! ${ENCODER} ! h264parse ! mp4mux ! filesink location=${file}`,
  );
}

function encodedPictures(frames: number): { data: Uint8Array; isKeyFrame: boolean }[] {
  const pictures: { data: Uint8Array; isKeyFrame: boolean }[] = [];
  new GdpReader(({ header, payload }) => {
    if (header.kind === 'buffer') pictures.push({ data: payload, isKeyFrame: !header.isDelta });
  }).push(gstLaunch(`videotestsrc num-buffers=${frames} ! ${RAW} ! ${ENCODER} ! ${H264} ! gdppay ! fdsink fd=1`));
  return pictures;
}

/** Sends the same two seconds again and again to whoever connects, each picture at its time. */
export class TcpCamera {
  readonly #pictures = encodedPictures(2 * PICTURE.fps);
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** While true, connections stay open and nothing is sent. */
  isSilent = false;

  constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends all connections, as a camera that is switched off and on. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.hangUp();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    const periodNs = 1e9 / PICTURE.fps;
    const startNs = systemClock.monotonicNs();
    socket.write(encodeGdpStart(`${H264},width=${PICTURE.width},height=${PICTURE.height},framerate=${PICTURE.fps}/1`));
    let sent = 0;
    const timer = setInterval(() => {
      const due = Math.floor((systemClock.monotonicNs() - startNs) / periodNs);
      for (; sent < due; sent++) {
        const picture = this.#pictures[sent % this.#pictures.length];
        if (picture === undefined || this.isSilent) continue;
        const { data, isKeyFrame } = picture;
        socket.write(
          encodeGdpBufferHeader(data.length, { ptsNs: startNs + sent * periodNs, durationNs: periodNs, isKeyFrame }),
        );
        socket.write(data);
      }
    }, 5);
    socket.once('close', () => {
      clearInterval(timer);
      this.#sockets.delete(socket);
    });
  }
}

const RTSP_SERVER = `
import gi
gi.require_version('GstRtspServer', '1.0')
from gi.repository import GLib, Gst, GstRtspServer
Gst.init(None)
server = GstRtspServer.RTSPServer(service='0')
factory = GstRtspServer.RTSPMediaFactory(shared=True)
factory.set_launch('( videotestsrc is-live=true ! ${RAW} ! ${ENCODER} ! h264parse ! rtph264pay name=pay0 config-interval=1 )')
server.get_mount_points().add_factory('/camera', factory)
server.attach(None)
print(server.get_bound_port(), flush=True)
GLib.MainLoop().run()
`;

const SYSTEM_PYTHON = '/usr/bin/python3';
export const rtspServerAvailable = existsSync('/usr/lib/x86_64-linux-gnu/girepository-1.0/GstRtspServer-1.0.typelib');

if (!rtspServerAvailable) {
  process.stderr.write('Tests of network cameras are left out: the package gir1.2-gst-rtsp-server-1.0 is not there.\n');
}

export class RtspCamera {
  #server: TetheredProcess | null = null;

  async listen(): Promise<string> {
    const server = new TetheredProcess({
      command: SYSTEM_PYTHON,
      args: ['-c', RTSP_SERVER],
      stdio: { stdout: 'pipe' },
    });
    this.#server = server;
    const port = await new Promise((resolve, reject) => {
      server.child.stdout?.once('data', (chunk) => resolve(Number(String(chunk))));
      void server.exited.then(() => reject(new Error(server.lastWords)));
    });
    return `rtsp://127.0.0.1:${port}/camera`;
  }

  async close(): Promise<void> {
    await this.#server?.kill();
  }
}
