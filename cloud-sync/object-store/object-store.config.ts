/** What an operator may set about the object store itself. */
import { z } from 'zod';

const PART_MIB_MIN = 5;

export const s3ConfigSchema = z.strictObject({
  kind: z.literal('s3').describe('AWS S3, Ceph, MinIO or whatever else speaks S3.'),
  endpoint: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null)
    .describe('Its address; null for AWS’s own.'),
  region: z.string().min(1).default('us-east-1').describe('Its region, as it calls it.'),
  bucket: z.string().min(3).max(63).describe('The bucket, which must be there.'),
  accessKeyId: z.string().min(1).describe('The name of the key that the bay uses.'),
  secretKeyFile: z.string().min(1).describe('A file whose first line is the secret of that key.'),
  caFile: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('Certificates that the store’s must descend from; null trusts those of the system.'),
  partMiB: z
    .int()
    .min(PART_MIB_MIN)
    .max(64)
    .default(8)
    .describe('Files beyond this size go in parts of it, in MiB; an upload that was cut off loses one at most.'),
  idleSeconds: z
    .int()
    .min(3)
    .max(300)
    .default(30)
    .describe('A connection on which nothing moves for so long is given up, and the work taken up on another.'),
});

export const folderConfigSchema = z.strictObject({
  kind: z.literal('folder').describe('A folder: another disk or a network drive.'),
  path: z
    .string()
    .min(1)
    .describe('Where it is. It gets a mark, and no other folder is used without it (`swingbay sync accept-folder`).'),
  mustBeMounted: z
    .boolean()
    .default(false)
    .describe('Whether the folder is where a drive is mounted: then it is not begun either while no drive is.'),
});

export type FolderConfig = z.infer<typeof folderConfigSchema>;
export type ObjectStoreConfig = z.infer<typeof s3ConfigSchema> | FolderConfig;
