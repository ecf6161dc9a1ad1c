/** Certificates for proving TLS, made when they are needed by OpenSSL's own tool; none is kept. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const openssl = (args: readonly string[]): Promise<unknown> => run('openssl', args);
const DAYS = '2';

export interface ProvingCertificates {
  readonly caFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Makes a client's certificate of that common name, signed by the authority or, to be refused, by itself. */
  client(name: string, options?: { isSelfSigned?: boolean }): Promise<{ certificateFile: string; keyFile: string }>;
}

export async function makeCertificates(directory: string): Promise<ProvingCertificates> {
  const at = (name: string): string => join(directory, name);
  const key = (file: string): string[] => [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    file,
  ];
  const selfSigned = (name: string, file: string): string[] => [
    ...['req', '-x509', ...key(at(`${file}.key`)), '-out', at(`${file}.pem`)],
    ...['-subj', `/CN=${name}`, '-days', DAYS],
  ];
  const signed = async (name: string, file: string, extension: string): Promise<void> => {
    await openssl(['req', ...key(at(`${file}.key`)), '-out', at(`${file}.csr`), '-subj', `/CN=${name}`]);
    await writeFile(at(`${file}.ext`), extension);
    await openssl([
      ...['x509', '-req', '-in', at(`${file}.csr`), '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'],
      ...['-out', at(`${file}.pem`), '-days', DAYS, '-extfile', at(`${file}.ext`)],
    ]);
  };
  await openssl(selfSigned('Proving authority', 'ca'));
  await signed('localhost', 'broker', 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  return {
    ...{ caFile: at('ca.pem'), certificateFile: at('broker.pem'), keyFile: at('broker.key') },
    async client(name, { isSelfSigned = false } = {}) {
      const file = `client-${name}${isSelfSigned ? '-forged' : ''}`;
      if (isSelfSigned) await openssl(selfSigned(name, file));
      else await signed(name, file, 'extendedKeyUsage=clientAuth\n');
      return { certificateFile: at(`${file}.pem`), keyFile: at(`${file}.key`) };
    },
  };
}
