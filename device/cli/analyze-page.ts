import type { AnalysisResult } from '../analysis/analysis-request.ts';
export function reportPage(result: AnalysisResult): string {
  return `<!doctype html><title>${result.number}</title>`;
}
