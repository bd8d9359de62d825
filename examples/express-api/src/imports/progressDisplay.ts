import { SingleBar } from "cli-progress";

/** How far something has come. */
export interface ShownProgress {
  /** What is under way; another kind begins another bar. */
  readonly kind: string;
  readonly done: number;
  readonly total: number;
  /** What is counted. Default: rows. */
  readonly unit?: string;
  /** What else is to be said, such as the speed. */
  readonly note?: string;
}

/** How far one workbook has come, in data rows. */
export interface WorkbookProgress extends ShownProgress {
  readonly kind: "customers" | "loans";
}

export interface ProgressDisplay {
  show(progress: ShownProgress): void;
  /** Leaves the terminal as it should be; to be called at the end, also of work that failed. */
  end(): void;
}

/** What a display writes to: standard error, or a test. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** A bar on a terminal; elsewhere, such as in a log file, a line at each tenth of the way. */
export function progressDisplay(output: ProgressOutput): ProgressDisplay {
  return output.isTTY === true ? barDisplay() : lineDisplay(output);
}

function lineDisplay(output: ProgressOutput): ProgressDisplay {
  let last = "";
  return {
    show: ({ kind, done, total, unit = "rows", note = "" }) => {
      const tenths = total === 0 ? 10 : Math.floor((10 * done) / total);
      if (`${kind} ${tenths}` === last) return;
      last = `${kind} ${tenths}`;
      output.write(`${kind}: ${done} of ${total} ${unit}${note}\n`);
    },
    end: () => {},
  };
}

function barDisplay(): ProgressDisplay {
  let bar: { readonly of: string; readonly line: SingleBar } | undefined;
  const end = (): void => bar?.line.stop();
  return {
    show: ({ kind, done, total, unit = "rows", note = "" }) => {
      if (bar?.of !== kind) {
        end();
        bar = { of: kind, line: startBar(kind, total, unit) };
      }
      bar.line.setTotal(total);
      bar.line.update(done, { note });
    },
    end,
  };
}

function startBar(kind: string, total: number, unit: string): SingleBar {
  // The library writes to standard error, and only to a terminal.
  const format = `${kind.padEnd(9)} [{bar}] {value} of {total} ${unit}{note}`;
  const line = new SingleBar({ format });
  line.start(total, 0, { note: "" });
  return line;
}
