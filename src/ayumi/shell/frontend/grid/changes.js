/** Every change of cells, in groups that one key undoes and another does again. */

export class Changes {
  constructor(sheet, onChange) {
    this.sheet = sheet;
    this.onChange = onChange;
    this.done = [];
    this.undone = [];
  }

  /** Write values into cells as one change; pairs are [cell, value]. Locked cells stay. Return how many changed. */
  write(pairs) {
    const steps = pairs
      .filter(([cell, value]) => !cell.locked && cell.value !== value)
      .map(([cell, value]) => ({ cell, before: cell.value, after: value }));
    if (!steps.length) return 0;
    this.done.push(steps);
    this.undone = [];
    this.#apply(steps, "after");
    return steps.length;
  }

  undo() {
    this.#turn(this.done, this.undone, "before");
  }

  redo() {
    this.#turn(this.undone, this.done, "after");
  }

  /** Put what a text means in its place, where the text still stands there. It is no change of its own. */
  settle(cell, typed, value) {
    if (cell.value !== typed) return;
    for (const steps of [...this.done, ...this.undone])
      for (const step of steps) {
        if (step.cell !== cell) continue;
        if (step.after === typed) step.after = value;
        if (step.before === typed) step.before = value;
      }
    this.sheet.set(cell, value);
  }

  #turn(from, to, side) {
    const steps = from.pop();
    if (!steps) return;
    to.push(steps);
    this.#apply(side === "before" ? [...steps].reverse() : steps, side);
  }

  #apply(steps, side) {
    steps.forEach((step) => this.sheet.set(step.cell, step[side]));
    this.onChange(steps.map((step) => step.cell));
  }
}
