/** Which H.264 encoder this machine has: the hardware's own where there is one, x264 otherwise. */
import { TetheredProcess } from '../process/tethered-process.ts';
import { ENCODERS, type Encoder } from './pipeline-description.ts';

/**
 * The first of {@link ENCODERS} that encodes a few pictures here. That its plugin is installed says little: the
 * hardware behind it may be missing, as on the small Jetson modules.
 */
export async function chooseEncoder(candidates: readonly Encoder[] = ENCODERS): Promise<Encoder> {
  for (const encoder of candidates) {
    if (await encodes(encoder)) return encoder;
  }
  return 'x264enc';
}

const TRY_MS_MAX = 5000;

async function encodes(encoder: Encoder): Promise<boolean> {
  const toItsMemory =
    encoder === 'nvv4l2h264enc' ? ['nvvidconv', '!', 'video/x-raw(memory:NVMM),format=NV12', '!'] : [];
  const tried = new TetheredProcess({
    command: 'gst-launch-1.0',
    args: [
      ...[
        '-q',
        'videotestsrc',
        'num-buffers=5',
        '!',
        'video/x-raw,format=NV12,width=320,height=240,framerate=30/1',
        '!',
      ],
      ...[...toItsMemory, encoder, '!', 'h264parse', '!', 'fakesink'],
    ],
  });
  const timeout = setTimeout(() => void tried.kill(), TRY_MS_MAX);
  const { code } = await tried.exited;
  clearTimeout(timeout);
  return code === 0;
}
