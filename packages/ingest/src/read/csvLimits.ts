/** How much of a CSV file is read before it, or a row of it, is refused. */
export interface CsvLimits {
  /** The whole file. Default 1 GiB: about 17 million transactions. */
  readonly bytes: number;
  /**
   * One row; a longer one is rejected and the next is read. It bounds what a quotation mark that
   * nobody closed takes in memory. Default 1 MiB.
   */
  readonly rowBytes: number;
}

export const defaultCsvLimits: CsvLimits = { bytes: 1024 ** 3, rowBytes: 1024 ** 2 };
