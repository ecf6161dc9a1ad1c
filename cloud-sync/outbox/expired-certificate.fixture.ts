/** A certificate for the loopback address whose time is over, and a valid one of nobody whom anybody trusts. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

const CONFIGURATION = `
[ca]
default_ca = own
[own]
dir = .
database = index
new_certs_dir = .
serial = serial
default_md = sha256
policy = any
x509_extensions = extensions
unique_subject = no
[any]
commonName = supplied
[extensions]
subjectAltName = IP:127.0.0.1
basicConstraints = critical,CA:TRUE
`;

/** @param directory an empty one */
export function makeCertificate(directory: string, from: Date, to: Date): Certificate {
  const openssl = (...words: string[]): unknown => execFileSync('openssl', words, { cwd: directory, stdio: 'pipe' });
  writeFileSync(join(directory, 'ca.cnf'), CONFIGURATION);
  writeFileSync(join(directory, 'index'), '');
  writeFileSync(join(directory, 'serial'), '01\n');
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
  openssl('req', '-new', ...key, '-out', 'request.pem', '-subj', '/CN=localhost');
  const time = ['-startdate', asn1(from), '-enddate', asn1(to)];
  const signed = ['-selfsign', '-keyfile', 'key.pem', '-in', 'request.pem', '-out', 'cert.pem', '-batch', '-notext'];
  openssl('ca', '-config', 'ca.cnf', ...time, ...signed);
  return { key: readFileSync(join(directory, 'key.pem')), cert: readFileSync(join(directory, 'cert.pem')) };
}

/** YYYYMMDDHHMMSSZ. */
function asn1(time: Date): string {
  return `${time.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
}
