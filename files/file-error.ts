/** Why a file cannot be read as a whole, and what to do. It repeats nothing of what stands in the file. */
export class FileError extends Error {
  constructor(
    readonly code: 'too_large' | 'unreadable',
    message: string,
  ) {
    super(message);
  }
}

export function unreadable(message: string): FileError {
  return new FileError('unreadable', message);
}
