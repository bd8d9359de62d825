import { SingleBar } from "cli-progress";

/** How far one workbook has come. */
export interface WorkbookProgress {
  readonly kind: "customers" | "loans";
  /** Data rows. */
  readonly done: number;
  readonly total: number;
}

export interface ProgressDisplay {
  show(progress: WorkbookProgress): void;
  /** Leaves the terminal as it should be; to be called at the end, also of an import that failed. */
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
    show: ({ kind, done, total }) => {
      const tenths = total === 0 ? 10 : Math.floor((10 * done) / total);
      if (`${kind} ${tenths}` === last) return;
      last = `${kind} ${tenths}`;
      output.write(`${kind}: ${done} of ${total} rows\n`);
    },
    end: () => {},
  };
}

function barDisplay(): ProgressDisplay {
  let bar: { readonly of: string; readonly line: SingleBar } | undefined;
  const end = (): void => bar?.line.stop();
  return {
    show: ({ kind, done, total }) => {
      if (bar?.of !== kind) {
        end();
        bar = { of: kind, line: startBar(kind, total) };
      }
      bar.line.update(done);
    },
    end,
  };
}

function startBar(kind: string, total: number): SingleBar {
  // The library writes to standard error, and only to a terminal.
  const line = new SingleBar({ format: `${kind.padEnd(9)} [{bar}] {value} of {total} rows` });
  line.start(total, 0);
  return line;
}
