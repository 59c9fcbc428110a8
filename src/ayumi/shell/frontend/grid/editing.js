/** Editing one cell in its place. Enter, Tab and leaving the field take the text, Esc leaves the cell as it was. */

export class Editing {
  constructor(sheet, selection, changes) {
    Object.assign(this, { sheet, selection, changes, cell: null, field: null });
    sheet.table.addEventListener("dblclick", () => this.open());
  }

  get isOpen() {
    return this.field !== null;
  }

  /** Open the active cell; with ``text`` it begins with that instead of what stands there. */
  open(text) {
    const { active } = this.selection;
    if (this.isOpen || active.locked) return;
    this.cell = active;
    this.field = this.#fieldFor(active, text ?? active.value);
    active.td.replaceChildren(this.field);
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("blur", () => this.close(true));
    this.field.focus();
    if (this.field.tagName !== "SELECT") this.field.setSelectionRange(this.field.value.length, this.field.value.length);
  }

  /** Close the field; ``keep`` takes its text. */
  close(keep) {
    if (!this.isOpen) return;
    const { cell, field } = this;
    this.cell = this.field = null; // First, since taking the field away makes it lose the focus.
    const value = field.value.replaceAll("\r\n", "\n");
    if (!keep || !this.changes.write([[cell, value]])) this.sheet.draw(cell);
  }

  #fieldFor(cell, text) {
    const choices = this.sheet.choices(cell);
    const field = document.createElement(choices.length ? "select" : cell.kind === "text" ? "textarea" : "input");
    field.setAttribute("aria-label", cell.label);
    for (const [value, label] of choices) field.append(new Option(label || "－", value, false, value === text));
    if (cell.list === "division") field.setAttribute("list", "list-division");
    if (cell.kind === "money" || cell.kind === "number") field.inputMode = "decimal";
    if (!choices.length) field.value = text;
    return field;
  }

  #key(event) {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return; // The keys belong to the Japanese input method.
    if (event.key === "Escape") this.#leave(event, false, () => this.selection.to(this.selection.active));
    else if (event.key === "Enter" && event.altKey && this.cell.kind === "text") this.#newLine(event);
    else if (event.key === "Enter") this.#leave(event, true, () => this.selection.by(event.shiftKey ? -1 : 1, 0));
    else if (event.key === "Tab") this.#leave(event, true, () => this.selection.next(event.shiftKey ? -1 : 1));
  }

  #leave(event, keep, go) {
    event.preventDefault();
    this.close(keep);
    go();
  }

  #newLine(event) {
    event.preventDefault();
    this.field.setRangeText("\n", this.field.selectionStart, this.field.selectionEnd, "end");
  }
}
