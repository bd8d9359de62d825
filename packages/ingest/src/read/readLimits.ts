/**
 * How much of a workbook is read before it is refused. A file of a few kilobytes can unpack to
 * gigabytes; every part is unpacked once and its real bytes counted before a row is parsed.
 */
export interface ReadLimits {
  /** All parts together, unpacked. Default 256 MiB: about two million filled cells. */
  readonly inflatedBytes: number;
  /** Parts in the zip archive. Default 2,000. */
  readonly entries: number;
  /**
   * Unpacked against packed size of one part, once it has passed 1 MiB. Default 200; sheets reach
   * 10 to 60, and deflate cannot pass 1,032.
   */
  readonly ratio: number;
  /** XML between two tags, which bounds a cell. Default 1 MiB; Excel's own cells end at 32,767. */
  readonly textRunBytes: number;
  /** Texts and styles that stay in memory while a sheet is read. Default 2,000,000. */
  readonly elements: number;
}

export const defaultReadLimits: ReadLimits = {
  inflatedBytes: 256 * 1024 * 1024,
  entries: 2_000,
  ratio: 200,
  textRunBytes: 1024 * 1024,
  elements: 2_000_000,
};
