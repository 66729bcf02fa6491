import { Problem } from '../problem';

export function etag(version: number): string {
  return `"${version}"`;
}

/** @throws Problem 412 when somebody has changed it since it was read */
export function checkIfMatch(header: string | undefined, version: number): void {
  if (header === undefined || header.trim() === '*') return;
  const tags = header.split(',').map((tag) => tag.trim());
  if (tags.includes(etag(version))) return;
  throw new Problem(
    412,
    'version_mismatch',
    `The appointment is at version ${version} now; read it again, then send If-Match: ${etag(version)}.`,
    { headers: { ETag: etag(version) } },
  );
}
