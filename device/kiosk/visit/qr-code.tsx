import { correction, generate } from 'lean-qr/nano';

/** Four modules on every side, as the standard asks. */
const QUIET = 4;

/** A QR code as one path, dark on white whatever the page's colours: phones read it that way. Error level M. */
export function QrCode({ content, label }: { content: string; label: string }) {
  const code = generate(content, { minCorrectionLevel: correction.M });
  const size = code.size + 2 * QUIET;
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  }
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
