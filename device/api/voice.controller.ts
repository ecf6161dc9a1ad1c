import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { VOICE_PANEL, type VoicePanel, type VoiceSettings } from '../ports/speech.port.ts';
import { soundIdSchema, type VoiceChange, voiceChangeSchema, type VoiceState } from './contract/voice.ts';
import { soundGone } from './errors.ts';
import { sendStoredFile } from './stored-file.ts';

/** What the bay says, how loud, in which language, and whether at all. */
@Controller('api/v1/voice')
export class VoiceController {
  readonly #voice: VoicePanel;

  constructor(@Inject(VOICE_PANEL) voice: VoicePanel) {
    this.#voice = voice;
  }

  @Get()
  state(): VoiceState {
    return { ...this.#voice.settings, trouble: this.#voice.trouble };
  }

  /** Until the visit ends; the next one begins as the facility has set it. */
  @Post()
  @HttpCode(200)
  set(@Query({ schema: voiceChangeSchema }) { isOn, language, volume }: VoiceChange): VoiceState {
    const change: Partial<VoiceSettings> = {
      ...(isOn === undefined ? {} : { isOn }),
      ...(language === undefined ? {} : { language }),
      ...(volume === undefined ? {} : { volume }),
    };
    return { ...this.#voice.set(change), trouble: this.#voice.trouble };
  }

  @Get('sounds/:id')
  async sound(@Param('id', { schema: soundIdSchema }) id: string, @Res() response: Response): Promise<void> {
    const sound = await this.#voice.sound(id);
    if (sound === null) throw soundGone();
    await sendStoredFile(response, { path: sound.path, mediaType: sound.mediaType, sha256: id });
  }
}
