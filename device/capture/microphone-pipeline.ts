/** The GStreamer pipeline of each kind of microphone, as the arguments of `gst-launch-1.0`. Pure. */
import type { Microphone } from './capture.config.ts';
import { gstQuoted } from './gst-text.ts';
import type { TimeOrigin } from './stamping.ts';

export const MICROPHONE_RATE = 48_000;
/** The device hands on its sound in pieces of this length. */
const BLOCK_US = 5000;

export function describeMicrophonePipeline(source: Microphone['source'], fd: number): string[] {
  return [
    ...describeSource(source),
    ...['!', 'audioconvert', '!', 'audioresample', '!'],
    ...[`audio/x-raw,format=S16LE,layout=interleaved,channels=1,rate=${MICROPHONE_RATE}`, '!'],
    ...['gdppay', '!', 'fdsink', `fd=${fd}`, 'sync=false'],
  ];
}

export function microphoneTimeOrigin({ kind }: Microphone['source']): TimeOrigin {
  return kind === 'virtual' ? 'absolute' : 'pipeline';
}

function describeSource(source: Microphone['source']): string[] {
  switch (source.kind) {
    case 'virtual':
      return ['tcpclientsrc', `host=${gstQuoted(source.host)}`, `port=${source.port}`, '!', 'gdpdepay'];
    case 'alsa':
      // The device's own clock drifts from CLOCK_MONOTONIC; the pipeline must keep the system's.
      return [
        ...['alsasrc', `device=${gstQuoted(source.device)}`, 'provide-clock=false', 'slave-method=skew'],
        ...[`latency-time=${BLOCK_US}`, `buffer-time=${BLOCK_US * 20}`],
      ];
    case 'file':
      return [
        ...['filesrc', `location=${gstQuoted(source.path)}`, '!', 'decodebin', 'expose-all-streams=false'],
        ...['caps=audio/x-raw(ANY)', '!', 'clocksync'],
      ];
    case 'test':
      return ['audiotestsrc', 'is-live=true', 'wave=ticks', `samplesperbuffer=${(MICROPHONE_RATE * BLOCK_US) / 1e6}`];
  }
}
