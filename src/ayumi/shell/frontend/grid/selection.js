/** Where the person is in the grid, and the rectangle that is selected. One cell is in the tab order. */

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Selection {
  constructor(sheet, onMove) {
    this.sheet = sheet;
    this.onMove = onMove;
    this.active = sheet.at(0, 0);
    this.anchor = this.active;
    this.mayLeave = false;
    this.#show();
    sheet.table.addEventListener("mousedown", (event) => this.#press(event));
    sheet.table.addEventListener("mouseover", (event) => this.#drag(event));
    sheet.table.addEventListener("focusin", (event) => this.#focused(event));
  }

  /** Return the selected cells row by row. */
  block() {
    const [top, bottom] = ordered(this.anchor.row, this.active.row);
    const [left, right] = ordered(this.anchor.column, this.active.column);
    return this.sheet.rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
  }

  to(cell, { extend = false, focus = true } = {}) {
    if (!cell) return;
    this.active = cell;
    if (!extend) this.anchor = cell;
    this.#show();
    if (focus) {
      cell.td.focus({ preventScroll: true });
      cell.td.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    this.onMove();
  }

  by(rows, columns, options) {
    const { row, column } = this.active;
    const lastRow = this.sheet.rows.length - 1;
    const target = this.sheet.rows[clamp(row + rows, lastRow)];
    this.to(target[clamp(column + columns, target.length - 1)], options);
  }

  /** Go on as Tab does: to the next cell, over the ends of rows. Tell whether there was one. */
  next(step) {
    const cells = this.sheet.all();
    const cell = cells[cells.indexOf(this.active) + step];
    this.to(cell);
    return Boolean(cell);
  }

  /** Move by a key. Tell whether the key was one of ours. */
  key(event) {
    const extend = event.shiftKey;
    const far = event.ctrlKey || event.metaKey;
    const [rows, columns] = STEPS[event.key] ?? [];
    if (rows !== undefined) this.by(far ? rows * 1e6 : rows, far ? columns * 1e6 : columns, { extend });
    else if (event.key === "Home") this.by(far ? -1e6 : 0, -1e6, { extend });
    else if (event.key === "End") this.by(far ? 1e6 : 0, 1e6, { extend });
    else if (event.key === "PageUp") this.by(-10, 0, { extend });
    else if (event.key === "PageDown") this.by(10, 0, { extend });
    else if (far && event.key.toLowerCase() === "a") this.#everything();
    else return false;
    return true;
  }

  #everything() {
    this.anchor = this.sheet.at(0, 0);
    this.to(this.sheet.rows.at(-1).at(-1), { extend: true, focus: false });
  }

  #press(event) {
    const cell = this.#cellOf(event.target);
    if (!cell || event.button !== 0 || event.target.matches("input, select, textarea")) return;
    event.preventDefault();
    this.to(cell, { extend: event.shiftKey });
  }

  #drag(event) {
    const cell = this.#cellOf(event.target);
    if (cell && event.buttons === 1 && !this.sheet.table.querySelector("td input, td select, td textarea"))
      this.to(cell, { extend: true });
  }

  #focused(event) {
    const cell = this.#cellOf(event.target);
    this.mayLeave = false;
    if (cell && event.target === cell.td && cell !== this.active) this.to(cell, { focus: false });
  }

  #cellOf(element) {
    const td = element.closest?.("td[data-cell]");
    return td && this.sheet.byName.get(td.dataset.cell);
  }

  #show() {
    const selected = new Set(this.block().flat());
    for (const td of this.sheet.table.querySelectorAll('td[aria-selected="true"], td[tabindex="0"]')) {
      td.removeAttribute("aria-selected");
      td.tabIndex = -1;
    }
    selected.forEach((cell) => cell.td.setAttribute("aria-selected", "true"));
    this.active.td.tabIndex = 0;
  }
}

function ordered(one, other) {
  return one < other ? [one, other] : [other, one];
}

function clamp(value, last) {
  return Math.min(Math.max(value, 0), last);
}
