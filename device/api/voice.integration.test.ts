import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { voiceStateSchema } from './contract/voice.ts';
import { type ApiInTest, startApi } from './fixtures/api-in-test.ts';

let api: ApiInTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const post = (query: string) => api.fetch(`/api/v1/voice?${query}`, { method: 'POST' });

describe('the voice over the API', () => {
  it('is shown with why it is silent, and set part by part', async () => {
    api.voice.trouble = { code: 'voice/program-missing', message: 'No espeak-ng.', hint: 'Install it.' };
    const shown = voiceStateSchema.parse(await (await api.fetch('/api/v1/voice')).json());
    expect(shown).toMatchObject({
      isOn: true,
      language: 'en',
      volume: 0.7,
      trouble: { code: 'voice/program-missing' },
    });
    expect((await post('isOn=false')).status).toBe(200);
    const set = voiceStateSchema.parse(await (await post('language=ja&volume=0.2')).json());
    expect(set).toMatchObject({ isOn: false, language: 'ja', volume: 0.2 });
  });

  it.each(['volume=2', 'volume=loud', 'language=fr', 'isOn=perhaps', 'pitch=3'])('refuses %s', async (query) => {
    const before = api.voice.settings;
    const answer = await post(query);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'api/request-invalid' });
    expect(api.voice.settings).toEqual(before);
  });

  it('sends a sound that was made, and no other file', async () => {
    const id = 'a'.repeat(64);
    const path = join(api.directory, `${id}.wav`);
    writeFileSync(path, 'RIFF');
    api.voice.sounds.set(id, { id, path, mediaType: 'audio/wav' });
    const answer = await api.fetch(`/api/v1/voice/sounds/${id}`);
    expect(answer.headers.get('content-type')).toContain('audio/wav');
    expect(await answer.text()).toBe('RIFF');
    const gone = await api.fetch(`/api/v1/voice/sounds/${'b'.repeat(64)}`);
    expect([gone.status, await gone.json()]).toEqual([404, expect.objectContaining({ code: 'voice/sound-gone' })]);
    expect((await api.fetch('/api/v1/voice/sounds/..%2f..%2fetc%2fpasswd')).status).toBe(400);
  });

  it('is heard on the socket’s messages as the bay says them', async () => {
    const { ticket } = (await (await api.fetch('/api/v1/realtime/ticket', { method: 'POST' })).json()) as {
      ticket: string;
    };
    const socket = new WebSocket(`${api.origin.replace('http', 'ws')}/api/v1/realtime/connect?ticket=${ticket}`);
    const messages: unknown[] = [];
    const heard = new Promise<void>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        messages.push(JSON.parse(data as string));
        if (messages.length === 1) {
          api.bay.messages.next({
            event: 'AUDIO_CUE',
            data: { text: 'Lead arm long.', language: 'en', url: '/api/v1/voice/sounds/x', volume: 0.7 },
          });
          api.bay.messages.next({ event: 'AUDIO_HUSH', data: {} });
        }
        if (messages.length === 3) resolve();
      });
    });
    await heard;
    socket.close();
    expect(messages.slice(1)).toMatchObject([
      { event: 'AUDIO_CUE', data: { text: 'Lead arm long.' } },
      { event: 'AUDIO_HUSH' },
    ]);
  });
});
