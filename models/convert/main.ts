import { explain, isBayError } from '../../device/errors/bay-error.ts';
import { buildModels } from './build-models.ts';

/** Set-up's step for the models: builds what is missing, says a line a model, and is silent when all are there. */
try {
  await buildModels({ onProgress: (line) => process.stderr.write(`${line}\n`) });
} catch (error) {
  const code = isBayError(error) ? ` (${error.code})` : '';
  process.stderr.write(`The models could not be built: ${explain(error)}${code}\n`);
  process.exitCode = 1;
}
