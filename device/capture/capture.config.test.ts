import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cameraSchema, microphoneSchema } from './capture.config.ts';

const CAMERA = { name: 'face-on', role: 'face-on', source: { kind: 'test' }, width: 1280, height: 720, fps: 120 };

/** The paths of all fields without a description. */
function undescribed(schema: object, path = ''): string[] {
  const {
    description,
    properties = {},
    oneOf = [],
    items,
  } = schema as {
    description?: string;
    properties?: Record<string, object>;
    oneOf?: object[];
    items?: object;
  };
  return [
    ...(description === undefined && path !== '' && !path.endsWith('|') && !path.endsWith('[]') ? [path] : []),
    ...Object.entries(properties).flatMap(([name, property]) => undescribed(property, `${path}.${name}`)),
    ...oneOf.flatMap((option) => undescribed(option, `${path}|`)),
    ...(items === undefined ? [] : undescribed(items, `${path}[]`)),
  ];
}

describe('configuration of what a bay sees and hears with', () => {
  it('says of every field what it is', () => {
    expect(undescribed(z.toJSONSchema(cameraSchema))).toEqual([]);
    expect(undescribed(z.toJSONSchema(microphoneSchema))).toEqual([]);
  });

  it('fills in what need not be said', () => {
    expect(cameraSchema.parse(CAMERA)).toMatchObject({ keyFrameEvery: 30, source: { pattern: 'ball' } });
    expect(microphoneSchema.parse({ source: { kind: 'alsa' } })).toMatchObject({ distanceM: 2, delayMs: 0 });
  });

  it.each([
    ['an unknown field', { ...CAMERA, framerate: 60 }],
    ['an unknown kind of source', { ...CAMERA, source: { kind: 'webcam' } }],
    ['a field of another kind of source', { ...CAMERA, source: { kind: 'test', device: '/dev/video0' } }],
    ['a name that is no file name', { ...CAMERA, name: '../face' }],
    ['an address of another protocol', { ...CAMERA, source: { kind: 'rtsp', url: 'file:///etc/passwd' } }],
  ])('refuses %s', (_, camera) => {
    expect(cameraSchema.safeParse(camera).success).toBe(false);
  });
});
