/**
 * The pages that the bay screen is held against: the same pictures and nothing else. No component, no skeleton, no
 * words; what a browser on this machine can do at best.
 */

const page = (script: string): string => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>bare</title>
    <style>
      * { margin: 0; box-sizing: border-box }
      body { display: grid; grid-auto-flow: column; height: 100vh; background: #000; overflow: hidden }
      canvas, video { width: 50vw; height: 100vh; object-fit: cover }
    </style>
  </head>
  <body><script type="module">${script}</script></body>
</html>`;

/** Two cameras over the bay's own socket: decoded, drawn, no more. */
export const BARE_LIVE = page(`
  const { ticket } = await (await fetch('/api/v1/realtime/ticket', { method: 'POST' })).json();
  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/api/v1/realtime/connect?ticket=' + ticket);
  socket.binaryType = 'arraybuffer';
  const views = [];
  const codecOf = (unit) => {
    for (let at = 0; at + 6 < unit.length; at++) {
      if (unit[at] !== 0 || unit[at + 1] !== 0 || unit[at + 2] !== 1 || (unit[at + 3] & 31) !== 7) continue;
      return 'avc1.' + [...unit.subarray(at + 4, at + 7)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    }
    return null;
  };
  const open = () => {
    const canvas = document.body.appendChild(document.createElement('canvas'));
    const context = canvas.getContext('2d', { alpha: false });
    const view = { waiting: null, decoder: null };
    const draw = () => {
      requestAnimationFrame(draw);
      const frame = view.waiting;
      if (frame === null) return;
      view.waiting = null;
      canvas.width = canvas.clientWidth;
      canvas.height = canvas.clientHeight;
      const scale = Math.max(canvas.width / frame.displayWidth, canvas.height / frame.displayHeight);
      const [width, height] = [frame.displayWidth * scale, frame.displayHeight * scale];
      context.drawImage(frame, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
      canvas.dataset.capturedAtNs = String(frame.timestamp * 1000);
      frame.close();
    };
    requestAnimationFrame(draw);
    return view;
  };
  const show = (view, isKey, capturedAtNs, unit) => {
    if (view.decoder === null) {
      const codec = isKey ? codecOf(unit) : null;
      if (codec === null) return;
      const output = (frame) => { view.waiting?.close(); view.waiting = frame; };
      view.decoder = new VideoDecoder({ output, error: () => undefined });
      view.decoder.configure({ codec, optimizeForLatency: true });
    }
    const timestamp = Math.round(capturedAtNs / 1000);
    view.decoder.decode(new EncodedVideoChunk({ type: isKey ? 'key' : 'delta', timestamp, data: unit }));
  };
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') {
      const message = JSON.parse(data);
      if (message.event !== 'CONNECTED') return;
      for (const { name } of message.data.cameras) {
        views.push(open());
        socket.send(JSON.stringify({ event: 'START_STREAM', data: { camera: name } }));
      }
      return;
    }
    const bytes = new DataView(data);
    const view = views[bytes.getUint8(1)];
    if (view) show(view, (bytes.getUint8(2) & 1) !== 0, bytes.getFloat64(4), new Uint8Array(data, 12));
  };
`);

/** The clips of one swing, played in a loop by the browser itself. */
export function bareReplay(addresses: readonly string[]): string {
  return page(`
    for (const address of ${JSON.stringify(addresses)}) {
      const video = document.createElement('video');
      Object.assign(video, { src: address, muted: true, loop: true, autoplay: true, playsInline: true });
      document.body.append(video);
      void video.play();
    }
  `);
}
