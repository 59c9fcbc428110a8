/** Copying and pasting blocks of cells, to and from spreadsheets. */

import { formatBlock, parseBlock } from "./tsv.js";

export class Clipboard {
  constructor(sheet, selection, editing, changes, tell) {
    Object.assign(this, { sheet, selection, editing, changes, tell });
    sheet.table.addEventListener("copy", (event) => this.#copy(event));
    sheet.table.addEventListener("cut", (event) => {
      if (this.#copy(event)) this.clear();
    });
    sheet.table.addEventListener("paste", (event) => this.#paste(event));
  }

  clear() {
    this.changes.write(this.selection.block().flat().map((cell) => [cell, ""]));
  }

  #copy(event) {
    if (this.editing.isOpen) return false;
    event.preventDefault();
    const block = this.selection.block().map((row) => row.map((cell) => this.sheet.text(cell)));
    event.clipboardData.setData("text/plain", formatBlock(block));
    return true;
  }

  #paste(event) {
    if (this.editing.isOpen) return;
    event.preventDefault();
    const texts = parseBlock(event.clipboardData.getData("text/plain"));
    const selected = this.selection.block();
    const isOne = texts.length === 1 && texts[0].length === 1;
    const pairs = isOne ? selected.flat().map((cell) => [cell, texts[0][0]]) : this.#placed(texts, selected[0][0]);
    const fitting = pairs.filter(([cell]) => cell && !cell.locked);
    this.changes.write(fitting.map(([cell, text]) => [cell, this.#value(cell, text)]));
    const left = pairs.length - fitting.length;
    if (left) this.tell("textCut", { number: left });
    if (!isOne) this.#select(texts, selected[0][0]);
  }

  #placed(texts, first) {
    return texts.flatMap((row, down) =>
      row.map((text, right) => [this.sheet.at(first.row + down, first.column + right), text]),
    );
  }

  /** A label of a list means its value at once; everything else the server reads. */
  #value(cell, text) {
    return this.sheet.choices(cell).find(([, label]) => label === text.trim())?.[0] ?? text;
  }

  #select(texts, first) {
    const width = Math.max(...texts.map((row) => row.length));
    const row = this.sheet.rows[Math.min(first.row + texts.length, this.sheet.rows.length) - 1];
    const last = row[Math.min(first.column + width, row.length) - 1];
    this.selection.to(first);
    this.selection.to(last, { extend: true, focus: false });
  }
}
