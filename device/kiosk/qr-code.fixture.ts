import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { openCv } from '../../provisioning/calibration/open-cv.ts';

/** What a phone would read of the QR code that is on the screen; empty where it reads none. */
export async function readQrCode(page: Page): Promise<string> {
  const picture = await page.locator('.qr-code').first().screenshot();
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const cv = (await openCv()) as unknown as {
    matFromImageData(of: { width: number; height: number; data: Uint8ClampedArray }): { delete(): void };
    QRCodeDetector: new () => { detectAndDecode(mat: unknown): string; delete(): void };
  };
  const { width, height } = info;
  const mat = cv.matFromImageData({ width, height, data: Uint8ClampedArray.from(data) });
  const detector = new cv.QRCodeDetector();
  try {
    return detector.detectAndDecode(mat);
  } finally {
    detector.delete();
    mat.delete();
  }
}
